"""``ilr check``: returns and workbooks against the ILR rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

if TYPE_CHECKING:
    from addin.reports import FileReport


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("check", help="check returns and workbooks against the ILR rules")
    command.add_argument("paths", nargs="+", metavar="PATH", help="workbook, .xml, .zip or a folder of them")
    options.add_format(command, "text", "json", "csv", "html")
    command.add_argument(
        "--jobs",
        type=options.jobs,
        default=1,
        metavar="N",
        help="processes that check at the same time: files, or shares of one",
    )
    command.add_argument(
        "--cluster",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="check on a Ray cluster; without an address, on Ray processes of this computer, as many as --jobs",
    )
    command.add_argument("--summary", action="store_true", help="a line for each provider, in place of the findings")
    command.add_argument(
        "--findings", type=Path, metavar="FILE", help="write all findings into a file as well: .csv or .parquet"
    )
    command.add_argument("--fail-on", choices=("error", "warning"), default="error")
    options.add_no_mark(command)
    options.add_no_registers(command)
    command.add_argument(
        "--watch",
        action="store_true",
        help="go on until Ctrl-C: check and mark each workbook, of folders too, whenever it is saved; while it is open "
        "in Excel the marks are in the copy BOOK (checked)",
    )
    options.add_year(command)
    options.add_schema(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; reports are printed while the work goes on, and none is kept."""
    from addin.cli.many_files import check_paths
    from addin.reports import FORMATS, SUMMARIES, exit_code
    from addin.reports.findings_file import findings_file

    options.year_of(arguments)
    schema = options.schema_of(arguments)
    if arguments.watch:
        return _watch(arguments, schema)
    codes = [0]
    with findings_file(arguments.findings) as keep:

        def noted() -> Iterator[FileReport]:
            for report in check_paths(
                arguments.paths,
                year=arguments.year,
                mark=arguments.format == "text" and not arguments.no_mark,
                jobs=arguments.jobs,
                schema=schema,
                use_loaded=not arguments.no_registers,
                cluster=arguments.cluster,
            ):
                codes[0] = max(codes[0], exit_code([report], arguments.fail_on))
                keep(report)
                yield report

        _print((SUMMARIES if arguments.summary else FORMATS)[arguments.format](noted()))
    if not arguments.no_registers:
        from addin.loading.knowledge import loaded_knowledge

        for trouble in loaded_knowledge().troubles:
            print(trouble, file=sys.stderr)
    return codes[0]


def _print(pieces: Iterable[str]) -> None:
    """Prints pieces as they come, with one line end after the last."""
    last = ""
    for piece in pieces:
        print(piece, end="", flush=True)
        last = piece or last
    if not last.endswith("\n"):
        print()


def _watch(arguments: argparse.Namespace, schema: bytes | None) -> int:
    """Goes on until KeyboardInterrupt, which is told like everywhere."""
    from addin.cli.many_files import check_paths
    from addin.cli.watching import watch

    if arguments.format != "text":
        raise InputError("--watch prints a line for each check. Leave --format out.")
    if arguments.summary or arguments.findings or arguments.cluster is not None:
        raise InputError("--watch checks one file at a time. Leave --summary, --findings and --cluster out.")

    def check(path: Path) -> FileReport:
        (report,) = check_paths(
            [str(path)],
            year=arguments.year,
            mark=not arguments.no_mark,
            schema=schema,
            use_loaded=not arguments.no_registers,
        )
        return report

    watch(arguments.paths, check, partial(print, flush=True))
    return 0
