"""Agreed prices (TNP) and the payments (PMR) that need one: which of them an aim must have."""

from __future__ import annotations

from ilr_core.model import AppFinRecord, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import not_funded
from ilr_core.rules.registry import Verdict, rule

TRAINING, ASSESSMENT, REST_OF_TRAINING, REST_OF_ASSESSMENT = 1, 2, 3, 4
TRAINING_PAYMENT, ASSESSMENT_PAYMENT = 1, 2


def _prices(aim: LearningDelivery, *codes: int) -> list[AppFinRecord]:
    return [fin for fin in aim.AppFinRecord if fin.AFinCode in codes and fin.AFinType == "TNP"]


def _payments(aim: LearningDelivery, code: int) -> list[AppFinRecord]:
    return [fin for fin in aim.AppFinRecord if fin.AFinCode == code and fin.AFinType == "PMR"]


@rule("AFinType_01", reads="AFinType AFinCode FundModel ProgType AimType", models=(81,))
def older_standard_without_training_price(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme aim of the standard (funding model {FundModel}) has no training price (TNP 1).

    Add a TNP 1 record with the price agreed for training.
    """
    return aim.ProgType == 25 and aim.AimType == 1 and not _prices(aim, TRAINING)


@rule("AFinType_07", reads="AFinType AFinCode ProgType AimType")
def assessment_paid_without_price(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer has paid for assessment (PMR 2), but no assessment price (TNP 2 or 4) is recorded.

    Add the assessment price, or correct the code of the payment.

    The printed condition calls the payment TNP 2, which could never break the rule; it is read as PMR 2.
    """
    if aim.ProgType != 25 or aim.AimType != 1 or _prices(aim, ASSESSMENT, REST_OF_ASSESSMENT):
        return False
    return _payments(aim, ASSESSMENT_PAYMENT)


@rule("AFinType_10", reads="AFinType AFinCode ProgType AimType", unless=(not_funded,))
def standard_without_assessment_price(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship standard has no assessment price (TNP 2 or 4).

    Add one if a price for assessment has been agreed.
    """
    programme = aim.ProgType == 25 and aim.AimType == 1
    return programme and not _prices(aim, ASSESSMENT, REST_OF_ASSESSMENT)


@rule("AFinType_12", reads="AFinType FundModel AimType", models=(36,))
def apprenticeship_without_price(aim: LearningDelivery, ctx: Context) -> bool:
    """The funded apprenticeship has no agreed price (TNP) on its programme aim.

    Add TNP records for training and assessment, dated on the first day.
    """
    return aim.AimType == 1 and all(fin.AFinType != "TNP" for fin in aim.AppFinRecord)


@rule("AFinType_13", reads="AFinDate AFinType FundModel AimType LearnStartDate", models=(36,))
def no_price_from_first_day(aim: LearningDelivery, ctx: Context) -> Verdict:
    """No agreed price (TNP) applies from the day the apprenticeship starts, {LearnStartDate}.

    Date the first price on the start date, or correct the start date.

    An aim without any price breaks this rule as well as AFinType_12.
    """
    if aim.AimType != 1:
        return False
    prices = [fin for fin in aim.AppFinRecord if fin.AFinType == "TNP"]
    if any(price.AFinDate == aim.LearnStartDate for price in prices):
        return False
    return prices or True


@rule("AFinType_14", reads="AFinType AFinCode AimType")
def training_paid_without_price(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer has paid for training (PMR 1), but no training price (TNP 1 or 3) is recorded.

    Add the training price, or correct the code of the payment.
    """
    if aim.AimType != 1 or _prices(aim, TRAINING, REST_OF_TRAINING):
        return False
    return _payments(aim, TRAINING_PAYMENT)


@rule("AFinDate_05", reads="AFinDate AFinType AFinCode")
def training_price_after_residual_price(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A whole training price (TNP 1, {AFinDate}) is dated after a residual training price (TNP 3).

    After a change of employer record every later training price as TNP 3, or correct the date.
    """
    return _after_residual(aim, TRAINING, REST_OF_TRAINING)


@rule("AFinDate_06", reads="AFinDate AFinType AFinCode")
def assessment_price_after_residual_price(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A whole assessment price (TNP 2, {AFinDate}) is dated after a residual assessment price (TNP 4).

    After a change of employer record every later assessment price as TNP 4, or correct the date.
    """
    return _after_residual(aim, ASSESSMENT, REST_OF_ASSESSMENT)


@rule("AFinDate_07", reads="AFinDate AFinType AFinCode")
def both_training_prices_on_one_day(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A whole and a residual training price (TNP 1 and TNP 3) apply from the same day ({AFinDate}).

    Keep the one that is right for that day.
    """
    return _on_one_day(aim, TRAINING, REST_OF_TRAINING)


@rule("AFinDate_08", reads="AFinDate AFinType AFinCode")
def both_assessment_prices_on_one_day(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A whole and a residual assessment price (TNP 2 and TNP 4) apply from the same day ({AFinDate}).

    Keep the one that is right for that day.
    """
    return _on_one_day(aim, ASSESSMENT, REST_OF_ASSESSMENT)


def _after_residual(aim: LearningDelivery, whole: int, rest: int) -> list[AppFinRecord]:
    """The whole prices dated after the first residual price."""
    residual = _prices(aim, rest)
    if not residual:
        return []
    first = min(price.AFinDate for price in residual)
    return [price for price in _prices(aim, whole) if price.AFinDate > first]


def _on_one_day(aim: LearningDelivery, whole: int, rest: int) -> list[AppFinRecord]:
    """The whole and residual prices that have a date in common."""
    residual = _prices(aim, rest)
    if not residual:
        return []
    shared = {price.AFinDate for price in residual} & {price.AFinDate for price in _prices(aim, whole)}
    return [price for price in _prices(aim, whole, rest) if price.AFinDate in shared]
