"""Values between Excel's cells and this project's, and cells put together to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from addin.ooxml import CellValue, Formula, Styled, Value, check_length

_READ_AS_FORMULA = ("=", "+", "-", "@", "'")
# A text with a digit may be a number, a date or a time to Excel; an error's name and TRUE are no texts to it either.
_READ_AS_VALUE = re.compile(r".*[0-9]|#|\s*(true|false)\s*\Z", re.IGNORECASE | re.DOTALL)
_CONSTANT = re.compile(r'=?\s*(?:"((?:[^"]|"")*)"|(TRUE|FALSE)|(-?[0-9]+(?:\.[0-9]+)?))\s*\Z')
_MIDNIGHT = datetime.combine(date(1899, 12, 30), time())
"""What number 0 stands for: a time of day is a moment of this day."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on which Excel and the calendar agree."""
_WHOLE_LIMIT = 2.0**53
LAST_ROW = 1_048_576
TEXT_FORMAT = "@"


def read_value(value: object) -> Value:
    """What xlwings read: whole numbers without decimals, days without a time; a blank text is None."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= _WHOLE_LIMIT:
        return int(value)
    if isinstance(value, datetime):
        if value.date() == _MIDNIGHT.date():
            return clock_text(value)
        return value.date() if value.time() == time() else value
    if value is None or isinstance(value, str | bool | int | float | date):
        return None if value == "" else value
    return str(value)


def clock_text(moment: datetime) -> str:
    """A time of day or a duration as text, from the moment that Excel makes of it."""
    minutes, seconds = divmod(round((moment - _MIDNIGHT) / timedelta(seconds=1)), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def constant(text: str) -> Value:
    """The value of a name that stands for a constant (``="2627"``); None if it stands for something else.

    >>> constant('="2627"'), constant("10000001"), constant("Start!#REF!")
    ('2627', 10000001, None)
    """
    found = _CONSTANT.match(text)
    if found is None:
        return None
    quoted, logical, number = found.groups()
    if number is not None:
        return read_value(float(number))
    return logical == "TRUE" if logical else quoted.replace('""', '"') or None


def excel_value(value: CellValue, form: str | None = None) -> object:
    """What to write into cells of a number format (None: several, or unknown).

    A text that Excel would take for something else is marked as text, as a person would do it, where the format does
    not say so already. Raises PackageError for a text that no cell can hold.
    """
    if isinstance(value, Styled):
        return excel_value(value.value, form)
    if isinstance(value, Formula):
        return f"={value.text.removeprefix('=')}"
    if isinstance(value, str):
        check_length(value)
        is_marked = value.startswith("'") or (
            form != TEXT_FORMAT and (value.startswith(_READ_AS_FORMULA) or _READ_AS_VALUE.match(value))
        )
        return f"'{value}" if is_marked else value
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
