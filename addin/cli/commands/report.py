"""``ilr report``: the dashboard of a return as one page for a browser or printer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from addin.cli import clock, options
from addin.cli.options import Subparsers
from ilr_core.errors import InputError

PAGES = (".html", ".htm")


def add(commands: Subparsers) -> None:
    """Adds the command and its options."""
    command = commands.add_parser("report", help="the dashboard of a return as one page (.html) that needs no network")
    command.add_argument("path", type=Path, metavar="FILE", help="workbook, .xml or .zip")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.html", help="a page there is replaced")
    command.add_argument("--names", action="store_true", help="with the names of learners, not only their references")
    command.add_argument("--no-registers", action="store_true", help="without the registers and lists loaded")
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.inputs import RETURNS, WORKBOOKS
    from addin.cli.progress import Progress
    from addin.commands.dashboard import dashboard_of_book, dashboard_of_return
    from addin.dashboard.page import as_page
    from addin.hosts.file_host import FileHost
    from addin.loading.knowledge import loaded_knowledge
    from ilr_core.knowledge import Knowledge

    options.year_of(arguments)
    path, out = arguments.path, arguments.out
    kind = path.suffix.lower()
    if kind not in RETURNS + WORKBOOKS:
        raise InputError(f"{path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these.")
    if out.suffix.lower() not in PAGES:
        raise InputError(f"{out} is no name for a page. End it in .html.")
    known = Knowledge() if arguments.no_registers else loaded_knowledge()
    with Progress(f"{path.name}: learners") as progress:
        if kind in RETURNS:
            found = dashboard_of_return(path, now=clock.now(), year=arguments.year, knowledge=known, progress=progress)
        else:
            found = dashboard_of_book(FileHost(path), now=clock.now(), year=arguments.year, knowledge=known)
    out.write_text(as_page(found, names=arguments.names), "utf-8")
    said = "references and names" if arguments.names else "references"
    print(f"Saved {out}. It is personal data: learners stand in it by their {said}.", file=sys.stderr)
    return 0
