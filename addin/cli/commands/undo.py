"""``ilr undo``: takes a change back."""

from __future__ import annotations

import argparse
from functools import partial

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("undo", help="undo a change that a command made")
    options.add_book(command)
    command.add_argument("--change", type=int, metavar="N", help="its number on the sheet Changes; else the last one")
    options.add_changing(command)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.changing import changed
    from addin.undo import undo_change

    options.year_of(arguments)
    print(changed(arguments, partial(undo_change, number=arguments.change), nothing="There is nothing to undo."))
    return 0
