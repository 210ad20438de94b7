"""``ilr excel``: installing for Excel."""

from __future__ import annotations

import argparse
from importlib.metadata import entry_points
from pathlib import Path

from addin.cli.options import Subparsers
from ilr_core.errors import InputError


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("excel", help="install for Excel, take it away again, or find out what is wrong")
    command.add_argument("action", choices=("install", "uninstall", "doctor"))
    command.add_argument("book", nargs="?", type=Path, metavar="BOOK", help="a workbook for the doctor to look at")


def run(arguments: argparse.Namespace) -> int:
    """Hands over to the package above this one, which is reached by its entry point."""
    found = entry_points(group="ilr.commands", name="excel")
    if not found:
        raise InputError("This installation has no part for Excel. Install ilr-excel again.")
    return int(next(iter(found)).load()(arguments.action, arguments.book))
