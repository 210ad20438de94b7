"""What the rows of the sheet ``Learners`` show of seals: in the status of the row, and on cells that were changed."""

from __future__ import annotations

from collections.abc import Sequence

from addin.books.book import Book
from addin.hosts.port import Host
from addin.ooxml import CellValue
from addin.sealing.standings import LearnerSeal
from addin.sealing.words import MARKS_OF_STATUS, with_seal
from addin.sheets.addresses import cell_of, sheet_of
from addin.sheets.marking import MOST_NOTES, MarkPlan
from addin.sheets.places import split_place
from ilr_core.model import Spot
from ilr_core.sealing import BLANK, in_uk_days
from workbook_templates.layout import STATUS
from workbook_templates.marks import CLEAN_SYMBOL


def add_to_plan(plan: MarkPlan, book: Book, found: Sequence[LearnerSeal]) -> None:
    """Adds to what a check will write: the worth of each seal to the learner's status, a note to each changed cell."""
    for one in found:
        place = split_place(one.learner.place) if one.learner is not None else None
        if place is None:
            continue
        statuses = plan.sheets[place[0]].statuses
        statuses[place[1]] = with_seal(statuses[place[1]], one)
        _add_notes(plan, book, one)


def put_on_learners(host: Host, book: Book, found: Sequence[LearnerSeal]) -> None:
    """Puts it into the statuses as they are; a row that was never checked stays without one."""
    cells: dict[str, dict[tuple[int, int], CellValue]] = {}
    for one in found:
        place = split_place(one.learner.place) if one.learner is not None else None
        sheet = sheet_of(place[0], book.reading) if place else None
        column = sheet.numbers.get(STATUS) if sheet else None
        if place is None or sheet is None or not column:
            continue
        row = sheet.data.rows[place[1] - 1]
        now = str((row[column - 1] if column <= len(row) else None) or "")
        if now and (new := with_seal(_without_seal(now), one)) != now:
            cells.setdefault(sheet.name, {})[place[1], column] = new
    for name, values in cells.items():
        host.write_cells(name, values)


def _without_seal(status: str) -> str:
    """A status as a check would give it without seals."""
    status = status.partition("; ")[0]
    return CLEAN_SYMBOL if status[2:] in MARKS_OF_STATUS.values() else status


def _add_notes(plan: MarkPlan, book: Book, one: LearnerSeal) -> None:
    for found in one.verdict.differences:
        if found.record is None:
            continue
        spot = Spot(found.record.place_of(found.field), found.entity, found.field)
        place = split_place(spot.place)
        column, header = cell_of(spot, book.reading)
        if place is None or not header:
            continue
        text = (
            in_uk_days(f"Changed since verified: it was {found.old or BLANK}.")
            if found.field
            else "New since verified."
        )
        notes = plan.sheets[place[0]].notes
        if len(notes) >= MOST_NOTES:
            return
        said = next((note for note in notes if note[:2] == (place[1], column)), None)
        if said is not None:
            notes.remove(said)
            text = f"{said[2]}\n{text}"
        notes.append((place[1], column, text))
