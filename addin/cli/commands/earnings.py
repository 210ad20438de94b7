"""``ilr earnings``: what apprentices earn."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("earnings", help="estimate what the apprentices of a return earn, by period")
    command.add_argument("path", type=Path, metavar="FILE", help="workbook, .xml or .zip")
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    command.add_argument("--rates", type=Path, metavar="CSV", help="English and maths: columns LearnAimRef and rate")
    command.add_argument("--check", action="store_true", help="also say what learners with errors would cost")
    command.add_argument("--sheet", action="store_true", help="also fill the sheet Earnings of the workbook")
    command.add_argument("--no-registers", action="store_true", help="take no funding bands from the LARS loaded")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.calculating import earnings

    options.year_of(arguments)
    return earnings(arguments, clock.now())
