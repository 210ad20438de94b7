"""The price after recognition of prior learning: the least reduction, and the most that may be agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from ilr_core import catalogue
from ilr_core.catalogue import Figure, begins, figure, number
from ilr_core.exact import as_day, day_in_words, exact, plain, pounds

WHOLE = 100
RATE = "prior_learning_reduction_percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceReduction:
    """How far a price must come down for prior learning (percentages as 15, not 0.15; pounds, exact unless said).

    ``minimum_reduction_to_record`` is in whole pounds, rounded up, as the ILR holds it; ``minimum_reduction_service``
    rounded down, as the apprenticeship service compares it. ``meets_rule`` says whether the reduction given is at least
    the exact minimum, ``service_would_flag`` whether the service would show its banner.
    """

    prior_learning_percent: Fraction | None = None
    minimum_reduction_percent: Fraction | None = None
    minimum_reduction: Fraction | None = None
    minimum_reduction_to_record: int | None = None
    minimum_reduction_service: int | None = None
    maximum_total_price: Fraction | None = None
    meets_rule: bool = False
    service_would_flag: bool = False
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedPriceCheck:
    """Whether an agreed price (training and assessment, pounds) is within the ceiling after prior learning."""

    ok: bool = False
    maximum_total_price: Fraction | None = None
    steps: tuple[str, ...] = ()


def price_reduction(
    *,
    start: object,
    band_max: object,
    planned_hours: object,
    prior_learning_hours: object,
    price_reduction_given: object = None,
) -> PriceReduction:
    """The least reduction of the price, from the band and the share of hours that prior learning takes away.

    Args:
        start: first day of the apprenticeship; the rules of that day apply. Before 1 August 2022 there is no formula.
        band_max: maximum funding band of the standard on that day, pounds.
        planned_hours: off-the-job hours the provider plans for somebody without prior learning.
        prior_learning_hours: hours not delivered because of prior learning.
        price_reduction_given: by how many pounds the price was reduced, to be judged.

    The reduction is taken on the band, not on the agreed price. Source: funding rules, named in the steps. The
    service's own minimum is worked out with fractions here; its 28 decimal places may come out a pound lower.
    """
    day = as_day(start)
    rate = figure(RATE, day) if day else None
    if day is None or rate is None:
        return PriceReduction(steps=(_no_formula(day),))
    found, steps = _shares(band_max, planned_hours, prior_learning_hours, rate)
    if found is None:
        return PriceReduction(steps=steps)
    learned, reduced, least, band = found
    to_record, by_service, given = ceil(least), floor(least), exact(price_reduction_given)
    steps += (
        f"Record a reduction of {pounds(Fraction(to_record))} or more, the least in whole pounds.",
        f"The apprenticeship service rounds down: it asks for {pounds(Fraction(by_service))}.",
        *_outside_limits(to_record, day),
    )
    if given is not None:
        verdict = "enough" if given >= least else f"{pounds(least - given)} too little"
        steps += (f"The reduction given, {pounds(given)}, is {verdict}.",)
    return PriceReduction(
        prior_learning_percent=learned,
        minimum_reduction_percent=reduced,
        minimum_reduction=least,
        minimum_reduction_to_record=to_record,
        minimum_reduction_service=by_service,
        maximum_total_price=band - least,
        meets_rule=given is not None and given >= least,
        service_would_flag=given is not None and given < by_service,
        steps=steps,
    )


def agreed_price_check(
    *,
    band_max: object,
    planned_hours: object,
    prior_learning_hours: object,
    tnp1: object = None,
    tnp2: object = None,
    agreed_total_price: object = None,
    start: object = None,
) -> AgreedPriceCheck:
    """Whether the agreed price is no higher than the band less the least reduction.

    Args:
        band_max: maximum funding band, pounds.
        planned_hours: off-the-job hours for somebody without prior learning.
        prior_learning_hours: hours that prior learning takes away.
        tnp1: training price agreed, pounds.
        tnp2: assessment price agreed, pounds; left out it counts as nothing. Alone it is not judged.
        agreed_total_price: the whole price instead; if both are given the higher one is judged.
        start: first day of the apprenticeship; left out, the rules now in force apply.

    A price already under the ceiling, through another discount, needs no further cut. Source: funding rules, named in
    the steps.
    """
    day = catalogue.load().start if start is None else as_day(start)
    rate = figure(RATE, day) if day else None
    if rate is None:
        return AgreedPriceCheck(steps=(_no_formula(day),))
    found, steps = _shares(band_max, planned_hours, prior_learning_hours, rate)
    if found is None:
        return AgreedPriceCheck(steps=steps)
    ceiling = found[3] - found[2]
    prices, doubt = _agreed(tnp1, tnp2, agreed_total_price)
    if not prices or doubt:
        told = doubt or "No agreed price was given to judge."
        return AgreedPriceCheck(maximum_total_price=ceiling, steps=(*steps, told))
    if len(set(prices)) > 1:
        steps += (f"TNP1 and TNP2 make {pounds(prices[0])}, not {pounds(prices[1])}; the higher price is judged.",)
    price = max(prices)
    verdict = "within it" if price <= ceiling else f"{pounds(price - ceiling)} above it"
    steps += (f"The agreed price, {pounds(price)}, is {verdict}.",)
    return AgreedPriceCheck(ok=price <= ceiling, maximum_total_price=ceiling, steps=steps)


def _agreed(tnp1: object, tnp2: object, whole: object) -> tuple[list[Fraction], str]:
    """The prices to judge, by their parts and as a whole; or why none can be judged."""
    read: dict[str, Fraction] = {}
    for name, given in (("TNP1", tnp1), ("TNP2", tnp2), ("agreed total price", whole)):
        if given is None or given == "":
            continue
        amount = exact(given)
        if amount is None or amount < 0:
            return [], f"The {name} cannot be read or is below 0: the price is not judged."
        read[name] = amount
    prices = [read["TNP1"] + read.get("TNP2", 0)] if "TNP1" in read else []
    if "agreed total price" in read:
        return [*prices, read["agreed total price"]], ""
    return prices, "TNP2 was given without TNP1: the price is not judged." if "TNP2" in read and not prices else ""


def not_computed_before(day: date) -> str:
    """Why prior learning is not worked out for an early start."""
    return (
        f"A start on {day_in_words(day)} is before {day_in_words(begins(RATE))}. The rules of that time ask for less "
        "content, time and price but publish no formula, and the apprenticeship service takes no prior-learning data "
        "for it: not computed."
    )


def _no_formula(day: date | None) -> str:
    return "The start date is missing or cannot be read: not computed." if day is None else not_computed_before(day)


Shares = tuple[Fraction, Fraction, Fraction, Fraction]


def _shares(
    band_max: object, planned_hours: object, prior_learning_hours: object, rate: Figure
) -> tuple[Shares | None, tuple[str, ...]]:
    """Percentage learned, percentage to take off, pounds to take off, band; and the steps that lead to them."""
    band, planned, prior = exact(band_max), exact(planned_hours), exact(prior_learning_hours)
    if band is None or band <= 0:
        return None, ("The maximum funding band is missing or not above 0: not computed.",)
    if planned is None or planned <= 0:
        return None, ("The planned hours without prior learning are missing or not above 0: not computed.",)
    if prior is None or prior < 0:
        return None, ("The hours of prior learning are missing or below 0: not computed.",)
    learned = prior / planned * WHOLE
    reduced = learned * rate.value / WHOLE
    least = band * reduced / WHOLE
    steps = [
        f"Prior learning: {plain(prior)} of {plain(planned)} planned hours = {plain(learned)}% ({rate.source}).",
        f"Least reduction: {plain(rate.value)}% of {plain(learned)}% = {plain(reduced)}% ({rate.source}).",
        f"{plain(reduced)}% of the band, {pounds(band)}, is {pounds(least)} (no assessment price taken off first).",
        f"Highest price for training and assessment: {pounds(band)} - {pounds(least)} = {pounds(band - least)}.",
    ]
    if (band - least).denominator != 1:
        steps.append(f"In whole pounds that is {pounds(Fraction(floor(band - least)))}.")
    if prior > planned:
        steps.append("Prior learning is more than the planned hours: check both figures.")
    return (learned, reduced, least, band), tuple(steps)


def _outside_limits(to_record: int, day: date) -> tuple[str, ...]:
    low, high = number("service_lowest_price_reduction", day), number("service_highest_price_reduction", day)
    if low is not None and 0 < to_record < low:
        return (f"The ILR (AFinType_16) and the apprenticeship service take no reduction under {pounds(low)}.",)
    if high is not None and to_record > high:
        return (f"The ILR (AFinType_15) and the apprenticeship service take no reduction above {pounds(high)}.",)
    return ()
