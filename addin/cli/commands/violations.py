"""``ilr violations``: the service's rule violation report on the cells of the workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser(
        "violations", help="bring DfE's rule violation report (CSV) back onto the cells, beside the check here"
    )
    options.add_book(command)
    command.add_argument("report", type=Path, metavar="REPORT", help="the report as .csv, or a .zip with it")
    options.add_format(command, "text", "json", "csv")
    options.add_no_mark(command)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.hosts.file_host import FileHost
    from addin.violations.bring_back import bring_back
    from addin.violations.report import FORMATS

    options.year_of(arguments)
    is_shown = arguments.format == "text"
    done = bring_back(
        FileHost(arguments.book),
        arguments.report,
        now=clock.now(),
        year=arguments.year,
        mark=is_shown and not arguments.no_mark,
    )
    print(FORMATS[arguments.format](done).rstrip("\n"))
    return 0
