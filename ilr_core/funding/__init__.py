"""Apprenticeship earnings by return period: what a provider can expect to be paid, as an estimate.

Every function takes keyword arguments and gives a frozen result: its instalments, rounded to five decimals as DfE's
earnings service rounds them, the exact total beside them, and ``steps`` that say how the figures came about. Dates,
rates and days come from the catalogue's dated parameters. What DfE pays comes from its own calculation, after matching
the return with the apprenticeship service.
"""

from ilr_core.funding.co_investment import CoInvestment, co_investment
from ilr_core.funding.earnings import (
    NOT_CAPPED,
    RULE_SET,
    EarningsLine,
    EarningsSoFar,
    LearnerEarnings,
    earnings_of,
    so_far,
)
from ilr_core.funding.english_maths import english_maths
from ilr_core.funding.incentives import care_leavers_bursary, hiring_payment, incentives
from ilr_core.funding.learning_support import learning_support
from ilr_core.funding.on_programme import OnProgramme, on_programme
from ilr_core.funding.payments import Instalment, Payments
from ilr_core.funding.periods import academic_year_of, census_months, period_of
from ilr_core.funding.residual_price import ResidualPrice, residual_price

__all__ = [
    "NOT_CAPPED",
    "RULE_SET",
    "CoInvestment",
    "EarningsLine",
    "EarningsSoFar",
    "Instalment",
    "LearnerEarnings",
    "OnProgramme",
    "Payments",
    "ResidualPrice",
    "academic_year_of",
    "care_leavers_bursary",
    "census_months",
    "co_investment",
    "earnings_of",
    "english_maths",
    "hiring_payment",
    "incentives",
    "learning_support",
    "on_programme",
    "period_of",
    "residual_price",
    "so_far",
]
