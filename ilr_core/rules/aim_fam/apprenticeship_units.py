"""Monitoring codes of apprenticeship units: 403 marks one, 404 that its first payment is due. New in 2026/27."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.ages import is_under
from ilr_core.rules.aim_fam.entries import APPRENTICESHIP_UNIT, entries, funded_unit, is_entry, unit_of_older_funding
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import Verdict, rule

FIRST_UNIT = date(2026, 4, 1)


@rule(
    "LearnDelFAMType_135",
    reads="LearnDelFAMCode LearnDelFAMType FundModel ProgType",
    unless=(funded_unit,),
    since="2627",
)
def unit_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim is marked as an apprenticeship unit (LDM 403), but its funding model is {FundModel}.

    Set the funding model to 39 with programme type 34, or to 99 for units that began before August 2026.
    """
    return is_entry(fam, "LDM", "403") and fam.aim.FundModel != 99


@rule(
    "LearnDelFAMType_136",
    reads="LearnDelFAMCode LearnDelFAMType LearnStartDate Learner.DateOfBirth",
    since="2627",
)
def unit_for_young_learner(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The learner, born on {DateOfBirth}, was under 19 when the unit (LDM 403) started on {LearnStartDate}.

    Correct the date of birth or the start date, or delete the entry.
    """
    if not is_entry(fam, "LDM", "403"):
        return False
    return is_under(fam.aim.learner.DateOfBirth, "adult_age", fam.aim.LearnStartDate, ctx)


@rule("LearnDelFAMType_137", reads="LearnDelFAMCode LearnDelFAMType LearnStartDate", since="2627")
def unit_too_early(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim is marked as an apprenticeship unit (LDM 403), but it started on {LearnStartDate}.

    There are none from before 1 April 2026: correct the start date, or delete the entry.
    """
    return is_entry(fam, "LDM", "403") and fam.aim.LearnStartDate < FIRST_UNIT


@rule(
    "LearnDelFAMType_138",
    reads="LearnDelFAMCode LearnDelFAMType FundModel ProgType",
    unless=(funded_unit,),
    since="2627",
)
def payment_due_without_unit(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 404 is recorded, but not the code 403 that marks an apprenticeship unit.

    Add an LDM entry with code 403, or delete this one.
    """
    return is_entry(fam, "LDM", "404") and not has_fam(fam.aim, "LDM", "403")


@rule("LearnDelFAMType_139", reads="LearnDelFAMCode LearnDelFAMType Outcome", since="2627")
def unit_achieved_without_payment_due(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The apprenticeship unit (LDM 403) is achieved, but the code 404 is missing.

    Add an LDM entry with code 404, or correct the outcome {Outcome}.
    """
    return aim.Outcome == 1 and not has_fam(aim, "LDM", "404") and entries(aim, "LDM", "403")


@rule(
    "LearnDelFamType_141",
    reads="LearnDelFAMCode LearnDelFAMType ProgType",
    unless=(unit_of_older_funding,),
    since="2627",
)
def payment_due_on_other_programme(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 404 is for apprenticeship units, but the programme type is {ProgType} and not 34.

    Correct the programme type, or delete the entry.
    """
    return is_entry(fam, "LDM", "404") and fam.aim.ProgType != APPRENTICESHIP_UNIT


@rule(
    "LearnDelFamType_142",
    reads="LearnDelFAMCode LearnDelFAMType AimType",
    unless=(unit_of_older_funding,),
    since="2627",
)
def payment_due_off_programme_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 404 stands on an aim of type {AimType} instead of the programme aim.

    Move the entry to the programme aim.
    """
    return is_entry(fam, "LDM", "404") and fam.aim.AimType != 1
