"""A date of birth moved to another that makes the learner as old on every day that a rule can ask about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ilr_core.model import Learner
from ilr_core.pseudonyms.permutation import Permutation

_LEAP = 2000
_FIXED = ((7, 31), (8, 1), (8, 31), (9, 1), (12, 31))
"""Days of a year on which rules ask for an age: the ends of teaching, school and calendar years."""
_SCHOOL_LEAVING = range(15, 19)
_FRIDAY = 4


def days_of(learner: Learner, prepared: date | None) -> set[date]:
    """The days that are told about a learner, besides the birth, and the day the return was prepared."""
    days = {prepared} if prepared else set()
    for record in learner.walk():
        for name in record.FIELDS:
            value = record.value(name)
            if name != "DateOfBirth" and isinstance(value, date):
                days.add(value.date() if isinstance(value, datetime) else value)
    return days


def moved(born: date, days: Iterable[date], permutation: Permutation) -> date:
    """Another day of the same year with the same age on each of ``days``; the same day where there is no other.

    The days on which rules ask for everybody's age are counted in: 31 July, 31 August, the last Friday of June.
    """
    told = set(days)
    places = sorted({_place(day) for day in (*told, *_fixed(born))})
    here = _place(born)
    # Years of age are full on the birthday itself, so a day that was asked about ends the stretch and is part of it.
    first = max((place + 1 for place in places if place < here), default=0)
    last = min((place for place in places if place >= here), default=_place(date(_LEAP, 12, 31)))
    choices = [day for place in range(first, last + 1) if (day := _day(place, born.year)) is not None]
    if born in told or not choices or (born.month, born.day) == (2, 29):
        return born
    # The lowest of all: a stretch that is a little longer in another file mostly gives the same day.
    return min(choices, key=lambda day: permutation.number(f"{born} {day}", 2**60))


def _fixed(born: date) -> Iterable[date]:
    yield from (date(_LEAP, month, day) for month, day in _FIXED)
    # Before 1 March and after 28 February it matters whether a year has a 29th.
    yield from (date(_LEAP, 2, 27), date(_LEAP, 2, 28), date(_LEAP, 2, 29))
    for age in _SCHOOL_LEAVING:
        if born.year + age <= date.max.year:
            end = date(born.year + age, 6, 30)
            yield end - timedelta(days=(end.weekday() - _FRIDAY) % 7)


def _place(day: date) -> int:
    """The day's place in a year of 366 days."""
    return (date(_LEAP, day.month, day.day) - date(_LEAP, 1, 1)).days


def _day(place: int, year: int) -> date | None:
    """The day at a place of the year; none for a 29 February."""
    day = date(_LEAP, 1, 1) + timedelta(days=place)
    return None if (day.month, day.day) == (2, 29) else date(year, day.month, day.day)
