"""``ilr split``: one return made several."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("split", help="take a return apart: a file for each programme, employer, group ...")
    options.add_return(command)
    command.add_argument(
        "--by", required=True, metavar="WHAT", help="programme, start-month, employer, group, campus, or 500-learners"
    )
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    options.add_serial(command)
    options.add_year(command)
    options.add_schema(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.batches.inputs import BookInput, input_at
    from addin.batches.split import split
    from addin.cli.progress import Progress
    from addin.loading.knowledge import loaded_knowledge
    from addin.wording import counted
    from ilr_core.returns.batches import split_of

    options.year_of(arguments)
    by = split_of(arguments.by)
    source = input_at(arguments.path, arguments.year)
    with Progress("Writing parts") as progress:
        pieces = split(
            source,
            by,
            arguments.out,
            now=clock.now(),
            knowledge=loaded_knowledge(),
            host=source.host if isinstance(source, BookInput) else None,
            serial=arguments.serial,
            official_schema=options.schema_of(arguments),
            progress=lambda _, done, total: progress(done, total),
        )
    print(f"Wrote {counted(len(pieces), 'return')} into {arguments.out}.")
    for piece in pieces:
        print(piece.sentence)
    return 0
