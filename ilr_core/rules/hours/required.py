"""Hours entries (HRS) that an aim must have."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import restart
from ilr_core.rules.hours.entries import (
    ACTUAL_OFF_THE_JOB,
    PLANNED_OFF_THE_JOB,
    T_LEVEL,
    TAILORED_LEARNING,
    hours_entries,
)
from ilr_core.rules.registry import rule

FIRST_START_WITH_HOURS = date(2019, 8, 1)
FIRST_START_WITH_HOURS_ON_WITHDRAWAL = date(2022, 8, 1)
COMPLETED, WITHDRAWN = 2, 3


def _funded_programme(aim: LearningDelivery) -> bool:
    return aim.FundModel == 36 and aim.AimType == 1


@rule("HRSType_01", reads="HRSCode HRSType FundModel AimType LearnStartDate", since="2627")
def no_planned_off_the_job_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The funded apprenticeship that started on {LearnStartDate} has no planned off-the-job hours (HRS 1).

    Add an hours record with code 1 to the programme aim.
    """
    required = _funded_programme(aim) and aim.LearnStartDate >= FIRST_START_WITH_HOURS
    return required and not hours_entries(aim, PLANNED_OFF_THE_JOB)


@rule("HRSType_02", reads="HRSCode HRSType FundModel ProgType AimType", models=(25,), since="2627")
def no_hours_of_funded_t_level(aim: LearningDelivery, ctx: Context) -> bool:
    """The funded T Level programme has no planned hours (HRS 2).

    Add an hours record with code 2 to the programme aim.
    """
    required = aim.ProgType == 31 and aim.AimType == 1
    return required and not hours_entries(aim, T_LEVEL)


@rule("HRSType_04", reads="HRSCode HRSType ProgType AimType", since="2627")
def no_hours_of_t_level(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme aim of programme type {ProgType} (T Level) has no planned hours (HRS 2).

    Add an hours record with code 2, or correct the programme type.
    """
    return aim.ProgType == 31 and aim.AimType == 1 and not hours_entries(aim, T_LEVEL)


@rule("HRSType_06", reads="HRSCode HRSType FundModel", models=(11,), since="2627")
def no_hours_of_tailored_learning(aim: LearningDelivery, ctx: Context) -> bool:
    """The Tailored Learning aim does not say how many hours it takes (HRS 5).

    Add an hours record with code 5.
    """
    return not hours_entries(aim, TAILORED_LEARNING)


@rule(
    "HRSType_08",
    reads="HRSCode HRSType FundModel AimType LearnStartDate CompStatus LearnDelFAMType",
    unless=(restart,),
    since="2627",
)
def no_actual_hours_on_completion(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is completed, but its actual off-the-job hours (HRS 3) are missing.

    Add an hours record with code 3, or correct the completion status {CompStatus}.
    """
    required = _funded_programme(aim) and aim.CompStatus == COMPLETED
    return required and aim.LearnStartDate >= FIRST_START_WITH_HOURS and not hours_entries(aim, ACTUAL_OFF_THE_JOB)


@rule("HRSType_09", reads="HRSCode HRSType FundModel AimType LearnStartDate CompStatus", since="2627")
def no_actual_hours_on_withdrawal(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has left the apprenticeship, but its actual off-the-job hours (HRS 3) are missing.

    Add an hours record with code 3, or correct the completion status {CompStatus}.
    """
    required = _funded_programme(aim) and aim.CompStatus == WITHDRAWN
    late_enough = aim.LearnStartDate >= FIRST_START_WITH_HOURS_ON_WITHDRAWAL
    return required and late_enough and not hours_entries(aim, ACTUAL_OFF_THE_JOB)
