"""``ilr programmes``: learners added from templates, learners that differ from them, and templates that travel."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("programmes", help="add learners from templates, and see who differs from them")
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="add the learners of a list, with every record")
    options.add_book(adding)
    adding.add_argument(
        "list", type=Path, nargs="?", metavar="LIST",
        help="names and start dates (.csv, .xlsx); without it the sheet New learners of the workbook",
    )  # fmt: skip
    adding.add_argument("--programme", default="", metavar="NAME", help="the programme of rows that name none")
    differing = actions.add_parser("differences", help="who differs from their programme; changes what still may be")
    options.add_book(differing)
    differing.add_argument("--learners", nargs="+", default=[], metavar="REF", help="only these learners")
    differing.add_argument("--apply", action="store_true", help="change what may still be changed")
    exporting = actions.add_parser("export", help="write the programmes of a workbook into a file")
    options.add_book(exporting)
    exporting.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write (.json)")
    importing = actions.add_parser("import", help="take the programmes of a file into a workbook")
    importing.add_argument("file", type=Path, metavar="FILE")
    options.add_book(importing)
    importing.add_argument(
        "--replace", action="store_true", help="take the file's values where a programme of that name is there already"
    )
    for one in (adding, differing, importing):
        options.add_changing(one)
        options.add_yes(one)
    for one in (adding, differing, exporting, importing):
        options.add_year(one)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.programmes import ACTIONS

    options.year_of(arguments)
    print(ACTIONS[arguments.action](arguments))
    return 0
