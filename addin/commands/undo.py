"""Undoes a change of the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from addin.changes.commit import Change, commit, preview
from addin.changes.log import read_log
from addin.changes.undo import last_change, undo_edits
from addin.commands.book import open_book
from addin.hosts.port import Host

Agreed = Callable[[Sequence[str]], bool]
COMMAND = "undo"


def undo_change(
    host: Host, *, who: str, now: datetime, number: int | None = None, year: str | None = None, agreed: Agreed
) -> Change | None:
    """Gives the cells of a change, without ``number`` of the last one that stands, what they held before.

    ``agreed`` is shown the cells, a line each, and says whether to go on; None if not. Raises InputError, and changes
    nothing, if a cell holds something else by now or there is nothing to undo.
    """
    book = open_book(host, year)
    log = read_log(host)
    number = last_change(log) if number is None else number
    edits = undo_edits(book.reading, log, number)
    if not agreed(preview(edits, book.reading)):
        return None
    return commit(host, book.reading, edits, command=COMMAND, who=who, now=now, undoes=number)
