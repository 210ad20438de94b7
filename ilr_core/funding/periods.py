"""Return periods and census dates. A month is a number here: 12 times the year plus 0 for January to 11."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from ilr_core.exact import as_day

MONTHS = 12
AUGUST = 7
CENTURY = 100


def month_of(day: date) -> int:
    """The number of the day's month."""
    return day.year * MONTHS + day.month - 1


def is_month_end(day: date) -> bool:
    """Whether the day is a census date: the last calendar day of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def last_census_month(day: date) -> int:
    """The last month whose census date is not after the day."""
    return month_of(day) if is_month_end(day) else month_of(day) - 1


def census_months(start: object, planned_end: object) -> int:
    """How many census dates there are from the start to the planned end, both included.

    0 if the end comes first, or if either is no day.

    >>> census_months(date(2020, 8, 1), date(2021, 9, 30)), census_months(date(2020, 8, 1), date(2021, 9, 29))
    (14, 13)
    """
    first, last = as_day(start), as_day(planned_end)
    if first is None or last is None:
        return 0
    return max(last_census_month(last) - month_of(first) + 1, 0)


@lru_cache(maxsize=4096)
def academic_year(month: int) -> str:
    """The academic year of a month, from August to July, as the ILR writes it: ``2627``."""
    year, number = divmod(month, MONTHS)
    begun = year if number >= AUGUST else year - 1
    return f"{begun % CENTURY:02}{(begun + 1) % CENTURY:02}"


def period(month: int) -> int:
    """The return period of a month: 1 for August to 12 for July."""
    return (month - AUGUST) % MONTHS + 1


def academic_year_of(day: date) -> str:
    """The academic year in which a day falls."""
    return academic_year(month_of(day))


def period_of(day: date) -> int:
    """The return period in which a day falls."""
    return period(month_of(day))
