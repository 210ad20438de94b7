"""``ilr upgrade``: a workbook from an earlier version brought up to date."""

from __future__ import annotations

import argparse

from addin.cli import options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("upgrade", help="add what a workbook from an earlier version lacks")
    options.add_book(command)
    command.add_argument("--preview", action="store_true", help="say what would be added, and change nothing")
    options.add_yes(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.changing import Ask
    from addin.upgrade.upgrade import upgrade_book

    done = upgrade_book(arguments.book, answer=Ask(preview_only=arguments.preview, is_sure=arguments.yes))
    if not done.lines:
        print(f"{arguments.book} is up to date: it lacks nothing.")
    elif done.saved is None:
        print("Nothing was changed.")
    else:
        print(f"Saved {done.saved}. Check it: ilr check {options.quoted(done.saved)}")
    return 0
