"""Community learning (10), until 2025/26: the LARS validity COMM_LEARN."""

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
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import rule


@rule(
    "LearnAimRef_106",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel",
    models=(10,),
    needs="LARS",
    until="2526",
)
def community_learning_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity COMM_LEARN for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded as community learning (10) needs one: correct the start date, the aim reference or the funding
    model.
    """
    return ended_from(aim, FIRST_END) and starts_outside(aim, ctx, "COMM_LEARN")


@rule("LearnAimRef_107", reads="LearnAimRef LearnActEndDate FundModel", models=(10,), needs="LARS", until="2526")
def community_learning_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity COMM_LEARN of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded as community learning (10) needs it to its end: correct the actual end date, the aim reference or
    the funding model.
    """
    return ended_from(aim, FIRST_END) and ends_after(aim, ctx, "COMM_LEARN")


@rule(
    "LearnAimRef_108",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType",
    models=(10,),
    needs="LARS",
    until="2526",
)
def community_learning_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity COMM_LEARN of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as community learning (10) needs it: correct the start date or the aim reference, or mark a restart
    (RES) as one.

    The printed condition counts aims by their end; its first sentence speaks of new starts, which is
    followed.
    """
    begun = aim.LearnStartDate >= FIRST_NEW_START
    return begun and starts_too_late(aim, ctx, "COMM_LEARN", restart=has_fam(aim, "RES"))


@rule("LearnAimRef_109", reads="LearnAimRef FundModel", models=(10,), needs="LARS", until="2526")
def community_learning_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity COMM_LEARN of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded as community learning (10) any more: correct the aim reference or the funding model.
    """
    return ended_before_this_year(aim, ctx, "COMM_LEARN")


@rule("LearnAimRef_130", reads="LearnAimRef LearnStartDate FundModel", models=(10,), needs="LARS", until="2526")
def community_learning_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity COMM_LEARN for the aim {LearnAimRef}.

    An aim funded as community learning (10) needs one: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_NEEDED
    return begun and never_valid(aim, ctx, "COMM_LEARN")
