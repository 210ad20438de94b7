"""``ILR_EARNINGS``: what an apprenticeship earns in a return period, a year or altogether; an estimate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from addin.functions.arguments import day, day_if_any, number, shown, text
from addin.functions.prior_learning import BAND
from addin.functions.registry import Argument, worksheet_function
from addin.ooxml import Value
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.exact import plain
from ilr_core.funding import Instalment, on_programme

PERIODS = 12
_ALL = frozenset(("TOTAL", "ALL"))
_RETURN = re.compile(r"R?(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"(?:20)?(\d\d)[/-]?(\d\d)(?:[ -]?R?(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked for: a year (``2627``) or every one, and a period of it (1 to 12) or all of them."""

    year: str | None = None
    period: int | None = None

    def holds(self, one: Instalment) -> bool:
        """Whether an instalment falls in it."""
        return self.year in (None, one.academic_year) and self.period in (None, one.period)


def span(value: Value) -> Span:
    """What ``R03``, ``2627-R03``, ``2627`` or ``total`` ask for. Raises InputError for anything else."""
    given = text(value)
    wanted = given.upper()
    if wanted in _ALL:
        return Span()
    of_return, of_year = _RETURN.fullmatch(wanted), _YEAR.fullmatch(wanted)
    if of_return:
        return Span(catalogue.load().year, _period(int(of_return[1]), given))
    if of_year and (int(of_year[1]) + 1) % 100 == int(of_year[2]):
        return Span(of_year[1] + of_year[2], _period(int(of_year[3]), given) if of_year[3] else None)
    raise InputError(
        f"{shown(given)} is no period. Give R03 of the year now running, 2627-R03, a whole year such as 2627, or total."
    )


@worksheet_function(
    "ILR",
    {
        "price": Argument("The price agreed for training and assessment together, in pounds", number),
        "band_max": BAND,
        "start": Argument("The first day of the apprenticeship", day),
        "planned_end": Argument("The planned end of the training", day),
        "period": Argument("R01 to R12 of the year now running, 2627-R03, a year such as 2627; without it, all", span),
        "completion": Argument("The last day of training, if it was completed", day_if_any),
        "achievement": Argument("The day of the result; it earns the completion payment", day_if_any),
        "withdrawal": Argument("The last day of learning, if the apprentice left", day_if_any),
    },
)
def ILR_EARNINGS(
    price: Fraction,
    band_max: Fraction,
    start: date,
    planned_end: date,
    period: Span | None = None,
    completion: date | None = None,
    achievement: date | None = None,
    withdrawal: date | None = None,
) -> float:
    """An estimate of what an apprenticeship earns in a period, a year or altogether, in pounds.

    Instalments, balancing and completion payment of one price without breaks; English, maths and incentives are left
    out. ilr earnings counts a whole return.
    """
    _check_amounts(price, band_max)
    _check_days(start, planned_end, completion, achievement, withdrawal)
    found = _instalments(price, band_max, start, planned_end, completion, achievement, withdrawal)
    wanted = period or Span()
    return float(sum((one.amount for one in found if wanted.holds(one)), Decimal(0)))


# A row of twelve periods asks for the same apprenticeship twelve times.
@lru_cache(maxsize=4096)
def _instalments(
    price: Fraction,
    band: Fraction,
    start: date,
    planned_end: date,
    completion: date | None,
    achievement: date | None,
    withdrawal: date | None,
) -> tuple[Instalment, ...]:
    earned = on_programme(
        prices=[(start, planned_end, price)],
        band_max=band,
        completion=completion,
        achievement=achievement,
        withdrawal=withdrawal,
    )
    if not earned.instalments and not earned.on_programme_total and price and band:
        raise InputError(earned.steps[-1])
    return earned.instalments


def _check_amounts(price: Fraction, band: Fraction) -> None:
    for name, amount in (("price", price), ("funding band", band)):
        if amount < 0:
            raise InputError(f"The {name} is below 0 ({plain(amount)}). Check it.")


def _check_days(
    start: date, planned_end: date, completion: date | None, achievement: date | None, withdrawal: date | None
) -> None:
    if planned_end < start:
        raise InputError(f"The planned end {planned_end:%d/%m/%Y} is before the start. Check both dates.")
    if completion is not None and withdrawal is not None:
        raise InputError("An apprentice completes or leaves. Give the completion or the withdrawal, not both.")
    ends = (("completion", completion), ("achievement", achievement), ("withdrawal", withdrawal))
    for name, found in ends:
        if found is not None and found < start:
            raise InputError(f"The {name} {found:%d/%m/%Y} is before the start. Check both dates.")


def _period(wanted: int, given: str) -> int:
    if 1 <= wanted <= PERIODS:
        return wanted
    more = " R13 and R14 only correct earlier periods." if PERIODS < wanted <= PERIODS + 2 else ""
    raise InputError(f"{shown(given)} is no period that earns.{more} Give R01 to R12.")
