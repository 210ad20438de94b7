"""Payments of employers for trailblazer apprenticeships (funding model 81)."""

from __future__ import annotations

from fractions import Fraction

from ilr_core.model import AppFinRecord, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import PROGRAMME, same_programme
from ilr_core.rules.derived import government_cap, latest_amounts, price_above_government_cap
from ilr_core.rules.registry import Verdict, rule

EMPLOYER_SHARE = Fraction(1, 3)
PAID, PAID_BACK = (1, 2), 3
READS = (
    "AppFinRecord.AFinAmount AppFinRecord.AFinType AppFinRecord.AFinCode AppFinRecord.AFinDate "
    "FundModel ProgType StdCode AimType LearnStartDate OrigLearnStartDate"
)


@rule("R_72", reads=READS, needs="LARS")
def employer_paid_more_than_a_third(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer's payments (PMR) are more than a third of the agreed price of the apprenticeship.

    Correct the payments or the price; the amounts are {AFinAmount}.
    """
    programmes = _programmes(aim)
    if not programmes or price_above_government_cap(aim, ctx):
        return False
    return _payments(programmes) if _paid(programmes) > EMPLOYER_SHARE * _price(programmes) else False


@rule("R_73", reads=READS, needs="LARS")
def employer_paid_more_than_the_rest(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer's payments (PMR) are more than the agreed price less the government's greatest contribution.

    Correct the payments or the price; the amounts are {AFinAmount}.

    The csv repeats the rule before; this follows the workbook.
    """
    programmes = _programmes(aim)
    cap = government_cap(aim, ctx) if programmes and price_above_government_cap(aim, ctx) else None
    if cap is None:
        return False
    return _payments(programmes) if _paid(programmes) > _price(programmes) - Fraction(cap) else False


def _programmes(aim: LearningDelivery) -> list[LearningDelivery]:
    """The trailblazer's programme aims of the same standard, if this is the first of them; else none."""
    if aim.FundModel != 81 or aim.ProgType != 25 or aim.AimType != PROGRAMME:
        return []
    aims = [
        other for other in aim.learner.LearningDelivery if other.AimType == PROGRAMME and same_programme(aim, other)
    ]
    return aims if aims[0] is aim else []


def _payments(programmes: list[LearningDelivery]) -> list[AppFinRecord]:
    return [entry for aim in programmes for entry in aim.AppFinRecord if entry.AFinType == "PMR"]


def _paid(programmes: list[LearningDelivery]) -> int:
    payments = _payments(programmes)
    paid = sum(entry.AFinAmount for entry in payments if entry.AFinCode in PAID)
    return paid - sum(entry.AFinAmount for entry in payments if entry.AFinCode == PAID_BACK)


def _price(programmes: list[LearningDelivery]) -> int:
    return sum(entry.AFinAmount for aim in programmes for entry in latest_amounts(aim, 1, 2))
