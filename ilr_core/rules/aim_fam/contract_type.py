"""The contract type of an apprenticeship (ACT)."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import is_entry, restarted_aim
from ilr_core.rules.context import Context
from ilr_core.rules.registry import rule

EMPLOYER_ACCOUNTS_FOR_ALL = date(2021, 4, 1)


@rule(
    "LearnDelFAMType_92",
    reads="LearnDelFAMCode LearnDelFAMType AimType LearnStartDate",
    unless=(restarted_aim,),
)
def contract_with_funding_body_too_late(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The contract type ACT 2 ended before this apprenticeship began ({LearnStartDate}).

    Set the code to 1: every apprenticeship that starts from 1 April 2021 is paid through the employer's account.
    """
    late = is_entry(fam, "ACT", "2") and fam.aim.LearnStartDate >= EMPLOYER_ACCOUNTS_FOR_ALL
    return late and fam.aim.AimType == 1
