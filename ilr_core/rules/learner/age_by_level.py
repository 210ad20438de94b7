"""Ages that the level of an aim or a standard in LARS asks for."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import (
    apprenticeship,
    devolved_exclusion,
    free_courses_for_jobs,
    has_fam,
    has_learner_fam,
    offender_in_custody,
    project_s,
    restart,
)
from ilr_core.rules.lars import lars_standard
from ilr_core.rules.lars_exclusions import (
    LEVEL_3_OR_ABOVE,
    a_level,
    aged,
    has_level,
    specialist_designated_college,
    steel_redundancy_training,
    trade_union_aim,
)
from ilr_core.rules.registry import rule

FIRST_2015_START, LAST_2015_START = date(2015, 8, 1), date(2016, 7, 31)
FIRST_2016_START, LAST_2016_START = date(2016, 8, 1), date(2017, 7, 31)
FIRST_2017_START, LAST_2017_START = date(2017, 8, 1), date(2024, 7, 31)
FIRST_FUND_START = date(2024, 8, 1)
FIRST_FOUNDATION_START, FOUNDATION = date(2025, 8, 1), "A0001"
FIRST_LEVEL_7_START = date(2026, 1, 1)
READS = "DateOfBirth LearnStartDate FundModel ProgType LearnAimRef LearnDelFAMType LearnDelFAMCode"
BEFORE_2017 = (apprenticeship, offender_in_custody, restart, trade_union_aim, specialist_designated_college,
               steel_redundancy_training)  # fmt: skip
FROM_2017 = (restart, a_level, devolved_exclusion, free_courses_for_jobs)


@rule("DateOfBirth_32", reads=READS, models=(35,), unless=BEFORE_2017, needs="LARS")
def older_learner_on_level_3_in_2015(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was 24 or over on {LearnStartDate}: too old for a funded level 3 aim.

    Correct the date of birth, the start date, the aim reference {LearnAimRef} or the funding model {FundModel}.

    The printed condition leaves 31 July 2016 out; its first sentence does not and is followed.
    """
    older = FIRST_2015_START <= aim.LearnStartDate <= LAST_2015_START and aged(aim, 24)
    return older and has_level(aim, ctx, *LEVEL_3_OR_ABOVE)


@rule("DateOfBirth_49", reads=READS, models=(35,), unless=BEFORE_2017, needs="LARS")
def older_learner_on_level_3_in_2016(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was 24 or over on {LearnStartDate}: too old for a funded level 3 aim.

    Correct the date of birth, the start date, the aim reference {LearnAimRef} or the funding model {FundModel}.
    """
    older = FIRST_2016_START <= aim.LearnStartDate <= LAST_2016_START and aged(aim, 24)
    return older and has_level(aim, ctx, *LEVEL_3_OR_ABOVE)


@rule(
    "DateOfBirth_55", reads=READS, models=(35,), unless=(apprenticeship, offender_in_custody, *FROM_2017), needs="LARS"
)
def older_learner_on_level_3_before_2024(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was 24 or over on {LearnStartDate}: too old for a funded level 3 aim.

    Correct the date of birth, the start date, the aim reference {LearnAimRef} or the funding model {FundModel}.
    """
    older = FIRST_2017_START <= aim.LearnStartDate <= LAST_2017_START and aged(aim, 24)
    return older and has_level(aim, ctx, *LEVEL_3_OR_ABOVE)


@rule("DateOfBirth_56", reads=READS, models=(38,), unless=(*FROM_2017, project_s), needs="LARS")
def older_learner_on_level_3_of_fund(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was 24 or over on {LearnStartDate}: too old for a level 3 aim of the fund.

    Mark it as a Free Course for Jobs (LDM 378) if it is one, or correct the dates, the aim {LearnAimRef} or the model.
    """
    older = aim.LearnStartDate >= FIRST_FUND_START and aged(aim, 24)
    return older and has_level(aim, ctx, *LEVEL_3_OR_ABOVE)


@rule(
    "DateOfBirth_59",
    reads="DateOfBirth LearnStartDate StdCode FundModel ProgType AimType LearnDelFAMType",
    unless=(restart,),
    needs="LARS",
)
def too_old_for_foundation_apprenticeship(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was 25 or over on {LearnStartDate}: too old for a foundation apprenticeship.

    Correct the date of birth, the start date or the standard {StdCode}.
    """
    programme = aim.FundModel == 36 and aim.ProgType == 25 and aim.AimType == 1
    standard = lars_standard(aim, ctx) if programme and aim.LearnStartDate >= FIRST_FOUNDATION_START else None
    return standard is not None and standard.ApprenticeshipStandardTypeCode == FOUNDATION and aged(aim, 25)


@rule(
    "DateOfBirth_60",
    reads="DateOfBirth LearnStartDate StdCode FundModel ProgType AimType LearnDelFAMType LearnDelFAMCode LearnFAMType",
    unless=(restart,),
    models=(36,),
    needs="LARS",
)
def too_old_for_level_7_apprenticeship(aim: LearningDelivery, ctx: Context) -> bool:
    """Born on {DateOfBirth}, the learner was not 16 to 21 on {LearnStartDate}, as level 7 apprenticeships ask.

    Care leavers (LDM 362) and learners with an education, health and care plan (EHC) may be up to 24: record this if it
    applies, or correct the dates or the standard {StdCode}.
    """
    programme = aim.ProgType == 25 and aim.AimType == 1
    if not programme or aim.LearnStartDate < FIRST_LEVEL_7_START or aim.learner.DateOfBirth is None:
        return False
    supported = has_fam(aim, "LDM", "362") or has_learner_fam(aim.learner, "EHC")
    standard = lars_standard(aim, ctx)
    eligible = aged(aim, 16, 21) or (supported and aged(aim, -200, 24))
    return standard is not None and standard.NotionalEndLevel == "7" and not eligible
