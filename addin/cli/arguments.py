"""The arguments of one call of ``ilr``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from addin.cli.commands import COMMANDS
from addin.cli.options import Subparsers
from addin.cli.wrong_arguments import PlainParser

EPILOG = "Start with: ilr demo --out demo"


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of one call; wrong ones are told in one sentence, exit code 2."""
    parser: argparse.ArgumentParser = PlainParser(
        prog="ilr", description="The ILR return in a workbook: import, check, mend, export.", epilog=EPILOG
    )
    parser.add_argument(
        "--version", dest="show_version", action="store_true", help="show the version and the years it knows"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS.values():
        command.add(commands)
    _say_what_they_do(commands)
    arguments = parser.parse_args(argv)
    if not arguments.command and not arguments.show_version:
        parser.print_help()
        parser.exit(0)
    return arguments


def _say_what_they_do(commands: Subparsers) -> None:
    """Gives each command without a description of its own the line that the list of commands has of it."""
    for listed in commands._choices_actions:
        command = commands.choices[listed.dest]
        if not command.description and listed.help:
            command.description = f"{listed.help[0].upper()}{listed.help[1:]}."
        for action in command._actions:
            if isinstance(action, argparse._SubParsersAction):
                _say_what_they_do(action)
