"""Ages compared with the dated limits of the catalogue."""

from __future__ import annotations

from datetime import date

from ilr_core.rules.context import Context
from ilr_core.rules.dates import age_on


def is_under(born: date | None, limit: str, on: date, ctx: Context) -> bool:
    """Whether someone is known to be younger on a day than the catalogue's age of that name."""
    years = ctx.number(limit, on)
    return born is not None and years is not None and age_on(born, on) < years


def has_reached(born: date | None, limit: str, on: date, ctx: Context) -> bool:
    """Whether someone is known to have reached the catalogue's age of that name on a day."""
    years = ctx.number(limit, on)
    return born is not None and years is not None and age_on(born, on) >= years
