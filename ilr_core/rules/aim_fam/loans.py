"""Advanced Learner Loans (ADL) and the bursary that goes with them (ALB)."""

from __future__ import annotations

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import entries
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_apprenticeship
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import Verdict, rule


@rule("LearnDelFAMType_35", reads="LearnDelFAMType FundModel")
def loan_for_funded_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """An Advanced Learner Loan (ADL) is recorded, but the funding model is {FundModel} and not 99.

    Set the funding model to 99, or delete the entry.
    """
    return fam.LearnDelFAMType == "ADL" and fam.aim.FundModel != 99


@rule("LearnDelFAMType_36", reads="LearnDelFAMType")
def bursary_without_loan(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A loans bursary (ALB) is recorded, but no Advanced Learner Loan (ADL).

    Add the ADL entry, or delete the bursary.
    """
    return not has_fam(aim, "ADL") and entries(aim, "ALB")


@rule("LearnDelFAMType_38", reads="LearnDelFAMType FundModel")
def bursary_for_funded_aim(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """A loans bursary (ALB) is recorded, but the funding model is {FundModel} and not 99.

    Set the funding model to 99, or delete the entry.
    """
    return fam.LearnDelFAMType == "ALB" and fam.aim.FundModel != 99


@rule("LearnDelFAMType_40", reads="LearnDelFAMType FundModel ProgType")
def loan_for_apprenticeship(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """An Advanced Learner Loan (ADL) is recorded for an apprenticeship (programme type {ProgType}).

    Delete the entry, or correct the programme type: there are no loans for apprenticeships.
    """
    return fam.LearnDelFAMType == "ADL" and fam.aim.FundModel == 99 and is_apprenticeship(fam.aim)
