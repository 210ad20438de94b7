"""The command ``ilr roll-over``."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from addin.cli import options
from addin.cli.progress import Progress
from addin.file_kinds import is_workbook

DONE, SOME_NOT_READ = 0, 1


def run_roll_over(arguments: argparse.Namespace, now: datetime) -> int:
    """Runs ``ilr roll-over``; 1 if a learner was not rolled over because something could not be read."""
    from addin.hosts.file_host import FileHost
    from addin.roll_over.report import FORMATS
    from addin.roll_over.rolled_book import roll_over_book, roll_over_file

    path: Path = arguments.old
    is_book = is_workbook(path)
    known = options.knowledge_of(arguments)
    with Progress("Rolling over") as shown:
        about = {"now": now, "year": arguments.year, "knowledge": known, "progress": partial(_show, shown)}
        if is_book:
            done = roll_over_book(FileHost(path), arguments.out, **about)
        else:
            done = roll_over_file(path, arguments.out, **about)
            for trouble in known.troubles:
                print(trouble, file=sys.stderr)
    print(FORMATS[arguments.format](done))
    return SOME_NOT_READ if done.rolled.stopped or done.old.doubts else DONE


def _show(progress: Progress, words: str, done: int, total: int) -> None:
    progress.words = words
    progress(done, total)
