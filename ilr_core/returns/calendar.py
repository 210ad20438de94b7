"""When the returns of a year close: as published, else worked out from working days in England."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from ilr_core import catalogue
from ilr_core.catalogue import Return, ReturnKind, return_kinds
from ilr_core.errors import InputError

CLOSING_TIME = time(18)
WORKING_DAY = "working day"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_YEAR = re.compile(r"([0-9]{2})([0-9]{2})")
_SATURDAY, _THURSDAY, _DAYS_IN_WEEK = 5, 3, 7
_DAY = timedelta(days=1)


def returns_of(year: str) -> tuple[Return, ...]:
    """The returns of a collection year (``2627``): from the catalogue, else worked out and marked so.

    Raises InputError for a text that is no collection year.
    """
    return catalogue.load(year).returns if year in catalogue.years() else computed_returns(year)


def title_of(year: str) -> str:
    """A collection year as people write it.

    >>> title_of("2728")
    '2027/28'
    """
    return f"{_first_year(year)}/{year[2:]}"


def computed_returns(year: str) -> tuple[Return, ...]:
    """The returns of any year by DfE's pattern, each marked: R14 follows no rule that DfE states, and is inferred.

    The pattern is the fourth working day of the month at 18:00, for R13 the tenth; R14 has closed on the first Thursday
    from 17 October in every year whose date is known. Local time in England. Raises InputError for no collection year.
    """
    first = _first_year(year)
    return tuple(_computed(kind, first + kind.later) for kind in return_kinds())


def working_day(year: int, month: int, number: int) -> date:
    """The nth working day of a month: no Saturday, no Sunday, no bank holiday in England.

    >>> working_day(2026, 4, 4)  # Good Friday is the 3rd, Easter Monday the 6th
    datetime.date(2026, 4, 8)
    """
    from holidays import country_holidays

    bank_holidays = country_holidays("GB", subdiv="ENG", years=year)
    day = date(year, month, 1)
    left = number
    while True:
        left -= day.weekday() < _SATURDAY and day not in bank_holidays
        if not left:
            return day
        day += _DAY


def _computed(kind: ReturnKind, year: int) -> Return:
    month = _MONTHS[kind.month - 1]
    status: Literal["computed", "inferred"] = "computed"
    if kind.counted == WORKING_DAY:
        day, about = working_day(year, kind.month, kind.number), f"{kind.number}th working day of {month}"
    else:
        day = date(year, kind.month, kind.number)
        day += timedelta(days=(_THURSDAY - day.weekday()) % _DAYS_IN_WEEK)
        about, status = f"final return; first Thursday from {kind.number} {month}", "inferred"
    closes = datetime.combine(day, CLOSING_TIME)
    return Return(name=kind.name, closes=closes, status=status, about=about, covers=kind.covers, purpose=kind.purpose)


def _first_year(year: str) -> int:
    parts = _YEAR.fullmatch(year)
    if parts is None or (int(parts[1]) + 1) % 100 != int(parts[2]):
        raise InputError(f"{year} is no collection year. Write the last two digits of both years, such as 2627.")
    return 2000 + int(parts[1])
