"""Tests for construction skills cards, which are funded beside a construction course only."""

from __future__ import annotations

from decimal import Decimal

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.derived import OPEN_END
from ilr_core.rules.exclusions import devolved_exclusion
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import rule

CARD, CONSTRUCTION = 76, Decimal("5.2")


@rule(
    "R_158",
    reads="LearnAimRef FundModel LearnStartDate LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    models=(38,),
    unless=(devolved_exclusion,),
    needs="LARS",
    since="2627",
)
def card_without_construction_course(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a test for a construction skills card, but no construction course goes on at the same time.

    Add the course (Adult Skills Fund, sector 5.2), or correct the dates or the aim reference.

    Read from a summary of the official rule. An aim without an actual end goes on.
    """
    if not _is_card(aim, ctx):
        return False
    return not any(_is_course(other, ctx) and _overlap(aim, other) for other in aim.learner.LearningDelivery)


def _is_card(aim: LearningDelivery, ctx: Context) -> bool:
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.in_category_or_child(CARD)


def _is_course(aim: LearningDelivery, ctx: Context) -> bool:
    entry = lars_aim(aim, ctx) if aim.FundModel == 38 else None
    return entry is not None and entry.SectorSubjectAreaTier2 == CONSTRUCTION and not entry.in_category_or_child(CARD)


def _overlap(aim: LearningDelivery, other: LearningDelivery) -> bool:
    ends = (aim.LearnActEndDate or OPEN_END, other.LearnActEndDate or OPEN_END)
    return aim.LearnStartDate <= ends[1] and other.LearnStartDate <= ends[0]
