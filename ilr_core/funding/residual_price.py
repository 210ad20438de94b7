"""The price left after a change of employer: new TNP 3 and TNP 4, and the instalments from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from ilr_core.catalogue import number
from ilr_core.exact import as_day, exact, plain, pounds
from ilr_core.funding.periods import census_months

PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidualPrice:
    """What is left of a price (whole pounds for TNP 3 and 4, else exact pounds).

    ``funded`` is the residual price as far as the band allows, ``instalment`` what each of the ``months`` to come
    earns, ``completion_payment`` what is left for completion.
    """

    tnp3: int | None = None
    tnp4: int | None = None
    total: int | None = None
    funded: Fraction | None = None
    months: int | None = None
    instalment: Fraction | None = None
    completion_payment: Fraction | None = None
    steps: tuple[str, ...] = ()


def residual_price(
    *,
    training_price: object,
    assessment_price: object,
    earned: object,
    start: object = None,
    planned_end: object = None,
    band_max: object = None,
    earned_before: object = None,
) -> ResidualPrice:
    """The training price less what was earned from it, rounded down to whole pounds; the assessment price stays.

    Args:
        training_price: the price last agreed for training (TNP 1 or TNP 3), pounds.
        assessment_price: the price last agreed for assessment (TNP 2 or TNP 4), pounds; None counts as nothing.
        earned: instalments earned from that price so far, pounds.
        start: first day with the new employer; with the planned end it gives the instalments to come.
        planned_end: planned end of the practical period.
        band_max: the funding band maximum; it caps everything earned and the residual price together.
        earned_before: what was earned from all prices so far, pounds; left out, ``earned``.

    Source: DfE help article 7041837387410 on changes of employer.
    """
    training, assessment, spent = exact(training_price), exact(assessment_price), exact(earned)
    if training is None or spent is None or training < 0:
        return ResidualPrice(steps=("The training price or what was earned from it is missing: not computed.",))
    tnp3, tnp4 = max(floor(training - spent), 0), max(floor(assessment or 0), 0)
    total = tnp3 + tnp4
    steps = [
        f"TNP 3: {pounds(training)} - {pounds(spent)} earned = {pounds(training - spent)}, in whole pounds £{tnp3:,}.",
        f"TNP 4: £{tnp4:,}. Together £{total:,}.",
    ]
    band, before = exact(band_max), exact(earned_before)
    room = None if band is None else max(band - (spent if before is None else before), Fraction(0))
    funded = Fraction(total) if room is None else min(Fraction(total), room)
    if room is not None:
        steps.append(f"The band leaves {pounds(room)} after what was earned; funded: {pounds(funded)}.")
    first, last = as_day(start), as_day(planned_end)
    share = number("on_programme_percent", first) if first else None
    if first is None or last is None or share is None:
        return ResidualPrice(tnp3=tnp3, tnp4=tnp4, total=total, funded=funded, steps=tuple(steps))
    months = census_months(first, last)
    in_instalments = funded * share / PERCENT
    if months:
        step = f"{plain(share)}% of {pounds(funded)} / {months} month ends = {pounds(in_instalments / months)} a month."
        steps.append(step)
    return ResidualPrice(
        tnp3=tnp3,
        tnp4=tnp4,
        total=total,
        funded=funded,
        months=months,
        instalment=in_instalments / months if months else None,
        completion_payment=funded - in_instalments,
        steps=tuple(steps),
    )
