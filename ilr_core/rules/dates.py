"""Days reckoned from other days. What falls outside the calendar (years 1 to 9999) becomes its first or last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


def days_after(day: date, days: int) -> date:
    """The day that many days later (earlier, if negative)."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def days_between(earlier: date, later: date) -> int:
    """How many days the second date is after the first (negative if before)."""
    return (later - earlier) // timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later; the month's last day where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# A return asks the same few questions again and again: the ages of its learners at the starts of their aims.
@lru_cache(maxsize=4096)
def years_after(day: date, years: int) -> date:
    """The same day that many years later; 28 February for 29 February where the year has none."""
    year = day.year + years
    if day.day == 29 or not date.min.year <= year <= date.max.year:
        return months_after(day, 12 * years)
    return day.replace(year=year)


@lru_cache(maxsize=4096)
def age_on(born: date, day: date) -> int:
    """Full years of age on a day; negative before birth."""
    years = day.year - born.year
    return years - 1 if day < years_after(born, years) else years


@lru_cache(maxsize=4096)
def last_of_august(day: date) -> date:
    """31 August of the teaching year (1 August to 31 July) in which the day falls."""
    year = day.year if day.month >= 8 else max(day.year - 1, date.min.year)
    return date(year, 8, 31)
