"""Values between Excel's cells and this project's, and cells put together to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from addin.ooxml import CellValue, Formula, Styled, Value

_READ_AS_FORMULA = ("=", "+", "-", "@", "'")
_WHOLE_LIMIT = 2.0**53
LAST_ROW = 1_048_576


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


def address_rows(address: str) -> list[tuple[int, int]]:
    """First and last row of each area of an address; whole columns reach as far as a sheet can.

    >>> address_rows("$A$2:$B$5,$D$9,$F:$F")
    [(2, 5), (9, 9), (1, 1048576)]
    """
    areas = [[int(number) for number in re.findall(r"[0-9]+", area)] for area in address.split(",")]
    return [(rows[0], rows[-1]) if rows else (1, LAST_ROW) for rows in areas]


def touched_rows(areas: Iterable[tuple[int, int]], last_used: int) -> tuple[int, ...]:
    """Every row of areas (first and last row of each) down to the last one in use; the first if all lie below it."""
    known = list(areas)
    rows = {row for first, last in known for row in range(first, min(last, last_used) + 1)}
    return tuple(sorted(rows)) or (min(first for first, _ in known),)


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
