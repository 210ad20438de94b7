"""Aims whose level or category in LARS does not go with their funding."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.derived import status_on
from ilr_core.rules.exclusions import (
    apprenticeship,
    devolved_exclusion,
    free_courses_for_jobs,
    has_fam,
    offender_in_custody,
    project_s,
    restart,
)
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.lars_exclusions import (
    LEVEL_3_ENTITLEMENT,
    attained,
    earning_below_threshold,
    has_level,
    in_category,
    specialist_designated_college,
    steel_redundancy_training,
    traineeship,
    unemployed_on_benefits,
)
from ilr_core.rules.registry import rule

LICENCE_TO_PRACTISE, SECURITY_LICENCE, DEVOLVED_BOOTCAMP = 20, 22, 67
FULL_LEVEL_3_OR_ABOVE = (6, 7, 8, 9, 10, 97, 98)
FIRST_SECURITY_START, FIRST_LICENCE_START = date(2015, 8, 1), date(2016, 8, 1)
FIRST_2016_START, LAST_2016_START = date(2016, 8, 1), date(2017, 7, 31)
FIRST_2017_START, LAST_ADULT_SKILLS_START = date(2017, 8, 1), date(2024, 7, 31)
FIRST_FUND_START = date(2024, 8, 1)
READS = "LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode"
ADULT = (apprenticeship, offender_in_custody, restart)


def trains_with_low_income(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner is marked LDM 382."""
    return has_fam(aim, "LDM", "382")


@rule("LearnAimRef_56", reads=READS, models=(35, 81), needs="LARS")
def security_licence_in_custody(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a security licence to practise, which is not funded for offenders (LDM 034 or 328).

    Correct the aim reference, the funding model {FundModel} or the monitoring code.
    """
    offender = has_fam(aim, "LDM", "034", "328")
    return offender and aim.LearnStartDate >= FIRST_SECURITY_START and in_category(aim, ctx, SECURITY_LICENCE)


@rule(
    "LearnAimRef_78",
    reads=f"{READS} ProgType",
    models=(35,),
    unless=(*ADULT, steel_redundancy_training, specialist_designated_college),
    needs="LARS",
)
def level_3_outside_entitlement_2016(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a level 3 aim outside the entitlement, which adult skills funding did not pay in 2016/17.

    Correct the aim reference, the start date {LearnStartDate} or the funding model {FundModel}.
    """
    funded = FIRST_2016_START <= aim.LearnStartDate <= LAST_2016_START
    return funded and has_level(aim, ctx, "3") and not in_category(aim, ctx, LEVEL_3_ENTITLEMENT)


@rule("LearnAimRef_79", reads=f"{READS} ProgType", models=(35,), unless=(*ADULT, devolved_exclusion), needs="LARS")
def level_4_under_adult_skills(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a level 4 aim, which adult skills funding (35) does not pay.

    Correct the aim reference, the start date {LearnStartDate} or the funding model {FundModel}.
    """
    funded = FIRST_2016_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return funded and has_level(aim, ctx, "4")


@rule(
    "LearnAimRef_81",
    reads="LearnAimRef LearnStartDate FundModel EmploymentStatusMonitoring.ESMType EmploymentStatusMonitoring.ESMCode",
    models=(35, 81),
    needs="LARS",
)
def licence_to_practise_on_other_benefits(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a licence to practise, not funded for learners on other state benefits (BSI 3).

    Correct the aim reference, the funding model {FundModel} or the benefit on {LearnStartDate}.
    """
    if aim.LearnStartDate < FIRST_LICENCE_START:
        return False
    status = status_on(aim.learner, aim.LearnStartDate)
    facts = status.EmploymentStatusMonitoring if status else []
    entry = lars_aim(aim, ctx) if any(fact.ESMType == "BSI" and fact.ESMCode == 3 for fact in facts) else None
    return entry is not None and entry.in_category_or_child(LICENCE_TO_PRACTISE)


@rule(
    "LearnAimRef_84",
    reads=f"{READS} ProgType",
    models=(35,),
    unless=(*ADULT, devolved_exclusion, traineeship, free_courses_for_jobs),
    needs="LARS",
)
def level_3_outside_entitlement_before_2024(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a level 3 aim that was not in the entitlement on {LearnStartDate}.

    Correct the aim reference, the start date or the funding model {FundModel}.
    """
    funded = FIRST_2017_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return funded and _level_3_outside_entitlement(aim, ctx)


@rule(
    "LearnAimRef_85",
    reads=f"{READS} ProgType PriorAttain.PriorLevel EmploymentStatusMonitoring.ESMType "
    "EmploymentStatusMonitoring.ESMCode LearnerEmploymentStatus.EmpStat", models=(35,),
    unless=(apprenticeship, restart, devolved_exclusion, traineeship, free_courses_for_jobs, unemployed_on_benefits,
            trains_with_low_income),
    needs="LARS",
)  # fmt: skip
def second_level_3_before_2024(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has a full level 3 already, but {LearnAimRef} is a level 3 aim under adult skills funding.

    Correct the prior attainment, the aim reference or the funding model {FundModel}.

    The text joins its last exclusions (benefits, LDM 382) with "and"; each is taken to excuse by itself.
    """
    funded = FIRST_2017_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return funded and attained(aim, *FULL_LEVEL_3_OR_ABOVE) and has_level(aim, ctx, "3")


@rule("LearnAimRef_135", reads=READS, models=(38,), unless=(devolved_exclusion,), needs="LARS")
def level_4_under_adult_skills_fund(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a level 4 aim, which the Adult Skills Fund (38) does not pay.

    Correct the aim reference, the start date {LearnStartDate} or the funding model {FundModel}.
    """
    return aim.LearnStartDate >= FIRST_FUND_START and has_level(aim, ctx, "4")


@rule(
    "LearnAimRef_136",
    reads=READS,
    models=(38,),
    unless=(restart, devolved_exclusion, free_courses_for_jobs, project_s),
    needs="LARS",
)
def level_3_outside_entitlement(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a level 3 aim that was not in the entitlement on {LearnStartDate}.

    Correct the aim reference, the start date or the funding model {FundModel}.
    """
    funded = aim.LearnStartDate >= FIRST_FUND_START
    return funded and _level_3_outside_entitlement(aim, ctx)


@rule(
    "LearnAimRef_137",
    reads=f"{READS} PriorAttain.PriorLevel",
    models=(38,),
    unless=(restart, devolved_exclusion),
    needs="LARS",
)
def second_level_3(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has a full level 3 already, but {LearnAimRef} is a level 3 aim of the Adult Skills Fund.

    Add LDM 391 if the learner earns less than the threshold, or correct the prior attainment or the aim reference.
    """
    funded = aim.LearnStartDate >= FIRST_FUND_START and not earning_below_threshold(aim)
    return funded and attained(aim, *FULL_LEVEL_3_OR_ABOVE) and has_level(aim, ctx, "3")


@rule("LearnAimRef_153", reads="LearnAimRef FundModel", models=(35,), needs="LARS")
def devolved_bootcamp_under_adult_skills(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is an exceptional Skills Bootcamp of combined authorities, not to be funded as adult skills (35).

    Correct the aim reference or the funding model {FundModel}.
    """
    return in_category(aim, ctx, DEVOLVED_BOOTCAMP)


def _level_3_outside_entitlement(aim: LearningDelivery, ctx: Context) -> bool:
    entry = lars_aim(aim, ctx)
    if entry is None or entry.NotionalNVQLevelv2 != "3":
        return False
    return not entry.in_category(LEVEL_3_ENTITLEMENT, on=aim.LearnStartDate)
