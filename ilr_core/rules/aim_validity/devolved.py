"""Aims that a combined authority pays for: the LARS validity MCA_GLA."""

from __future__ import annotations

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
from ilr_core.rules.derived import is_devolved
from ilr_core.rules.exclusions import free_courses_for_jobs, has_fam
from ilr_core.rules.registry import rule


@rule(
    "LearnAimRef_118",
    reads="LearnAimRef LearnStartDate LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    unless=(free_courses_for_jobs,),
    needs="LARS",
)
def devolved_aim_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity MCA_GLA for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded by a combined authority needs one: correct the start date, the aim reference or the funding model.
    """
    return ended_from(aim, FIRST_END) and is_devolved(aim, ctx) and starts_outside(aim, ctx, "MCA_GLA")


@rule(
    "LearnAimRef_119",
    reads="LearnAimRef LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    unless=(free_courses_for_jobs,),
    needs="LARS",
)
def devolved_aim_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity MCA_GLA of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded by a combined authority needs it to its end: correct the actual end date, the aim reference or the
    funding model.
    """
    return ended_from(aim, FIRST_END) and is_devolved(aim, ctx) and ends_after(aim, ctx, "MCA_GLA")


@rule(
    "LearnAimRef_120",
    reads="LearnAimRef LearnStartDate LearnDelFAMType LearnDelFAMCode",
    unless=(free_courses_for_jobs,),
    needs="LARS",
)
def devolved_aim_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity MCA_GLA of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded by a combined authority needs it: correct the start date or the aim reference, or mark a restart
    (RES) as one.

    The csv counts aims by their end; the workbook, which is followed, by their start.
    """
    begun = aim.LearnStartDate >= FIRST_NEW_START and is_devolved(aim, ctx)
    return begun and starts_too_late(aim, ctx, "MCA_GLA", restart=has_fam(aim, "RES"))


@rule(
    "LearnAimRef_121",
    reads="LearnAimRef LearnDelFAMType LearnDelFAMCode",
    unless=(free_courses_for_jobs,),
    needs="LARS",
)
def devolved_aim_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity MCA_GLA of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded by a combined authority any more: correct the aim reference or the funding model.
    """
    return is_devolved(aim, ctx) and ended_before_this_year(aim, ctx, "MCA_GLA")


@rule(
    "LearnAimRef_133",
    reads="LearnAimRef LearnStartDate LearnDelFAMType LearnDelFAMCode",
    unless=(free_courses_for_jobs,),
    needs="LARS",
)
def devolved_aim_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has none of the validities MCA_GLA, COMM_LEARN and Tailored_Learning for the aim {LearnAimRef}.

    An aim that a combined authority pays for needs one: correct the aim reference or the source of funding.

    The printed condition joins the three categories with "or" after "is not", which every aim would break;
    having one of them is taken to be enough.
    """
    begun = aim.LearnStartDate >= FIRST_NEEDED and is_devolved(aim, ctx)
    return begun and never_valid(aim, ctx, "MCA_GLA", "COMM_LEARN", "Tailored_Learning")
