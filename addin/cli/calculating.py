"""The commands that calculate: prior learning, earnings and off-the-job hours."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from addin.cli import options
from addin.cli.progress import Progress
from addin.file_kinds import WORKBOOKS, is_workbook
from ilr_core.errors import InputError

DONE, UNUSABLE = 0, 2


def rpl(arguments: argparse.Namespace, now: datetime) -> int:
    """Runs ``ilr rpl``: a workbook, one case from options, or those of a CSV file; 2 if a row could not be read."""
    from addin.prior_learning.arguments import ARGUMENTS, read_case, read_cases
    from addin.prior_learning.cases import worked_out
    from addin.prior_learning.report import as_json, as_text

    texts = {name: text for name in ARGUMENTS if (text := getattr(arguments, name)) is not None}
    if arguments.file and arguments.file.suffix.lower() in WORKBOOKS:
        from addin.cli.recognising import rpl_book

        if texts:
            raise InputError("Give either a workbook or the options of one case, not both.")
        return rpl_book(arguments, now)
    if arguments.apply or arguments.evidence or arguments.what_if or arguments.learners:
        raise InputError("--apply, --evidence, --what-if and --learners need a workbook. Name one (.xlsx or .xlsm).")
    if arguments.file and texts:
        raise InputError("Give either a file or the options of one case, not both.")
    if not arguments.file and "start" not in texts:
        raise InputError("Give --start, the first day of the apprenticeship, or a CSV file. See: ilr rpl --help")
    given = read_cases(arguments.file) if arguments.file else [read_case(texts)]
    cases = [worked_out(one) for one in given]
    print((as_json if arguments.format == "json" else as_text)(cases))
    return UNUSABLE if any(case.given.error for case in cases) else DONE


def earnings(arguments: argparse.Namespace, now: datetime) -> int:
    """Runs ``ilr earnings``."""
    from addin.commands.earnings import book_earnings, fill_earnings
    from addin.earnings.report import FORMATS
    from addin.earnings.returns import earnings_in_return
    from addin.hosts.file_host import FileHost
    from workbook_templates.layout import EARNINGS

    path: Path = arguments.path
    is_book = _is_book(path, to_fill=arguments.sheet)
    with Progress(f"{path.name}: learners") as progress:
        common: dict[str, Any] = {
            "now": now,
            "year": arguments.year,
            "knowledge": options.knowledge_of(arguments),
            "rates": options.rates_of(arguments),
            "progress": progress,
        }
        if arguments.sheet:
            rates_from = f"rates of {arguments.rates.name}" if arguments.rates else ""
            found, saved = fill_earnings(FileHost(path), rates_from=rates_from, **common)
        elif is_book:
            _, found = book_earnings(FileHost(path), check=arguments.check, **common)
        else:
            found = earnings_in_return(path, check=arguments.check, **common)
    print(FORMATS[arguments.format](replace(found, path=str(path)), now.date()).rstrip("\n"))
    if arguments.sheet:
        print(f"Filled the sheet {EARNINGS} of {saved}.", file=sys.stderr)
    return DONE


def hours(arguments: argparse.Namespace, now: datetime) -> int:
    """Runs ``ilr hours``."""
    from addin.commands.off_the_job import book_hours, fill_hours
    from addin.hosts.file_host import FileHost
    from addin.off_the_job.report import FORMATS
    from addin.off_the_job.returns import hours_in_return
    from addin.off_the_job.typed import typed_in
    from workbook_templates.layout import OFF_THE_JOB

    path: Path = arguments.path
    is_book = _is_book(path, to_fill=arguments.sheet)
    if is_book and arguments.typed:
        raise InputError(
            f"--typed goes with .xml and .zip. In a workbook these hours stand on its sheet {OFF_THE_JOB}."
        )
    with Progress(f"{path.name}: learners") as progress:
        common: dict[str, Any] = {"year": arguments.year, "progress": progress}
        if arguments.sheet:
            found, saved = fill_hours(FileHost(path), now=now, **common)
        elif is_book:
            found = book_hours(FileHost(path), now=now, **common)
        else:
            typed_of = typed_in(arguments.typed) if arguments.typed else None
            found = hours_in_return(path, day=now.date(), typed_of=typed_of, **common)
    print(FORMATS[arguments.format](replace(found, path=str(path))).rstrip("\n"))
    if arguments.sheet:
        print(f"Filled the sheet {OFF_THE_JOB} of {saved}.", file=sys.stderr)
    return DONE


def _is_book(path: Path, *, to_fill: bool) -> bool:
    """Whether a path is a workbook; it must be one that can be written to if a sheet is to be filled."""
    is_book = is_workbook(path)
    if to_fill and (not is_book or path.suffix.lower() == ".ods"):
        raise InputError(f"--sheet fills a sheet of a workbook (.xlsx, .xlsm), and {path} is none. Leave --sheet out.")
    return is_book
