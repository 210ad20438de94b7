"""The command ``ilr roll-over``."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from addin.cli.inputs import RETURNS, WORKBOOKS
from addin.cli.progress import Progress
from ilr_core.errors import InputError

DONE, SOME_NOT_READ = 0, 1


def run_roll_over(arguments: argparse.Namespace, now: datetime) -> int:
    """Runs ``ilr roll-over``; 1 if a learner was not rolled over because something could not be read."""
    from addin.hosts.file_host import FileHost
    from addin.loading.knowledge import loaded_knowledge
    from addin.roll_over.report import FORMATS
    from addin.roll_over.rolled_book import roll_over_book, roll_over_file
    from ilr_core.knowledge import Knowledge

    path: Path = arguments.old
    kind = path.suffix.lower()
    if kind not in RETURNS + WORKBOOKS:
        raise InputError(f"{path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these.")
    known = Knowledge() if arguments.no_registers else loaded_knowledge()
    with Progress("Rolling over") as shown:
        about = {"now": now, "year": arguments.year, "knowledge": known, "progress": partial(_show, shown)}
        if kind in RETURNS:
            done = roll_over_file(path, arguments.out, **about)
            for trouble in known.troubles:
                print(trouble, file=sys.stderr)
        else:
            done = roll_over_book(FileHost(path), arguments.out, **about)
    print(FORMATS[arguments.format](done))
    return SOME_NOT_READ if done.rolled.stopped or done.old.doubts else DONE


def _show(progress: Progress, words: str, done: int, total: int) -> None:
    progress.words = words
    progress(done, total)
