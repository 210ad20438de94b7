"""Standards, Skills Bootcamps, other adult and unfunded provision: the LARS validity ANY."""

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
from ilr_core.rules.exclusions import advanced_loan, apprenticeship, has_fam
from ilr_core.rules.registry import rule


def _any_funding(aim: LearningDelivery) -> bool:
    return aim.FundModel in (37, 81, 99) or (aim.FundModel == 36 and aim.ProgType == 25)


@rule(
    "LearnAimRef_114",
    reads="LearnAimRef LearnStartDate LearnActEndDate FundModel ProgType LearnDelFAMType",
    unless=(advanced_loan,),
    needs="LARS",
)
def other_funding_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ANY for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded in this way needs one: correct the start date, the aim reference or the funding model.
    """
    return _any_funding(aim) and ended_from(aim, FIRST_END) and starts_outside(aim, ctx, "ANY")


@rule(
    "LearnAimRef_115",
    reads="LearnAimRef LearnActEndDate FundModel ProgType LearnDelFAMType",
    unless=(advanced_loan,),
    needs="LARS",
)
def other_funding_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ANY of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded in this way needs it to its end: correct the actual end date, the aim reference or the funding
    model.
    """
    return _any_funding(aim) and ended_from(aim, FIRST_END) and ends_after(aim, ctx, "ANY")


@rule(
    "LearnAimRef_116",
    reads="LearnAimRef LearnStartDate FundModel ProgType LearnDelFAMType",
    unless=(advanced_loan,),
    needs="LARS",
)
def other_funding_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ANY of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded in this way needs it: correct the start date or the aim reference, or mark a restart (RES) as one.
    """
    begun = _any_funding(aim) and aim.LearnStartDate >= FIRST_NEW_START
    return begun and starts_too_late(aim, ctx, "ANY", restart=has_fam(aim, "RES"))


@rule(
    "LearnAimRef_117",
    reads="LearnAimRef FundModel ProgType LearnDelFAMType",
    models=(37, 81, 99),
    unless=(advanced_loan, apprenticeship),
    needs="LARS",
)
def other_funding_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity ANY of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded in this way any more: correct the aim reference or the funding model.

    The exclusions are those of the workbook; the csv prints none.
    """
    return ended_before_this_year(aim, ctx, "ANY")


@rule(
    "LearnAimRef_132",
    reads="LearnAimRef LearnStartDate FundModel ProgType LearnDelFAMType",
    unless=(advanced_loan,),
    needs="LARS",
)
def other_funding_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ANY for the aim {LearnAimRef}.

    An aim funded in this way needs one: correct the aim reference or the funding model.
    """
    begun = aim.LearnStartDate >= FIRST_NEEDED
    return _any_funding(aim) and begun and never_valid(aim, ctx, "ANY")
