"""``ilr combine``: many returns of one provider made one."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("combine", help="put several returns of one provider together")
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="workbooks, .xml, .zip, or folders of them"
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR|BOOK", help="folder for the XML, or a workbook to make (.xlsx)"
    )
    options.add_serial(command)
    options.add_year(command)
    options.add_schema(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.batches.combine import combine
    from addin.batches.inputs import inputs_at
    from addin.cli.progress import Progress
    from addin.wording import counted

    options.year_of(arguments)
    inputs = inputs_at(arguments.paths, arguments.year)
    with Progress("Putting returns together: learners") as progress:
        done = combine(
            inputs,
            arguments.out,
            now=clock.now(),
            serial=arguments.serial,
            official_schema=options.schema_of(arguments),
            progress=lambda _, count: progress(count),
        )
    print(f"Wrote {done.path}: {counted(done.learners, 'learner')} of {counted(len(inputs), 'return')}.")
    for remark in done.remarks:
        print(remark)
    return 0
