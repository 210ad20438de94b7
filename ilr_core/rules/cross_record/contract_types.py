"""Apprenticeship contract types (ACT): they cover the apprenticeship from its first to its last day, one at a time."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.aim_fam.entries import entries
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.periods import (
    begins,
    consecutive,
    ends_before,
    in_order,
    latest_fam,
    overlapping,
)
from ilr_core.rules.dates import days_after
from ilr_core.rules.derived import status_on
from ilr_core.rules.exclusions import made_redundant, restart
from ilr_core.rules.registry import Verdict, rule

EMPLOYED = 10
FAM_DATES = "LearningDeliveryFAM.LearnDelFAMDateTo LearningDeliveryFAM.LearnDelFAMDateFrom"
STANDARD = "LearningDeliveryFAM.LearnDelFAMType FundModel ProgType"


@rule("R_101", reads=f"{FAM_DATES} LearningDeliveryFAM.LearnDelFAMType")
def contract_types_overlap(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than one contract type (ACT) on the same day.

    They begin on {LearnDelFAMDateFrom} and end on {LearnDelFAMDateTo}: end the earlier one before the later.
    """
    return overlapping(in_order(entries(aim, "ACT")))


@rule("R_102", reads="LearningDeliveryFAM.LearnDelFAMDateFrom LearningDeliveryFAM.LearnDelFAMType LearnStartDate")
def no_contract_type_on_first_day(aim: LearningDelivery, ctx: Context) -> Verdict:
    """No contract type (ACT) begins on the day the aim starts, {LearnStartDate}; they begin on {LearnDelFAMDateFrom}.

    Let the first contract type begin on the start date, or correct the start date.
    """
    contracts = entries(aim, "ACT")
    if not contracts or aim.LearnStartDate in [fam.LearnDelFAMDateFrom for fam in contracts]:
        return False
    return sorted(contracts, key=begins)


@rule("R_104", reads=f"{FAM_DATES} LearningDeliveryFAM.LearnDelFAMType")
def contract_types_with_gap(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A contract type (ACT) does not begin on the day after the one before it has ended.

    They begin on {LearnDelFAMDateFrom} and end on {LearnDelFAMDateTo}: let each begin the day after the one before it.
    """
    for earlier, later in consecutive(aim, "ACT"):
        if earlier.LearnDelFAMDateTo is None or begins(later) != days_after(earlier.LearnDelFAMDateTo, 1):
            return [earlier, later]
    return False


@rule("R_105", reads=f"{FAM_DATES} LearningDeliveryFAM.LearnDelFAMCode LearningDeliveryFAM.LearnDelFAMType")
def different_contract_types_at_once(learner: Learner, ctx: Context) -> Verdict:
    """The learner has different contract types (ACT {LearnDelFAMCode}) on the same day.

    They begin on {LearnDelFAMDateFrom} and end on {LearnDelFAMDateTo}: correct the code or the dates on one aim.
    """
    contracts = in_order([fam for aim in learner.LearningDelivery for fam in entries(aim, "ACT")])
    if len({fam.LearnDelFAMCode for fam in contracts}) < 2:
        return False
    for index, later in enumerate(contracts):
        for earlier in contracts[:index]:
            if earlier.LearnDelFAMCode != later.LearnDelFAMCode and not ends_before(earlier, begins(later)):
                return [earlier, later]
    return False


@rule(
    "R_110",
    reads="LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp "
    "LearningDeliveryFAM.LearnDelFAMDateFrom LearningDeliveryFAM.LearnDelFAMType LearningDeliveryFAM.LearnDelFAMCode "
    "FundModel",
    models=(36,),
    unless=(restart, made_redundant),
)
def employer_pays_but_not_employed(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer pays (ACT 1 from {LearnDelFAMDateFrom}), but the learner was not in paid employment on that day.

    Correct the employment record for that day ({EmpStat}), or the contract type.

    A learner without any employment record up to that day breaks the rule too.
    """
    for fam in aim.LearningDeliveryFAM:
        if fam.LearnDelFAMType == "ACT" and fam.LearnDelFAMCode == "1" and fam.LearnDelFAMDateFrom is not None:
            status = status_on(aim.learner, fam.LearnDelFAMDateFrom)
            if status is None:
                return [fam]
            if status.EmpStat != EMPLOYED:
                return [status, fam]
    return False


@rule("R_121", reads=f"LearningDeliveryFAM.LearnDelFAMDateTo AchDate {STANDARD}", models=(36,))
def contract_type_not_ended_at_achievement(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The last contract type (ACT) ends on {LearnDelFAMDateTo}, not on the achievement date {AchDate}.

    End it on the achievement date.
    """
    if aim.AchDate is None or aim.ProgType != 25:
        return False
    latest = latest_fam(aim, "ACT")
    return [latest] if latest and latest.LearnDelFAMDateTo != aim.AchDate else False


@rule(
    "R_122", reads=f"LearningDeliveryFAM.LearnDelFAMDateTo LearnActEndDate AchDate CompStatus {STANDARD}", models=(36,)
)
def contract_type_not_ended_with_learning(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The last contract type (ACT) ends on {LearnDelFAMDateTo}, not on the actual end date {LearnActEndDate}.

    There is no achievement date, so end the contract type on the actual end date.
    """
    if aim.CompStatus == 1 or aim.AchDate is not None or aim.ProgType != 25:
        return False
    latest = latest_fam(aim, "ACT")
    return [latest] if latest and latest.LearnDelFAMDateTo != aim.LearnActEndDate else False


@rule("R_123", reads=f"LearningDeliveryFAM.LearnDelFAMDateTo CompStatus {STANDARD}", models=(36,))
def contract_type_ended_while_learning(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The last contract type (ACT) ends on {LearnDelFAMDateTo}, but the learner is still learning.

    Take the end date of the contract type away, or correct the completion status {CompStatus}.
    """
    if aim.CompStatus != 1 or aim.ProgType != 25:
        return False
    latest = latest_fam(aim, "ACT")
    return [latest] if latest and latest.LearnDelFAMDateTo is not None else False
