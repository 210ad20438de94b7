"""Cells of a Calc sheet: which are in use, merged or barred, and writing to those that are not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ilr_values import Values

_FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA
CONTENTS = 1 | 2 | 4 | _FORMULAS  # numbers, dates, texts and formulas
Cell = tuple[int, int]


def used(sheet: Any) -> Any:
    """The area from A1 to the last cell in use."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def barred(sheet: Any, cells: Collection[Cell]) -> set[Cell]:
    """Those cells (row, column, from 1) that take no value: merged away, in an array formula, or locked."""
    if not cells:
        return set()
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    area = sheet.getCellRangeByPosition(min(columns) - 1, min(rows) - 1, max(columns) - 1, max(rows) - 1)
    found = _merged_away(sheet, cells)
    for row, column in _formulas(area, cells):
        cursor = sheet.createCursorByRange(sheet.getCellByPosition(column - 1, row - 1))
        cursor.collapseToCurrentArray()
        place = cursor.RangeAddress
        if (place.StartRow, place.StartColumn) != (place.EndRow, place.EndColumn):
            found.add((row, column))
    if sheet.isProtected():
        found |= {
            (row, column)
            for row, column in cells
            if sheet.getCellByPosition(column - 1, row - 1).CellProtection.IsLocked
        }
    return found


def _merged_away(sheet: Any, cells: Collection[Cell]) -> set[Cell]:
    """Those cells that a merged area covers; it may begin left of them or above."""
    spans: dict[int, list[int]] = {}
    for row, column in cells:
        spans.setdefault(column, []).append(row)
    found = set()
    for column, rows in spans.items():
        cursor = sheet.createCursorByRange(
            sheet.getCellRangeByPosition(column - 1, min(rows) - 1, column - 1, max(rows) - 1)
        )
        cursor.collapseToMergedArea()
        for first_row, first_column, last_row, last_column in merged(cursor):
            if first_column <= column <= last_column:
                covered = {(row, column) for row in rows if first_row <= row <= last_row}
                found |= covered - {(first_row, first_column)}
    return found


def write(sheet: Any, values: Values, row: int, column: int, block: Sequence[Sequence[Any]]) -> None:
    """Writes rows of plain values; texts stay texts whatever they look like."""
    width = max(map(len, block))
    if not width:
        return
    area = sheet.getCellRangeByPosition(column - 1, row - 1, column + width - 2, row + len(block) - 2)
    lines = [[*line, *[None] * (width - len(line))] for line in block]
    area.setDataArray(tuple(tuple(values.number(value) for value in line) for line in lines))
    for number, line in enumerate(lines):
        for place, value in enumerate(line):
            if value is None or isinstance(value, (bool, dict)):
                _finish(area.getCellByPosition(place, number), value, values)


def _finish(cell: Any, value: Any, values: Values) -> None:
    """What a data array cannot say of a cell."""
    if value is None:  # an empty text so far
        cell.clearContents(CONTENTS)
    elif isinstance(value, bool):
        cell.NumberFormat = values.logical_format()
    elif "formula" in value:
        values.put_formula(cell, value["formula"])


def merged(area: Any) -> Iterator[tuple[int, int, int, int]]:
    """The merged parts of an area that cuts through none of them, found by halving it."""
    if area.IsMerged is False and not _partly_merged(area):
        return
    place = area.RangeAddress
    height, width = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
    if (height, width) == (1, 1):
        if area.IsMerged:
            cursor = area.Spreadsheet.createCursorByRange(area)
            cursor.collapseToMergedArea()
            whole = cursor.RangeAddress
            yield whole.StartRow + 1, whole.StartColumn + 1, whole.EndRow + 1, whole.EndColumn + 1
        return
    if height > 1:
        middle = height // 2
        yield from merged(area.getCellRangeByPosition(0, 0, width - 1, middle - 1))
        yield from merged(area.getCellRangeByPosition(0, middle, width - 1, height - 1))
    else:
        middle = width // 2
        yield from merged(area.getCellRangeByPosition(0, 0, middle - 1, 0))
        yield from merged(area.getCellRangeByPosition(middle, 0, width - 1, 0))


def _partly_merged(area: Any) -> bool:
    state = area.getPropertyState("IsMerged")
    return bool(state.value == "AMBIGUOUS_VALUE")


def _formulas(area: Any, cells: Collection[Cell]) -> Iterator[Cell]:
    for place in area.queryContentCells(_FORMULAS).RangeAddresses:
        for row in range(place.StartRow + 1, place.EndRow + 2):
            for column in range(place.StartColumn + 1, place.EndColumn + 2):
                if (row, column) in cells:
                    yield row, column
