"""Dates as people in the UK type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?: ?[/.-] ?| )([0-9]{1,2})(?: ?[/.-] ?| )([0-9]{4}|[0-9]{2})" + _MIDNIGHT)
_NAMED = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ ./-]*([A-Za-z]{3,9})\.?[ ,./-]*([0-9]{4}|[0-9]{2})" + _MIDNIGHT, re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + _MIDNIGHT)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = (date(1920, 1, 1) - _EPOCH).days, (date(2099, 12, 31) - _EPOCH).days
_LAST_SHORT_YEAR, _LAST_SHORT_BIRTH_YEAR = 29, 19


def typed_date(text: str, birth: bool = False) -> date | None:
    """The date in a text, day before month; None if it is none or month-first.

    Read are ``31/08/2026``, ``31-8-26``, ``31.8.2026``, ``31 Aug 2026``, ``31st August 2026``, ``2026-08-31``, and each
    of them with a time of midnight. Of two-digit years 00 to 29 are 2000 to 2029 and the rest 1930 to 1999; for a date
    of birth (``birth``) 00 to 19 are 2000 to 2019 and the rest 1920 to 1999.

    >>> typed_date("1/9/26")
    datetime.date(2026, 9, 1)
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return _date(_whole_year(year, birth), int(month), int(day))
    if found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
        return _date(_whole_year(year, birth), _month(name.lower()), int(day))
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
        return _date(int(year), int(month), int(day))
    return None


def date_of_serial(serial: float) -> date | None:
    """The day of an Excel serial number (1900 system) from 1920 to 2099; None otherwise, for it may be anything.

    >>> date_of_serial(46265)
    datetime.date(2026, 8, 31)
    """
    return _EPOCH + timedelta(days=int(serial)) if _FIRST_SERIAL <= serial < _LAST_SERIAL + 1 else None


def _whole_year(year: str, birth: bool) -> int:
    if len(year) == 4:
        return int(year)
    last = _LAST_SHORT_BIRTH_YEAR if birth else _LAST_SHORT_YEAR
    return int(year) + (2000 if int(year) <= last else 1900)


def _month(name: str) -> int:
    name = "sep" if name == "sept" else name
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
