"""All that can be said of one case of prior learning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addin.prior_learning.arguments import Given, Value
from ilr_core.exact import exact
from ilr_core.rpl import (
    AgreedPriceCheck,
    Eligibility,
    HoursProgress,
    PriceReduction,
    RequiredHours,
    ServiceEntryError,
    SuggestedDuration,
    agreed_price_check,
    eligibility_after_rpl,
    off_the_job_progress,
    price_reduction,
    required_hours,
    suggest_duration,
)
from ilr_core.rpl.service_entry import hours_and_price_errors


@dataclass(frozen=True, slots=True)
class Results:
    """What was worked out; None for what nothing was given for."""

    price_reduction: PriceReduction
    agreed_price_check: AgreedPriceCheck | None
    eligibility_after_rpl: Eligibility | None
    suggest_duration: SuggestedDuration | None
    required_hours: RequiredHours
    off_the_job_progress: HoursProgress | None
    service_entry_errors: tuple[ServiceEntryError, ...] | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case with its results, or without any if it could not be read (``given.error``)."""

    given: Given
    results: Results | None


def worked_out(given: Given) -> Case:
    """Works out whatever the values of a case allow."""
    return Case(given, None if given.error else _results(given.values))


def _results(values: Mapping[str, Value]) -> Results:
    start, end = values.get("start"), values.get("planned_end")
    planned, prior = values.get("planned_hours"), values.get("prior_learning_hours")
    band, given, published = (
        values.get("band_max"),
        values.get("price_reduction_given"),
        values.get("published_minimum_hours"),
    )
    prices = {name: values[name] for name in ("tnp1", "tnp2", "agreed_total_price") if name in values}
    about = {"band_max": band, "planned_hours": planned, "prior_learning_hours": prior}
    required = required_hours(
        start=start,
        planned_end=end,
        weekly_hours=values.get("weekly_hours"),
        published_minimum_hours=published,
        prior_learning_hours=prior,
    )
    return Results(
        price_reduction=price_reduction(start=start, price_reduction_given=given, **about),
        agreed_price_check=agreed_price_check(start=start or "", **about, **prices) if prices else None,
        eligibility_after_rpl=eligibility_after_rpl(
            start=start,
            planned_end=end,
            planned_hours_full=planned,
            prior_learning_hours=prior,
            published_minimum_hours=published,
        )
        if end
        else None,
        suggest_duration=suggest_duration(
            start=start, planned_end=end, planned_hours=planned, prior_learning_hours=prior
        )
        if end
        else None,
        required_hours=required,
        off_the_job_progress=_progress(values, required) if "actual_hours" in values else None,
        service_entry_errors=hours_and_price_errors(
            start=start, planned_hours=planned, prior_learning_hours=prior, price_reduced_by=given
        )
        if given is not None
        else None,
    )


def _progress(values: Mapping[str, Value], required: RequiredHours) -> HoursProgress:
    planned, prior = exact(values.get("planned_hours")), exact(values.get("prior_learning_hours"))
    return off_the_job_progress(
        start=values.get("start"),
        planned_end=values.get("planned_end"),
        planned_hours=None if planned is None else planned - (prior or 0),
        actual_hours=values["actual_hours"],
        day=values.get("day"),
        required=required.hours,
    )
