"""``ilr new``: an empty return workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("new", help="make an empty return workbook")
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="BOOK",
        help="the workbook to make (.xlsx, or .xlsm and .xltm with functions and ribbon)",
    )
    command.add_argument("--ukprn", type=int, help="your provider number, for the Start sheet")
    options.add_year(command, options.OF_A_NEW_FILE)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.commands.new import new_book

    new_book(arguments.out, options.year_of(arguments), ukprn=arguments.ukprn)
    print(f"Made {arguments.out}: fill in Learners and Aims, then run: ilr check {options.quoted(arguments.out)}")
    return 0
