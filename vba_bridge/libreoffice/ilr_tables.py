"""Tables of a Calc document, called database ranges there, and what goes with their rows: dropdowns and marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from com.sun.star.table import CellRangeAddress


def resize_table(document: Any, sheet: Any, first_row: int, last_row: int) -> None:
    """Makes a table whose rows begin at ``first_row`` in column A end at ``last_row``; one with totals stays."""
    for table in _tables(document, sheet):
        area = table.DataArea
        if (area.StartRow, area.StartColumn) == (first_row - 2, 0) and not table.TotalsRow:
            table.DataArea = CellRangeAddress(area.Sheet, 0, area.StartRow, area.EndColumn, last_row - 1)


def reach(document: Any, sheet: Any, last_row: int) -> None:
    """Stretches the only table of a sheet, its dropdowns and its marks down to a row; one with totals stays."""
    tables = list(_tables(document, sheet))
    if len(tables) != 1 or tables[0].TotalsRow or tables[0].DataArea.EndRow >= last_row - 1:
        return
    area = tables[0].DataArea
    end = area.EndRow
    tables[0].DataArea = CellRangeAddress(area.Sheet, area.StartColumn, area.StartRow, area.EndColumn, last_row - 1)
    stretch(document, sheet, area.StartRow + 2, last_row)
    if end > area.StartRow:
        _take_dropdowns_along(sheet, area, last_row)


def stretch(document: Any, sheet: Any, first_row: int, last_row: int) -> None:
    """Lets conditional formats that begin in a row reach another, where they end above it."""
    for entry in sheet.ConditionalFormats.getConditionalFormats():
        areas = entry.Range.RangeAddresses
        grown = [_grown(area, first_row - 1, last_row - 1) for area in areas]
        if [area.EndRow for area in grown] != [area.EndRow for area in areas]:
            ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
            for area in grown:
                ranges.addRangeAddress(area, False)
            entry.Range = ranges


def _grown(area: Any, first: int, last: int) -> Any:
    end = max(area.EndRow, last) if area.StartRow == first else area.EndRow
    return CellRangeAddress(area.Sheet, area.StartColumn, area.StartRow, area.EndColumn, end)


def _take_dropdowns_along(sheet: Any, area: Any, last_row: int) -> None:
    """Gives the new rows of a table the dropdowns and number formats of the last row it had."""
    for column in range(area.StartColumn, area.EndColumn + 1):
        model = sheet.getCellByPosition(column, area.EndRow)
        fresh = sheet.getCellRangeByPosition(column, area.EndRow + 1, column, last_row - 1)
        fresh.NumberFormat = model.NumberFormat
        fresh.CellProtection = model.CellProtection
        if model.Validation.Type.value != "ANY" or model.Validation.ShowInputMessage:
            fresh.Validation = model.Validation


def _tables(document: Any, sheet: Any) -> Iterator[Any]:
    tables = document.DatabaseRanges
    index = sheet.RangeAddress.Sheet
    found = (tables.getByName(name) for name in tables.ElementNames)
    return (table for table in found if table.DataArea.Sheet == index)
