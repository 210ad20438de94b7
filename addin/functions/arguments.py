"""From what a host hands over as a function's argument to what the function takes."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from addin.ooxml import Value
from addin.sheets.cells import BLANKS, digits, typed_number
from addin.sheets.dates import date_of_serial, typed_date
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.exact import exact

_KNOWN = (str, float, int, date)
_SHOWN = 20


def table_of(given: object, name: str, function: str) -> list[list[Value]]:
    """Rows of equal length from a range, from one row of it or from a single value.

    Raises InputError, with the names of argument and function, for anything else.
    """
    rows = given if isinstance(given, list | tuple) and given else [[given]]
    table = [
        list(row) for row in (rows if isinstance(rows[0], list | tuple) else [rows]) if isinstance(row, list | tuple)
    ]
    if not table or not table[0] or any(len(row) != len(table[0]) for row in table):
        raise InputError(f"Give {function} one range of cells as its {name}.")
    return [[_value(value) for value in row] for row in table]


def as_given(value: Value) -> Value:
    """The value itself."""
    return value


def text(value: Value) -> str:
    """The text of a cell, a number as Excel shows it, without spaces around it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return digits(value)
    return value.strip(BLANKS) if isinstance(value, str) else str(value)


def number(value: Value) -> Fraction:
    """An exact number, also of text such as £9,000. Raises InputError for anything else."""
    found = exact(typed_number(value) if isinstance(value, str) else value)
    if found is None:
        raise InputError(f"{shown(text(value))} is no number. Give a cell with a number, such as 480.")
    return found


def day(value: Value) -> date:
    """The day of a date, of a text that is one, or of Excel's number for one. Raises InputError for anything else."""
    return _day(value, birth=False)


def day_if_any(value: Value) -> date | None:
    """A day, as `day` reads it; None for 0, which is what a link to an empty cell gives."""
    is_zero = isinstance(value, int | float) and not isinstance(value, bool) and value == 0
    return None if is_zero else day(value)


def birth_date(value: Value) -> date:
    """A day, as `day` reads it; a year of two digits is taken as a year of birth."""
    return _day(value, birth=True)


def collection_year(value: Value) -> Catalogue:
    """The year called ``2627`` or ``2026/27``. Raises InputError if nobody knows it."""
    wanted = text(value)
    for year in map(catalogue.load, catalogue.years()):
        if wanted in (year.year, year.title):
            return year
    known = " or ".join(catalogue.years())
    raise InputError(f"There is no collection year {shown(wanted)}. Give {known}, or leave the year out.")


def shown(given: str) -> str:
    """A user's text as an answer quotes it: not longer than is needed to know it again."""
    return given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"


def _day(value: Value, *, birth: bool) -> date:
    found: date | None = None
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, str):
        found = typed_date(text(value), birth)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = date_of_serial(value)
    if found is None:
        raise InputError(f"{shown(text(value))} is no date. Give a cell with a date, such as 31/08/2026.")
    return found


def _value(value: object) -> Value:
    return value if value is None or isinstance(value, _KNOWN) else str(value)
