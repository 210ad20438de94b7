"""Values between Excel's cells and this project's, and cells put together to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from addin.ooxml import CellValue, Formula, Styled, Value

_READ_AS_FORMULA = ("=", "+", "-", "@", "'")
_WHOLE_LIMIT = 2.0**53


def read_value(value: object) -> Value:
    """What xlwings read: whole numbers without decimals, days without a time; a blank text is None."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= _WHOLE_LIMIT:
        return int(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if value is None or isinstance(value, str | bool | int | float | date):
        return None if value == "" else value
    return str(value)


def excel_value(value: CellValue) -> object:
    """What to write: a text that Excel would take for a formula is marked as text, as a person would do it."""
    if isinstance(value, Styled):
        return excel_value(value.value)
    if isinstance(value, Formula):
        return f"={value.text.removeprefix('=')}"
    if isinstance(value, str) and value.startswith(_READ_AS_FORMULA):
        return f"'{value}"
    return datetime.combine(value, time()) if type(value) is date else value


def runs(values: Mapping[tuple[int, int], CellValue]) -> Iterator[tuple[int, int, list[CellValue]]]:
    """Row and column of the first cell and the values of all cells that lie below each other, column by column."""
    block: list[CellValue] = []
    begin = (0, 0)
    for row, column in sorted(values, key=lambda cell: (cell[1], cell[0])):
        if block and (row, column) == (begin[0] + len(block), begin[1]):
            block.append(values[row, column])
            continue
        if block:
            yield *begin, block
        begin, block = (row, column), [values[row, column]]
    if block:
        yield *begin, block
