"""The unique learner number."""

from __future__ import annotations

from ilr_core.model import Learner
from ilr_core.rules.context import Context
from ilr_core.rules.derived import uln_check_digit
from ilr_core.rules.registry import rule

TEMPORARY_ULN = 9999999999


@rule("ULN_04", reads="ULN")
def wrong_check_digit(learner: Learner, ctx: Context) -> bool:
    """The ULN {ULN} is not a number that exists: its last digit does not fit the other nine.

    Compare it with the Learning Records Service and retype it.
    """
    expected = uln_check_digit(learner.ULN)
    return expected != "Y" and str(learner.ULN)[-1] != expected
