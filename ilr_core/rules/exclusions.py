"""Exclusions: named predicates that excuse a record from a rule. All take the record and the context."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context


def has_fam(aim: LearningDelivery, kind: str, *codes: str) -> bool:
    """Whether the aim has a funding and monitoring entry of a kind, with one of the codes if any are given."""
    return any(
        fam.LearnDelFAMType == kind and (not codes or fam.LearnDelFAMCode in codes) for fam in aim.LearningDeliveryFAM
    )


def restart(aim: LearningDelivery, ctx: Context) -> bool:  # noqa: ARG001 - every exclusion takes the context
    """The aim is a restart (RES)."""
    return has_fam(aim, "RES")
