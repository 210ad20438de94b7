"""The achievement date of an aim."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.dates import months_after
from ilr_core.rules.exclusions import funded_standard, skills_bootcamp
from ilr_core.rules.registry import rule

ACHIEVED, COMPLETED = 1, 2
LAST_START_WITH_ANY_ACHIEVEMENT_DATE = date(2015, 7, 31)
ACHIEVEMENT_DATE_NEEDED_FROM = date(2021, 8, 1)
BOOTCAMP_MONTHS_TO_ACHIEVE = 6


def standard_programme_36_or_81(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is the programme aim of an apprenticeship standard under funding model 36 or 81."""
    return aim.AimType == 1 and aim.ProgType == 25 and aim.FundModel in (36, 81)


@rule("AchDate_02", reads="AchDate")
def achieved_after_this_year(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} is after the last day of this collection year.

    Correct the date, or clear it until next year's return.
    """
    return aim.AchDate is not None and aim.AchDate > ctx.catalogue.end


@rule("AchDate_03", reads="AchDate LearnStartDate", unless=(skills_bootcamp,))
def achieved_before_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} is before the start date {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return aim.AchDate is not None and aim.AchDate < aim.LearnStartDate


@rule("AchDate_04", reads="LearnActEndDate AchDate", unless=(skills_bootcamp,))
def achievement_date_without_end_date(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an achievement date {AchDate}, but no actual end date.

    Enter the last day of learning as the actual end date, or clear the achievement date.
    """
    return aim.AchDate is not None and aim.LearnActEndDate is None


@rule("AchDate_05", reads="AchDate LearnActEndDate", unless=(skills_bootcamp,))
def achieved_before_end(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} is before the actual end date {LearnActEndDate}.

    Correct whichever of the two was typed wrongly; the assessment is over on or after the last day of learning.
    """
    return aim.AchDate is not None and aim.LearnActEndDate is not None and aim.AchDate < aim.LearnActEndDate


@rule("AchDate_07", reads="AchDate")
def achieved_in_the_future(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} is after the day the return was made.

    Leave it empty until the assessment is over, or correct the date.
    """
    return aim.AchDate is not None and aim.AchDate > ctx.file_prepared


@rule("AchDate_08", reads="AchDate Outcome AimType FundModel ProgType", models=(81,))
def trailblazer_achieved_without_date(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship under funding model 81 is achieved (outcome {Outcome}), but has no achievement date.

    Enter the day the assessment was over, or correct the outcome.
    """
    programme = aim.AimType == 1 and aim.ProgType == 25
    return programme and aim.Outcome == ACHIEVED and aim.AchDate is None


@rule("AchDate_09", reads="AchDate LearnStartDate", unless=(standard_programme_36_or_81, skills_bootcamp))
def achievement_date_where_none_belongs(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} does not belong on this aim, which started on {LearnStartDate}.

    Clear it; only programme aims of apprenticeship standards and Skills Bootcamps have one.

    One official text exempts every aim of a standard, the later one programme aims only. This follows the later one.
    """
    return aim.LearnStartDate > LAST_START_WITH_ANY_ACHIEVEMENT_DATE and aim.AchDate is not None


@rule("AchDate_12", reads="AchDate CompStatus LearnActEndDate AimType FundModel ProgType")
def standard_completed_without_date(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship is completed and ended on {LearnActEndDate}, but has no achievement date.

    Enter the day the assessment was over; until then the completion status stays 1 with outcome 8.

    The official condition ends with a missing actual end date, which its own beginning rules out; its description and
    message speak of the achievement date, and so does this.
    """
    ended = aim.LearnActEndDate is not None and aim.LearnActEndDate >= ACHIEVEMENT_DATE_NEEDED_FROM
    completed = aim.AimType == 1 and funded_standard(aim, ctx) and ended and aim.CompStatus == COMPLETED
    return completed and aim.AchDate is None


@rule("AchDate_13", reads="AchDate LearnActEndDate AimType ProgType")
def bootcamp_achieved_too_late(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} is more than six months after the Skills Bootcamp ended on {LearnActEndDate}.

    Correct whichever of the two was typed wrongly; a later result cannot be returned as an achievement.
    """
    if aim.AimType != 1 or aim.ProgType != 32 or aim.AchDate is None or aim.LearnActEndDate is None:
        return False
    return aim.AchDate > months_after(aim.LearnActEndDate, BOOTCAMP_MONTHS_TO_ACHIEVE)


@rule("AchDate_14", reads="AchDate AimType", since="2627")
def achievement_date_off_programme_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} stands on an aim of type {AimType}; only programme aims (1) have one.

    Clear it here and enter it on the programme aim.
    """
    return aim.AchDate is not None and aim.AimType != 1


@rule("AchDate_15", reads="AchDate LearnStartDate ProgType", since="2627")
def bootcamp_achieved_before_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The achievement date {AchDate} of the Skills Bootcamp is before its start date {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return aim.ProgType == 32 and aim.AchDate is not None and aim.AchDate < aim.LearnStartDate
