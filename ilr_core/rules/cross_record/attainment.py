"""What the learner had reached before, seen together with the aims."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.context import Context
from ilr_core.rules.dates import years_after
from ilr_core.rules.derived import unemployed_on_benefits
from ilr_core.rules.exclusions import devolved_exclusion, has_fam, restart
from ilr_core.rules.registry import Verdict, rule

NEEDS_ATTAINMENT = (35, 36, 37, 38, 81, 99)
NEEDS_ATTAINMENT_WITH_UNITS = (*NEEDS_ATTAINMENT, 39)
FREE_COURSE = ("LDM", "378")
LOW_WAGE, LOW_EARNINGS = "382", "391"
FULL_LEVEL_3_OR_ABOVE = (6, 7, 8, 9, 10, 97, 98)
BELOW_FULL_LEVEL_3 = (1, 2, 3, 4, 5, 99)
UNEMPLOYED_ONLY = (date(2022, 4, 1), date(2024, 7, 31))
LOW_EARNINGS_FROM = date(2024, 8, 1)
START_AND_LEVEL = "PriorAttain.DateLevelApp LearningDelivery.LearnStartDate LearningDelivery.FundModel"
FREE_COURSE_FIELDS = "LearningDeliveryFAM.LearnDelFAMCode LearningDeliveryFAM.LearnDelFAMType LearnStartDate"


def _without_attainment_at_start(learner: Learner, funding: tuple[int, ...]) -> Verdict:
    starts = [aim.LearnStartDate for aim in learner.LearningDelivery if aim.FundModel in funding]
    if not starts:
        return False
    start = min(starts)
    for prior in learner.PriorAttain:
        if prior.DateLevelApp <= start:
            return False
    return learner.PriorAttain or True


@rule("R_131", reads=START_AND_LEVEL, until="2526")
def no_attainment_at_start(learner: Learner, ctx: Context) -> Verdict:
    """No prior attainment of the learner is dated on or before the start of the first aim ({LearnStartDate}).

    Add what the learner had reached when they started, or correct the date of it ({DateLevelApp}).

    A learner without any prior attainment breaks the rule too, whatever the funding.
    """
    return _without_attainment_at_start(learner, NEEDS_ATTAINMENT)


@rule("R_131", reads=START_AND_LEVEL, since="2627")
def no_attainment_at_start_of_unit(learner: Learner, ctx: Context) -> Verdict:
    """No prior attainment of the learner is dated on or before the start of the first aim ({LearnStartDate}).

    Add what the learner had reached when they started, or correct the date of it ({DateLevelApp}).

    A learner without any prior attainment breaks the rule too, whatever the funding.
    """
    return _without_attainment_at_start(learner, NEEDS_ATTAINMENT_WITH_UNITS)


@rule(
    "R_132",
    reads=f"{FREE_COURSE_FIELDS} PriorAttain.PriorLevel LearnerEmploymentStatus.EmpStat FundModel",
    unless=(devolved_exclusion,),
)
def free_course_for_employed_with_level_3(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A free course for jobs (LDM 378) for a learner with a full level 3, neither unemployed on benefits nor low paid.

    Check the prior attainment and the employment record, or add LDM 382 if the learner's wage is low.
    """
    if not UNEMPLOYED_ONLY[0] <= aim.LearnStartDate <= UNEMPLOYED_ONLY[1] or not _free_course(aim):
        return False
    qualified = any(prior.PriorLevel in FULL_LEVEL_3_OR_ABOVE for prior in aim.learner.PriorAttain)
    if not qualified or has_fam(aim, "LDM", LOW_WAGE) or unemployed_on_benefits(aim):
        return False
    return _free_course(aim)


@rule(
    "R_148",
    reads=f"{FREE_COURSE_FIELDS} PriorAttain.PriorLevel DateOfBirth FundModel",
    models=(38,),
    unless=(devolved_exclusion, restart),
)
def free_course_at_19_to_23(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A free course for jobs (LDM 378) at age 19 to 23 for a learner with a full level 3 whose earnings are not low.

    Add LDM 391 if the learner earns less than the threshold, or correct the prior attainment.

    Followed as the later publication has it: funding model 38 only, with restarts and DAM 023 left out.
    """
    if not _aged(aim, 19, 24):
        return False
    below = any(prior.PriorLevel in BELOW_FULL_LEVEL_3 for prior in aim.learner.PriorAttain)
    return False if below else _free_adult_course(aim)


@rule("R_151", reads=f"{FREE_COURSE_FIELDS} DateOfBirth FundModel", unless=(devolved_exclusion,))
def free_course_from_24(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A free course for jobs (LDM 378) from the age of 24 is only for learners whose earnings are low.

    Add LDM 391 if the learner earns less than the threshold, or take LDM 378 away.
    """
    return _free_adult_course(aim) if aim.FundModel == 38 and _aged(aim, 24) else False


def _free_course(aim: LearningDelivery) -> list[LearningDeliveryFAM]:
    """The entries that make the aim a free course for jobs."""
    return [fam for fam in aim.LearningDeliveryFAM if (fam.LearnDelFAMType, fam.LearnDelFAMCode) == FREE_COURSE]


def _free_adult_course(aim: LearningDelivery) -> list[LearningDeliveryFAM]:
    """The entries that make the aim a free course from August 2024 without the mark for low earnings."""
    if aim.LearnStartDate < LOW_EARNINGS_FROM or has_fam(aim, "LDM", LOW_EARNINGS):
        return []
    return _free_course(aim)


def _aged(aim: LearningDelivery, least: int, below: int | None = None) -> bool:
    """Whether the learner had reached an age, and not yet the second one, when the aim started."""
    born = aim.learner.DateOfBirth
    if born is None or aim.LearnStartDate < years_after(born, least):
        return False
    return below is None or aim.LearnStartDate < years_after(born, below)
