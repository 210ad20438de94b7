"""How many hours an hours entry (HRS) may have."""

from __future__ import annotations

from datetime import date

from ilr_core.model import HRSRecord
from ilr_core.rules.context import Context
from ilr_core.rules.dates import days_between
from ilr_core.rules.hours.entries import ADDITIONAL, PLANNED_OFF_THE_JOB, T_LEVEL, is_hours
from ilr_core.rules.registry import rule

LAST_START_WITH_LONGER_MINIMUM = date(2025, 7, 31)
# Up to this many additional hours there is no limit per day or week.
ADDITIONAL_HOURS_WITHOUT_LIMIT = 60
HOURS_OF_A_DAY = 24
USUAL_HOURS_A_DAY = 9
USUAL_HOURS_A_WEEK = 35


def restarted_aim(record: HRSRecord, ctx: Context) -> bool:
    """The aim of the hours entry is a restart (RES)."""
    return any(fam.LearnDelFAMType == "RES" for fam in record.aim.LearningDeliveryFAM)


def _planned_days(record: HRSRecord) -> int:
    """Days from the start to the planned end, both included; 0 if the end comes first."""
    return max(days_between(record.aim.LearnStartDate, record.aim.LearnPlanEndDate) + 1, 0)


def _many_additional(record: HRSRecord) -> bool:
    return is_hours(record, ADDITIONAL) and record.HRSAmount > ADDITIONAL_HOURS_WITHOUT_LIMIT


def _below_minimum(record: HRSRecord, ctx: Context) -> bool:
    if not is_hours(record, PLANNED_OFF_THE_JOB) or record.aim.FundModel != 36:
        return False
    minimum = ctx.number("minimum_off_the_job_hours", on=record.aim.LearnStartDate)
    return minimum is not None and record.HRSAmount < minimum


@rule("HRSAmount_01", reads="HRSAmount HRSCode HRSType FundModel ProgType AimType", since="2627")
def no_t_level_hours(record: HRSRecord, ctx: Context) -> bool:
    """The planned hours of the T Level programme are {HRSAmount}.

    Enter how many hours the whole programme is planned to take.
    """
    aim = record.aim
    programme = aim.AimType == 1 and aim.FundModel == 25 and aim.ProgType == 31
    return programme and is_hours(record, T_LEVEL) and record.HRSAmount <= 0


@rule(
    "HRSAmount_02",
    reads="HRSAmount HRSCode HRSType FundModel LearnStartDate LearnDelFAMType",
    unless=(restarted_aim,),
    since="2627",
)
def too_few_off_the_job_hours_before_change(record: HRSRecord, ctx: Context) -> bool:
    """The {HRSAmount} planned off-the-job hours are fewer than the least for a start on {LearnStartDate}.

    The least is 278 hours for starts up to 31 July 2025: correct them, or add RES if the aim is a restart.
    """
    return record.aim.LearnStartDate <= LAST_START_WITH_LONGER_MINIMUM and _below_minimum(record, ctx)


@rule(
    "HRSAmount_03",
    reads="HRSAmount HRSCode HRSType FundModel LearnStartDate LearnDelFAMType",
    unless=(restarted_aim,),
    since="2627",
)
def too_few_off_the_job_hours(record: HRSRecord, ctx: Context) -> bool:
    """The {HRSAmount} planned off-the-job hours are fewer than the least for a start on {LearnStartDate}.

    The least is 187 hours for starts from 1 August 2025: correct them, or add RES if the aim is a restart.
    """
    return record.aim.LearnStartDate > LAST_START_WITH_LONGER_MINIMUM and _below_minimum(record, ctx)


@rule("HRSAmount_04", reads="HRSAmount HRSCode HRSType LearnStartDate LearnPlanEndDate", since="2627")
def more_additional_hours_than_a_day_has(record: HRSRecord, ctx: Context) -> bool:
    """The {HRSAmount} additional hours are more than the days up to {LearnPlanEndDate} have, at 24 hours a day.

    Correct the hours, or the dates of the aim.
    """
    return _many_additional(record) and record.HRSAmount > HOURS_OF_A_DAY * _planned_days(record) > 0


@rule("HRSAmount_05", reads="HRSAmount HRSCode HRSType LearnStartDate LearnPlanEndDate", since="2627")
def more_additional_hours_than_a_working_week(record: HRSRecord, ctx: Context) -> bool:
    """The {HRSAmount} additional hours come to more than 35 a week up to the planned end {LearnPlanEndDate}.

    Check the hours and the dates of the aim.
    """
    return _many_additional(record) and record.HRSAmount * 7 > USUAL_HOURS_A_WEEK * _planned_days(record) > 0


@rule("HRSAmount_06", reads="HRSAmount HRSCode HRSType LearnStartDate LearnPlanEndDate", since="2627")
def more_additional_hours_than_a_working_day(record: HRSRecord, ctx: Context) -> bool:
    """The {HRSAmount} additional hours come to more than 9 a day up to the planned end {LearnPlanEndDate}.

    Check the hours and the dates of the aim.
    """
    if not is_hours(record, ADDITIONAL):
        return False
    days = _planned_days(record)
    return USUAL_HOURS_A_DAY * days < record.HRSAmount < HOURS_OF_A_DAY * days
