"""Off-the-job hours: how many the rules of the start date require, and whether the plan will be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from ilr_core.catalogue import figure, number
from ilr_core.exact import as_day, days_inclusive, exact, plain
from ilr_core.rpl.eligibility import HOURS
from ilr_core.rpl.weekly_hours import learning_weeks, minimum_hours_2022_25

DAYS_IN_WEEK = 7
Basis = Literal["share of working hours", "hours a week", "published minimum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredHours:
    """The least off-the-job hours (exact), and which kind of rule they come from."""

    hours: Fraction | None = None
    basis: Basis | None = None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursProgress:
    """Planned hours against those delivered up to a day (all exact).

    ``expected_by_now`` is the share of the planned hours that the days so far make up, ``behind_by`` how much is
    missing from it (0 if nothing), ``forecast`` what the same pace gives by the planned end, ``hours_a_week_needed``
    what is still needed in each week to keep the plan. ``likely_to_fall_short``: the forecast is below the planned
    hours; ``likely_below_minimum``: it is below the hours required.
    """

    expected_by_now: Fraction | None = None
    behind_by: Fraction | None = None
    forecast: Fraction | None = None
    hours_a_week_needed: Fraction | None = None
    likely_to_fall_short: bool = False
    likely_below_minimum: bool = False
    steps: tuple[str, ...] = ()


def required_hours(
    *,
    start: object,
    planned_end: object = None,
    weekly_hours: object = None,
    published_minimum_hours: object = None,
    prior_learning_hours: object = None,
) -> RequiredHours:
    """The least hours by the rules of the start date.

    Args:
        start: first day of the apprenticeship.
        planned_end: planned end of the practical period; starts before 1 August 2025 need it.
        weekly_hours: paid hours of work a week; left out, full time is taken for starts from 1 August 2022 to 31 July
            2025, and nothing is computed for earlier ones. Weeks are whole ones, both ends counted: a year has 52.
        published_minimum_hours: the standard's own minimum; only starts from 1 August 2025 have one.
        prior_learning_hours: hours that prior learning takes off the published minimum.

    Source: funding rules of the year of the start, as each step says.
    """
    first, last = as_day(start), as_day(planned_end)
    if first is None:
        return RequiredHours(steps=("The start date is missing or cannot be read: not computed.",))
    if figure("off_the_job_share_of_working_hours", first):
        return _by_share(first, last, exact(weekly_hours))
    if figure("off_the_job_hours_a_week", first):
        return _by_week(first, last, weekly_hours)
    return _by_standard(first, exact(published_minimum_hours), exact(prior_learning_hours))


def off_the_job_progress(
    *,
    start: object,
    planned_end: object,
    planned_hours: object,
    actual_hours: object,
    day: object,
    required: object = None,
    break_days: object = 0,
) -> HoursProgress:
    """Whether the hours delivered up to a day keep pace with the plan.

    Args:
        start: first day of the apprenticeship.
        planned_end: planned end of the practical period.
        planned_hours: hours that will be delivered, after prior learning (HRS 1, PHours).
        actual_hours: hours delivered up to and including the day.
        day: the day, also when the hours were counted.
        required: the least hours the rules ask for, if known.
        break_days: days of breaks in learning up to the day, which count neither as past nor as planned.

    Both ends of the plan count. The pace is even over its days; no publication prescribes how to forecast.
    """
    first, last, today = as_day(start), as_day(planned_end), as_day(day)
    planned, actual = exact(planned_hours), exact(actual_hours)
    breaks = max(exact(break_days) or Fraction(0), Fraction(0))
    if first is None or last is None or today is None or last < first:
        return HoursProgress(steps=("A start, a planned end after it and the day are needed: not computed.",))
    if planned is None or planned < 0 or actual is None or actual < 0:
        return HoursProgress(steps=("Planned hours and hours delivered are needed: not computed.",))
    total = days_inclusive(first, last) - breaks
    past = min(days_inclusive(first, today) - breaks, total)
    if past <= 0:
        return HoursProgress(
            expected_by_now=Fraction(0),
            behind_by=Fraction(0),
            hours_a_week_needed=planned * DAYS_IN_WEEK / total if total > 0 else None,
            steps=("No day of the plan has passed yet.",),
        )
    expected, forecast = planned * past / total, actual * total / past
    weeks_left = (total - past) / DAYS_IN_WEEK
    needed = max(planned - actual, Fraction(0))
    minimum = exact(required)
    steps = [
        f"{plain(past)} of {plain(total)} days have passed: {plain(expected)} of {plain(planned)} hours are expected.",
        f"Delivered: {plain(actual)} hours; at this pace {plain(forecast)} by the planned end.",
    ]
    if weeks_left > 0 and needed > 0:
        steps.append(f"To keep the plan: {plain(needed)} hours in {plain(weeks_left)} weeks.")
    steps += _against_minimum(planned, minimum)
    return HoursProgress(
        expected_by_now=expected,
        behind_by=max(expected - actual, Fraction(0)),
        forecast=forecast,
        hours_a_week_needed=needed / weeks_left if weeks_left > 0 else None,
        likely_to_fall_short=forecast < planned,
        likely_below_minimum=minimum is not None and forecast < minimum,
        steps=tuple(steps),
    )


def _against_minimum(planned: Fraction, minimum: Fraction | None) -> list[str]:
    """What the rules ask for, and whether the plan itself is enough."""
    if minimum is None:
        return []
    steps = [f"Required at least: {plain(minimum)} hours."]
    if planned < minimum:
        steps.append(f"The plan itself is {plain(minimum - planned)} hours below that.")
    return steps


def _weeks(first: date, last: date) -> Fraction:
    """Whole weeks, so that twelve months are the 52 of the guidance and not a seventh more."""
    return Fraction(days_inclusive(first, last) // DAYS_IN_WEEK)


def _by_share(first: date, last: date | None, weekly: Fraction | None) -> RequiredHours:
    share = figure("off_the_job_share_of_working_hours", first)
    if share is None or last is None or last < first or weekly is None or weekly <= 0:
        return RequiredHours(
            basis="share of working hours",
            steps=("The weekly hours of work and a planned end after the start are needed: not computed.",),
        )
    learning = learning_weeks(_weeks(first, last), first)
    hours = weekly * learning * share.value / 100
    working = f"{plain(weekly)} hours a week x {plain(learning)} weeks without leave"
    step = f"{plain(share.value)}% of {working} = {plain(hours)} hours ({share.source})."
    return RequiredHours(hours=hours, basis="share of working hours", steps=(step,))


def _by_week(first: date, last: date | None, weekly: object) -> RequiredHours:
    floor = figure(HOURS, first)
    if floor is None or last is None or last < first:
        return RequiredHours(basis="hours a week", steps=("A planned end after the start is needed: not computed.",))
    said = exact(weekly)
    by_week = minimum_hours_2022_25(
        weekly_hours=number("full_time_hours_a_week", first) if said is None or said <= 0 else said,
        weeks=_weeks(first, last),
    )
    if by_week.minimum_hours_to_record is None:
        return RequiredHours(basis="hours a week", steps=by_week.steps)
    hours = max(floor.value, Fraction(by_week.minimum_hours_to_record))
    assumed = () if said is not None and said > 0 else ("The weekly hours are not known; full time is taken.",)
    step = f"Never below {plain(floor.value)} hours ({floor.source}): {plain(hours)}."
    return RequiredHours(hours=hours, basis="hours a week", steps=(*assumed, *by_week.steps, step))


def _by_standard(first: date, published: Fraction | None, prior: Fraction | None) -> RequiredHours:
    floor = figure(HOURS, first)
    if floor is None:
        return RequiredHours(steps=("No rule on hours is known for that start: not computed.",))
    if published is None:
        text = f"The standard's published minimum was not given; the floor for all is {plain(floor.value)} hours"
        return RequiredHours(hours=floor.value, basis="published minimum", steps=(f"{text} ({floor.source}).",))
    own = published - max(prior or Fraction(0), Fraction(0))
    hours = max(floor.value, own)
    text = f"Published minimum {plain(published)} less prior learning = {plain(own)} hours, never below"
    step = f"{text} {plain(floor.value)} ({floor.source}): {plain(hours)}."
    return RequiredHours(hours=hours, basis="published minimum", steps=(step,))
