"""Days reckoned from other days stay inside the calendar and keep the day of the month where they can."""

from __future__ import annotations

from datetime import date

import pytest

from ilr_core.rules.dates import days_after, days_between, months_after, years_after


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 8, 1), -10, date(2016, 8, 1)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 3, 29), 1, date(2025, 3, 29)),
        (date(10, 1, 1), -9, date(1, 1, 1)),
        (date(10, 1, 2), -10, date.min),
        (date(9990, 12, 30), 10, date.max),
    ],
)
def test_years_after(day: date, years: int, expected: date):
    assert years_after(day, years) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 31), -1, date.min),
    ],
)
def test_months_after(day: date, months: int, expected: date):
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 2, 28), 1, date(2026, 3, 1)),
        (date(2026, 3, 1), -1, date(2026, 2, 28)),
        (date(9999, 12, 30), 2, date.max),
        (date(1, 1, 2), -2, date.min),
    ],
)
def test_days_after(day: date, days: int, expected: date):
    assert days_after(day, days) == expected


def test_days_between_counts_backwards_too():
    assert days_between(date(2026, 9, 1), date(2026, 12, 22)) == 112
    assert days_between(date(2026, 12, 22), date(2026, 9, 1)) == -112
