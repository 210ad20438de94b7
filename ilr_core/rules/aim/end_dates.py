"""The original start date, the planned end date and the actual end date of an aim."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.dates import days_between, years_after
from ilr_core.rules.exclusions import restart
from ilr_core.rules.registry import rule

OLDEST_ORIGINAL_START_YEARS = 10
LONGEST_AIM_YEARS = 10
FIRST_APPRENTICESHIP_FUNDING = date(2017, 5, 1)


@rule("OrigLearnStartDate_01", reads="OrigLearnStartDate LearnStartDate")
def originally_started_too_long_ago(aim: LearningDelivery, ctx: Context) -> bool:
    """The original start date {OrigLearnStartDate} is more than ten years before the start date {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    original = aim.OrigLearnStartDate
    return original is not None and original < years_after(aim.LearnStartDate, -OLDEST_ORIGINAL_START_YEARS)


@rule("OrigLearnStartDate_02", reads="OrigLearnStartDate LearnStartDate")
def original_start_not_before_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The original start date {OrigLearnStartDate} is not before the start date {LearnStartDate}.

    Enter the day the learner first started the aim, or clear the field if this is the first start.
    """
    return aim.OrigLearnStartDate is not None and aim.OrigLearnStartDate >= aim.LearnStartDate


@rule("OrigLearnStartDate_03", reads="OrigLearnStartDate FundModel", models=(10, 25, 82), until="2526")
def original_start_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """An original start date ({OrigLearnStartDate}) is not recorded under funding model {FundModel}.

    Clear the original start date, or correct the funding model.
    """
    return aim.OrigLearnStartDate is not None


@rule("OrigLearnStartDate_03", reads="OrigLearnStartDate FundModel", models=(25, 82), since="2627")
def original_start_under_16_19_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """An original start date ({OrigLearnStartDate}) is not recorded under funding model {FundModel}.

    Clear the original start date, or correct the funding model.
    """
    return aim.OrigLearnStartDate is not None


@rule("OrigLearnStartDate_04", reads="OrigLearnStartDate LearnDelFAMType")
def original_start_without_restart(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an original start date {OrigLearnStartDate}, but the aim is not marked as a restart.

    Add the restart record (RES) if the learner has come back to the aim; if not, clear the original start date.
    """
    return aim.OrigLearnStartDate is not None and not restart(aim, ctx)


@rule("OrigLearnStartDate_09", reads="OrigLearnStartDate FundModel", models=(36,))
def original_start_before_apprenticeship_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The original start date {OrigLearnStartDate} is before funding model 36 began on 1 May 2017.

    Correct the original start date; an apprenticeship first started before that day keeps its older funding model.
    """
    original = aim.OrigLearnStartDate
    return original is not None and original < FIRST_APPRENTICESHIP_FUNDING


@rule("LearnPlanEndDate_02", reads="LearnPlanEndDate LearnStartDate")
def planned_end_before_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned end date {LearnPlanEndDate} is before the start date {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return aim.LearnPlanEndDate < aim.LearnStartDate


@rule("LearnPlanEndDate_03", reads="LearnPlanEndDate LearnStartDate")
def planned_to_last_too_long(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned end date {LearnPlanEndDate} is ten years or more after the start date {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return aim.LearnPlanEndDate >= years_after(aim.LearnStartDate, LONGEST_AIM_YEARS)


@rule("LearnPlanEndDate_04", reads="LearnPlanEndDate LearnStartDate AimType ProgType", since="2627")
def apprenticeship_unit_planned_too_long(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship unit is planned from {LearnStartDate} to {LearnPlanEndDate}, which is more than 16 weeks.

    Correct the dates; a longer course cannot be returned as an apprenticeship unit.
    """
    if aim.ProgType != 34 or aim.AimType != 1:
        return False
    most = ctx.number("longest_apprenticeship_unit_days", on=aim.LearnStartDate)
    return most is not None and days_between(aim.LearnStartDate, aim.LearnPlanEndDate) > most


@rule("LearnActEndDate_01", reads="LearnActEndDate LearnStartDate")
def ended_before_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The actual end date {LearnActEndDate} is before the start date {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return aim.LearnActEndDate is not None and aim.LearnActEndDate < aim.LearnStartDate


@rule("LearnActEndDate_04", reads="LearnActEndDate")
def ended_in_the_future(aim: LearningDelivery, ctx: Context) -> bool:
    """The actual end date {LearnActEndDate} is after the day the return was made.

    Leave it empty until learning has really ended, or correct the date.
    """
    return aim.LearnActEndDate is not None and aim.LearnActEndDate > ctx.file_prepared
