"""Undoes a change of the log."""

from __future__ import annotations

from datetime import datetime

from addin.changes.commit import Change, commit, preview
from addin.changes.log import read_log
from addin.changes.undo import last_change, undo_edits
from addin.commands.book import open_book
from addin.hosts.port import Host
from addin.reports import counted

COMMAND = "undo"


def undo_change(
    host: Host, *, who: str, now: datetime, number: int | None = None, year: str | None = None
) -> Change | None:
    """Gives the cells of a change, without ``number`` of the last one that stands, what they held before.

    The user is shown the cells, a line each, and asked whether to go on; None if they would rather not. Raises
    InputError, and changes nothing, if a cell holds something else by now or there is nothing to undo.
    """
    book = open_book(host, year)
    log = read_log(host)
    number = last_change(log) if number is None else number
    edits = undo_edits(book.reading, log, number)
    lines = preview(edits, book.reading)
    if not host.ask_yes(f"Give back {counted(len(lines), 'cell')} that change {number} has changed?", lines):
        return None
    return commit(host, book.reading, edits, command=COMMAND, who=who, now=now, undoes=number)
