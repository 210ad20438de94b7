"""The commands that calculate: prior learning and earnings."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from addin.cli.inputs import RETURNS, WORKBOOKS
from addin.cli.progress import Progress
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
    from addin.earnings.report import FORMATS
    from addin.earnings.returns import earnings_in_book, earnings_in_return, rates_in
    from addin.loading.knowledge import loaded_knowledge
    from ilr_core.knowledge import Knowledge

    path: Path = arguments.path
    kind = path.suffix.lower()
    if kind not in RETURNS + WORKBOOKS:
        raise InputError(f"{path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these.")
    with Progress(f"{path.name}: learners") as progress:
        found = (earnings_in_return if kind in RETURNS else earnings_in_book)(
            path,
            now=now,
            year=arguments.year,
            knowledge=Knowledge() if arguments.no_registers else loaded_knowledge(),
            rates=rates_in(arguments.rates) if arguments.rates else None,
            check=arguments.check,
            progress=progress,
        )
    print(FORMATS[arguments.format](found, now.date()).rstrip("\n"))
    return DONE
