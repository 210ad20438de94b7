"""``ilr lists``: DfE's own code lists."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("lists", help="load DfE's own code lists where ours are not complete")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    load = actions.add_parser("import", help="load lists from CSV files with the columns list and code")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--list", default="", metavar="NAME", help="the list, for a file of one list")
    options.add_year(load)
    status = actions.add_parser("status", help="which lists are complete, loaded or incomplete")
    options.add_year(status)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.loading import lists

    return lists(arguments, options.year_of(arguments))
