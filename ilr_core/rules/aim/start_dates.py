"""The start date of an aim."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.dates import years_after
from ilr_core.rules.derived import is_apprenticeship
from ilr_core.rules.exclusions import apprenticeship, skills_bootcamp, t_level
from ilr_core.rules.registry import rule

OLDEST_START_YEARS = 10
FIRST_SKILLS_BOOTCAMP = date(2022, 8, 1)


@rule("LearnStartDate_02", reads="LearnStartDate")
def started_too_long_ago(aim: LearningDelivery, ctx: Context) -> bool:
    """The start date {LearnStartDate} is more than ten years before the first day of this collection year.

    Check the year you typed; if the aim really started then and has ended, take it out of the return.
    """
    return aim.LearnStartDate < years_after(ctx.catalogue.start, -OLDEST_START_YEARS)


@rule("LearnStartDate_03", reads="LearnStartDate", unless=(apprenticeship, t_level, skills_bootcamp))
def starts_after_this_year(aim: LearningDelivery, ctx: Context) -> bool:
    """The start date {LearnStartDate} is after the last day of this collection year.

    Correct the date, or keep the aim for next year's return.

    The two official texts name the exempt programmes differently: one by funding model or programme type alone, the
    later one by both together. This follows the later one.
    """
    return aim.LearnStartDate > ctx.catalogue.end


@rule("LearnStartDate_05", reads="LearnStartDate Learner.DateOfBirth")
def starts_before_birth(aim: LearningDelivery, ctx: Context) -> bool:
    """The start date {LearnStartDate} is not after the learner's date of birth {DateOfBirth}.

    Correct whichever of the two was typed wrongly.
    """
    born = aim.learner.DateOfBirth
    return born is not None and born >= aim.LearnStartDate


@rule("LearnStartDate_12", reads="LearnStartDate ProgType")
def apprenticeship_starts_too_late(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship starts on {LearnStartDate}, more than a year after the end of this collection year.

    Correct the start date, or take the aim out until it is nearer.
    """
    return is_apprenticeship(aim) and aim.LearnStartDate > years_after(ctx.catalogue.end, 1)


@rule("LearnStartDate_21", reads="LearnStartDate FundModel", models=(37,))
def bootcamp_before_there_were_any(aim: LearningDelivery, ctx: Context) -> bool:
    """The Skills Bootcamp aim starts on {LearnStartDate}, before funding model 37 began on 1 August 2022.

    Correct the start date or the funding model.
    """
    return aim.LearnStartDate < FIRST_SKILLS_BOOTCAMP
