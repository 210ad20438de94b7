"""From what a merge decided to the cells of A that change: values, rows with ids of their own, numbers of aims."""

from __future__ import annotations

from addin.changes.future import CellEdit, FutureSheets
from addin.merging.book_rows import BookRow, BookRows
from addin.merging.three_way import Merge
from addin.ooxml import CellValue
from addin.sheets.columns import FoundSheet
from addin.sheets.reading import SheetPlace
from ilr_core.errors import InputError
from workbook_templates.layout import PARENT_ID, ROW_ID

AIM, NUMBER = "LearningDelivery", "AimSeqNumber"
Reasons = dict[tuple[str, int, str], str]


class TakingOver:
    """Puts B's part of a merge into the sheets of A.

    ``renewed`` are added rows whose id another row of A has, ``renumbered`` added aims whose number another aim has.
    """

    def __init__(self, a: BookRows, merge: Merge):
        self._a, self._merge = a, merge
        self._future = FutureSheets(a.book.reading)
        self._places: dict[SheetPlace, SheetPlace] = {b: row.place for b, row in merge.same_row.items()}
        self._numbers: dict[SheetPlace, int] = {}
        self.reasons: Reasons = {}
        self.renewed = 0
        self.renumbered: list[tuple[str, int, int]] = []

    def edits(self) -> list[CellEdit]:
        """The cells that change. Raises InputError if A lacks a sheet or column that a change needs."""
        for taken in self._merge.cells:
            found = self._future.sheet(taken.row.place[0])
            self._put(found, taken.row.place[1], taken.header, taken.value, taken.row, taken.origin)
        for row in self._merge.deleted:
            self._delete(row)
        for row in self._merge.added:
            self._add(row)
        return self._future.edits()

    def _put(self, found: FoundSheet, row: int, header: str, value: CellValue, owner: BookRow, origin: str) -> None:
        self._future.put(found, row, header, value, (owner.learner, self._numbers.get(owner.place, owner.aim)))
        self.reasons[found.name, row, header] = origin

    def _delete(self, row: BookRow) -> None:
        found = self._future.sheet(row.place[0])
        for column in found.layout.columns:
            if column.kind != "status" and column.header in found.numbers:
                self._put(found, row.place[1], column.header, None, row, self._merge.deleted_by[row.place])

    def _add(self, row: BookRow) -> None:
        found = self._sheet(row)
        ids = self._future.ids
        is_free = row.row_id and row.row_id not in ids.values()
        number = self._future.new_row(found, row.row_id if is_free else "")
        self.renewed += bool(row.row_id) and not is_free
        place = (found.name, number)
        origin = self._merge.added_by[row.place]
        parent = self._places.get(row.parent) if row.parent is not None else None
        self._number_aim(row, found)
        self._places[row.place] = place
        self._put(found, number, ROW_ID, ids[place], row, origin)
        self._put(found, number, PARENT_ID, ids.get(parent) if parent is not None else None, row, origin)
        for header, value in row.cells.items():
            new = self._numbers.get(self._aim_of(row)) if header == NUMBER else None
            self._put(found, number, header, value if new is None else new, row, origin)

    def _sheet(self, row: BookRow) -> FoundSheet:
        found = self._a.book.reading.sheets.get(row.sheet)
        if found is None:
            raise InputError(
                f"{self._a.title} has no sheet {row.sheet}, but B has rows in it. Add the sheet to A first."
            )
        return found

    def _aim_of(self, row: BookRow) -> SheetPlace:
        """Where in B the aim stands that an added row is or belongs to."""
        return row.place if row.sheet == self._aims or row.parent is None else row.parent

    @property
    def _aims(self) -> str:
        return self._a.book.reading.layout.sheet_of[AIM].name

    def _number_aim(self, row: BookRow, found: FoundSheet) -> None:
        """Another number for an added aim whose learner has an aim of that number already."""
        if found.layout.entity != AIM or row.aim is None:
            return
        taken = self._taken_numbers(row.learner, found)
        if row.aim in taken:
            new = max(taken) + 1
            self._numbers[row.place] = new
            self.renumbered.append((row.learner, row.aim, new))

    def _taken_numbers(self, learner: str, found: FoundSheet) -> set[int]:
        gone = {row.place for row in self._merge.deleted}
        rows = self._a.by_sheet.get(found.layout.name, [])
        taken = {row.aim for row in rows if row.learner == learner and row.place not in gone}
        added = [row for row in self._merge.added if row.sheet == found.layout.name and row.learner == learner]
        taken |= {self._numbers.get(row.place, row.aim) for row in added if row.place in self._places}
        return {number for number in taken if number is not None}
