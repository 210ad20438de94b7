"""``ilr earnings``: what apprentices earn."""

from __future__ import annotations

import argparse

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("earnings", help="estimate what the apprentices of a return earn, by period")
    options.add_return(command)
    options.add_format(command, "text", "json", "csv")
    options.add_earning(command)
    command.add_argument("--check", action="store_true", help="also say what learners with errors would cost")
    command.add_argument("--sheet", action="store_true", help="also fill the sheet Earnings of the workbook")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.calculating import earnings

    options.year_of(arguments)
    return earnings(arguments, clock.now())
