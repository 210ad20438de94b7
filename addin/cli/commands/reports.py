"""``ilr reports``: lists and tables of a return, and its data quality from return to return."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import clock, options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

if TYPE_CHECKING:
    from addin.standing_reports import Table


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("reports", help="lists and tables of a return; without a name: which there are")
    command.add_argument("name", nargs="?", metavar="NAME", help="a report, all, or quality; without: which there are")
    command.add_argument("paths", nargs="*", metavar="FILE", help="workbook, .xml or .zip; quality: many, or a folder")
    command.add_argument("--out", type=Path, metavar="NEW", help="save it: .xlsx, .html, or .csv for one report")
    command.add_argument("--format", choices=("text", "csv"), default="text", help="what is printed without --out")
    command.add_argument("--names", action="store_true", help="with the names and ULNs of learners, where it has some")
    command.add_argument("--jobs", type=options.jobs, default=1, metavar="N", help="quality: files checked at one time")
    options.add_earning(command, options.LOADED)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.standing_reports.personal import said
    from addin.standing_reports.registry import notes_of
    from addin.standing_reports.saving import refuse_target, save_reports
    from addin.standing_reports.text import as_csv, as_text

    if arguments.name is None:
        print(_offered())
        return 0
    options.year_of(arguments)
    names = _chosen(arguments.name)
    if arguments.out:
        refuse_target(arguments.out, one=len(names) == 1)
    elif arguments.format == "csv" and len(names) > 1:
        raise InputError("CSV holds one report. Name one, or save all of them: --out FILE.xlsx")
    tables = _tables(arguments, names)
    if arguments.out:
        save_reports(arguments.out, tables)
        print(f"Saved {arguments.out}. {said(tables)}", file=sys.stderr)
    elif arguments.format == "csv":
        print(as_csv(tables[0]), end="")
    else:
        print("\n\n".join(map(as_text, tables)))
        return 0
    for note in notes_of(tables):
        print(note, file=sys.stderr)
    return 0


def _offered() -> str:
    from addin.standing_reports import QUALITY, REPORTS

    reports = [*REPORTS.values(), QUALITY]
    width = max(len(one.name) for one in reports)
    lines = [f"{one.name:<{width}}  {one.title}" for one in reports]
    example = "ilr reports occupancy BOOK.xlsx --out occupancy.xlsx; ilr reports all BOOK.xlsx --out reports.html"
    return "\n".join([*lines, "", f"For example: {example}"])


def _chosen(name: str) -> list[str]:
    from addin.standing_reports import ALL, ORDER, QUALITY

    if name == ALL:
        return list(ORDER)
    if name not in (*ORDER, QUALITY.name):
        known = ", ".join((*ORDER, QUALITY.name, ALL))
        raise InputError(f"There is no report {name}. Use one of {known}.")
    return [name]


def _tables(arguments: argparse.Namespace, names: list[str]) -> list[Table]:
    from addin.standing_reports import QUALITY

    if names == [QUALITY.name]:
        return [_quality(arguments)]
    if len(arguments.paths) != 1:
        wanted = "a file" if not arguments.paths else "one file only"
        raise InputError(f"Say of which return: {wanted}, a workbook, .xml or .zip. Only quality takes several.")
    return _of_return(arguments, names)


def _of_return(arguments: argparse.Namespace, names: list[str]) -> list[Table]:
    from addin.cli.progress import Progress
    from addin.standing_reports.returns import facts_at
    from addin.standing_reports.several import chosen_reports

    facts = facts_at(
        Path(arguments.paths[0]),
        now=clock.now(),
        year=arguments.year,
        knowledge=options.knowledge_of(arguments),
        rates=options.rates_of(arguments),
    )
    with Progress("Making reports") as progress:
        return chosen_reports(facts, names, names=arguments.names, progress=progress)


def _quality(arguments: argparse.Namespace) -> Table:
    from addin.cli.many_files import check_paths
    from addin.standing_reports.quality import quality_of

    if not arguments.paths:
        raise InputError("Say of which returns: files or folders of several months, as in: ilr reports quality sent")
    reports = check_paths(
        arguments.paths,
        year=arguments.year,
        mark=False,
        jobs=arguments.jobs,
        use_loaded=not arguments.no_registers,
    )
    return quality_of(reports, now=clock.now())
