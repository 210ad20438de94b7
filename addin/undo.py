"""Undoes a change of the log."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from addin.books.book import open_book
from addin.change_log import LogEntry, read_log
from addin.changes.commit import Change, commit, preview
from addin.changes.undo import last_change, undo_edits
from addin.commands.year import put_year
from addin.hosts.port import Host
from addin.prior_learning.apply import COMMAND as APPLY
from addin.prior_learning.fill import renew_sheet
from addin.prior_learning.sheet import add_to_reading, rpl_sheet
from addin.prior_learning.take_over import COMMAND as WHAT_IF
from addin.programmes.sheet import add_sheets_to_reading
from addin.sheets.reading import year_of_book
from addin.wording import counted
from ilr_core import catalogue
from ilr_core.errors import InputError
from workbook_templates.layout import START
from workbook_templates.names import YEAR

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
    add_sheets_to_reading(host, book.reading, book.year)
    log = read_log(host)
    number = last_change(log) if number is None else number
    year_before = _year_before(log, number)
    if year_before is not None:
        return _put_back_year(host, year_before, number, who=who, now=now)
    edits = undo_edits(book.reading, log, number)
    lines = preview(edits, book.reading)
    if not host.ask_yes(f"Give back {counted(len(lines), 'cell')} that change {number} has changed?", lines):
        return None
    done = commit(host, book.reading, edits, command=COMMAND, who=who, now=now, undoes=number)
    if any(entry.change == number and entry.command in FROM_RPL for entry in log):
        renew_sheet(host, year=year)
    return done


def _year_before(log: Sequence[LogEntry], number: int) -> str | None:
    """What the workbook said of its year before a change of it that still stands; None for any other change."""
    entry = next((one for one in log if one.change == number and one.field == YEAR), None)
    return None if entry is None or any(one.undoes == number for one in log) else entry.old


def _put_back_year(host: Host, before: str, number: int, *, who: str, now: datetime) -> Change | None:
    year = year_of_book({YEAR: before})
    if year is None:
        raise InputError(f"Change {number} found no known year on Start ({before or 'nothing'}). Use the button Year.")
    target = catalogue.load(year)
    if not host.ask_yes(f"Shall the workbook be for {target.title} again?", [f"{START}: {YEAR} -> {before}"]):
        return None
    return put_year(host, target, who=who, now=now, undoes=number)
