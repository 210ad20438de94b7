"""16 to 19 provision (25, 82) and 14 to 16 provision: the LARS validities 1619_EFA and 1416_EFA."""

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

YOUNGER = ("320", "321", "381")


def fourteen_to_sixteen(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is 14 to 16 provision (LDM 320, 321 or 381)."""
    return has_fam(aim, "LDM", *YOUNGER)


def _of_younger(aim: LearningDelivery) -> bool:
    return aim.FundModel == 25 and has_fam(aim, "LDM", *YOUNGER)


@rule(
    "LearnAimRef_102",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 82),
    unless=(fourteen_to_sixteen,),
    needs="LARS",
)
def study_programme_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity 1619_EFA for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded as 16 to 19 provision needs one: correct the start date, the aim reference or the funding model.
    """
    return ended_from(aim, FIRST_END) and starts_outside(aim, ctx, "1619_EFA")


@rule(
    "LearnAimRef_103",
    reads="LearnAimRef LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 82),
    unless=(fourteen_to_sixteen,),
    needs="LARS",
)
def study_programme_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity 1619_EFA of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded as 16 to 19 provision needs it to its end: correct the actual end date, the aim reference or the
    funding model.
    """
    return ended_from(aim, FIRST_END) and ends_after(aim, ctx, "1619_EFA")


@rule(
    "LearnAimRef_104",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 82),
    unless=(fourteen_to_sixteen,),
    needs="LARS",
    until="2526",
)
def study_programme_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity 1619_EFA of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as 16 to 19 provision needs it: correct the start date or the aim reference, or mark a restart
    (RES) as one.
    """
    begun = aim.LearnStartDate >= FIRST_NEW_START
    return begun and starts_too_late(aim, ctx, "1619_EFA", restart=has_fam(aim, "RES"))


@rule(
    "LearnAimRef_104",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 82),
    unless=(fourteen_to_sixteen,),
    needs="LARS",
    since="2627",
)
def study_programme_start_not_taken_even_as_restart(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity 1619_EFA of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as 16 to 19 provision needs it: correct the start date or the aim reference.

    From 2026/27 a restart is no excuse.
    """
    begun = aim.LearnStartDate >= FIRST_NEW_START
    return begun and starts_too_late(aim, ctx, "1619_EFA")


@rule(
    "LearnAimRef_105",
    reads="LearnAimRef FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 82),
    unless=(fourteen_to_sixteen,),
    needs="LARS",
)
def study_programme_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity 1619_EFA of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded as 16 to 19 provision any more: correct the aim reference or the funding model.

    The csv asks starts from 1 August 2021 only; the workbook, which is followed, asks all.
    """
    return ended_before_this_year(aim, ctx, "1619_EFA")


@rule(
    "LearnAimRef_129",
    reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 82),
    unless=(fourteen_to_sixteen,),
    needs="LARS",
)
def study_programme_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity 1619_EFA for the aim {LearnAimRef}.

    An aim funded as 16 to 19 provision needs one: correct the aim reference or the funding model.

    The csv condition begins in 2021; the workbook and the first sentence say 1 August 2023.
    """
    begun = aim.LearnStartDate >= FIRST_NEEDED
    return begun and never_valid(aim, ctx, "1619_EFA")


@rule(
    "LearnAimRef_122",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode",
    needs="LARS",
)
def younger_learner_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity 1416_EFA for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded as 14 to 16 provision needs one: correct the start date, the aim reference or the funding model.
    """
    return _of_younger(aim) and ended_from(aim, FIRST_END) and starts_outside(aim, ctx, "1416_EFA")


@rule("LearnAimRef_123", reads="LearnAimRef LearnActEndDate FundModel LearnDelFAMType LearnDelFAMCode", needs="LARS")
def younger_learner_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity 1416_EFA of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded as 14 to 16 provision needs it to its end: correct the actual end date, the aim reference or the
    funding model.
    """
    return _of_younger(aim) and ended_from(aim, FIRST_END) and ends_after(aim, ctx, "1416_EFA")


@rule("LearnAimRef_124", reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode", needs="LARS")
def younger_learner_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity 1416_EFA of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded as 14 to 16 provision needs it: correct the start date or the aim reference, or mark a restart
    (RES) as one.

    The printed condition counts aims by their end; its first sentence speaks of new starts, which is
    followed.
    """
    begun = _of_younger(aim) and aim.LearnStartDate >= FIRST_NEW_START
    return begun and starts_too_late(aim, ctx, "1416_EFA", restart=has_fam(aim, "RES"))


@rule("LearnAimRef_125", reads="LearnAimRef FundModel LearnDelFAMType LearnDelFAMCode", needs="LARS")
def younger_learner_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity 1416_EFA of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded as 14 to 16 provision any more: correct the aim reference or the funding model.

    The csv asks aims that ended from 1 August 2021; the workbook, which is followed, asks all.
    """
    return _of_younger(aim) and ended_before_this_year(aim, ctx, "1416_EFA")


@rule("LearnAimRef_134", reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType LearnDelFAMCode", needs="LARS")
def younger_learner_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity 1416_EFA for the aim {LearnAimRef}.

    An aim funded as 14 to 16 provision needs one: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_NEEDED
    return _of_younger(aim) and begun and never_valid(aim, ctx, "1416_EFA")
