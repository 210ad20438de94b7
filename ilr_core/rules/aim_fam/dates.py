"""The days from and to which an entry applies."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import contract_type, contract_type_of_achieved_programme
from ilr_core.rules.context import Context
from ilr_core.rules.registry import rule

KINDS_WITH_BOTH_DATES = ("LSF", "ALB")
KINDS_WITH_START = ("LSF", "ACT", "ALB", "EVI")
KINDS_WITH_END = ("LSF", "ACT", "ALB")
MODELS_WITH_DATES_INSIDE_AIM = (35, 36, 38, 81, 99)
FIRST_BOOTCAMP_EVENT = date(2025, 8, 1)


@rule("LearnDelFAMDateFrom_01", reads="LearnDelFAMDateFrom LearnDelFAMDateTo LearnDelFAMType")
def support_without_dates(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} needs a first and a last day, but has {LearnDelFAMDateFrom} and {LearnDelFAMDateTo}.

    Enter the day from which and the day up to which it applies.
    """
    complete = fam.LearnDelFAMDateFrom is not None and fam.LearnDelFAMDateTo is not None
    return not complete and fam.LearnDelFAMType in KINDS_WITH_BOTH_DATES


@rule("LearnDelFAMDateFrom_02", reads="LearnDelFAMDateFrom LearnDelFAMType LearnStartDate FundModel")
def begins_before_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} applies from {LearnDelFAMDateFrom}, before the aim starts ({LearnStartDate}).

    Correct whichever of the two was typed wrongly.

    The older of the two printed conditions compares with the entry's own last day by mistake; this follows the other.
    """
    begins = fam.LearnDelFAMDateFrom
    return begins is not None and begins < fam.aim.LearnStartDate and fam.aim.FundModel in MODELS_WITH_DATES_INSIDE_AIM


@rule("LearnDelFAMDateFrom_03", reads="LearnDelFAMDateFrom LearnDelFAMType")
def start_on_entry_without_dates(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} has a first day ({LearnDelFAMDateFrom}), but its kind has no dates.

    Clear the date.
    """
    return fam.LearnDelFAMDateFrom is not None and fam.LearnDelFAMType not in KINDS_WITH_START


@rule("LearnDelFAMDateFrom_04", reads="LearnDelFAMDateFrom LearnDelFAMType")
def contract_type_without_start(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The contract type (ACT) does not say from which day it applies.

    Enter the day; for the first one it is the start date of the aim.
    """
    return fam.LearnDelFAMDateFrom is None and fam.LearnDelFAMType == "ACT"


@rule("LearnDelFAMDateFrom_05", reads="LearnDelFAMDateFrom LearnDelFAMType")
def bootcamp_event_without_day(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The Skills Bootcamp event (EVI) does not say on which day it happened.

    Enter the day as the date from which it applies.
    """
    return fam.LearnDelFAMDateFrom is None and fam.LearnDelFAMType == "EVI"


@rule("LearnDelFAMDateFrom_06", reads="LearnDelFAMDateFrom LearnDelFAMType")
def bootcamp_event_too_early(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The Skills Bootcamp event (EVI) of {LearnDelFAMDateFrom} is from before 1 August 2025.

    Correct the date, or delete the entry: earlier events are not recorded.
    """
    begins = fam.LearnDelFAMDateFrom
    return begins is not None and fam.LearnDelFAMType == "EVI" and begins < FIRST_BOOTCAMP_EVENT


@rule("LearnDelFAMDateFrom_07", reads="LearnDelFAMDateFrom LearnDelFAMType AimType LearnStartDate LearnActEndDate")
def bootcamp_event_outside_programme(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The Skills Bootcamp event of {LearnDelFAMDateFrom} is outside the programme.

    The programme runs from {LearnStartDate} to {LearnActEndDate}: correct the date of the event or of the programme.

    Only an event on a programme aim is judged; one on another aim breaks LearnDelFAMType_133.
    """
    day, aim = fam.LearnDelFAMDateFrom, fam.aim
    if day is None or fam.LearnDelFAMType != "EVI" or aim.AimType != 1:
        return False
    return day < aim.LearnStartDate or (aim.LearnActEndDate is not None and day > aim.LearnActEndDate)


@rule("LearnDelFAMDateTo_01", reads="LearnDelFAMDateTo LearnDelFAMDateFrom LearnDelFAMType")
def ends_before_it_begins(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} ends on {LearnDelFAMDateTo}, before it begins on {LearnDelFAMDateFrom}.

    Correct whichever of the two was typed wrongly.
    """
    begins, ends = fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo
    return begins is not None and ends is not None and ends < begins


@rule(
    "LearnDelFAMDateTo_02",
    reads="LearnDelFAMDateTo LearnDelFAMType AimType LearnPlanEndDate AchDate",
    unless=(contract_type_of_achieved_programme,),
)
def ends_after_planned_end(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} ends on {LearnDelFAMDateTo}, after the planned end of the aim, {LearnPlanEndDate}.

    Check the date; it may stand if the aim really takes longer than planned.
    """
    return fam.LearnDelFAMDateTo is not None and fam.LearnDelFAMDateTo > fam.aim.LearnPlanEndDate


@rule(
    "LearnDelFAMDateTo_03",
    reads="LearnDelFAMDateTo LearnDelFAMType FundModel LearnActEndDate",
    unless=(contract_type,),
)
def ends_after_actual_end(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} ends on {LearnDelFAMDateTo}, after the actual end of the aim, {LearnActEndDate}.

    End it on the actual end date or before.
    """
    ends, ended = fam.LearnDelFAMDateTo, fam.aim.LearnActEndDate
    late = ends is not None and ended is not None and ends > ended
    return late and fam.aim.FundModel in MODELS_WITH_DATES_INSIDE_AIM


@rule("LearnDelFAMDateTo_04", reads="LearnDelFAMDateTo LearnDelFAMType")
def end_on_entry_without_dates(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry {LearnDelFAMType} has a last day ({LearnDelFAMDateTo}), but its kind has none.

    Clear the date.
    """
    return fam.LearnDelFAMDateTo is not None and fam.LearnDelFAMType not in KINDS_WITH_END


@rule("LearnDelFAMDateTo_05", reads="LearnDelFAMDateTo LearnDelFAMType FundModel AchDate")
def contract_type_ends_after_achievement(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The contract type (ACT) ends on {LearnDelFAMDateTo}, after the achievement date {AchDate}.

    End it on the achievement date.
    """
    ends, achieved = fam.LearnDelFAMDateTo, fam.aim.AchDate
    late = ends is not None and achieved is not None and ends > achieved
    return late and fam.LearnDelFAMType == "ACT" and fam.aim.FundModel == 36
