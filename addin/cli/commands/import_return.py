"""``ilr import``: a return as a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("import", help="turn a return (.xml or .zip) into a workbook")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--out", type=Path, required=True, metavar="BOOK", help="the workbook to make (.xlsx)")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.progress import Progress
    from addin.commands.import_return import import_return
    from addin.reports import counted

    options.year_of(arguments)
    with Progress("Reading learners") as progress:
        done = import_return(arguments.file, arguments.out, arguments.year, progress)
    print(f"Made {arguments.out}: {counted(done.learners, 'learner')}, {counted(done.aims, 'aim')}, {done.year}.")
    if not done.schema_valid:
        print("The file does not follow the schema; ilr check shows the cells to mend.")
    print(f"Next: ilr check {options.quoted(arguments.out)}")
    return 0
