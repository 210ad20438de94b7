"""Adult skills (35) and the Adult Skills Fund (38): the LARS validity ADULT_SKILLS."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_validity.shapes import (
    FIRST_END,
    FIRST_NEEDED,
    FIRST_NEW_START,
    ended_before_this_year,
    ended_from,
    ends_after,
    never_valid,
    starts_outside,
    starts_too_late,
)
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import (
    apprenticeship,
    devolved,
    free_courses_for_jobs,
    has_fam,
    offender_in_custody,
    project_s,
)
from ilr_core.rules.registry import rule

LAST_ADULT_SKILLS_DAY = date(2024, 7, 31)
FIRST_ADULT_SKILLS_FUND_DAY = date(2024, 8, 1)
BEFORE_FUND = (apprenticeship, offender_in_custody, devolved, free_courses_for_jobs)
OF_FUND = (devolved, free_courses_for_jobs, project_s)


@rule(
    "LearnAimRef_94",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    models=(35,),
    unless=BEFORE_FUND,
    needs="LARS",
)
def adult_skills_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADULT_SKILLS for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded as adult skills (35) needs one: correct the start date, the aim reference or the funding model.

    The official text spells the category ADULT_SKLLS in places; ADULT_SKILLS is meant.
    """
    return ended_from(aim, FIRST_END, LAST_ADULT_SKILLS_DAY) and starts_outside(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_95",
    reads="LearnAimRef LearnActEndDate FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    models=(35,),
    unless=BEFORE_FUND,
    needs="LARS",
)
def adult_skills_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ADULT_SKILLS of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded as adult skills (35) needs it to its end: correct the actual end date, the aim reference or the
    funding model.
    """
    return ended_from(aim, FIRST_END, LAST_ADULT_SKILLS_DAY) and ends_after(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_96",
    reads="LearnAimRef LearnStartDate FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    models=(35,),
    unless=BEFORE_FUND,
    needs="LARS",
)
def adult_skills_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ADULT_SKILLS of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as adult skills (35) needs it: correct the start date or the aim reference, or mark a restart (RES)
    as one.

    The csv counts aims by their end; the workbook and the first sentence speak of starts, which is followed.
    """
    begun = FIRST_NEW_START <= aim.LearnStartDate <= LAST_ADULT_SKILLS_DAY
    return begun and starts_too_late(aim, ctx, "ADULT_SKILLS", restart=has_fam(aim, "RES"))


@rule(
    "LearnAimRef_97",
    reads="LearnAimRef FundModel ProgType LearnDelFAMType LearnDelFAMCode LearnStartDate",
    models=(35,),
    unless=BEFORE_FUND,
    needs="LARS",
)
def adult_skills_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity ADULT_SKILLS of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded as adult skills (35) any more: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate <= LAST_ADULT_SKILLS_DAY
    return begun and ended_before_this_year(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_127",
    reads="LearnAimRef LearnStartDate FundModel ProgType LearnDelFAMType LearnDelFAMCode",
    models=(35,),
    unless=BEFORE_FUND,
    needs="LARS",
)
def adult_skills_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADULT_SKILLS for the aim {LearnAimRef}.

    An aim funded as adult skills (35) needs one: correct the aim reference or the funding model.
    """
    begun = FIRST_NEEDED <= aim.LearnStartDate <= LAST_ADULT_SKILLS_DAY
    return begun and never_valid(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_138",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(38,),
    unless=OF_FUND,
    needs="LARS",
)
def adult_skills_fund_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADULT_SKILLS for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded by the Adult Skills Fund (38) needs one: correct the start date, the aim reference or the funding
    model.
    """
    return ended_from(aim, FIRST_ADULT_SKILLS_FUND_DAY) and starts_outside(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_139",
    reads="LearnAimRef LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(38,),
    unless=OF_FUND,
    needs="LARS",
)
def adult_skills_fund_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ADULT_SKILLS of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded by the Adult Skills Fund (38) needs it to its end: correct the actual end date, the aim reference
    or the funding model.
    """
    return ended_from(aim, FIRST_ADULT_SKILLS_FUND_DAY) and ends_after(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_140",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(38,),
    unless=OF_FUND,
    needs="LARS",
)
def adult_skills_fund_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ADULT_SKILLS of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded by the Adult Skills Fund (38) needs it: correct the start date or the aim reference, or mark a
    restart (RES) as one.
    """
    begun = aim.LearnStartDate >= FIRST_ADULT_SKILLS_FUND_DAY
    return begun and starts_too_late(aim, ctx, "ADULT_SKILLS", restart=has_fam(aim, "RES"))


@rule(
    "LearnAimRef_141",
    reads="LearnAimRef FundModel LearnDelFAMType LearnDelFAMCode LearnStartDate",
    models=(38,),
    unless=OF_FUND,
    needs="LARS",
)
def adult_skills_fund_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity ADULT_SKILLS of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded by the Adult Skills Fund (38) any more: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_ADULT_SKILLS_FUND_DAY
    return begun and ended_before_this_year(aim, ctx, "ADULT_SKILLS")


@rule(
    "LearnAimRef_142",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(38,),
    unless=OF_FUND,
    needs="LARS",
)
def adult_skills_fund_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADULT_SKILLS for the aim {LearnAimRef}.

    An aim funded by the Adult Skills Fund (38) needs one: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_ADULT_SKILLS_FUND_DAY
    return begun and never_valid(aim, ctx, "ADULT_SKILLS")
