"""Tailored Learning (11): the LARS validity Tailored_Learning."""

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
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import rule

FIRST_DAY = date(2024, 8, 1)


@rule("LearnAimRef_148", reads="LearnAimRef LearnStartDate LearnActEndDate FundModel", models=(11,), needs="LARS")
def tailored_learning_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity Tailored_Learning for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded as Tailored Learning (11) needs one: correct the start date, the aim reference or the funding
    model.

    The printed condition compares the actual end date; its first sentence, as all rules beside it, means the
    start date.
    """
    return ended_from(aim, FIRST_DAY) and starts_outside(aim, ctx, "Tailored_Learning")


@rule("LearnAimRef_149", reads="LearnAimRef LearnActEndDate FundModel", models=(11,), needs="LARS")
def tailored_learning_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity Tailored_Learning of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded as Tailored Learning (11) needs it to its end: correct the actual end date, the aim reference or
    the funding model.
    """
    return ended_from(aim, FIRST_DAY) and ends_after(aim, ctx, "Tailored_Learning")


@rule("LearnAimRef_150", reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType", models=(11,), needs="LARS")
def tailored_learning_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity Tailored_Learning of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as Tailored Learning (11) needs it: correct the start date or the aim reference, or mark a restart
    (RES) as one.

    The printed condition counts aims by their end; its first sentence speaks of new starts, which is
    followed.
    """
    begun = aim.LearnStartDate >= FIRST_DAY
    return begun and starts_too_late(aim, ctx, "Tailored_Learning", restart=has_fam(aim, "RES"))


@rule("LearnAimRef_151", reads="LearnAimRef FundModel", models=(11,), needs="LARS")
def tailored_learning_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity Tailored_Learning of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded as Tailored Learning (11) any more: correct the aim reference or the funding model.
    """
    return ended_before_this_year(aim, ctx, "Tailored_Learning")


@rule("LearnAimRef_152", reads="LearnAimRef LearnStartDate FundModel", models=(11,), needs="LARS")
def tailored_learning_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity Tailored_Learning for the aim {LearnAimRef}.

    An aim funded as Tailored Learning (11) needs one: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_DAY
    return begun and never_valid(aim, ctx, "Tailored_Learning")
