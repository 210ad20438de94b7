"""Starts before August 2021: the validity of LARS that goes with the way of funding."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_validity.shapes import never_valid, starts_too_late
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_apprenticeship, is_devolved
from ilr_core.rules.exclusions import has_fam, restart
from ilr_core.rules.registry import rule

FIRST_LATER_START = date(2021, 8, 1)
FIRST_FRAMEWORK_COMPONENT = date(2011, 8, 1)


@rule(
    "LearnAimRef_88",
    reads="LearnAimRef LearnStartDate FundModel ProgType AimType LearnDelFAMType LearnDelFAMCode",
    unless=(restart,),
    needs="LARS",
)
def start_before_2021_not_valid(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS did not let the aim {LearnAimRef} be started on {LearnStartDate} and funded in this way ({FundModel}).

    Correct the start date, the aim reference or the funding model.

    The category of validity is chosen by Table 1 of the official rules, which also leaves out restarts. The
    category codes that the text mentions beside it are in no table, so validity alone decides.
    """
    if aim.LearnStartDate >= FIRST_LATER_START:
        return False
    category = validity_category(aim, ctx)
    return bool(category) and (never_valid(aim, ctx, category) or starts_too_late(aim, ctx, category))


def validity_category(aim: LearningDelivery, ctx: Context) -> str:
    """The LARS validity that an aim needs, by Table 1 of the official rules 2025/26; empty if none.

    Where several rows of the table fit, the narrower one is taken: 14 to 16 before 16 to 19, devolved before national.
    """
    free_course = has_fam(aim, "LDM", "378")
    if is_devolved(aim, ctx):
        return "" if free_course else "MCA_GLA"
    if aim.FundModel in (25, 82):
        return "1416_EFA" if aim.FundModel == 25 and has_fam(aim, "LDM", "320", "321", "381") else "1619_EFA"
    if aim.FundModel == 10:
        return "COMM_LEARN"
    if aim.FundModel in (37, 81, 99) or (aim.FundModel == 36 and aim.ProgType == 25):
        return "ADV_LEARN_LOAN" if aim.FundModel == 99 and has_fam(aim, "ADL") else "ANY"
    if is_apprenticeship(aim):
        later = aim.AimType == 3 and aim.LearnStartDate >= FIRST_FRAMEWORK_COMPONENT and aim.ProgType != 25
        return "APPRENTICESHIPS" if later and aim.FundModel in (35, 36) else ""
    excused = free_course or has_fam(aim, "LDM", "034")
    return "ADULT_SKILLS" if aim.FundModel == 35 and not excused else ""
