"""Values of the registers' database as Python values."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ilr_core.registers.entries import Span

Stored = str | int | float | None


def text(value: Stored) -> str:
    """A text; a blank is empty."""
    return "" if value is None else str(value)


def whole(value: Stored) -> int | None:
    """A whole number; None for a blank and for what is no number."""
    return int(value) if isinstance(value, int | float) else None


def number(value: Stored) -> Decimal | None:
    """A number; None for a blank and for what is no number."""
    return Decimal(str(value)) if isinstance(value, int | float) else None


def day(value: Stored) -> date | None:
    """A day; None for a blank."""
    return _day(value) if isinstance(value, str) and value else None


@lru_cache(maxsize=65_536)
def _day(value: str) -> date:
    return date.fromisoformat(value)


def span(row: sqlite3.Row) -> Span:
    """The span of days a row is in force."""
    return Span(day(row["EffectiveFrom"]), day(row["EffectiveTo"]))
