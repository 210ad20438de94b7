"""Instalments and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ilr_core.funding.periods import academic_year, period

PLACES = 5
UNITS = 10**PLACES
"""The service rounds to five decimals; amounts are counted in these units while they are worked out."""

REGULAR = "regular"
BALANCING = "balancing"
COMPLETION = "completion"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment: academic year (``2627``), period 1 to 12, pounds to five decimals, and what it is for.

    ``due`` is the day that earns it, where that is a day of its own and not the end of the month.
    """

    academic_year: str
    period: int
    amount: Decimal
    kind: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """Instalments in the order of their months, the exact total of what they stand for, and the steps in words."""

    instalments: tuple[Instalment, ...] = ()
    total: Fraction = Fraction(0)
    steps: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Instalment]:
        return iter(self.instalments)

    def __len__(self) -> int:
        return len(self.instalments)

    def __getitem__(self, place: int) -> Instalment:
        return self.instalments[place]

    @property
    def paid(self) -> Decimal:
        """The sum of the rounded instalments."""
        return sum((one.amount for one in self.instalments), Decimal(0))


def in_units(amount: Fraction) -> int:
    """An amount in hundred-thousandths of a pound; a half goes to the even neighbour, as in the service."""
    units: int = round(amount * UNITS)
    return units


def in_words(units: int) -> str:
    """Units as an amount with all its decimals.

    >>> in_words(51230769), in_words(-5)
    ('£512.30769', '-£0.00005')
    """
    whole, rest = divmod(abs(units), UNITS)
    return f"{'-' if units < 0 else ''}£{whole:,}.{rest:0{PLACES}}"


def instalment(month: int, units: int, kind: str, due: date | None = None) -> Instalment:
    """The instalment of a month."""
    return Instalment(academic_year(month), period(month), _amount(units), kind, due)


# Instalments of one plan are mostly equal.
@lru_cache(maxsize=1024)
def _amount(units: int) -> Decimal:
    return Decimal(units).scaleb(-PLACES)
