"""The National Insurance number."""

from __future__ import annotations

import re

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import employer_funded
from ilr_core.rules.registry import rule

NUMBER = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?")


@rule("NINumber_01", reads="NINumber")
def malformed_number(learner: Learner, ctx: Context) -> bool:
    """{NINumber} is not a National Insurance number.

    Retype it: two capital letters, six digits and A, B, C or D, without spaces.

    The official condition allows a space as the last character. Programs cut spaces off, so a number of eight
    characters passes too, as it does in the service.
    """
    return learner.NINumber is not None and not NUMBER.fullmatch(learner.NINumber.strip())


@rule("NINumber_02", reads="NINumber LearnDelFAMType LearnDelFAMCode")
def apprentice_without_number(aim: LearningDelivery, ctx: Context) -> bool:
    """The National Insurance number of an apprentice whose employer's account pays (ACT 1) is missing.

    Enter the number; payslips and letters from HMRC show it.
    """
    return aim.learner.NINumber is None and employer_funded(aim, ctx)
