"""Values as COM hands them over from Excel, and answers as Excel takes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from addin.functions import Answers

# An error value arrives as a number of its own: 0x800A0000 and the number of CVErr, read as a signed 32-bit number.
_ERROR_BASE = 0x800A0000 - 2**32
_ERRORS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!",
}  # fmt: skip
_MISSING = -2147352572  # DISP_E_PARAMNOTFOUND, an argument left out
_Dated = Callable[[datetime], object]


def from_com(value: object) -> object:
    """An argument: tables as tuples of tuples, errors as their text, days without a time zone; None if left out."""
    if isinstance(value, tuple | list):
        return tuple(from_com(inner) for inner in value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return None if value == _MISSING else _ERRORS.get(value - _ERROR_BASE, value)
    if isinstance(value, datetime):
        # What Excel hands over is local time with a zone stuck on.
        return datetime(*value.timetuple()[:6])  # noqa: DTZ001
    return float(value) if isinstance(value, Decimal) else value


def to_com(answers: Answers, dated: _Dated) -> object:
    """An answer: a single cell by itself, else rows of cells; ``dated`` makes what COM takes for a day."""
    rows = tuple(tuple(_dated(value, dated) for value in row) for row in answers)
    return rows[0][0] if len(rows) == 1 == len(rows[0]) else rows


def _dated(value: object, dated: _Dated) -> object:
    if isinstance(value, datetime):
        return dated(value)
    return dated(datetime(value.year, value.month, value.day)) if isinstance(value, date) else value  # noqa: DTZ001
