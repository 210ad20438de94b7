"""One row of a data sheet as records of its own, for the worksheet function ``ILR_CHECK``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from addin.ooxml import SheetData, Value
from addin.sheets.columns import FoundSheet, column_numbers
from addin.sheets.rows import sheet_rows
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.model import RECORDS, Learner, Record, completeness_check, reader
from workbook_templates.layout import SheetLayout, layout

Present = frozenset[tuple[str, str]]
ROW_SHEET = "Row"
_FEWEST = 2


@dataclass(frozen=True)
class RowRecord:
    """A row read by itself.

    ``record`` is what the row is, with the records of its slot columns; ``learner`` the tree it stands in, of which
    nothing is filled in but what the row's key columns say. ``present`` are the (entity, field) pairs that have a
    column in the row: a rule that reads any other cannot be judged. Its place is ``("Row", 1)``.
    """

    record: Record
    learner: Learner
    present: Present


def record_from_row(headers: Sequence[object] | None, values: Sequence[Value], year: Catalogue) -> RowRecord | None:
    """The records of one row of a data sheet; None for a blank row.

    The sheet is found by the headers above the row, or without them (None) by the number of values, which must be that
    of all columns of a new workbook's sheet or of those that are visible. Raises InputError if it is none of them.
    """
    found, present = _plan(None if headers is None else tuple(map(_heading, headers)), len(values), year)
    data = SheetData(ROW_SHEET, "visible", [list(values)])
    rows = sheet_rows(FoundSheet(found.layout, data, 0, (), found.numbers), year)
    if not rows:
        return None
    record = rows[0].record
    learner = _put_into_learner(record, dict(zip(found.layout.keys, rows[0].keys, strict=True)), year)
    for inner in record.walk():
        completeness_check(year, inner.ENTITY)(inner)
        for name in [name for name in inner.faults or () if (inner.ENTITY, name) not in present]:
            del (inner.faults or {})[name]
    return RowRecord(record, learner, present)


def _heading(value: object) -> str:
    return "" if value is None else str(value)


@lru_cache(maxsize=256)
def _plan(headers: tuple[str, ...] | None, width: int, year: Catalogue) -> tuple[FoundSheet, Present]:
    sheet, numbers = _by_width(width, year) if headers is None else _by_headers(headers, year)
    present = {
        (column.definition.entity, column.definition.name)
        for column in sheet.columns
        if column.definition and column.header in numbers
    }
    shown = [slot for slot in sheet.slots if any(header in numbers for header, _ in slot.columns)]
    present |= {(slot.entity, name) for slot in shown for name, _ in slot.fixed}
    return FoundSheet(sheet, SheetData(ROW_SHEET, "visible"), 0, headers or (), numbers), frozenset(present)


def _by_headers(headers: tuple[str, ...], year: Catalogue) -> tuple[SheetLayout, dict[str, int]]:
    numbers = {sheet: column_numbers(headers, sheet) for sheet in layout(year).sheets.values()}
    best = max(numbers, key=lambda sheet: len(numbers[sheet]))
    if len(numbers[best]) < _FEWEST:
        raise InputError(
            "The cells above this row are not the column names of a data sheet. "
            "Give ILR_CHECK the row and the header row of one of its sheets."
        )
    return best, {header: columns[0] for header, columns in numbers[best].items()}


def _by_width(width: int, year: Catalogue) -> tuple[SheetLayout, dict[str, int]]:
    for sheet in layout(year).sheets.values():
        visible = [column for column in sheet.columns if column.kind != "hidden"]
        for columns in (sheet.columns, visible):
            if len(columns) == width:
                return sheet, {column.header: number for number, column in enumerate(columns, 1)}
    raise InputError(
        f"A row of {width} cells is no row of a data sheet. Give ILR_CHECK a whole row of Learners or Aims, or its "
        "header row as well."
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
