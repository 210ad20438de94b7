"""Rows of a data sheet as records of their own, each without the rest of its return: for ``ILR_CHECK``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from addin.ooxml import SheetData, Value
from addin.sheets.columns import FoundSheet, column_numbers
from addin.sheets.rows import SheetReader
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import RECORDS, Learner, Record, completeness_check, reader
from workbook_templates.layout import SheetLayout, Slot, layout

Present = frozenset[tuple[str, str]]
ROW_SHEET = "Row"
_FEWEST = 2


@dataclass(frozen=True)
class RowRecord:
    """A row read by itself.

    ``record`` is what the row is, with the records of its slot columns; ``learner`` the tree it stands in, of which
    nothing is filled in but what the row's key columns say. ``present`` are the (entity, field) pairs that have a
    column in the row: a rule that reads any other cannot be judged. Its place is ``("Row", number)``.
    """

    record: Record
    learner: Learner
    present: Present


class RowReader:
    """Reads rows that have the same columns of a data sheet.

    The sheet is found by the headers above the rows, or without them (None) by the number of values, which must be that
    of all columns of a new workbook's sheet, or of those that are visible, and of no other sheet. Raises InputError if
    no sheet is found.
    """

    def __init__(self, headers: Sequence[object] | None, width: int, year: Catalogue):
        sheet, numbers = _by_width(width, year) if headers is None else _by_headers([*map(_heading, headers)], year)
        self.sheet: SheetLayout = sheet
        self.slots: list[Slot] = [s for s in sheet.slots if any(header in numbers for header, _ in s.columns)]
        present = {
            (column.definition.entity, column.definition.name)
            for column in sheet.columns
            if column.definition and column.header in numbers
        }
        fixed = {(slot.entity, name) for slot in self.slots for name, _ in slot.fixed}
        self.present: Present = frozenset(present | fixed)
        self._reader = SheetReader(FoundSheet(sheet, SheetData(ROW_SHEET, "visible"), 0, (), numbers), year)
        self._year = year

    def read(self, rows: Sequence[Sequence[Value]]) -> list[RowRecord | None]:
        """The records of each row; None for a blank one."""
        found: list[RowRecord | None] = [None] * len(rows)
        for row in self._reader.rows(SheetData(ROW_SHEET, "visible", [list(values) for values in rows])):
            record = row.record
            learner = _put_into_learner(record, dict(zip(self.sheet.keys, row.keys, strict=True)), self._year)
            for inner in record.walk():
                completeness_check(self._year, inner.ENTITY)(inner)
                for name in [name for name in inner.faults or () if (inner.ENTITY, name) not in self.present]:
                    del (inner.faults or {})[name]
            found[row.number - 1] = RowRecord(record, learner, self.present)
        return found


def is_header_row(values: Sequence[object], year: Catalogue) -> bool:
    """Whether a row is the header row of a data sheet: most of what stands in it are names of one sheet's columns."""
    filled = [value for value in values if value not in (None, "")]
    known = max(sum(map(len, column_numbers(filled, sheet).values())) for sheet in layout(year).sheets.values())
    return known >= _FEWEST and 2 * known > len(filled)


def _heading(value: object) -> str:
    return "" if value is None else str(value)


def _by_headers(headers: Sequence[str], year: Catalogue) -> tuple[SheetLayout, dict[str, int]]:
    numbers = {sheet: column_numbers(headers, sheet) for sheet in layout(year).sheets.values()}
    best = max(numbers, key=lambda sheet: len(numbers[sheet]))
    if len(numbers[best]) < _FEWEST:
        raise InputError(
            "The cells above this row are not the column names of a data sheet. "
            "Give the row and the header row of one of its sheets."
        )
    return best, {header: columns[0] for header, columns in numbers[best].items()}


def _by_width(width: int, year: Catalogue) -> tuple[SheetLayout, dict[str, int]]:
    fitting = []
    for sheet in layout(year).sheets.values():
        visible = tuple(column for column in sheet.columns if column.kind != "hidden")
        fitting += [(sheet, columns) for columns in (sheet.columns, visible) if len(columns) == width]
    if len(fitting) == 1:
        sheet, columns = fitting[0]
        return sheet, {column.header: number for number, column in enumerate(columns, 1)}
    if fitting:
        names = ", ".join(sheet.name for sheet, _ in fitting)
        raise InputError(f"A row of {width} cells fits {names}. Give the header row as well.")
    cells = "1 cell" if width == 1 else f"{width} cells"
    raise InputError(
        f"A row of {cells} is no row of a data sheet. Give a whole row of Learners or Aims, or its header row as well."
    )


def _put_into_learner(record: Record, keys: dict[str, str], year: Catalogue) -> Learner:
    """The learner around a record, made with as many records between as the schema has, filled from the keys."""
    inner = record
    while not isinstance(inner, Learner):
        entity = year.entities[inner.ENTITY].parent
        parent = RECORDS[entity]()
        for name in set(year.fields[entity]) & keys.keys():
            reading = reader(year.fields[entity][name])(keys[name]) if keys[name] else None
            setattr(parent, name, reading.value if reading else None)
        setattr(inner, inner.PARENT, parent)
        getattr(parent, inner.ENTITY).append(inner)
        inner = parent
    return inner
