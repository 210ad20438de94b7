"""``ilr explain``: one rule in plain words."""

from __future__ import annotations

import argparse

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("explain", help="say what a rule asks and what to do about it")
    command.add_argument("rule", metavar="RULE")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.reports.explanation import explanation

    print(explanation(arguments.rule, options.year_of(arguments)))
    return 0
