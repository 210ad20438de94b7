"""``ilr import``: a return as a workbook, or the export of another system into one."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers
from addin.file_kinds import RETURNS
from ilr_core.errors import InputError


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser(
        "import",
        help="turn a return (.xml or .zip) into a workbook, or bring in another system's export (.csv, .xlsx, .xls)",
        description="A return (.xml, .zip) becomes a new workbook: --out. The export of another system (.csv, .xlsx, "
        ".xls, .ods; one file or several) goes into a workbook that you have, shown first and logged: --into; or into "
        "a new one: --out.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a return, or the files of an export")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--out", type=Path, metavar="BOOK", help="the workbook to make (.xlsx)")
    place.add_argument("--into", type=Path, metavar="BOOK", help="the workbook that an export goes into")
    export = command.add_argument_group("for the export of another system")
    export.add_argument("--mapping", type=Path, metavar="CSV", help="what its columns are, where you know better")
    export.add_argument(
        "--mapping-out", type=Path, metavar="CSV", help="only write down what its columns are taken for, to correct"
    )
    export.add_argument("--ukprn", type=int, help="your provider number, for the Start sheet of a new workbook")
    options.add_changing(export)
    options.add_yes(export)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    options.year_of(arguments)
    returns = [path for path in arguments.files if path.suffix.casefold() in RETURNS]
    if not returns:
        if not (arguments.out or arguments.into or arguments.mapping_out):
            raise InputError(
                "Say where the export goes: --into BOOK for a workbook that you have, --out BOOK for a new one."
            )
        from addin.cli.importing import import_files

        return import_files(arguments)
    if len(arguments.files) > 1 or arguments.into or arguments.mapping_out or not arguments.out:
        raise InputError(
            f"{returns[0].name} is a return: it becomes a workbook of its own. Import it alone, with --out."
        )
    return _import_return(arguments, returns[0])


def _import_return(arguments: argparse.Namespace, file: Path) -> int:
    from addin.cli.progress import Progress
    from addin.commands.import_return import import_return
    from addin.wording import counted

    with Progress("Reading learners") as progress:
        done = import_return(file, arguments.out, arguments.year, progress)
    print(f"Made {arguments.out}: {counted(done.learners, 'learner')}, {counted(done.aims, 'aim')}, {done.year}.")
    if not done.schema_valid:
        print("The file does not follow the schema; ilr check shows the cells to mend.")
    print(f"Next: ilr check {options.quoted(arguments.out)}")
    return 0
