"""How long an apprenticeship lasts, and when a young person may begin one; official rules of the date of birth."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ilr_core.model import LearningDelivery
from ilr_core.rules.ages import has_reached
from ilr_core.rules.context import Context
from ilr_core.rules.dates import days_after, days_between, years_after
from ilr_core.rules.derived import is_apprenticeship, programme_start
from ilr_core.rules.exclusions import restart
from ilr_core.rules.registry import rule

FIRST_STANDARD = date(2014, 8, 1)
FIRST_START_FOR_ALL_AGES = date(2016, 8, 1)
FIRST_START_OF_EIGHT_MONTHS = date(2025, 8, 1)
COMPLETED = 2
FRIDAY = 4


def _standard_programme(aim: LearningDelivery, *models: int) -> bool:
    return aim.FundModel in models and aim.ProgType == 25 and aim.AimType == 1


def _too_short(aim: LearningDelivery, end: date | None, ctx: Context, *, first_day_counts: bool = False) -> bool:
    shortest = ctx.number("minimum_apprenticeship_days", on=aim.LearnStartDate)
    if end is None or shortest is None:
        return False
    return days_between(aim.LearnStartDate, end) + first_day_counts < shortest


def _twelve_months_needed(aim: LearningDelivery) -> bool:
    return FIRST_START_FOR_ALL_AGES <= aim.LearnStartDate < FIRST_START_OF_EIGHT_MONTHS


@lru_cache(maxsize=4096)
def school_leaving_day(born: date, age: int) -> date:
    """The last Friday in June of the school year (from 1 September) in which someone reaches the age."""
    birthday = years_after(born, age)
    year = min(birthday.year + (birthday.month > 8), date.max.year)
    last = date(year, 6, 30)
    return days_after(last, -((last.weekday() - FRIDAY) % 7))


@rule(
    "DateOfBirth_37",
    reads="LearnPlanEndDate LearnStartDate DateOfBirth FundModel ProgType AimType LearnDelFAMType",
    unless=(restart,),
)
def adult_planned_too_short(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is planned from {LearnStartDate} to {LearnPlanEndDate}, less than the 365 days it must take.

    Correct whichever date was typed wrongly.

    The condition can be read to include framework programmes of funding model 35; this follows the words
    "apprenticeship standard".
    """
    return (
        FIRST_STANDARD <= aim.LearnStartDate < FIRST_START_FOR_ALL_AGES
        and _standard_programme(aim, 35, 81)
        and has_reached(aim.learner.DateOfBirth, "adult_age", aim.LearnStartDate, ctx)
        and _too_short(aim, aim.LearnPlanEndDate, ctx)
    )


@rule(
    "DateOfBirth_40",
    reads="LearnActEndDate LearnStartDate DateOfBirth FundModel ProgType AimType Outcome LearnDelFAMType",
    unless=(restart,),
)
def adult_achieved_too_soon(aim: LearningDelivery, ctx: Context) -> bool:
    """The achieved apprenticeship took less than 365 days, from {LearnStartDate} to {LearnActEndDate}.

    Correct whichever date was typed wrongly, or the outcome.

    The condition can be read to include framework programmes of funding model 35; this follows the words
    "apprenticeship standard".
    """
    return (
        aim.LearnStartDate < FIRST_START_FOR_ALL_AGES
        and _standard_programme(aim, 35, 81)
        and aim.Outcome == 1
        and has_reached(aim.learner.DateOfBirth, "adult_age", aim.LearnStartDate, ctx)
        and _too_short(aim, aim.LearnActEndDate, ctx)
    )


@rule(
    "DateOfBirth_46",
    reads="LearnPlanEndDate LearnStartDate DateOfBirth FundModel ProgType AimType LearnDelFAMType",
    unless=(restart,),
)
def planned_under_twelve_months(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is planned from {LearnStartDate} to {LearnPlanEndDate}, less than the 365 days it must take.

    Correct whichever date was typed wrongly.

    Both days count, as in the code of DfE's own check (2020/21), although the printed condition subtracts the dates: a
    plan from 1 August to 31 July is long enough.
    """
    return (
        _twelve_months_needed(aim)
        and _standard_programme(aim, 36, 81)
        and has_reached(aim.learner.DateOfBirth, "school_leaving_age", aim.LearnStartDate, ctx)
        and _too_short(aim, aim.LearnPlanEndDate, ctx, first_day_counts=True)
    )


@rule(
    "DateOfBirth_47",
    reads="LearnActEndDate LearnStartDate CompStatus FundModel ProgType AimType LearnDelFAMType",
    unless=(restart,),
)
def completed_under_twelve_months(aim: LearningDelivery, ctx: Context) -> bool:
    """The completed apprenticeship took less than 365 days, from {LearnStartDate} to {LearnActEndDate}.

    Correct whichever date was typed wrongly, or the completion status {CompStatus}.

    The dates are subtracted, as printed and as in the code of DfE's own check (2020/21); planned ends are counted with
    both days (DateOfBirth_46).
    """
    return (
        _twelve_months_needed(aim)
        and _standard_programme(aim, 36, 81)
        and aim.CompStatus == COMPLETED
        and _too_short(aim, aim.LearnActEndDate, ctx)
    )


@rule("DateOfBirth_48", reads="DateOfBirth LearnStartDate AimType ProgType StdCode")
def apprentice_of_school_age(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner had not passed school leaving age when the apprenticeship started.

    Check the date of birth and the start date {LearnStartDate}; an apprenticeship starts after the last Friday in
    June of the school year in which the learner turns 16.
    """
    born = aim.learner.DateOfBirth
    if born is None or not is_apprenticeship(aim) or aim.LearnStartDate < FIRST_START_FOR_ALL_AGES:
        return False
    begun, age = programme_start(aim), ctx.number("school_leaving_age", on=aim.LearnStartDate)
    return begun is not None and age is not None and begun <= school_leaving_day(born, int(age))


@rule(
    "DateOfBirth_57",
    reads="LearnPlanEndDate LearnStartDate DateOfBirth FundModel ProgType AimType LearnDelFAMType",
    unless=(restart,),
)
def planned_under_eight_months(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is planned from {LearnStartDate} to {LearnPlanEndDate}, less than the 242 days it must take.

    Correct whichever date was typed wrongly.

    Both days count, as for DateOfBirth_46, so the shortest eight calendar months are long enough. The printed condition
    subtracts the dates; how DfE counts here is not confirmed, and a plan of exactly 242 days is at the limit: a day
    more is safe.
    """
    return (
        aim.LearnStartDate >= FIRST_START_OF_EIGHT_MONTHS
        and _standard_programme(aim, 36)
        and has_reached(aim.learner.DateOfBirth, "school_leaving_age", aim.LearnStartDate, ctx)
        and _too_short(aim, aim.LearnPlanEndDate, ctx, first_day_counts=True)
    )


@rule(
    "DateOfBirth_58",
    reads="LearnActEndDate LearnStartDate CompStatus FundModel ProgType AimType LearnDelFAMType",
    unless=(restart,),
)
def completed_under_eight_months(aim: LearningDelivery, ctx: Context) -> bool:
    """The completed apprenticeship took less than 242 days, from {LearnStartDate} to {LearnActEndDate}.

    Correct whichever date was typed wrongly, or the completion status {CompStatus}.

    The dates are subtracted, as printed and as for DateOfBirth_47; planned ends are counted with both days
    (DateOfBirth_57).
    """
    return (
        aim.LearnStartDate >= FIRST_START_OF_EIGHT_MONTHS
        and _standard_programme(aim, 36)
        and aim.CompStatus == COMPLETED
        and _too_short(aim, aim.LearnActEndDate, ctx)
    )
