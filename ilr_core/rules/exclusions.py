"""Exclusions: named predicates that excuse a record from a rule. All take the record and the context."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_apprenticeship


def has_fam(aim: LearningDelivery, kind: str, *codes: str) -> bool:
    """Whether the aim has a funding and monitoring entry of a kind, with one of the codes if any are given."""
    return any(
        fam.LearnDelFAMType == kind and (not codes or fam.LearnDelFAMCode in codes) for fam in aim.LearningDeliveryFAM
    )


def restart(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is a restart (RES)."""
    return has_fam(aim, "RES")


def skills_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a Skills Bootcamp (funding model 37, programme type 32)."""
    return aim.FundModel == 37 and aim.ProgType == 32


def not_funded(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is not paid for by a funding body (funding model 99)."""
    return aim.FundModel == 99


def funded_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of an apprenticeship standard under funding model 36."""
    return aim.FundModel == 36 and aim.ProgType == 25


def standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of an apprenticeship standard, funded (36) or not (99)."""
    return aim.FundModel in (36, 99) and aim.ProgType == 25


def standard_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is the programme aim of an apprenticeship standard, funded (36) or not (99)."""
    return aim.AimType == 1 and standard(aim, ctx)


def adult_t_level_pilot(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to the adult T Level pilot (LDM 384)."""
    return has_fam(aim, "LDM", "384")


def offender_in_custody(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is learning of an offender in custody, OLASS (LDM 034)."""
    return has_fam(aim, "LDM", "034")


def apprenticeship(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to an apprenticeship (DD07)."""
    return is_apprenticeship(aim)


def t_level(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a funded T Level programme (funding model 25, programme type 31)."""
    return aim.FundModel == 25 and aim.ProgType == 31
