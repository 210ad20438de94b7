"""The apprenticeship standard of an aim and the organisation that assesses it."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.registry import rule

ASSESSMENT_PRICES = (2, 4)


@rule("StdCode_01", reads="StdCode ProgType")
def standard_without_code(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme type {ProgType} is an apprenticeship standard, but no standard code is given.

    Enter the LARS code of the standard, or correct the programme type.
    """
    return aim.ProgType == 25 and aim.StdCode is None


@rule("StdCode_03", reads="StdCode ProgType")
def code_without_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a standard code ({StdCode}), but the programme type is {ProgType} and not 25.

    Clear the standard code, or set the programme type to 25.
    """
    return aim.StdCode is not None and aim.ProgType != 25


@rule("EPAOrgID_02", reads="EPAOrgID AFinType AFinCode")
def assessment_price_without_organisation(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a price for the assessment (TNP 2 or 4), but no assessment organisation.

    Enter the organisation that will assess the apprentice, or take the assessment price away.
    """
    return aim.EPAOrgID is None and _has_assessment_price(aim)


@rule("EPAOrgID_03", reads="EPAOrgID AFinType AFinCode")
def organisation_without_assessment_price(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an assessment organisation ({EPAOrgID}), but no price for the assessment.

    Add the assessment price (TNP 2, or 4 for what is left of it), or clear the assessment organisation.
    """
    return aim.EPAOrgID is not None and not _has_assessment_price(aim)


def _has_assessment_price(aim: LearningDelivery) -> bool:
    return any(record.AFinType == "TNP" and record.AFinCode in ASSESSMENT_PRICES for record in aim.AppFinRecord)
