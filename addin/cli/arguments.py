"""The arguments of one call of ``ilr``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from addin.cli.commands import COMMANDS

EPILOG = "Start with: ilr demo --out demo"


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of one call; wrong ones print the usage and leave with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="ilr", description="The ILR return in a workbook: import, check, mend, export.", epilog=EPILOG
    )
    parser.add_argument(
        "--version", dest="show_version", action="store_true", help="show the version and the years it knows"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS.values():
        command.add(commands)
    arguments = parser.parse_args(argv)
    if not arguments.command and not arguments.show_version:
        parser.print_help()
        parser.exit(0)
    return arguments
