"""``ilr diff``: what is different between two returns."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers

NOTHING_MISSING, SOMETHING_MISSING = 0, 1


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("diff", help="say what is different between two returns")
    command.add_argument("old", type=Path, metavar="OLD", help="the earlier return: a workbook, .xml or .zip")
    command.add_argument("new", type=Path, metavar="NEW", help="the later return")
    command.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    command.add_argument("--out", type=Path, metavar="FILE", help="also make a workbook (.xlsx) or web page (.html)")
    command.add_argument("--rates", type=Path, metavar="CSV", help="rates of English and maths aims: LearnAimRef, rate")
    command.add_argument("--no-registers", action="store_true", help="without the funding bands of a loaded LARS")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; 1 if a learner or an aim that goes on is missing in the later return."""
    from addin.cli.progress import Progress
    from addin.comparison.compared import compared_returns
    from addin.comparison.report import FORMATS
    from addin.comparison.saved import refuse_target, save_comparison
    from addin.comparison.sides import side_at
    from addin.earnings.returns import rates_in
    from addin.loading.knowledge import loaded_knowledge
    from ilr_core.knowledge import Knowledge

    options.year_of(arguments)
    if arguments.out:
        refuse_target(arguments.out)
    now = clock.now()
    old, new = (side_at(path, now, arguments.year) for path in (arguments.old, arguments.new))
    known = Knowledge() if arguments.no_registers else loaded_knowledge()
    with Progress("Comparing") as shown:

        def told(words: str, done: int, total: int) -> None:
            shown.words = words
            shown(done, total)

        rates = rates_in(arguments.rates) if arguments.rates else None
        found = compared_returns(old, new, knowledge=known, rates=rates, progress=told)
    print(FORMATS[arguments.format](found).rstrip("\n"))
    if arguments.out:
        save_comparison(arguments.out, found)
        print(f"Made {arguments.out}.", file=sys.stderr)
    return SOMETHING_MISSING if found.missing else NOTHING_MISSING
