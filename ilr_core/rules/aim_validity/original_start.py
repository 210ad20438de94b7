"""The original start date of an aim against its validity dates in LARS."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_validity.shapes import validities
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import apprenticeship, free_courses_for_jobs, has_fam
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import rule


def _original_start_outside(aim: LearningDelivery, ctx: Context, *categories: str) -> bool:
    """Whether the original start lies in no validity row of the categories; one that has none is outside as well."""
    begun = aim.OrigLearnStartDate
    if begun is None or lars_aim(aim, ctx) is None:
        return False
    return not any(row.holds(begun) for row in validities(aim, ctx, *categories))


def _standard_or_other_adult(aim: LearningDelivery) -> bool:
    return aim.FundModel == 81 or (aim.FundModel == 36 and aim.ProgType == 25)


@rule(
    "OrigLearnStartDate_06",
    reads="OrigLearnStartDate LearnAimRef FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    models=(35,),
    unless=(apprenticeship, free_courses_for_jobs),
    needs="LARS",
)
def original_start_outside_adult_skills(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS had no validity for {LearnAimRef} as adult skills on its original start date, {OrigLearnStartDate}.

    It needs ADULT_SKILLS, UNEMPLOYED or OLASS_ADULT: correct the original start date, the aim reference or the funding
    model.
    """
    return _original_start_outside(aim, ctx, "ADULT_SKILLS", "UNEMPLOYED", "OLASS_ADULT")


@rule("OrigLearnStartDate_07", reads="OrigLearnStartDate LearnAimRef FundModel ProgType", needs="LARS")
def original_start_outside_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ANY for {LearnAimRef} on its original start date, {OrigLearnStartDate}.

    An aim funded in this way needs one: correct the original start date, the aim reference or the funding model.
    """
    return _standard_or_other_adult(aim) and _original_start_outside(aim, ctx, "ANY")


@rule(
    "OrigLearnStartDate_08",
    reads="OrigLearnStartDate LearnAimRef FundModel LearnDelFAMType",
    models=(99,),
    needs="LARS",
)
def original_start_outside_loan(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADV_LEARN_LOAN for {LearnAimRef} on its original start date, {OrigLearnStartDate}.

    An aim funded by an Advanced Learner Loan needs one: correct the original start date, the aim reference or the
    funding model.
    """
    return has_fam(aim, "ADL") and _original_start_outside(aim, ctx, "ADV_LEARN_LOAN")


@rule("OrigLearnStartDate_10", reads="OrigLearnStartDate LearnAimRef FundModel", models=(37,), needs="LARS")
def original_start_outside_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ANY for {LearnAimRef} on its original start date, {OrigLearnStartDate}.

    An aim funded as a Skills Bootcamp (37) needs one: correct the original start date, the aim reference or the
    funding model.
    """
    return _original_start_outside(aim, ctx, "ANY")


@rule(
    "OrigLearnStartDate_11",
    reads="OrigLearnStartDate LearnAimRef FundModel LearnDelFAMType LearnDelFAMCode",
    models=(38,),
    unless=(free_courses_for_jobs,),
    needs="LARS",
)
def original_start_outside_adult_skills_fund(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADULT_SKILLS for {LearnAimRef} on its original start date, {OrigLearnStartDate}.

    An aim funded by the Adult Skills Fund (38) needs one: correct the original start date, the aim reference or the
    funding model.
    """
    return _original_start_outside(aim, ctx, "ADULT_SKILLS")
