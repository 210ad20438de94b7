"""``ilr payments``: DfE's payment report beside the earnings estimate."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("payments", help="reconcile DfE's payment report with what the return should earn")
    command.add_argument("path", type=Path, metavar="FILE", help="workbook, .xml or .zip")
    command.add_argument("report", type=Path, metavar="REPORT", help="Apps Monthly Payment Report, or a list (.csv)")
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    command.add_argument("--out", type=Path, metavar="BOOK", help="also make a workbook of it (.xlsx)")
    command.add_argument("--through", metavar="RNN", help="up to this return, such as R03; else the last one paid")
    command.add_argument("--service", type=Path, metavar="EXPORT", help="the service's list, to name data locks")
    command.add_argument("--rates", type=Path, metavar="CSV", help="English and maths: columns LearnAimRef and rate")
    command.add_argument("--no-registers", action="store_true", help="take no funding bands from the LARS loaded")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.comparison.book import refuse_name
    from addin.earnings.returns import rates_in
    from addin.loading.knowledge import loaded_knowledge
    from addin.payments.book import payments_book
    from addin.payments.reconciled import reconciled
    from addin.payments.report import FORMATS
    from addin.payments.report_file import read_payments
    from addin.payments.returns import beside, known_file
    from ilr_core.knowledge import Knowledge

    options.year_of(arguments)
    if arguments.out:
        refuse_name(arguments.out)
    last = _return_number(arguments.through) if arguments.through is not None else 0
    knowledge = Knowledge() if arguments.no_registers else loaded_knowledge()
    look_up = beside(knowledge, rates_in(arguments.rates) if arguments.rates else None, arguments.service)
    known = known_file(arguments.path, look_up, now=clock.now(), year=arguments.year)
    found = reconciled(read_payments(arguments.report, known.year.year), known, last)
    if arguments.out:
        payments_book(arguments.out, found)
    print(FORMATS[arguments.format](found).rstrip("\n"))
    if arguments.out:
        print(f"Made {arguments.out}.", file=sys.stderr)
    return 0


def _return_number(text: str) -> int:
    digits = text.upper().removeprefix("R")
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 14):
        raise InputError(f"{text} is no return. Write one of R01 to R14.")
    return int(digits)
