"""``ilr export``: the return as ILR XML."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import clock, options
from addin.cli.options import Subparsers

if TYPE_CHECKING:
    from addin.commands.export_choice import Choose

SAID_BY_NAME = 3
"""The first lines of the summary say file, return and learners, which the name of the file and its line say too."""


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("export", help="write the return as ILR XML")
    options.add_book(command)
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the XML")
    command.add_argument("--only", choices=("clean", "verified"), help="leave the others out")
    command.add_argument("--learners", nargs="+", metavar="REF", help="only the learners with these LearnRefNumbers")
    command.add_argument(
        "--where",
        action="append",
        metavar="NAME=VALUE",
        help="only learners with this programme, start (2026-09), employer, group or campus; several conditions must "
        "all fit, of several values of one name any",
    )
    options.add_serial(command)
    options.add_year(command)
    options.add_schema(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.commands.export import export_book
    from addin.hosts.file_host import FileHost
    from addin.wording import counted

    options.year_of(arguments)
    host = FileHost(arguments.book)
    done = export_book(
        host,
        arguments.out,
        now=clock.now(),
        year=arguments.year,
        only_clean=arguments.only == "clean",
        only_verified=arguments.only == "verified",
        choose=_choice(arguments),
        serial=arguments.serial,
        official_schema=options.schema_of(arguments),
    )
    assert done is not None
    print(f"Wrote {done.path}: {counted(done.learners, 'learner')}.")
    for line in done.summary[SAID_BY_NAME:]:
        print(line)
    return 0


def _choice(arguments: argparse.Namespace) -> Choose | None:
    from addin.batches.export_filter import both, filter_typed, learners_where
    from addin.commands.export_choice import learners_named

    named = learners_named(arguments.learners) if arguments.learners else None
    where = learners_where(filter_typed(arguments.where)) if arguments.where else None
    return both(named, where) if named and where else named or where
