"""``ILR_RPL_...`` and ``ILR_OTJ_MINIMUM``: price and hours of an apprenticeship after recognition of prior learning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor

from addin.functions.arguments import day, day_if_any, number
from addin.functions.registry import Argument, worksheet_function
from ilr_core import catalogue
from ilr_core.catalogue import figure
from ilr_core.errors import InputError
from ilr_core.exact import days_inclusive, plain, pounds
from ilr_core.rpl import (
    PriceReduction,
    agreed_price_check,
    eligibility_after_rpl,
    price_reduction,
    required_hours,
)
from ilr_core.rpl.eligibility import DAYS
from ilr_core.rpl.service_entry import hours_and_price_errors

SMALLEST = "service_lowest_price_reduction"
FINE = "OK"
AT_LIMIT = (
    "OK, at the limit: the plan has exactly the fewest days if both ends count, and the printed ILR rule subtracts the "
    "dates. A planned end a day later is safe."
)
START = Argument("The first day of the apprenticeship; the rules of that day apply", day)
BAND = Argument("The maximum funding band of the standard on that day, in pounds", number)
PLANNED_HOURS = Argument("The off-the-job hours planned for somebody without prior learning", number)
PRIOR_HOURS = Argument("The off-the-job hours that prior learning takes away", number)
PLANNED_END = Argument("The planned end of the training, after prior learning", day)
PUBLISHED = Argument("The standard's published minimum of hours; without it, the floor for all standards", number)
HOURS = {"planned_hours": PLANNED_HOURS, "prior_learning_hours": PRIOR_HOURS}
PRICE = {"start": START, "band_max": BAND, **HOURS}


@worksheet_function("ILR", HOURS)
def ILR_RPL_PERCENT(planned_hours: Fraction, prior_learning_hours: Fraction) -> float:
    """The share of the planned hours that prior learning takes away, in percent: 15 for 72 of 480 hours."""
    return _plainly(_any_price(planned_hours, prior_learning_hours).prior_learning_percent)


@worksheet_function("ILR", HOURS)
def ILR_RPL_HOURS(planned_hours: Fraction, prior_learning_hours: Fraction) -> float:
    """The hours that remain after prior learning: 408 for 480 less 72.

    That is what the ILR records as planned hours (HRS 1, in 2025/26 PHours); ILR_OTJ_MINIMUM says how many must remain.
    """
    _any_price(planned_hours, prior_learning_hours)
    return _plainly(planned_hours - prior_learning_hours)


@worksheet_function("ILR", PRICE)
def ILR_RPL_PRICE(start: date, band_max: Fraction, planned_hours: Fraction, prior_learning_hours: Fraction) -> int:
    """The least price reduction for prior learning to record, in whole pounds, rounded up (RIP 1).

    Half the share of prior learning, taken of the band, but no less than the ILR takes. The highest price that leaves
    is ILR_RPL_MAX_PRICE.
    """
    least = _reduction(start, band_max, planned_hours, prior_learning_hours).minimum_reduction_to_record or 0
    smallest = figure(SMALLEST, start)
    # The ILR (AFinType_16) refuses a smaller reduction where hours are removed.
    return max(least, ceil(smallest.value)) if least and smallest else least


@worksheet_function("ILR", PRICE)
def ILR_RPL_MAX_PRICE(
    start: date, band_max: Fraction, planned_hours: Fraction, prior_learning_hours: Fraction
) -> float:
    """The most that training and assessment may cost together after prior learning (TNP 1 and TNP 2).

    The band less the exact least reduction. Prices are whole pounds, so leave pence off.
    """
    return _plainly(_reduction(start, band_max, planned_hours, prior_learning_hours).maximum_total_price)


@worksheet_function(
    "ILR",
    {
        **PRICE,
        "planned_end": PLANNED_END,
        "agreed_total_price": Argument(
            "The price agreed for training and assessment together (TNP 1 and TNP 2)", number
        ),
        "price_reduction_given": Argument(
            "By how many pounds the price was reduced for prior learning, to be judged", number
        ),
        "published_minimum_hours": PUBLISHED,
    },
)
def ILR_RPL_OK(
    start: date,
    band_max: Fraction,
    planned_hours: Fraction,
    prior_learning_hours: Fraction,
    planned_end: date,
    agreed_total_price: Fraction,
    price_reduction_given: Fraction | None = None,
    published_minimum_hours: Fraction | None = None,
) -> str:
    """OK, or what is wrong with an apprenticeship after prior learning.

    The price is above the ceiling, hours or duration are too short, or the apprenticeship service would refuse a figure
    or warn of it.
    """
    least = _reduction(start, band_max, planned_hours, prior_learning_hours)
    price = agreed_price_check(
        start=start,
        band_max=band_max,
        planned_hours=planned_hours,
        prior_learning_hours=prior_learning_hours,
        agreed_total_price=agreed_total_price,
    )
    left = eligibility_after_rpl(
        start=start,
        planned_end=planned_end,
        planned_hours_full=planned_hours,
        prior_learning_hours=prior_learning_hours,
        published_minimum_hours=published_minimum_hours,
    )
    reasons = []
    if not price.ok and price.maximum_total_price is not None:
        ceiling = pounds(Fraction(floor(price.maximum_total_price)))
        reasons.append(f"Price: {pounds(agreed_total_price)} is above the ceiling of {ceiling}.")
    if "hours" in left.reasons and left.remaining_hours is not None and left.compliance_minimum_hours is not None:
        minimum = plain(left.compliance_minimum_hours)
        reasons.append(f"Hours: {plain(left.remaining_hours)} would remain; at least {minimum} must.")
    if "duration" in left.reasons and (shortest := figure(DAYS, start)) is not None:
        days = days_inclusive(start, planned_end)
        reasons.append(f"Duration: the plan takes {days:,} days; at least {plain(shortest.value)} are needed.")
    reasons += _of_service(start, planned_hours, prior_learning_hours, price_reduction_given, least)
    return " ".join(reasons) or (AT_LIMIT if left.at_limit else FINE)


@worksheet_function(
    "ILR",
    {
        "start": START,
        "planned_end": Argument("The planned end of the training; needed for starts before August 2025", day_if_any),
        "weekly_hours": Argument(
            "Paid hours of work a week; needed for starts before August 2022, full time without it until July 2025",
            number,
        ),
        "published_minimum_hours": PUBLISHED,
        "prior_learning_hours": Argument("The hours that prior learning takes off the published minimum", number),
    },
)
def ILR_OTJ_MINIMUM(
    start: date,
    planned_end: date | None = None,
    weekly_hours: Fraction | None = None,
    published_minimum_hours: Fraction | None = None,
    prior_learning_hours: Fraction | None = None,
) -> float:
    """The least off-the-job hours by the rules of the start date.

    Before August 2022 a fifth of the working hours, to July 2025 six hours a week, since then the published minimum
    less prior learning; never below the floor of those years.
    """
    if weekly_hours is not None and weekly_hours < 0:
        raise InputError(f"The hours of work a week are below 0 ({plain(weekly_hours)}). Check them.")
    found = required_hours(
        start=start,
        planned_end=planned_end,
        weekly_hours=weekly_hours,
        published_minimum_hours=published_minimum_hours,
        prior_learning_hours=prior_learning_hours,
    )
    if found.hours is None:
        raise InputError(found.steps[-1])
    return _plainly(found.hours)


def _of_service(
    start: date, planned: Fraction, prior: Fraction, reduction: Fraction | None, least: PriceReduction
) -> Iterator[str]:
    """What the apprenticeship service would refuse, and of what it would warn."""
    if not prior:
        if reduction:
            yield "Reduction: no hours are removed, so it is no reduction for prior learning."
        return
    refused = hours_and_price_errors(
        start=start, planned_hours=planned, prior_learning_hours=prior, price_reduced_by=reduction
    )
    for error in refused:
        # Too few hours that remain are a reason of their own already; a reduction left out is not judged.
        if error.code not in ("remaining_too_low", "missing"):
            yield f"The apprenticeship service would refuse {error.property}: {error.message}"
    asked = least.minimum_reduction_service
    if reduction is not None and asked is not None and reduction < asked:
        yield f"The apprenticeship service would warn: it asks for a reduction of {pounds(Fraction(asked))} or more."


def _reduction(start: date, band: Fraction, planned: Fraction, prior: Fraction) -> PriceReduction:
    """What the core works out; raises InputError with its reason where it works out nothing."""
    found = price_reduction(start=start, band_max=band, planned_hours=planned, prior_learning_hours=prior)
    if found.minimum_reduction is None:
        raise InputError(found.steps[-1])
    if prior > planned:
        raise InputError("Prior learning is more than the planned hours. Check both figures.")
    return found


def _any_price(planned: Fraction, prior: Fraction) -> PriceReduction:
    """The same for what depends on the hours alone: the share is the same for any band and start."""
    return _reduction(catalogue.load().start, Fraction(1), planned, prior)


def _plainly(value: Fraction | None) -> float:
    """A number for a cell, whole where it is whole."""
    if value is None:
        raise InputError("Not computed. Check the figures.")
    return value.numerator if value.denominator == 1 else float(value)
