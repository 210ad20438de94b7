"""The rows of a workbook's data sheets with every personal cell exchanged, typed as it was."""

from __future__ import annotations

from datetime import date

from addin.ooxml import CellValue, Value
from addin.sheets.cells import cell_reader, cell_text
from addin.sheets.columns import FoundSheet
from addin.sheets.reading import BookReading
from ilr_core.catalogue import Catalogue, Field
from ilr_core.pseudonyms import TREATMENTS, Pseudonyms, days_of
from workbook_templates.layout import PARENT_ID, ROW_ID, Column, SheetLayout

Days = dict[tuple[str, int], set[date]]


def exchanged_rows(reading: BookReading, pseudonyms: Pseudonyms) -> dict[str, list[list[CellValue]]]:
    """The rows of each data sheet, by the name and with the columns that the layout gives it; blank rows stay."""
    days: Days = {}
    for learner in reading.learners:
        if isinstance(learner.place, tuple):
            days[learner.place] = days_of(learner, None)
    return {name: _rows(found, reading.layout.year, days, pseudonyms) for name, found in reading.sheets.items()}


def _rows(found: FoundSheet, year: Catalogue, days: Days, pseudonyms: Pseudonyms) -> list[list[CellValue]]:
    kept = [(column, *_what(column, found.layout)) for column in found.layout.columns]
    rows: list[list[CellValue]] = []
    for number, cells in enumerate(found.data.rows[found.header_row :], found.header_row + 1):
        row: list[CellValue] = []
        for column, entity, field in kept:
            index = found.numbers.get(column.header, 0) - 1
            value = cells[index] if 0 <= index < len(cells) else None
            if column.kind in ("status", "hidden") and column.header not in (ROW_ID, PARENT_ID):
                value = None
            known = days.get((found.name, number), set())
            row.append(_cell(value, entity, field, year, known, pseudonyms))
        rows.append(row)
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows


def _what(column: Column, sheet: SheetLayout) -> tuple[str, Field | None]:
    """The entity and field that a column shows."""
    if column.definition is None:
        return "", None
    slot = next((slot for slot in sheet.slots if column.header in dict(slot.columns)), None)
    if slot is not None:
        return slot.entity, column.definition
    is_key = column.kind == "key" and column.definition.name == "LearnRefNumber"
    return "Learner" if is_key else sheet.entity, column.definition


def _cell(
    value: Value, entity: str, field: Field | None, year: Catalogue, days: set[date], pseudonyms: Pseudonyms
) -> CellValue:
    treatment = TREATMENTS.get((entity, field.name)) if field else None
    if value is None or field is None or treatment is None or isinstance(value, bool):
        return value
    if treatment == "birth date":
        read = cell_reader(year, field, "")(value)
        if read is not None and isinstance(read.value, date):
            return pseudonyms.birth_date(read.value, days)
    text = value if isinstance(value, str) else None
    if text is None:
        found = cell_text(value, field)
        text = found.text if found else ""
    return pseudonyms.text(entity, field.name, text)
