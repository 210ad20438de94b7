"""``ilr rpl``: recognition of prior learning."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    from addin.prior_learning.arguments import ARGUMENTS

    command = commands.add_parser("rpl", help="price, hours and duration after recognition of prior learning")
    command.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="many cases (.csv, columns named as the options), or a workbook",
    )
    for name, argument in ARGUMENTS.items():
        kind = "DATE" if argument.is_day else "N"
        command.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=kind, help=argument.about)
    options.add_format(command, "text", "json")
    book = command.add_argument_group(
        "for a workbook", "fills its sheet RPL and says what it shows of every apprentice"
    )
    book.add_argument("--learners", nargs="+", default=[], metavar="REF", help="only these, by LearnRefNumber")
    book.add_argument(
        "--what-if",
        nargs="+",
        default=[],
        metavar="CHANGE",
        help="try, then take over: hours_removed=+10%% price_before=-500 reduction_given=least planned_end=+14d",
    )
    book.add_argument("--apply", action="store_true", help="write the rows that are OK into the return")
    book.add_argument("--evidence", type=Path, metavar="OUT.xlsx", help="make a page of evidence for each")
    options.add_yes(book)
    options.add_changing(book)
    options.add_year(book)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.calculating import rpl

    return rpl(arguments, clock.now())
