"""Dated numbers for calculations that know a day but no collection year: the year now running has them for all days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ilr_core.catalogue.catalogue import load


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated number of ``parameters.csv``, exactly, with the publication it comes from."""

    value: Fraction
    source: str


@lru_cache(maxsize=65536)
def figure(name: str, on: date) -> Figure | None:
    """The number of that name on a day; None where none applies. Unknown names raise CatalogueError."""
    found = load().dated(name, on)
    if found is None or not isinstance(found.value, Decimal):
        return None
    return Figure(Fraction(found.value), found.source)


@lru_cache(maxsize=64)
def begins(name: str) -> date:
    """The first day for which there is a number of that name; the first day there is if it has always been."""
    return min(row.valid_from or date.min for row in load().parameters[name])


def number(name: str, on: date) -> Fraction | None:
    """The same without its source."""
    found = figure(name, on)
    return found.value if found else None
