"""Exact numbers, days and rows from whatever a caller hands over, and numbers as words; nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite

LARGEST = 10**12
SMALLEST_PLACE = -30
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,30})?")
_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ].*)?")


def exact(value: object) -> Fraction | None:
    """A number as a fraction; None for what is no number, is not finite, or is beyond a million million.

    A binary float counts as the decimal that it prints as: 0.1 is a tenth. Text counts if it is a plain number, such as
    ``480`` or ``7.5``.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return _of_decimal(Decimal(repr(value))) if isfinite(value) else None
    if isinstance(value, Decimal):
        return _of_decimal(value)
    if isinstance(value, int):
        return Fraction(value) if abs(value) <= LARGEST else None
    if isinstance(value, Fraction):
        return value if abs(value) <= LARGEST else None
    text = value.strip() if isinstance(value, str) else ""
    return _of_decimal(Decimal(text)) if _PLAIN_NUMBER.fullmatch(text) else None


def _of_decimal(value: Decimal) -> Fraction | None:
    if not value.is_finite():
        return None
    if not value:
        return Fraction(0)
    # Looking at the exponent first spares writing out a number of a million digits.
    if value.adjusted() > len(str(LARGEST)) or value.adjusted() < SMALLEST_PLACE:
        return None
    found = Fraction(value)
    return found if abs(found) <= LARGEST else None


def whole_number(value: object) -> int | None:
    """A whole number, also from text or from a decimal without a fraction; None for anything else."""
    if isinstance(value, str):
        text = value.strip()
        digits = text[1:] if text[:1] in ("-", "+") else text
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 20 else None
    number = exact(value)
    return number.numerator if number is not None and number.denominator == 1 else None


def as_day(value: object) -> date | None:
    """A calendar day; the day of a moment; the day of a text such as ``2026-09-14``; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _ISO_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def rows_of(given: object, width: int) -> list[tuple[object, ...]]:
    """The lists and tuples in a sequence, each cut or filled up with None to that width; whatever else is in it is not.

    >>> rows_of([(1, 2), [3, 4, 5], None, "ab"], 3), rows_of(None, 3)
    ([(1, 2, None), (3, 4, 5)], [])
    """
    if not isinstance(given, Iterable) or isinstance(given, str | bytes):
        return []
    rows = [tuple(row[:width]) for row in given if isinstance(row, list | tuple)]
    return [row + (None,) * (width - len(row)) for row in rows]


def days_inclusive(first: date, last: date) -> int:
    """How many days there are from the first to the last, both counted."""
    return last.toordinal() - first.toordinal() + 1


@lru_cache(maxsize=4096)
def day_in_words(day: date) -> str:
    """A day as people write it.

    >>> day_in_words(date(2026, 8, 1))
    '1 August 2026'
    """
    return f"{day.day} {day:%B} {day.year}"


def pounds(amount: Fraction) -> str:
    """An amount in pounds, rounded to pence where it has any.

    >>> pounds(Fraction(675)), pounds(Fraction(7400, 17)), pounds(Fraction(-1, 2))
    ('£675', '£435.29', '-£0.50')
    """
    sign = "-" if amount.numerator < 0 else ""
    return f"{sign}£{_rounded(amount, 0 if amount.denominator == 1 else 2)}"


def plain(number: Fraction) -> str:
    """A number with at most four decimals.

    >>> plain(Fraction(408)), plain(Fraction(3700, 510)), plain(Fraction(1392, 5))
    ('408', '7.2549', '278.4')
    """
    if number.denominator == 1:
        return f"{number.numerator:,}"
    sign = "-" if number.numerator < 0 else ""
    return f"{sign}{_rounded(number, 4)}".rstrip("0").rstrip(".")


def _rounded(number: Fraction, places: int) -> str:
    """A number without its sign, with that many decimals; a half goes up. In whole numbers, which is quicker."""
    scale, parts = 10**places, number.denominator
    whole, rest = divmod((2 * abs(number.numerator) * scale + parts) // (2 * parts), scale)
    return f"{whole:,}.{rest:0{places}}" if places else f"{whole:,}"
