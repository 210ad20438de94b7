"""``ilr change``: guided changes of a learner."""

from __future__ import annotations

import argparse

from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser(
        "change",
        help="record what happened to a learner: a break, a new price, a result ...",
        usage="ilr change NAME BOOK --learner REF [answers]",
        description="Records what happened to a learner in the compliant way. ilr change alone lists the changes; "
        "ilr change NAME --help says what one asks.",
    )
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="NAME ...", help="the change and its answers")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.changing import guided

    print(guided(arguments))
    return 0
