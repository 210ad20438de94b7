"""What the sheets of a workbook will hold once a change is made; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass

from addin.ooxml import CellValue, Value
from addin.sheets.cells import is_blank
from addin.sheets.columns import FoundSheet
from addin.sheets.reading import BookReading
from addin.sheets.rows import TYPED_ID
from ilr_core.errors import InputError
from ilr_core.model import Learner, LearningDelivery, Record
from workbook_templates.layout import PARENT_ID, ROW_ID

Cell = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell that changes: sheet and row as the workbook counts them, the column's header, old and new content.

    ``learner`` and ``aim`` say whose it is; ``row_id`` is the hidden id by which the row is found again.
    """

    sheet: str
    row: int
    row_id: str
    header: str
    old: Value
    new: CellValue
    learner: str
    aim: int | None


class FutureSheets:
    """The data sheets of a workbook with cells that will change; rows and headers as the workbook has them."""

    def __init__(self, reading: BookReading):
        self.reading = reading
        self.ids = dict(reading.row_ids) | dict(reading.new_ids)
        self._taken = set(self.ids.values())
        self._by_name = {sheet.name: sheet for sheet in reading.sheets.values()}
        self._cells: dict[Cell, tuple[CellValue, str, int | None]] = {}
        self._ends: dict[str, int] = {}
        self._fresh = len(reading.new_ids)

    def edits(self) -> list[CellEdit]:
        """Every cell whose content will be another than now, in the order in which they were put."""
        made = []
        for (name, row, header), (new, learner, aim) in self._cells.items():
            old = self.now(self.sheet(name), row, header)
            if old != new and not (new is None and is_blank(old)):
                made.append(CellEdit(name, row, self.ids.get((name, row), ""), header, old, new, learner, aim))
        return made

    def put(self, found: FoundSheet, row: int, header: str, value: CellValue, whose: tuple[str, int | None]) -> None:
        """Will hold this value. Raises InputError if the sheet has no such column, unless there is nothing to put."""
        if header in found.numbers:
            self._cells[found.name, row, header] = (value, *whose)
        elif value is not None and header not in (ROW_ID, PARENT_ID):
            raise InputError(
                f"{found.name}: the column {header} is not there, and {value} has to go into it. "
                f"Type {header} into a free cell of row {found.header_row}, then try again."
            )

    def will_be_blank(self, found: FoundSheet, row: int, header: str) -> bool:
        """Whether a cell will hold nothing."""
        known = self._cells.get((found.name, row, header))
        return known[0] is None if known else is_blank(self.now(found, row, header))

    def now(self, found: FoundSheet, row: int, header: str) -> Value:
        """What a cell holds now."""
        cells = found.data.rows[row - 1] if row <= len(found.data.rows) else []
        index = found.numbers[header] - 1
        return cells[index] if index < len(cells) else None

    def new_row(self, found: FoundSheet, row_id: str = "") -> int:
        """The next free row under a sheet's rows; it gets that id, or one that no row has."""
        if found.name not in self._ends:
            filled = (n for n, cells in enumerate(found.data.rows, 1) if any(not is_blank(cell) for cell in cells))
            self._ends[found.name] = max(found.header_row, *filled)
        self._ends[found.name] += 1
        while not row_id:
            self._fresh += 1
            row_id = f"{TYPED_ID}{self._fresh}" if f"{TYPED_ID}{self._fresh}" not in self._taken else ""
        self._taken.add(row_id)
        self.ids[found.name, self._ends[found.name]] = row_id
        return self._ends[found.name]

    def sheet(self, name: str) -> FoundSheet:
        """The data sheet that the workbook calls so."""
        return self._by_name[name]

    def sheet_for(self, entity: str) -> FoundSheet:
        """The sheet whose rows are records of an entity. Raises InputError if the workbook does not have it."""
        wanted = self.reading.layout.sheet_of[entity].name
        found = self.reading.sheets.get(wanted)
        if found is None:
            raise InputError(f"The sheet {wanted} is not there, but a row has to go into it. Add it, then try again.")
        return found


def whose(record: Record) -> tuple[str, int | None]:
    """LearnRefNumber and AimSeqNumber of the learner and aim a record belongs to."""
    learner, aim = "", None
    current: Record | None = record
    while current is not None:
        if isinstance(current, LearningDelivery):
            aim = current.AimSeqNumber
        if isinstance(current, Learner):
            learner = current.text("LearnRefNumber") or ""
        current = current.parent
    return learner, aim
