"""Numbers, days and rows from whatever a caller hands over."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest

from ilr_core.exact import as_day, exact, plain, pounds, rows_of, whole_number


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (480, 480),
        (0.1, Fraction(1, 10)),
        (Decimal("7.50"), Fraction(15, 2)),
        (Fraction(1, 3), Fraction(1, 3)),
        ("480", 480),
        (" 7.5 ", Fraction(15, 2)),
        ("-0.5", Fraction(-1, 2)),
        ("+3", 3),
        (10**12, 10**12),
        (10**12 + 1, None),
        ("1000000000001", None),
        ("1" * 16, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("sNaN"), None),
        (Decimal("1E+999999"), None),
        (Decimal("1E-999999"), None),
        ("1,000", None),
        ("£5", None),
        ("5%", None),
        ("1e3", None),
        ("1/3", None),
        (".5", None),
        ("5.", None),
        ("²", None),
        ("٣", None),
        ("", None),
        (None, None),
        ([480], None),
        (b"480", None),
        (date(2026, 9, 14), None),
    ],
)
def test_exact(given: object, expected: object) -> None:
    assert exact(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(12, 12), (12.0, 12), ("12", 12), (" -3 ", -3), ("12.0", None), (12.5, None), ("9" * 20, None), ("٣", None)],
)
def test_whole_number(given: object, expected: object) -> None:
    assert whole_number(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (date(2026, 9, 14), date(2026, 9, 14)),
        (datetime.combine(date(2026, 9, 14), time(23, 59)), date(2026, 9, 14)),
        ("2026-09-14", date(2026, 9, 14)),
        (" 2024-02-29 ", date(2024, 2, 29)),
        ("2026-09-14T10:00:00", date(2026, 9, 14)),
        ("2026-09-14 10:00", date(2026, 9, 14)),
        ("2026-02-29", None),
        ("14/09/2026", None),
        ("20260914", None),
        ("2026-W38-1", None),
        ("2026-09-1", None),
        ("", None),
        (46279, None),
        (None, None),
        ([], None),
    ],
)
def test_as_day(given: object, expected: date | None) -> None:
    assert as_day(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(1, 2), [3, 4, 5], None, "ab", 7], [(1, 2, None), (3, 4, 5)]),
        (((1, 2, 3, 4),), [(1, 2, 3)]),
        ((row for row in [(1,)]), [(1, None, None)]),
        ((1, 2, 3), []),
        ("abc", []),
        (b"abc", []),
        ({"a": 1}, []),
        (5, []),
        (None, []),
        ([], []),
    ],
)
def test_rows(given: object, expected: list[tuple[object, ...]]) -> None:
    assert rows_of(given, 3) == expected


@pytest.mark.parametrize(
    ("number", "as_money", "as_number"),
    [
        (Fraction(675), "£675", "675"),
        (Fraction(7400, 17), "£435.29", "435.2941"),
        (Fraction(-1, 2), "-£0.50", "-0.5"),
        (Fraction(12345), "£12,345", "12,345"),
        (Fraction(1392, 5), "£278.40", "278.4"),
    ],
)
def test_in_words(number: Fraction, as_money: str, as_number: str) -> None:
    assert (pounds(number), plain(number)) == (as_money, as_number)
