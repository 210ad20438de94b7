"""What the sheet ``Start`` shows of its year, wherever its user has moved it to."""

from __future__ import annotations

from addin.ooxml import CellValue, SheetData, Value
from ilr_core.catalogue import Catalogue
from workbook_templates.start_texts import calendar_rows, calendar_title, title


def cells_of_year(start: SheetData, old: Catalogue, new: Catalogue) -> dict[tuple[int, int], CellValue]:
    """The cells to write so that headings and calendar are those of another year; empty if no calendar is found."""
    cells: dict[tuple[int, int], CellValue] = {}
    calendar = _calendar(start, old)
    if calendar is None or len(old.returns) != len(new.returns):
        return {}
    row, column = calendar
    for number, line in enumerate(calendar_rows(new), row):
        name, closes, note = line
        cells |= {(number, column): name, (number, column + 1): closes, (number, column + 2): note}
    headings = {title(old): title(new), calendar_title(old): calendar_title(new)}
    for number, values in enumerate(start.rows, 1):
        for place, value in enumerate(values, 1):
            if isinstance(value, str) and value in headings:
                cells[number, place] = headings[value]
    return cells


def _calendar(start: SheetData, year: Catalogue) -> tuple[int, int] | None:
    """Row and column of the first return of the calendar."""
    names = [item.name for item in year.returns]
    for number, values in enumerate(start.rows, 1):
        for place, value in enumerate(values, 1):
            if value == names[0] and [_value(start, number + i, place) for i in range(len(names))] == names:
                return number, place
    return None


def _value(start: SheetData, row: int, column: int) -> Value:
    values = start.rows[row - 1] if row <= len(start.rows) else []
    return values[column - 1] if column <= len(values) else None
