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
    options.add_return(command)
    command.add_argument("--out", type=Path, required=True, metavar="FILE.html", help="a page there is replaced")
    command.add_argument("--names", action="store_true", help="with the names of learners, not only their references")
    options.add_no_registers(command)
    options.add_year(command)


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    from addin.cli.progress import Progress
    from addin.commands.dashboard import dashboard_of_book, dashboard_of_return
    from addin.commands.new import replacement_of
    from addin.dashboard.page import as_page
    from addin.file_kinds import is_workbook
    from addin.hosts.file_host import FileHost

    options.year_of(arguments)
    path, out = arguments.path, arguments.out
    is_book = is_workbook(path)
    if out.suffix.lower() not in PAGES:
        raise InputError(f"{out} is no name for a page. End it in .html.")
    known = options.knowledge_of(arguments)
    with Progress(f"{path.name}: learners") as progress:
        if is_book:
            found = dashboard_of_book(FileHost(path), now=clock.now(), year=arguments.year, knowledge=known)
        else:
            found = dashboard_of_return(path, now=clock.now(), year=arguments.year, knowledge=known, progress=progress)
    with replacement_of(out) as draft:
        draft.write_text(as_page(found, names=arguments.names), "utf-8")
    said = "references and names" if arguments.names else "references"
    print(f"Saved {out}. It is personal data: learners stand in it by their {said}.", file=sys.stderr)
    return 0
