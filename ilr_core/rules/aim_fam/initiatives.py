"""Monitoring codes (LDM) of short-term funding initiatives."""

from __future__ import annotations

from ilr_core.model import LearningDeliveryFAM
from ilr_core.rules.context import Context
from ilr_core.rules.origin import provider_ukprn
from ilr_core.rules.registry import rule


@rule(
    "LearnDelFAMType_83",
    reads="LearnDelFAMCode LearnDelFAMType LearnStartDate LearningProvider.UKPRN",
    needs="initiatives",
)
def initiative_not_open(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """The initiative LDM {LearnDelFAMCode} is not open to provider {UKPRN} for a start on {LearnStartDate}.

    Take the code away, or correct the start date.
    """
    register, code = ctx.registers.initiatives, fam.LearnDelFAMCode
    if fam.LearnDelFAMType != "LDM" or register is None or code is None or not register.has(code):
        return False
    return not register.open_to(code, provider_ukprn(fam), fam.aim.LearnStartDate)
