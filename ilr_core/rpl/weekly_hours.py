"""The least off-the-job hours of starts from 1 August 2022 to 31 July 2025, which depend on weeks and weekly hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from ilr_core.catalogue import begins, figure, number
from ilr_core.exact import exact, plain

WEEKS_IN_YEAR = 52
MONTHS_IN_YEAR = 12
RATE = "off_the_job_hours_a_week"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyMinimum:
    """The least hours by weeks (all exact but ``minimum_hours_to_record``, which is rounded down as 278.4 is to 278).

    ``learning_weeks`` are the weeks less statutory leave. ``part_time`` is under the full-time week; then the programme
    must last ``minimum_weeks`` (``minimum_months``) in place of a year.
    """

    part_time: bool = False
    off_the_job_hours_a_week: Fraction | None = None
    learning_weeks: Fraction | None = None
    minimum_hours: Fraction | None = None
    minimum_hours_to_record: int | None = None
    minimum_weeks: Fraction | None = None
    minimum_months: Fraction | None = None
    steps: tuple[str, ...] = ()


def minimum_hours_2022_25(*, weekly_hours: object, weeks: object) -> WeeklyMinimum:
    """Six hours a week for 30 hours of work or more, in proportion for less, in every week that is not leave.

    Args:
        weekly_hours: paid hours of work a week.
        weeks: weeks from start to planned end of the practical period, leave included.

    Source: funding rules 2022/23 to 2024/25, 67.1, and the off-the-job guidance of those years.
    """
    hours, duration = exact(weekly_hours), exact(weeks)
    # The rules were the same for all three years; their first day stands for them.
    day = begins(RATE)
    rate, full_time = figure(RATE, day), number("full_time_hours_a_week", day)
    if hours is None or hours <= 0 or rate is None or full_time is None:
        return WeeklyMinimum(steps=("The weekly hours of work are missing or not above 0: not computed.",))
    part_time = hours < full_time
    a_week = rate.value * hours / full_time if part_time else rate.value
    longer = full_time / hours if part_time else Fraction(1)
    steps = [
        f"{plain(hours)} hours of work a week: {plain(a_week)} hours off the job a week ({rate.source}).",
        f"Shortest programme: {plain(WEEKS_IN_YEAR * longer)} weeks ({plain(MONTHS_IN_YEAR * longer)} months).",
    ]
    if duration is None or duration < 0:
        steps.append("The number of weeks is missing or below 0: hours not computed.")
        return WeeklyMinimum(
            part_time=part_time,
            off_the_job_hours_a_week=a_week,
            minimum_weeks=WEEKS_IN_YEAR * longer,
            minimum_months=MONTHS_IN_YEAR * longer,
            steps=tuple(steps),
        )
    learning = learning_weeks(duration, day)
    least = a_week * learning
    steps += [
        f"{plain(duration)} weeks less statutory leave = {plain(learning)} weeks of learning.",
        f"{plain(a_week)} x {plain(learning)} = {plain(least)} hours, recorded as {floor(least):,}.",
    ]
    return WeeklyMinimum(
        part_time=part_time,
        off_the_job_hours_a_week=a_week,
        learning_weeks=learning,
        minimum_hours=least,
        minimum_hours_to_record=floor(least),
        minimum_weeks=WEEKS_IN_YEAR * longer,
        minimum_months=MONTHS_IN_YEAR * longer,
        steps=tuple(steps),
    )


def learning_weeks(weeks: Fraction, start: date) -> Fraction:
    """Weeks without the share of statutory leave in them."""
    leave = number("statutory_leave_a_year", start) or Fraction(0)
    return weeks * (WEEKS_IN_YEAR - leave) / WEEKS_IN_YEAR
