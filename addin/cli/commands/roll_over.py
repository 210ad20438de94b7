"""``ilr roll-over``: the next year's workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("roll-over", help="make the next year's workbook from this year's return")
    command.add_argument("old", type=Path, metavar="OLD", help="the old year's workbook, .xml or .zip")
    command.add_argument(
        "--out", type=Path, required=True, metavar="NEW", help="the workbook to make (.xlsx, or .xlsm with functions)"
    )
    options.add_format(command, "text", "json")
    options.add_no_registers(command)
    command.add_argument("--year", help="the old return's collection year, such as 2526; normally the file says it")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.rolling_over import run_roll_over

    options.year_of(arguments)
    return run_roll_over(arguments, clock.now())
