"""Undoing a change from the log: every cell it changed gets back what it held, unless somebody has typed since."""

from __future__ import annotations

from datetime import date

from addin.audit.data_state import COLUMN, ROW
from addin.change_log import TYPED, LogEntry, logged_text
from addin.changes.future import CellEdit, FutureSheets
from addin.ooxml import CellValue, cell_name
from addin.sheets.addresses import quoted
from addin.sheets.columns import FoundSheet
from addin.sheets.reading import BookReading
from ilr_core.errors import InputError
from workbook_templates.formats import TEXT, number_format
from workbook_templates.layout import ROW_ID


def last_change(log: list[LogEntry]) -> int:
    """The last change of a command that still stands and is no undoing itself. Raises InputError if there is none."""
    undone = {entry.undoes for entry in log}
    numbers = [
        entry.change for entry in log
        if entry.undoes is None and entry.change not in undone and entry.command != TYPED
    ]  # fmt: skip
    if not numbers:
        raise InputError("There is nothing to undo: the log holds no change that still stands.")
    return max(numbers)


def undo_edits(reading: BookReading, log: list[LogEntry], number: int) -> list[CellEdit]:
    """The cells to change so that a change is undone.

    Raises InputError, with the cell, if a cell does not hold any more what the change put there, and for a change that
    is not in the log or is undone already.
    """
    entries = [entry for entry in log if entry.change == number]
    if not entries:
        raise InputError(f"There is no change {number} in the log. Look at the sheet Changes for its number.")
    if any(entry.command == TYPED and entry.field in (ROW, COLUMN) for entry in entries):
        raise InputError(f"Change {number} was made by hand, with whole rows or columns. Mend it by hand, too.")
    again = next((entry.change for entry in log if entry.undoes == number and not _is_undone(entry, log)), None)
    if again is not None:
        raise InputError(f"Change {number} was undone already, by change {again}.")
    future = FutureSheets(reading)
    rows = {(name, row_id): row for (name, row), row_id in future.ids.items()}
    for entry in entries:
        found = next((sheet for sheet in reading.sheets.values() if sheet.name == entry.sheet), None)
        if found is None or entry.field not in found.numbers:
            raise InputError(
                f"The column {entry.field} of the sheet {entry.sheet} is not there any more, so change {number} cannot "
                "be undone. Put it back, then try again."
            )
        if (entry.sheet, entry.row_id) not in rows:
            rows[entry.sheet, entry.row_id] = _row_again(future, found, entry, entries)
        _put_back(future, found, rows[entry.sheet, entry.row_id], entry)
    return future.edits()


def _is_undone(entry: LogEntry, log: list[LogEntry]) -> bool:
    return any(later.undoes == entry.change for later in log)


def _row_again(future: FutureSheets, found: FoundSheet, entry: LogEntry, entries: list[LogEntry]) -> int:
    """A new row for one that the change took away."""
    taken_away = any(
        other.field == ROW_ID and not other.new and (other.sheet, other.row_id) == (entry.sheet, entry.row_id)
        for other in entries
    )
    if not taken_away:
        raise InputError(
            f"The row of {entry.learner or 'a learner'} on the sheet {entry.sheet} in which {entry.field} was changed "
            f"is not there any more, so change {entry.change} cannot be undone. Mend what it changed by hand."
        )
    return future.new_row(found, entry.row_id)


def _put_back(future: FutureSheets, found: FoundSheet, row: int, entry: LogEntry) -> None:
    there = logged_text(future.now(found, row, entry.field))
    if there != entry.new:
        cell = f"{quoted(found.name)}!{cell_name(row, found.numbers[entry.field])}"
        raise InputError(
            f"{cell} holds {there or 'nothing'}, not {entry.new or 'nothing'} as change {entry.change} left it, so "
            "nothing was undone: somebody has typed since. Mend that cell by hand."
        )
    future.put(found, row, entry.field, _typed(entry.old, found, entry.field), (entry.learner, entry.aim))


def _typed(text: str, found: FoundSheet, header: str) -> CellValue:
    """A logged text as the cell held it: a date or a number where the column has such."""
    definition = found.layout.by_header[header].definition
    if not text or definition is None:
        return text or None
    form = number_format(definition)
    if definition.type == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    is_number = form != TEXT and text.isascii() and text.removeprefix("-").isdigit()
    return int(text) if is_number else text
