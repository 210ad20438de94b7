"""Whether what remains after recognition of prior learning is still long enough to be funded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ilr_core.catalogue import Figure, figure
from ilr_core.exact import as_day, days_inclusive, exact, plain
from ilr_core.rpl.price import not_computed_before

HOURS = "minimum_off_the_job_hours"
DAYS = "minimum_apprenticeship_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Whether an apprenticeship can be funded after prior learning.

    ``reasons`` are ``hours`` and ``duration``, those that speak against it. ``remaining_hours`` are the planned hours
    less those of prior learning, ``compliance_minimum_hours`` what must remain. ``at_limit``: the plan has exactly the
    fewest days if both ends count, one too few if not; sources differ on how they count.
    """

    eligible: bool = False
    reasons: tuple[str, ...] = ()
    remaining_hours: Fraction | None = None
    compliance_minimum_hours: Fraction | None = None
    at_limit: bool = False
    steps: tuple[str, ...] = ()


def eligibility_after_rpl(
    *,
    start: object,
    planned_end: object,
    planned_hours_full: object,
    prior_learning_hours: object,
    published_minimum_hours: object = None,
) -> Eligibility:
    """Judges the hours and the days that remain; below either floor nothing is funded, it is not topped up.

    Args:
        start: first day; the rules of that day apply. Before 1 August 2022 nothing is computed.
        planned_end: planned end of the practical period, after prior learning.
        planned_hours_full: off-the-job hours planned for somebody without prior learning.
        prior_learning_hours: hours that prior learning takes away.
        published_minimum_hours: the standard's own minimum (starts from 1 August 2025), if known. What must remain is
            that less the prior learning, never below the floor for all.

    Days are counted with both ends (as DateOfBirth_46 and DateOfBirth_57 count them). Source: funding rules 2025/26,
    81.2, 85 to 89, and 2026/27, 77 and 86.2; ILR rules PHours_06, PHours_08, HRSAmount_03, DateOfBirth_57.
    """
    first, last = as_day(start), as_day(planned_end)
    if first is None:
        return Eligibility(steps=("The start date is missing or cannot be read: not computed.",))
    floor, shortest = figure(HOURS, first), figure(DAYS, first)
    if floor is None or shortest is None:
        return Eligibility(steps=(not_computed_before(first),))
    full, prior = _hours(planned_hours_full), _hours(prior_learning_hours)
    published = _hours(published_minimum_hours)
    remaining = None if full is None or prior is None else full - prior
    minimum, hours_steps = _minimum(floor, prior, published, first)
    too_few = remaining is not None and remaining < minimum
    days = None if last is None else days_inclusive(first, last)
    too_short = days is not None and days < shortest.value
    at_limit = days is not None and days == shortest.value
    reasons = tuple(name for name, is_so in (("hours", too_few), ("duration", too_short)) if is_so)
    return Eligibility(
        eligible=remaining is not None and days is not None and not reasons,
        reasons=reasons,
        remaining_hours=remaining,
        compliance_minimum_hours=minimum,
        at_limit=at_limit,
        steps=(*hours_steps, _of_hours(full, prior, minimum), *_of_days(days, shortest, at_limit)),
    )


def _hours(value: object) -> Fraction | None:
    hours = exact(value)
    return hours if hours is not None and hours >= 0 else None


def _minimum(
    floor: Figure, prior: Fraction | None, published: Fraction | None, start: date
) -> tuple[Fraction, tuple[str, ...]]:
    for_all = f"At least {plain(floor.value)} hours must remain ({floor.source})."
    if figure("off_the_job_hours_a_week", start):
        weekly = "If the duration did not shrink, the hours a week for all of it apply as well (minimum_hours_2022_25)."
        return floor.value, (for_all, weekly)
    if published is None:
        return floor.value, (f"{for_all} The standard's published minimum was not given.",)
    own = published - (prior or 0)
    minimum = max(floor.value, own)
    step = f"Published minimum {plain(published)} less {plain(published - own)} hours of prior learning = {plain(own)}."
    return minimum, (for_all, step)


def _of_hours(full: Fraction | None, prior: Fraction | None, minimum: Fraction) -> str:
    if full is None or prior is None:
        return "The planned hours or the hours of prior learning are missing: hours not judged."
    remaining = full - prior
    verdict = "enough" if remaining >= minimum else "too few: not fundable"
    return f"{plain(full)} - {plain(prior)} = {plain(remaining)} hours remain; {plain(minimum)} must: {verdict}."


def _of_days(days: int | None, shortest: Figure, at_limit: bool) -> tuple[str, ...]:
    if days is None:
        return ("The planned end is missing or cannot be read: duration not judged.",)
    verdict = "long enough" if days >= shortest.value else "too short: not fundable"
    step = f"The plan takes {days:,} days, both ends counted; {plain(shortest.value)} are needed: {verdict}"
    if not at_limit:
        return (f"{step} ({shortest.source}).",)
    return (
        f"{step} ({shortest.source}).",
        "At the limit: the printed ILR rule subtracts the two dates, which makes a day fewer. A day more is safe.",
    )
