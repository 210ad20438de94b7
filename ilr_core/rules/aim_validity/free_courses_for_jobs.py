"""Free Courses for Jobs (LDM 378) under the Adult Skills Fund: the LARS validity FCFJ_ADULT_SKILLS."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_validity.shapes import (
    ended_before_this_year,
    ended_from,
    ends_after,
    never_valid,
    starts_outside,
    starts_too_late,
)
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam, project_s
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import rule

FIRST_DAY = date(2024, 8, 1)
FREE_COURSES = "FCFJ_ADULT_SKILLS"
FLEXIBLE_DELIVERY = 56


def flexible_delivery(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is in the LARS category of flexible delivery for combined authorities only (56)."""
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.in_category(FLEXIBLE_DELIVERY)


def _free_course(aim: LearningDelivery) -> bool:
    return aim.FundModel == 38 and has_fam(aim, "LDM", "378")


@rule(
    "LearnAimRef_143",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode",
    needs="LARS",
)
def free_course_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity FCFJ_ADULT_SKILLS for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded as a Free Course for Jobs needs one: correct the start date, the aim reference or the funding
    model.
    """
    return _free_course(aim) and ended_from(aim, FIRST_DAY) and starts_outside(aim, ctx, FREE_COURSES)


@rule("LearnAimRef_144", reads="LearnAimRef LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode", needs="LARS")
def free_course_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity FCFJ_ADULT_SKILLS of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded as a Free Course for Jobs needs it to its end: correct the actual end date, the aim reference or
    the funding model.
    """
    return _free_course(aim) and ended_from(aim, FIRST_DAY) and ends_after(aim, ctx, FREE_COURSES)


@rule(
    "LearnAimRef_145",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    unless=(flexible_delivery,),
    needs="LARS",
)
def free_course_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity FCFJ_ADULT_SKILLS of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as a Free Course for Jobs needs it: correct the start date or the aim reference, or mark a restart
    (RES) as one.
    """
    begun = _free_course(aim) and aim.LearnStartDate >= FIRST_DAY
    return begun and starts_too_late(aim, ctx, FREE_COURSES, restart=has_fam(aim, "RES"))


@rule("LearnAimRef_146", reads="LearnAimRef FundModel LearnDelFAMType LearnDelFAMCode LearnStartDate", needs="LARS")
def free_course_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity FCFJ_ADULT_SKILLS of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded as a Free Course for Jobs any more: correct the aim reference or the funding model.
    """
    return _free_course(aim) and aim.LearnStartDate >= FIRST_DAY and ended_before_this_year(aim, ctx, FREE_COURSES)


@rule(
    "LearnAimRef_147",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    unless=(project_s, flexible_delivery),
    needs="LARS",
)
def free_course_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity FCFJ_ADULT_SKILLS for the aim {LearnAimRef}.

    An aim funded as a Free Course for Jobs needs one: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_DAY
    return _free_course(aim) and begun and never_valid(aim, ctx, FREE_COURSES)
