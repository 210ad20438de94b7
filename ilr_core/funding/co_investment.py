"""Who pays: the government's and the employer's shares, from the dated table ``co_investment.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from ilr_core.exact import as_day, exact, plain, pounds

PERCENT = 100


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One row of the table: the first that fits employer, age and start applies; no ages, every age."""

    employer: str
    youngest: int | None
    oldest: int | None
    valid_from: date
    valid_to: date | None
    government: Fraction
    note: str
    source: str

    def fits(self, employer: str, start: date, age: Fraction | None) -> bool:
        """Whether the row applies; an unknown age fits only rows for every age."""
        if employer != self.employer or start < self.valid_from or (self.valid_to and start > self.valid_to):
            return False
        if self.youngest is None or self.oldest is None:
            return True
        # Somebody is 21 until the day before turning 22.
        return age is not None and self.youngest <= age < self.oldest + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CoInvestment:
    """An estimate of who pays how much (exact pounds; percentages as 95, not 0.95); None where no rule is known."""

    government: Fraction | None = None
    employer: Fraction | None = None
    government_percent: Fraction | None = None
    employer_percent: Fraction | None = None
    steps: tuple[str, ...] = ()


def co_investment(
    *, start: object, amount: object, employer: str, age_at_start: object = None, fully_funded: bool = False
) -> CoInvestment:
    """Splits an amount within the band between the government (or the levy account) and the employer.

    Args:
        start: first day of the apprenticeship.
        amount: what is to be paid, pounds.
        employer: ``levy``, ``levy-funds-exhausted`` or ``non-levy``.
        age_at_start: age on the first day; without it no rule for young apprentices applies.
        fully_funded: whether a rule outside the table makes the government pay all (small employers, EHCP, care).
    """
    day, money, age = as_day(start), exact(amount), exact(age_at_start)
    if day is None or money is None:
        return CoInvestment(steps=("The start and an amount are needed: not computed.",))
    row = next((one for one in share_rows() if one.fits(employer, day, age)), None)
    if row is None:
        return CoInvestment(steps=("No shares are known for that employer and start: not computed.",))
    share = Fraction(PERCENT) if fully_funded else row.government
    government = money * share / PERCENT
    note = f" {row.note}." if row.note and not fully_funded else ""
    source = "fully funded, as stated" if fully_funded else row.source
    return CoInvestment(
        government=government,
        employer=money - government,
        government_percent=share,
        employer_percent=PERCENT - share,
        steps=(f"{plain(share)}% of {pounds(money)} = {pounds(government)} ({source}).{note}",),
    )


@cache
def share_rows() -> tuple[ShareRow, ...]:
    """The table, rows for some ages before those for all."""
    text = (files("ilr_core.funding") / "co_investment.csv").read_text("utf-8")
    return tuple(
        ShareRow(
            employer=row["employer"],
            youngest=int(row["youngest"]) if row["youngest"] else None,
            oldest=int(row["oldest"]) if row["oldest"] else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            government=Fraction(row["government"]),
            note=row["note"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
