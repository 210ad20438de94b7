"""Advanced Learner Loans: the LARS validity ADV_LEARN_LOAN."""

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
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import rule


def _loan(aim: LearningDelivery) -> bool:
    return aim.FundModel == 99 and has_fam(aim, "ADL")


@rule("LearnAimRef_110", reads="LearnAimRef LearnStartDate LearnActEndDate FundModel LearnDelFAMType", needs="LARS")
def loan_start_outside_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADV_LEARN_LOAN for the aim {LearnAimRef} on its start date, {LearnStartDate}.

    An aim funded by an Advanced Learner Loan needs one: correct the start date, the aim reference or the funding
    model.
    """
    return _loan(aim) and ended_from(aim, FIRST_END) and starts_outside(aim, ctx, "ADV_LEARN_LOAN")


@rule("LearnAimRef_111", reads="LearnAimRef LearnActEndDate FundModel LearnDelFAMType", needs="LARS")
def loan_end_after_validity(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ADV_LEARN_LOAN of {LearnAimRef} in LARS ended before the aim did, on {LearnActEndDate}.

    An aim funded by an Advanced Learner Loan needs it to its end: correct the actual end date, the aim reference or
    the funding model.
    """
    return _loan(aim) and ended_from(aim, FIRST_END) and ends_after(aim, ctx, "ADV_LEARN_LOAN")


@rule("LearnAimRef_112", reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType", needs="LARS")
def loan_start_not_taken(aim: LearningDelivery, ctx: Context) -> bool:
    """The validity ADV_LEARN_LOAN of {LearnAimRef} in LARS takes no start on {LearnStartDate}.

    An aim funded by an Advanced Learner Loan needs it: correct the start date or the aim reference, or mark a
    restart (RES) as one.
    """
    begun = _loan(aim) and aim.LearnStartDate >= FIRST_NEW_START
    return begun and starts_too_late(aim, ctx, "ADV_LEARN_LOAN", restart=has_fam(aim, "RES"))


@rule("LearnAimRef_113", reads="LearnAimRef FundModel LearnDelFAMType", needs="LARS")
def loan_validity_over(aim: LearningDelivery, ctx: Context) -> bool:
    """The latest validity ADV_LEARN_LOAN of {LearnAimRef} in LARS ended before this year.

    The aim cannot be funded by an Advanced Learner Loan any more: correct the aim reference or the funding model.
    """
    return _loan(aim) and ended_before_this_year(aim, ctx, "ADV_LEARN_LOAN")


@rule("LearnAimRef_131", reads="LearnAimRef LearnStartDate FundModel LearnDelFAMType", needs="LARS")
def loan_never_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has no validity ADV_LEARN_LOAN for the aim {LearnAimRef}.

    An aim funded by an Advanced Learner Loan needs one: correct the aim reference or the funding model.

    The printed condition begins in 2021, its first sentence on 1 August 2023, as the workbook has corrected
    in the rule for 16 to 19 provision; the later day is followed.
    """
    begun = aim.LearnStartDate >= FIRST_NEEDED
    return _loan(aim) and begun and never_valid(aim, ctx, "ADV_LEARN_LOAN")
