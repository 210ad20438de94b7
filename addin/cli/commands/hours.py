"""``ilr hours``: off-the-job hours."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("hours", help="set off-the-job hours of apprentices against plan and rules")
    options.add_return(command)
    options.add_format(command, "text", "json", "csv")
    command.add_argument(
        "--typed", type=Path, metavar="CSV", help="weekly hours, hours so far ...: columns as on the sheet"
    )
    command.add_argument("--sheet", action="store_true", help="also fill the sheet Off-the-job of the workbook")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.calculating import hours

    options.year_of(arguments)
    return hours(arguments, clock.now())
