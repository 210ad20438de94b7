"""Full funding (FFI 1) of aims of the Adult Skills Fund (38) by age and level, for starts from August 2024."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import devolved, devolved_exclusion, has_fam, project_s, restart
from ilr_core.rules.lars_exclusions import (
    FULL_LEVEL_2_OR_ABOVE,
    LEVEL_2_ENTITLEMENT,
    LEVEL_2_OR_BELOW,
    LEVEL_3_ENTITLEMENT,
    aged,
    attained,
    digital_functional_skills,
    earning_below_threshold,
    english_or_maths,
    essential_digital_skills,
    fully_funded,
    has_level,
    in_category,
)
from ilr_core.rules.registry import Verdict, rule

FIRST_START = date(2024, 8, 1)
READS = "LearnDelFAMCode LearnDelFAMType FundModel LearnStartDate DateOfBirth LearnAimRef"
DIGITAL_SKILLS = (essential_digital_skills, digital_functional_skills)


@rule(
    "LearnDelFAMType_122",
    reads=READS,
    models=(38,),
    unless=(restart, english_or_maths, devolved_exclusion),
    needs="LARS",
)
def level_2_outside_entitlement_fully_funded(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The level 2 aim {LearnAimRef} is not in the entitlement for 19 to 23 year olds, yet claims full funding (FFI 1).

    Claim co-funding (FFI 2), or add LDM 391 if the learner earns less than the threshold.
    """
    if aim.LearnStartDate < FIRST_START or not aged(aim, 19, 23) or earning_below_threshold(aim):
        return False
    outside = has_level(aim, ctx, "2") and not in_category(aim, ctx, LEVEL_2_ENTITLEMENT)
    return fully_funded(aim) if outside else False


@rule(
    "LearnDelFAMType_123",
    reads=READS,
    models=(38,),
    unless=(restart, english_or_maths, *DIGITAL_SKILLS, devolved),
    needs="LARS",
)
def aim_outside_entitlement_fully_funded(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim {LearnAimRef} up to level 2 is not in the entitlement for ages 19 to 23, yet claims full funding (FFI 1).

    Claim co-funding (FFI 2), or add LDM 391 if the learner earns less than the threshold.
    """
    if aim.LearnStartDate < FIRST_START or not aged(aim, 19, 23) or earning_below_threshold(aim):
        return False
    outside = has_level(aim, ctx, *LEVEL_2_OR_BELOW) and not in_category(aim, ctx, LEVEL_2_ENTITLEMENT)
    return fully_funded(aim) if outside else False


@rule(
    "LearnDelFAMType_124",
    reads=READS,
    models=(38,),
    unless=(restart, english_or_maths, devolved_exclusion, *DIGITAL_SKILLS),
    needs="LARS",
)
def older_learner_fully_funded(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner was 24 or over on {LearnStartDate}, yet full funding (FFI 1) is claimed for a level 2 aim or below.

    Claim co-funding (FFI 2), or add LDM 391 if the learner earns less than the threshold.
    """
    if aim.LearnStartDate < FIRST_START or not aged(aim, 24) or earning_below_threshold(aim):
        return False
    return fully_funded(aim) if has_level(aim, ctx, *LEVEL_2_OR_BELOW) else False


@rule("LearnDelFAMType_125", reads=READS, models=(38,), unless=(restart, devolved_exclusion, project_s), needs="LARS")
def older_learner_on_level_3_entitlement(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner was 24 or over on {LearnStartDate}, but {LearnAimRef} is a level 3 aim for younger learners.

    Mark it as a Free Course for Jobs (LDM 378) if it is one, or correct the funding model {FundModel} or the aim.
    """
    older = aim.LearnStartDate >= FIRST_START and aged(aim, 24) and not has_fam(aim, "LDM", "378")
    return older and has_level(aim, ctx, "3") and in_category(aim, ctx, LEVEL_3_ENTITLEMENT)


@rule(
    "LearnDelFAMType_130",
    reads=f"{READS} PriorAttain.PriorLevel",
    models=(38,),
    unless=(restart, english_or_maths, *DIGITAL_SKILLS, devolved),
    needs="LARS",
)
def qualified_learner_fully_funded(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A learner of 19 to 23 who has a full level 2 already claims full funding (FFI 1) for the entitlement aim.

    Claim co-funding (FFI 2), correct the prior attainment, or add LDM 391 if the learner earns less than the threshold.
    """
    if aim.LearnStartDate < FIRST_START or not aged(aim, 19, 23) or earning_below_threshold(aim):
        return False
    repeats = attained(aim, *FULL_LEVEL_2_OR_ABOVE) and in_category(aim, ctx, LEVEL_2_ENTITLEMENT)
    return fully_funded(aim) if repeats else False
