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
    options.add_return(command)
    command.add_argument("report", type=Path, metavar="REPORT", help="Apps Monthly Payment Report, or a list (.csv)")
    options.add_format(command, "text", "json", "csv")
    command.add_argument("--out", type=Path, metavar="BOOK", help="also make a workbook of it (.xlsx)")
    command.add_argument("--through", metavar="RNN", help="up to this return, such as R03; else the last one paid")
    command.add_argument("--service", type=Path, metavar="EXPORT", help="the service's list, to name data locks")
    options.add_earning(command)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.comparison.book import refuse_name
    from addin.payments.book import payments_book
    from addin.payments.reconciled import reconciled
    from addin.payments.report import FORMATS
    from addin.payments.report_file import read_payments
    from addin.payments.returns import beside, known_file

    options.year_of(arguments)
    if arguments.out:
        refuse_name(arguments.out)
    last = _return_number(arguments.through) if arguments.through is not None else 0
    look_up = beside(options.knowledge_of(arguments), options.rates_of(arguments), arguments.service)
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
