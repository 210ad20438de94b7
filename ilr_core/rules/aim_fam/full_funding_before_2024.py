"""Full funding (FFI 1) of adult skills aims (35) by age and level, for starts up to July 2024."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import apprenticeship, devolved_exclusion, offender_in_custody, restart
from ilr_core.rules.lars_exclusions import (
    FULL_LEVEL_2_OR_ABOVE,
    LEVEL_2_ENTITLEMENT,
    LEVEL_2_OR_BELOW,
    aged,
    attained,
    digital_functional_skills,
    english_or_maths,
    essential_digital_skills,
    fixed_traineeship_part,
    fully_funded,
    has_level,
    in_category,
    low_wages,
    on_active_benefits,
    out_of_work_on_benefits,
    out_of_work_on_other_benefits_2017,
    released_on_licence,
    specialist_designated_college,
    steel_redundancy_training,
    trade_union_aim,
    unemployed_on_benefits,
)
from ilr_core.rules.registry import Verdict, rule

LAST_START_UNDER_FIRST_RULES = date(2016, 7, 31)
FIRST_2016_START, LAST_2016_START = date(2016, 8, 1), date(2017, 7, 31)
FIRST_2017_START, LAST_2017_START = date(2017, 8, 1), date(2020, 7, 31)
FIRST_2020_START, LAST_2020_START = date(2020, 8, 1), date(2024, 7, 31)
STATUS = "LearnerEmploymentStatus.EmpStat EmploymentStatusMonitoring.ESMType EmploymentStatusMonitoring.ESMCode"
READS = f"LearnDelFAMCode LearnDelFAMType FundModel ProgType LearnStartDate DateOfBirth LearnAimRef {STATUS}"
ALWAYS = (apprenticeship, offender_in_custody, released_on_licence, restart, english_or_maths)
BEFORE_2017 = (*ALWAYS, trade_union_aim, specialist_designated_college, steel_redundancy_training)
# Who is out of work on another state benefit (DD21, DD37) is out of work on benefits (DD28, DD38) as well.
FROM_2017 = (*ALWAYS, fixed_traineeship_part, out_of_work_on_benefits, steel_redundancy_training, low_wages,
             devolved_exclusion)  # fmt: skip
FROM_2020 = (*ALWAYS, fixed_traineeship_part, unemployed_on_benefits, low_wages, devolved_exclusion,
             essential_digital_skills)  # fmt: skip


@rule(
    "LearnDelFAMType_57",
    reads=READS,
    models=(35,),
    unless=(*BEFORE_2017, on_active_benefits, out_of_work_on_other_benefits_2017),
    needs="LARS",
)
def older_learner_fully_funded_before_2016(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner was 24 or over on {LearnStartDate}, yet full funding (FFI 1) is claimed for a level 2 aim or below.

    Claim co-funding (FFI 2), or correct the date of birth {DateOfBirth}, the start date or the aim reference.
    """
    if aim.LearnStartDate > LAST_START_UNDER_FIRST_RULES or not aged(aim, 24):
        return False
    return fully_funded(aim) if has_level(aim, ctx, *LEVEL_2_OR_BELOW) else False


@rule(
    "LearnDelFAMType_60",
    reads=READS,
    models=(35,),
    unless=(*BEFORE_2017, out_of_work_on_benefits, fixed_traineeship_part),
    needs="LARS",
)
def older_learner_fully_funded_2016(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner was 24 or over on {LearnStartDate}, yet full funding (FFI 1) is claimed for a level 2 aim or below.

    Claim co-funding (FFI 2), or correct the date of birth {DateOfBirth}, the start date or the aim reference.

    Benefits are judged by DD28 and traineeships are excluded, as the workbook has it; the csv names DD12.
    """
    if not FIRST_2016_START <= aim.LearnStartDate <= LAST_2016_START or not aged(aim, 24):
        return False
    return fully_funded(aim) if has_level(aim, ctx, *LEVEL_2_OR_BELOW) else False


@rule("LearnDelFAMType_61", reads=READS, models=(35,), unless=(*FROM_2017, on_active_benefits), needs="LARS")
def level_2_outside_entitlement_fully_funded_2017(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The level 2 aim {LearnAimRef} is not in the entitlement for 19 to 23 year olds, yet claims full funding (FFI 1).

    Claim co-funding (FFI 2), or correct the aim reference, the start date {LearnStartDate} or the date of birth.

    The text names benefits by DD12, the list of derived data by DD28; either excuses.
    """
    if not FIRST_2017_START <= aim.LearnStartDate <= LAST_2017_START or not aged(aim, 19, 23):
        return False
    outside = has_level(aim, ctx, "2") and not in_category(aim, ctx, LEVEL_2_ENTITLEMENT)
    return fully_funded(aim) if outside else False


@rule("LearnDelFAMType_65", reads=f"{READS} PriorAttain.PriorLevel", models=(35,), unless=FROM_2017, needs="LARS")
def qualified_learner_fully_funded_2017(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A learner of 19 to 23 who has a full level 2 already claims full funding (FFI 1) for a level 2 aim or below.

    Claim co-funding (FFI 2), or correct the prior attainment, the aim reference or the start date {LearnStartDate}.

    Benefits by DD28 excuse, as the list of derived data says; the text names other benefits (DD21) only.
    """
    if not FIRST_2017_START <= aim.LearnStartDate <= LAST_2017_START or not aged(aim, 19, 23):
        return False
    repeats = attained(aim, *FULL_LEVEL_2_OR_ABOVE) and has_level(aim, ctx, *LEVEL_2_OR_BELOW)
    return fully_funded(aim) if repeats else False


@rule("LearnDelFAMType_66", reads=READS, models=(35,), unless=FROM_2017, needs="LARS")
def older_learner_fully_funded_2017(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner was 24 or over on {LearnStartDate}, yet full funding (FFI 1) is claimed for a level 2 aim or below.

    Claim co-funding (FFI 2), or correct the date of birth {DateOfBirth}, the start date or the aim reference.

    Benefits by DD28 excuse, as the workbook has it.
    """
    if not FIRST_2017_START <= aim.LearnStartDate <= LAST_2017_START or not aged(aim, 24):
        return False
    return fully_funded(aim) if has_level(aim, ctx, *LEVEL_2_OR_BELOW) else False


@rule("LearnDelFAMType_79", reads=READS, models=(35,), unless=FROM_2020, needs="LARS")
def level_2_outside_entitlement_fully_funded_2020(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The level 2 aim {LearnAimRef} is not in the entitlement for 19 to 23 year olds, yet claims full funding (FFI 1).

    Claim co-funding (FFI 2), or correct the aim reference, the start date {LearnStartDate} or the date of birth.

    The exclusions are those of the workbook; the csv names DD21 and steel training instead of DD37.
    """
    if not FIRST_2020_START <= aim.LearnStartDate <= LAST_2020_START or not aged(aim, 19, 23):
        return False
    outside = has_level(aim, ctx, "2") and not in_category(aim, ctx, LEVEL_2_ENTITLEMENT)
    return fully_funded(aim) if outside else False


@rule(
    "LearnDelFAMType_80",
    reads=f"{READS} PriorAttain.PriorLevel",
    models=(35,),
    unless=(*FROM_2020, digital_functional_skills),
    needs="LARS",
)
def qualified_learner_fully_funded_2020(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A learner of 19 to 23 who has a full level 2 already claims full funding (FFI 1) for a level 2 aim or below.

    Claim co-funding (FFI 2), or correct the prior attainment, the aim reference or the start date {LearnStartDate}.

    The exclusions are those of the workbook.
    """
    if not FIRST_2020_START <= aim.LearnStartDate <= LAST_2020_START or not aged(aim, 19, 23):
        return False
    repeats = attained(aim, *FULL_LEVEL_2_OR_ABOVE) and has_level(aim, ctx, *LEVEL_2_OR_BELOW)
    return fully_funded(aim) if repeats else False


@rule("LearnDelFAMType_81", reads=READS, models=(35,), unless=(*FROM_2020, digital_functional_skills), needs="LARS")
def older_learner_fully_funded_2020(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner was 24 or over on {LearnStartDate}, yet full funding (FFI 1) is claimed for a level 2 aim or below.

    Claim co-funding (FFI 2), or correct the date of birth {DateOfBirth}, the start date or the aim reference.
    """
    if not FIRST_2020_START <= aim.LearnStartDate <= LAST_2020_START or not aged(aim, 24):
        return False
    return fully_funded(aim) if has_level(aim, ctx, *LEVEL_2_OR_BELOW) else False
