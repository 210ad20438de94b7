"""``ilr registers``: registers that rules ask."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("registers", help="load LARS, postcodes and other registers that rules ask")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    load = actions.add_parser("import", help="load registers from their downloads (.csv or .zip)")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--version", default="", metavar="TEXT", help="the register's version, if its name does not say")
    load.add_argument("--columns", type=Path, metavar="FILE", help="a columns file that says what headers to look for")
    load.add_argument("--fewer", action="store_true", help="load it even if it has less than half the rows of the old")
    status = actions.add_parser("status", help="what is loaded, and how old it is")
    options.add_format(status, "text", "json")
    columns = actions.add_parser("columns", help="show or save the headers by which registers are recognised")
    columns.add_argument("--out", type=Path, metavar="FILE", help="save them as a file to change")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.loading import registers

    return registers(arguments)
