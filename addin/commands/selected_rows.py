"""What concerns the selected rows alone: their check, and the learners they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate

from addin.books.book import SHOWN, Book, open_book
from addin.commands.check import judged
from addin.hosts.port import Host
from addin.ooxml import CellValue
from addin.sealing.learner_status import add_to_plan
from addin.sealing.status import book_seals
from addin.sheets.marking import SheetMarks, lit_spots, marks_for, one_per_cell
from addin.sheets.places import split_place
from addin.wording import counted
from ilr_core.errors import InputError
from ilr_core.model import Finding, Learner

ROOM = 800
"""Letters of findings that a message box of a macro shows whole, with what stands around them."""


def check_selected_rows(host: Host, now: datetime) -> str:
    """Checks the whole return and marks what is wrong with the selected rows; tells it in a few sentences.

    Marks, notes and statuses of other rows, ``Problems`` and the figures of the last check stay. Raises InputError if
    no filled row of a data sheet is selected.
    """
    book = open_book(host)
    sheet, rows = _selection(host, book)
    report = judged(book, host, now)
    found = [one for one in one_per_cell(report.findings) if rows_of(one, sheet) & set(rows)]
    host.progress("Marking the rows")
    plan = marks_for(found, book.reading)
    add_to_plan(plan, book, book_seals(host, book))
    _mark(host, sheet, rows, plan.sheets[sheet])
    host.save()
    where = f"{sheet}, row {rows[0]}" if len(rows) == 1 else f"{sheet}, {len(rows):,} rows"
    if not found:
        return f"{where}: nothing is wrong."
    errors = sum(one.severity == "error" for one in found)
    lines = [f"Row {min(rows_of(one, sheet) & set(rows))}: {one.rule}: {one.message}" for one in found[:SHOWN]]
    room = accumulate(len(line) for line in lines)
    told = [line for line, letters in zip(lines, room, strict=True) if letters <= ROOM]
    more = [f"There are {len(found) - len(told):,} more; the rows are marked."] if len(found) > len(told) else []
    counts = f"{counted(errors, 'error')} and {counted(len(found) - errors, 'warning')}"
    return "\n".join([f"{where}: {counts}.", *told, *more])


def learners_of_selection(host: Host, book: Book) -> list[Learner]:
    """The learners whose rows are selected, on whichever data sheet, in the order of the sheet Learners.

    Raises InputError if no filled row is selected, or if one of them belongs to no learner.
    """
    sheet, rows = _selection(host, book)
    owners: dict[int, Learner] = {}
    for learner in book.reading.learners:
        for record in learner.walk():
            place = split_place(record.place) if record.place is not None else None
            if place and place[0] == sheet and place[1] not in owners:
                owners[place[1]] = learner
    lost = [str(row) for row in rows if row not in owners]
    if lost:
        named = f"row {lost[0]}" if len(lost) == 1 else f"rows {', '.join(lost[:SHOWN])}"
        raise InputError(
            f"{sheet}: {named} belong{'s' if len(lost) == 1 else ''} to no learner. "
            "Check the workbook to see why, and mend that first."
        )
    wanted = {owners[row] for row in rows}
    return [learner for learner in book.reading.learners if learner in wanted]


def rows_of(finding: Finding, sheet: str) -> set[int]:
    """The rows of a sheet in which a finding lights up a cell."""
    places = (split_place(spot.place) for spot in lit_spots(finding))
    return {place[1] for place in places if place and place[0] == sheet}


def _selection(host: Host, book: Book) -> tuple[str, Sequence[int]]:
    """The data sheet and those of its selected rows that hold something."""
    selected = host.selected_rows()
    filled = set(book.reading.rows.get(selected[0], ())) if selected else set()
    rows = [row for row in selected[1] if row in filled] if selected else []
    if selected is None or not rows:
        names = ", ".join(sheet.name for sheet in book.reading.sheets.values())
        raise InputError(f"Select filled rows of one of the sheets {names}.")
    return selected[0], rows


def _mark(host: Host, sheet: str, rows: Iterable[int], marks: SheetMarks) -> None:
    columns = ((marks.marks_column, marks.marks), (marks.status_column, marks.statuses))
    chosen = set(rows)
    cells: dict[tuple[int, int], CellValue] = {
        (row, column): texts[row] or None for column, texts in columns if column for row in chosen
    }
    host.write_cells(sheet, cells)
    host.set_notes(sheet, [note for note in marks.notes if note[0] in chosen], chosen)
