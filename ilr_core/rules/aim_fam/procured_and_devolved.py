"""Monitoring codes of procured adult education (LDM), of devolved areas (DAM), and their source of funding."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import entries, is_entry
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_devolved
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import Verdict, rule

FIRST_PROCURED_START = date(2017, 11, 1)
NOT_DEVOLVED_CODES = ("034", "357", "363", "379", "388")
MODELS_WITH_DEVOLVED_AREA = (11, 35, 38)


def _other_source(aim: LearningDelivery) -> bool:
    return any(fam.LearnDelFAMCode != "105" for fam in entries(aim, "SOF"))


@rule("LearnDelFAMType_69", reads="LearnDelFAMCode LearnDelFAMType FundModel LearnStartDate", until="2526")
def procured_2017_on_other_aim_before_2026(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 357 (procured 2017) does not fit funding model {FundModel} or a start on {LearnStartDate}.

    It needs funding model 35 or 10 and a start from 1 November 2017: correct these, or delete the entry.
    """
    fits = fam.aim.FundModel in (10, 35) and fam.aim.LearnStartDate >= FIRST_PROCURED_START
    return is_entry(fam, "LDM", "357") and not fits


@rule("LearnDelFAMType_69", reads="LearnDelFAMCode LearnDelFAMType FundModel LearnStartDate", since="2627")
def procured_2017_on_other_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 357 (procured 2017) does not fit funding model {FundModel} or a start on {LearnStartDate}.

    It needs funding model 35 and a start from 1 November 2017: correct these, or delete the entry.
    """
    fits = fam.aim.FundModel == 35 and fam.aim.LearnStartDate >= FIRST_PROCURED_START
    return is_entry(fam, "LDM", "357") and not fits


@rule("LearnDelFAMType_75", reads="LearnDelFAMCode LearnDelFAMType")
def national_code_on_devolved_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """A combined authority pays for the aim, so it cannot have the monitoring code LDM {LearnDelFAMCode}.

    Delete the entry, or correct the source of funding.
    """
    national = fam.LearnDelFAMCode in NOT_DEVOLVED_CODES and fam.LearnDelFAMType == "LDM"
    return national and is_devolved(fam.aim, ctx)


@rule("LearnDelFAMType_76", reads="LearnDelFAMCode LearnDelFAMType")
def other_source_for_offender(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner is an offender in custody (LDM 034), but the source of funding is {LearnDelFAMCode} and not 105.

    Set the code of the SOF entry to 105, or delete the LDM entry.
    """
    if not has_fam(aim, "LDM", "034"):
        return False
    return [fam for fam in entries(aim, "SOF") if fam.LearnDelFAMCode != "105"]


@rule("LearnDelFAMType_78", reads="LearnDelFAMCode LearnDelFAMType FundModel", until="2526")
def devolved_area_under_other_funding_before_2026(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The devolved area code DAM {LearnDelFAMCode} does not go with funding model {FundModel}.

    Correct the funding model, or delete the entry.
    """
    return fam.LearnDelFAMType == "DAM" and fam.aim.FundModel not in (10, *MODELS_WITH_DEVOLVED_AREA)


@rule("LearnDelFAMType_78", reads="LearnDelFAMCode LearnDelFAMType FundModel", since="2627")
def devolved_area_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The devolved area code DAM {LearnDelFAMCode} does not go with funding model {FundModel}.

    Correct the funding model, or delete the entry.
    """
    return fam.LearnDelFAMType == "DAM" and fam.aim.FundModel not in MODELS_WITH_DEVOLVED_AREA


@rule("LearnDelFAMType_97", reads="LearnDelFAMCode LearnDelFAMType FundModel", models=(35,))
def procured_devolved_with_national_source(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is procured by a devolved area (DAM 002), but its source of funding is the national one (SOF 105).

    Set the source of funding to the combined authority's, or delete the DAM entry.
    """
    return has_fam(aim, "SOF", "105") and entries(aim, "DAM", "002")


@rule("LearnDelFAMType_105", reads="LearnDelFAMCode LearnDelFAMType FundModel ProgType")
def procured_2021_on_other_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 379 (procured 2021) does not go with this funding model, source of funding or programme.

    It needs funding model 35 or 10 ({FundModel} here), source 105 and no programme type: correct these or delete it.

    The brackets of the printed condition are misplaced; each of the three faults counts only with this code.
    """
    if not is_entry(fam, "LDM", "379"):
        return False
    return fam.aim.FundModel not in (10, 35) or _other_source(fam.aim) or fam.aim.ProgType is not None


@rule("LearnDelFAMType_115", reads="LearnDelFAMCode LearnDelFAMType")
def procured_2021_and_2023(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has the codes of both procurements of adult education (LDM {LearnDelFAMCode}).

    Keep 379 or 388, whichever contract pays for it.
    """
    both = has_fam(aim, "LDM", "379") and has_fam(aim, "LDM", "388")
    return both and entries(aim, "LDM", "379", "388")


@rule("LearnDelFAMType_116", reads="LearnDelFAMCode LearnDelFAMType FundModel ProgType")
def procured_2023_on_other_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The code LDM 388 (procured 2023) does not go with this funding model, source of funding or programme.

    It needs model 35, 38, 11 or 10 ({FundModel} here), source 105 and no programme type: correct these or delete it.
    """
    if not is_entry(fam, "LDM", "388"):
        return False
    return fam.aim.FundModel not in (10, 11, 35, 38) or _other_source(fam.aim) or fam.aim.ProgType is not None
