"""Which rule on off-the-job hours holds for a start, in words with its dates and figures."""

from __future__ import annotations

from datetime import date

from ilr_core.catalogue import load
from ilr_core.catalogue.definitions import Parameter
from ilr_core.exact import as_day, exact, plain
from ilr_core.rpl.eligibility import HOURS
from ilr_core.rpl.weekly_hours import RATE

SHARE = "off_the_job_share_of_working_hours"


def hours_rule_in_words(start: object) -> str:
    """The rule of the start date in one phrase; empty for a day that cannot be read.

    >>> hours_rule_in_words(date(2025, 8, 1))
    'From 1 Aug 2025: published minimum, at least 187'
    """
    day = as_day(start)
    if day is None:
        return ""
    year = load()
    share, rate, floor = (year.dated(name, day) for name in (SHARE, RATE, HOURS))
    if share is not None:
        return f"{_span(share)}: {_value(share)}% of working hours"
    if rate is not None:
        least = f", at least {_value(floor)}" if floor is not None else ""
        return f"{_span(rate)}: {_value(rate)} hours a week{least}"
    if floor is not None:
        return f"{_span(floor)}: published minimum, at least {_value(floor)}"
    return "No rule is known for that start"


def _span(found: Parameter) -> str:
    first, last = found.valid_from, found.valid_to
    if first is None:
        return f"Until {_short(last)}" if last else "Always"
    return f"{_short(first)} to {_short(last)}" if last else f"From {_short(first)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _value(found: Parameter) -> str:
    value = exact(found.value)
    return plain(value) if value is not None else str(found.value)
