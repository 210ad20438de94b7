"""``ilr fix``: mends what can be mended in only one way."""

from __future__ import annotations

import argparse
from functools import partial

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("fix", help="mend what can be mended in only one way")
    options.add_book(command)
    command.add_argument("--rule", metavar="RULE", help="mend only what this rule finds")
    command.add_argument("--learner", metavar="REF", help="mend only what concerns this learner (LearnRefNumber)")
    options.add_changing(command)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.changing import changed
    from addin.commands.fix import fix_book

    options.year_of(arguments)
    change = partial(fix_book, rule=arguments.rule, learner=arguments.learner)
    print(changed(arguments, change, nothing="There is nothing that can be mended in only one way."))
    return 0
