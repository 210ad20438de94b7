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
    options.add_format(command, "text", "json", "csv", "html")
    command.add_argument("--out", type=Path, metavar="FILE", help="also make a workbook (.xlsx) or web page (.html)")
    options.add_earning(command)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; 1 if a learner or an aim that goes on is missing in the later return."""
    from addin.cli.progress import Progress
    from addin.comparison.compared import compared_returns
    from addin.comparison.report import FORMATS
    from addin.comparison.saved import refuse_target, save_comparison
    from addin.comparison.sides import side_at

    options.year_of(arguments)
    if arguments.out:
        refuse_target(arguments.out)
    now = clock.now()
    old, new = (side_at(path, now, arguments.year) for path in (arguments.old, arguments.new))
    known, rates = options.knowledge_of(arguments), options.rates_of(arguments)
    with Progress("Comparing") as shown:

        def told(words: str, done: int, total: int) -> None:
            shown.words = words
            shown(done, total)

        found = compared_returns(old, new, knowledge=known, rates=rates, progress=told)
    print(FORMATS[arguments.format](found).rstrip("\n"))
    if arguments.out:
        save_comparison(arguments.out, found)
        print(f"Made {arguments.out}.", file=sys.stderr)
    return SOMETHING_MISSING if found.missing else NOTHING_MISSING
