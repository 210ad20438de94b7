"""Apprenticeship units (39), from 2026/27: the LARS validity GROWTH_SKILLS_SHORT_COURSES."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_validity.shapes import (
    ended_before_this_year,
    ends_after,
    never_valid,
    starts_outside,
    starts_too_late,
)
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import rule

CSCS = 76
SHORT_COURSE = "GROWTH_SKILLS_SHORT_COURSES"


@rule(
    "LearnAimRef_155",
    reads="LearnActEndDate LearnStartDate LearnPlanEndDate LearnAimRef",
    needs="LARS",
    since="2627",
)
def construction_card_over_several_days(aim: LearningDelivery, ctx: Context) -> bool:
    """The test for a construction skills card takes one day, not from {LearnStartDate} to {LearnActEndDate}.

    The planned end is {LearnPlanEndDate}: enter the day of the test as start, planned end and actual end.

    An aim that has not ended yet has its start and planned end compared only.
    """
    is_one_day = aim.LearnStartDate == aim.LearnPlanEndDate and aim.LearnActEndDate in (None, aim.LearnStartDate)
    entry = None if is_one_day else lars_aim(aim, ctx)
    return entry is not None and entry.in_category_or_child(CSCS)


@rule("LearnAimRef_156", reads="LearnAimRef LearnStartDate FundModel", models=(39,), needs="LARS", since="2627")
def short_course_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity GROWTH_SKILLS_SHORT_COURSES for the aim {LearnAimRef} on {LearnStartDate}.

    An apprenticeship unit needs one on its start date: correct the start date or the aim reference.
    """
    return starts_outside(aim, ctx, SHORT_COURSE)


@rule("LearnAimRef_157", reads="LearnAimRef LearnActEndDate FundModel", models=(39,), needs="LARS", since="2627")
def short_course_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity GROWTH_SKILLS_SHORT_COURSES of {LearnAimRef} in LARS ended before {LearnActEndDate}.

    An apprenticeship unit needs it to its end: correct the actual end date or the aim reference.
    """
    return ends_after(aim, ctx, SHORT_COURSE)


@rule(
    "LearnAimRef_158",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType",
    models=(39,),
    needs="LARS",
    since="2627",
)
def short_course_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity GROWTH_SKILLS_SHORT_COURSES of {LearnAimRef} takes no start on {LearnStartDate}.

    Correct the start date or the aim reference, or mark the aim as a restart (RES) if it is one.
    """
    return starts_too_late(aim, ctx, SHORT_COURSE, restart=has_fam(aim, "RES"))


@rule("LearnAimRef_159", reads="LearnAimRef FundModel", models=(39,), needs="LARS", since="2627")
def short_course_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity GROWTH_SKILLS_SHORT_COURSES of {LearnAimRef} in LARS ended before this year.

    It cannot be an apprenticeship unit any more: correct the aim reference or the funding model.
    """
    return ended_before_this_year(aim, ctx, SHORT_COURSE)


@rule("LearnAimRef_160", reads="LearnAimRef FundModel", models=(39,), needs="LARS", since="2627")
def short_course_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity GROWTH_SKILLS_SHORT_COURSES for the aim {LearnAimRef}.

    An apprenticeship unit needs one: correct the aim reference or the funding model.
    """
    return never_valid(aim, ctx, SHORT_COURSE)
