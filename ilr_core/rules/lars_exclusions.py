"""Exclusions and conditions that ask LARS, or the other facts by which full funding is judged."""

from __future__ import annotations

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules import derived
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.dates import age_on
from ilr_core.rules.derived import legal_type
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.lars import lars_aim

TRADE_UNION = 19
LEVEL_2_ENTITLEMENT, LEVEL_3_ENTITLEMENT = 37, 38
ESSENTIAL_DIGITAL, DIGITAL_FUNCTIONAL = 43, 44
LEVEL_2_OR_BELOW = ("E", "1", "2")
LEVEL_3_OR_ABOVE = ("3", "4", "5", "6", "7", "8", "H")
FULL_LEVEL_2_OR_ABOVE = (4, 6, 7, 8, 9, 10, 97, 98)
A_LEVELS = ("0002", "1413", "1430", "1431", "1453")


def has_level(aim: LearningDelivery, ctx: Context, *levels: str) -> bool:
    """Whether LARS has the aim at one of the levels (NotionalNVQLevelv2)."""
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.NotionalNVQLevelv2 in levels


def in_category(aim: LearningDelivery, ctx: Context, *categories: int) -> bool:
    """Whether LARS has the aim in one of the categories, whenever that was."""
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.in_category(*categories)


def fully_funded(aim: LearningDelivery) -> list[LearningDeliveryFAM]:
    """The entries that claim full funding (FFI 1)."""
    return [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == "FFI" and fam.LearnDelFAMCode == "1"]


def aged(aim: LearningDelivery, youngest: int, oldest: int = 200) -> bool:
    """Whether the learner was known to be that old, in full years, on the day the aim started."""
    born = aim.learner.DateOfBirth
    return born is not None and youngest <= age_on(born, aim.LearnStartDate) <= oldest


def attained(aim: LearningDelivery, *levels: int) -> bool:
    """Whether the latest prior attainment dated on or before the aim's start is one of the levels."""
    dated = [
        prior for prior in aim.learner.PriorAttain
        if prior.DateLevelApp is not None and prior.DateLevelApp <= aim.LearnStartDate
    ]  # fmt: skip
    latest = max(dated, key=lambda prior: prior.DateLevelApp, default=None)
    return latest is not None and latest.PriorLevel in levels


def english_or_maths(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim as English or maths (basic skills type) on its start date."""
    return derived.is_english_or_maths(aim, ctx)


def essential_digital_skills(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim as Essential Digital Skills (basic skills type 43) on its start date."""
    return _has_skills(aim, ctx, ESSENTIAL_DIGITAL)


def digital_functional_skills(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim as Digital Functional Skills (basic skills type 44) on its start date."""
    return _has_skills(aim, ctx, DIGITAL_FUNCTIONAL)


def _has_skills(aim: LearningDelivery, ctx: Context, kind: int) -> bool:
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.has_basic_skills((kind,), aim.LearnStartDate)


def trade_union_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim among those of trade unions (category 19)."""
    return in_category(aim, ctx, TRADE_UNION)


def a_level(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim as an A level."""
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.LearnAimRefType in A_LEVELS


def fixed_traineeship_part(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a traineeship and not its flexible element (DD29)."""
    return derived.fixed_traineeship_aim(aim, ctx)


def traineeship(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a traineeship (programme type 24)."""
    return aim.ProgType == 24


def specialist_designated_college(aim: LearningDelivery, ctx: Context) -> bool | Needs:
    """The provider is a specialist designated college (register of organisations, USDC)."""
    return legal_type(aim, ctx, "USDC")


def released_on_licence(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner is released from prison on temporary licence (LDM 328)."""
    return has_fam(aim, "LDM", "328")


def steel_redundancy_training(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is redundancy training for the steel industries (LDM 347)."""
    return has_fam(aim, "LDM", "347")


def low_wages(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner receives low wages (LDM 363)."""
    return has_fam(aim, "LDM", "363")


def earning_below_threshold(aim: LearningDelivery) -> bool:
    """Whether the learner is marked as earning less than the threshold (LDM 391)."""
    return has_fam(aim, "LDM", "391")


def on_active_benefits(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner was on JSA, ESA (WRAG) or mandated Universal Credit on the start date (DD12)."""
    return derived.active_benefits(aim)


def out_of_work_on_other_benefits_2017(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner was out of work and on another state benefit on the start date (DD21)."""
    return derived.out_of_work_on_other_benefits_2017(aim)


def out_of_work_on_benefits(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner was out of work, or in little work, and on benefits on the start date (DD28)."""
    return derived.out_of_work_on_benefits(aim)


def unemployed_on_benefits(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner was out of work, or in little work, and on benefits on the start date (DD38)."""
    return derived.unemployed_on_benefits(aim)
