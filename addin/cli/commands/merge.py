"""``ilr merge``: two changed copies of one workbook put together."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers

DONE, CONFLICTS = 0, 1


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("merge", help="put two changed copies of one workbook together")
    command.add_argument("a", type=Path, metavar="A", help="the copy whose sheets, macros and looks are kept")
    command.add_argument("b", type=Path, metavar="B", help="the copy whose changes are taken over")
    command.add_argument("--base", type=Path, required=True, metavar="C", help="the workbook as it was before")
    command.add_argument("--out", type=Path, required=True, metavar="NEW", help="the workbook to make")
    command.add_argument(
        "--prefer",
        action="append",
        default=[],
        metavar="SIDE[:NUMBERS]",
        help="which copy to follow where both changed the same: a or b for all, b:2,5 for some",
    )
    options.add_changing(command)
    options.add_yes(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; 1 if conflicts stopped it."""
    from addin.change_log import user_name
    from addin.cli.changing import Ask
    from addin.merging.conflicts import read_choices
    from addin.merging.merge import merge_books
    from addin.wording import counted

    done = merge_books(
        arguments.a,
        arguments.b,
        arguments.base,
        arguments.out,
        who=arguments.who or user_name(),
        now=clock.now(),
        answer=Ask(preview_only=arguments.preview, is_sure=arguments.yes),
        choices=read_choices(arguments.prefer),
    )
    for conflict in done.open:
        print(conflict.sentence)
    for remark in done.remarks:
        print(remark)
    if done.open:
        print(
            f"Nothing was written: {counted(len(done.open), 'conflict')}. Say which copy to follow: --prefer a, "
            "--prefer b, or by number, --prefer a --prefer b:2"
        )
        return CONFLICTS
    if done.book is None:
        would = f"{counted(len(done.lines), 'cell')} would be taken over"
        print(f"Nothing was written; {would if done.lines else f'{arguments.b.name} has no change to take over'}.")
        return DONE
    logged = f" as change {done.change} of its sheet Changes" if done.change else ""
    print(f"Made {done.book}: {counted(len(done.lines), 'cell')} taken over from {arguments.b.name}{logged}.")
    print(f"Check it: ilr check {options.quoted(done.book)}")
    return DONE
