"""The funding and monitoring entries (FAM) of an aim by kind and code, and what excuses one of them."""

from __future__ import annotations

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_devolved
from ilr_core.rules.exclusions import has_fam

APPRENTICESHIP_UNIT = 34


def entries(aim: LearningDelivery, kind: str, *codes: str) -> list[LearningDeliveryFAM]:
    """The aim's entries of a kind, with one of the codes if any are given."""
    # A loop for the same reason as in has_fam.
    found = []
    for fam in aim.LearningDeliveryFAM:
        if fam.LearnDelFAMType == kind and (not codes or fam.LearnDelFAMCode in codes):
            found.append(fam)  # noqa: PERF401 - see above
    return found


def is_entry(fam: LearningDeliveryFAM, kind: str, *codes: str) -> bool:
    """Whether an entry is of a kind and has one of the codes."""
    return fam.LearnDelFAMCode in codes and fam.LearnDelFAMType == kind


def devolved_sources(aim: LearningDelivery, ctx: Context) -> list[LearningDeliveryFAM]:
    """The aim's sources of funding (SOF) if a combined authority is among them (DD35), else none."""
    return entries(aim, "SOF") if is_devolved(aim, ctx) else []


def restarted_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim of the entry is a restart (RES)."""
    return has_fam(fam.aim, "RES")


def contract_type(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry is an apprenticeship contract type (ACT)."""
    return fam.LearnDelFAMType == "ACT"


def contract_type_of_achieved_programme(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The entry is the contract type (ACT) of a programme aim that has an achievement date."""
    return fam.LearnDelFAMType == "ACT" and fam.aim.AimType == 1 and fam.aim.AchDate is not None


def funded_unit(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim of the entry is a funded apprenticeship unit (funding model 39, programme type 34)."""
    return fam.aim.FundModel == 39 and fam.aim.ProgType == APPRENTICESHIP_UNIT


def unit_of_older_funding(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The aim of the entry is marked as an apprenticeship unit (LDM 403)."""
    return has_fam(fam.aim, "LDM", "403")
