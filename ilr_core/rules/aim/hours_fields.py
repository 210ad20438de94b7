"""Planned, actual and additional hours as fields of the aim, the form they had up to 2025/26."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.dates import days_between
from ilr_core.rules.exclusions import restart
from ilr_core.rules.lars import ESOL, lars_aim
from ilr_core.rules.registry import rule

COMPLETED, WITHDRAWN = 2, 3
APPRENTICESHIP_HOURS_FROM = date(2019, 8, 1)
T_LEVEL_HOURS_FROM = date(2020, 8, 1)
HOURS_OF_LEAVERS_FROM = date(2022, 8, 1)
LOWER_MINIMUM_FROM = date(2025, 8, 1)
ADDITIONAL_HOURS_FROM = date(2015, 8, 1)
FEW_ADDITIONAL_HOURS = 60
HOURS_OF_A_DAY = 24
LONG_DAY_HOURS = 9
LONG_WEEK_HOURS = 35


@rule("PHours_01", reads="PHours LearnStartDate AimType FundModel", until="2526")
def apprenticeship_without_planned_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship started on {LearnStartDate} and needs planned hours, but none are given.

    Enter the planned off-the-job training hours of the whole programme.
    """
    late = aim.LearnStartDate >= APPRENTICESHIP_HOURS_FROM
    return late and _apprenticeship_programme(aim) and aim.PHours is None


@rule("PHours_03", reads="PHours LearnStartDate AimType FundModel ProgType", until="2526")
def t_level_without_planned_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The T Level started on {LearnStartDate} and needs planned hours, but none are given.

    Enter the planned hours of the whole programme.
    """
    return _t_level_programme(aim) and aim.LearnStartDate >= T_LEVEL_HOURS_FROM and aim.PHours is None


@rule("PHours_04", reads="PHours AimType FundModel ProgType", until="2526")
def t_level_with_no_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned hours of the T Level are {PHours}, which is not more than none.

    Enter the planned hours of the whole programme.
    """
    return _t_level_programme(aim) and aim.PHours is not None and aim.PHours <= 0


@rule("PHours_05", reads="PHours FundModel ProgType", models=(25,), until="2526")
def planned_hours_on_study_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """There are planned hours ({PHours}) on an aim of a 16-19 study programme, which has them on the learner.

    Clear them here, or set the programme type to 31 if this is a T Level.
    """
    return aim.ProgType != 31 and aim.PHours is not None


@rule("PHours_06", reads="PHours LearnStartDate FundModel", unless=(restart,), until="2526")
def too_few_planned_hours_before_2025(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned hours {PHours} are fewer than an apprenticeship that started on {LearnStartDate} must have.

    Correct the hours, or mark the aim as a restart (RES) if it is one.
    """
    return aim.LearnStartDate < LOWER_MINIMUM_FROM and _below_minimum(aim, ctx)


@rule("PHours_07", reads="PHours FundModel", models=(11,), until="2526")
def tailored_learning_without_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The Tailored Learning aim needs planned hours, but none are given.

    Enter the hours in the timetable of the course.
    """
    return aim.PHours is None


@rule("PHours_08", reads="PHours LearnStartDate FundModel", unless=(restart,), until="2526")
def too_few_planned_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned hours {PHours} are fewer than an apprenticeship that started on {LearnStartDate} must have.

    Correct the hours, or mark the aim as a restart (RES) if it is one.
    """
    return aim.LearnStartDate >= LOWER_MINIMUM_FROM and _below_minimum(aim, ctx)


@rule("OTJActHours_01", reads="OTJActHours AimType", until="2526")
def actual_hours_off_programme_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The actual off-the-job hours ({OTJActHours}) stand on an aim of type {AimType}; only programme aims have them.

    Clear them here and enter them on the programme aim.
    """
    return aim.OTJActHours is not None and aim.AimType != 1


@rule(
    "OTJActHours_02",
    reads="OTJActHours LearnStartDate FundModel AimType CompStatus",
    unless=(restart,),
    until="2526",
)
def completed_without_actual_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship that started on {LearnStartDate} is completed, but its actual off-the-job hours are missing.

    Enter the hours of off-the-job training that were really delivered.
    """
    ended = _apprenticeship_programme(aim) and aim.CompStatus == COMPLETED
    return ended and aim.LearnStartDate >= APPRENTICESHIP_HOURS_FROM and aim.OTJActHours is None


@rule("OTJActHours_03", reads="OTJActHours LearnStartDate FundModel AimType CompStatus", until="2526")
def withdrawn_without_actual_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner left the apprenticeship that began on {LearnStartDate}, but its actual off-the-job hours are missing.

    Enter the hours of off-the-job training that were delivered before the learner left.
    """
    left = _apprenticeship_programme(aim) and aim.CompStatus == WITHDRAWN
    return left and aim.LearnStartDate >= HOURS_OF_LEAVERS_FROM and aim.OTJActHours is None


@rule("AddHours_01", reads="AddHours LearnStartDate FundModel", until="2526")
def additional_hours_too_early(aim: LearningDelivery, ctx: Context) -> bool:
    """There are additional delivery hours ({AddHours}) on an aim that started on {LearnStartDate}, before they began.

    Clear the hours, or correct the start date; they go with starts from 1 August 2015.
    """
    funded = aim.FundModel in (35, 36, 38, 81)
    return funded and aim.AddHours is not None and aim.LearnStartDate < ADDITIONAL_HOURS_FROM


@rule("AddHours_02", reads="AddHours FundModel", models=(10, 25, 37, 82, 99), until="2526")
def additional_hours_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """There are additional delivery hours ({AddHours}), which funding model {FundModel} does not have.

    Clear the hours, or correct the funding model.
    """
    return aim.AddHours is not None


@rule("AddHours_03", reads="AddHours LearnAimRef LearnStartDate", needs="LARS", until="2526")
def additional_hours_without_esol(aim: LearningDelivery, ctx: Context) -> bool:
    """There are additional delivery hours ({AddHours}), but {LearnAimRef} is no ESOL aim.

    Take the hours away, or correct the aim reference.
    """
    entry = lars_aim(aim, ctx) if aim.AddHours is not None else None
    return entry is not None and not entry.has_basic_skills(ESOL, aim.LearnStartDate)


@rule("AddHours_04", reads="AddHours LearnStartDate LearnPlanEndDate", until="2526")
def more_additional_hours_than_a_day_has(aim: LearningDelivery, ctx: Context) -> bool:
    """The {AddHours} additional hours from {LearnStartDate} to {LearnPlanEndDate} are more than 24 a day.

    Correct the hours or the dates.
    """
    days, hours = _planned_days(aim), aim.AddHours or 0
    return days > 0 and hours > FEW_ADDITIONAL_HOURS and hours > HOURS_OF_A_DAY * days


@rule("AddHours_05", reads="AddHours LearnStartDate LearnPlanEndDate", until="2526")
def many_additional_hours_a_week(aim: LearningDelivery, ctx: Context) -> bool:
    """The {AddHours} additional hours from {LearnStartDate} to {LearnPlanEndDate} are more than 35 a week.

    Check the hours and the dates.

    Weeks are days divided by seven; the brackets of the official formula do not match.
    """
    days, hours = _planned_days(aim), aim.AddHours or 0
    return days > 0 and hours > FEW_ADDITIONAL_HOURS and 7 * hours > LONG_WEEK_HOURS * days


@rule("AddHours_06", reads="AddHours LearnStartDate LearnPlanEndDate", until="2526")
def many_additional_hours_a_day(aim: LearningDelivery, ctx: Context) -> bool:
    """The {AddHours} additional hours from {LearnStartDate} to {LearnPlanEndDate} are more than 9 a day.

    Check the hours and the dates.
    """
    days, hours = _planned_days(aim), aim.AddHours or 0
    return LONG_DAY_HOURS * days < hours < HOURS_OF_A_DAY * days


def _apprenticeship_programme(aim: LearningDelivery) -> bool:
    return aim.AimType == 1 and aim.FundModel == 36


def _t_level_programme(aim: LearningDelivery) -> bool:
    return aim.AimType == 1 and aim.FundModel == 25 and aim.ProgType == 31


def _below_minimum(aim: LearningDelivery, ctx: Context) -> bool:
    least = ctx.number("minimum_off_the_job_hours", on=aim.LearnStartDate)
    return aim.FundModel == 36 and aim.PHours is not None and least is not None and aim.PHours < least


def _planned_days(aim: LearningDelivery) -> int:
    return days_between(aim.LearnStartDate, aim.LearnPlanEndDate) + 1
