"""Undoes a change of the log."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from addin.changes.commit import Change, commit, preview
from addin.changes.log import read_log
from addin.changes.undo import last_change, undo_edits
from addin.commands.book import open_book
from addin.hosts.port import Host
from addin.prior_learning.apply import COMMAND as APPLY
from addin.prior_learning.fill import renew_sheet
from addin.prior_learning.sheet import add_to_reading, rpl_sheet
from addin.prior_learning.take_over import COMMAND as WHAT_IF
from addin.reports import counted
from ilr_core.errors import InputError

COMMAND = "undo"
FROM_RPL = (APPLY, WHAT_IF)


def undo_change(
    host: Host, *, who: str, now: datetime, number: int | None = None, year: str | None = None
) -> Change | None:
    """Gives the cells of a change, without ``number`` of the last one that stands, what they held before.

    The user is shown the cells, a line each, and asked whether to go on; None if they would rather not. Raises
    InputError, and changes nothing, if a cell holds something else by now or there is nothing to undo.
    """
    book = open_book(host, year)
    with suppress(InputError):
        add_to_reading(book.reading, rpl_sheet(host.read_sheets(), book.year, host.title))
    log = read_log(host)
    number = last_change(log) if number is None else number
    edits = undo_edits(book.reading, log, number)
    lines = preview(edits, book.reading)
    if not host.ask_yes(f"Give back {counted(len(lines), 'cell')} that change {number} has changed?", lines):
        return None
    done = commit(host, book.reading, edits, command=COMMAND, who=who, now=now, undoes=number)
    if any(entry.change == number and entry.command in FROM_RPL for entry in log):
        renew_sheet(host, year=year)
    return done
