"""A suggestion how much shorter an apprenticeship could be after prior learning; no publication gives a formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from ilr_core.catalogue import figure
from ilr_core.exact import as_day, day_in_words, days_inclusive, exact, plain
from ilr_core.rpl.eligibility import DAYS
from ilr_core.rpl.price import not_computed_before

DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedDuration:
    """A suggestion, not a rule: weeks to take off, and the planned end that would leave.

    ``limited_by_minimum``: the share of prior learning alone would leave fewer days than there must be.
    """

    label: str = "suggestion"
    planned_weeks: Fraction | None = None
    weeks_removed: int | None = None
    planned_end: date | None = None
    limited_by_minimum: bool = False
    steps: tuple[str, ...] = ()


def suggest_duration(
    *, start: object, planned_end: object, planned_hours: object, prior_learning_hours: object
) -> SuggestedDuration:
    """Takes the share of prior learning off the planned weeks, in whole weeks, as far as the shortest duration allows.

    Args:
        start: first day of the apprenticeship.
        planned_end: planned end of the practical period for somebody without prior learning.
        planned_hours: off-the-job hours planned for that duration.
        prior_learning_hours: hours that prior learning takes away.
    """
    first, last = as_day(start), as_day(planned_end)
    planned, prior = exact(planned_hours), exact(prior_learning_hours)
    if first is None or last is None or last < first:
        return SuggestedDuration(steps=("A start and a planned end after it are needed: no suggestion.",))
    shortest = figure(DAYS, first)
    if shortest is None or not figure("prior_learning_reduction_percent", first):
        return SuggestedDuration(steps=(not_computed_before(first),))
    if planned is None or planned <= 0 or prior is None or prior < 0:
        return SuggestedDuration(steps=("Planned hours and hours of prior learning are needed: no suggestion.",))
    days = days_inclusive(first, last)
    weeks = Fraction(days, DAYS_IN_WEEK)
    by_share = floor(weeks * min(prior / planned, Fraction(1)))
    spare = max(floor((days - shortest.value) / DAYS_IN_WEEK), 0)
    removed = min(by_share, spare)
    end = last - timedelta(days=removed * DAYS_IN_WEEK)
    steps = [
        "This is a suggestion: no publication says how many weeks prior learning takes away.",
        f"{plain(weeks)} weeks x {plain(prior)} / {plain(planned)} hours, rounded down = {by_share} weeks.",
        f"{plain(shortest.value)} days must remain ({shortest.source}); that leaves {spare} weeks to take off.",
        f"Take off {removed} weeks: planned end {day_in_words(end)}.",
    ]
    return SuggestedDuration(
        planned_weeks=weeks,
        weeks_removed=removed,
        planned_end=end,
        limited_by_minimum=removed < by_share,
        steps=tuple(steps),
    )
