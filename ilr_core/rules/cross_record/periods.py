"""Funding and monitoring entries with dates: which of them apply at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import entries
from ilr_core.rules.registry import Verdict


def in_order(fams: list[LearningDeliveryFAM]) -> list[LearningDeliveryFAM]:
    """Those of the entries that have a start date, earliest first; none if there is only one."""
    if len(fams) < 2:
        return []
    return sorted((fam for fam in fams if fam.LearnDelFAMDateFrom is not None), key=begins)


def consecutive(aim: LearningDelivery, kind: str) -> Iterable[tuple[LearningDeliveryFAM, LearningDeliveryFAM]]:
    """The aim's entries of a kind that have a start date, each with the one that starts next."""
    return pairwise(in_order(entries(aim, kind))) if len(aim.LearningDeliveryFAM) > 1 else ()


def begins(fam: LearningDeliveryFAM) -> date:
    """The first day an entry applies; the first of all days if it does not say."""
    return fam.LearnDelFAMDateFrom or date.min


def latest_fam(aim: LearningDelivery, kind: str) -> LearningDeliveryFAM | None:
    """The aim's entry of a kind that starts last; None if there is none."""
    found = entries(aim, kind)
    return max(found, key=begins) if len(found) > 1 else found[0] if found else None


def ends_before(fam: LearningDeliveryFAM, day: date) -> bool:
    """Whether an entry has ended before that day."""
    return fam.LearnDelFAMDateTo is not None and fam.LearnDelFAMDateTo < day


def overlapping(fams: list[LearningDeliveryFAM]) -> Verdict:
    """Of entries with the earliest first, the first two that apply on one day, the earlier first; else False."""
    for earlier, later in pairwise(fams):
        if not ends_before(earlier, begins(later)):
            return [earlier, later]
    return False
