"""Full or co-funding (FFI) and enhanced apprenticeship funding (EEF)."""

from __future__ import annotations

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import entries
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_apprenticeship
from ilr_core.rules.exclusions import apprenticeship_funded, has_fam, standard_of_any_funding
from ilr_core.rules.registry import Verdict, rule

MODELS_WITH_INDICATOR = (35, 37, 38, 81)


@rule("LearnDelFAMType_02", reads="LearnDelFAMType FundModel", models=(35, 38))
def no_indicator_of_adult_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim of funding model {FundModel} does not say whether it is fully funded or co-funded (FFI).

    Add an FFI entry with code 1 (fully) or 2 (co-funded).
    """
    return not has_fam(aim, "FFI")


@rule("LearnDelFAMType_22", reads="LearnDelFAMType FundModel", until="2526")
def indicator_under_other_funding_before_2026(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """Full or co-funding (FFI) is recorded, which funding model {FundModel} does not have.

    Delete the entry, or correct the funding model.
    """
    return fam.LearnDelFAMType == "FFI" and fam.aim.FundModel not in (10, 11, *MODELS_WITH_INDICATOR)


@rule("LearnDelFAMType_22", reads="LearnDelFAMType FundModel", since="2627")
def indicator_under_other_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """Full or co-funding (FFI) is recorded, which funding model {FundModel} does not have.

    Delete the entry, or correct the funding model.
    """
    return fam.LearnDelFAMType == "FFI" and fam.aim.FundModel not in MODELS_WITH_INDICATOR


@rule("LearnDelFAMType_111", reads="LearnDelFAMType ProgType")
def no_indicator_of_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """The Skills Bootcamp does not say whether it is fully funded or co-funded (FFI).

    Add an FFI entry with code 1 (fully) or 2 (co-funded), or correct the programme type {ProgType}.
    """
    return aim.ProgType == 32 and not has_fam(aim, "FFI")


@rule("LearnDelFAMType_14", reads="LearnDelFAMType FundModel ProgType")
def enhanced_funding_without_apprenticeship(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """Enhanced apprenticeship funding (EEF) is recorded, but the aim is in no funded apprenticeship.

    Delete the entry, or correct the funding model ({FundModel}) or the programme type ({ProgType}).

    What the list prints as an exclusion, a funded apprenticeship, is the other side of the condition.
    """
    funded = fam.aim.FundModel in (35, 36, 81) and is_apprenticeship(fam.aim)
    return fam.LearnDelFAMType == "EEF" and not funded


@rule(
    "LearnDelFAMType_54",
    reads="LearnDelFAMCode LearnDelFAMType FundModel ProgType",
    unless=(standard_of_any_funding, apprenticeship_funded),
)
def co_funded_despite_younger_entitlement(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner has a right to 16-18 apprenticeship funding (EEF 2), but the aim is co-funded (FFI 2).

    Set the FFI entry to 1, or delete the EEF entry.
    """
    return has_fam(aim, "EEF", "2") and entries(aim, "FFI", "2")
