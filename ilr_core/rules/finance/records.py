"""One financial record by itself: its code, its date, its amount, and the aim it stands on."""

from __future__ import annotations

from ilr_core.model import AppFinRecord, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.dates import years_after
from ilr_core.rules.derived import is_apprenticeship
from ilr_core.rules.registry import Verdict, rule

# How long before the start, and after the end, of a programme a record may be dated.
YEARS_BEFORE_START = 1
YEARS_AFTER_END = 2


def _programme_aim(aim: LearningDelivery) -> bool:
    return aim.AimType == 1 and is_apprenticeship(aim)


def _price_cut(fin: AppFinRecord) -> bool:
    return fin.AFinType == "RIP" and fin.AFinCode == 1


@rule("AFinType_02", reads="AFinCode AFinType")
def unknown_code(fin: AppFinRecord, ctx: Context) -> Verdict:
    """The code {AFinCode} does not exist for financial records of the kind {AFinType}.

    Choose a kind and a code from the lists.
    """
    return ctx.unlisted(f"AFin:{fin.AFinType}", fin.AFinCode)


@rule("AFinType_04", reads="AFinType FundModel ProgType AimType")
def financial_records_on_wrong_aim(aim: LearningDelivery, ctx: Context) -> Verdict:
    """There are financial records on an aim that is not the programme aim of a funded apprenticeship.

    Move them to the programme aim, or correct the aim type ({AimType}) or the funding model ({FundModel}).

    The printed condition lists the aims that may have such records; every other aim breaks the rule.
    """
    allowed = aim.AimType == 1 and (aim.FundModel == 36 or (aim.FundModel == 81 and aim.ProgType == 25))
    return not allowed and aim.AppFinRecord


@rule("AFinType_08", reads="AFinCode AFinType FundModel")
def residual_price_under_other_funding(fin: AppFinRecord, ctx: Context) -> bool:
    """The residual price ({AFinType} {AFinCode}) stands on an aim of funding model {FundModel} instead of 36.

    Record a whole price (TNP 1 or 2), or correct the funding model.
    """
    return fin.AFinCode in (3, 4) and fin.AFinType == "TNP" and fin.aim.FundModel != 36


@rule("AFinType_15", reads="AFinAmount AFinType AFinCode", since="2627")
def prior_learning_cut_too_high(fin: AppFinRecord, ctx: Context) -> bool:
    """The price cut for prior learning (RIP 1) of {AFinAmount} pounds is more than there can be.

    Enter by how many pounds the price was cut, in whole pounds.
    """
    if not _price_cut(fin):
        return False
    highest = ctx.number("highest_prior_learning_price_cut", on=ctx.catalogue.start)
    return highest is not None and fin.AFinAmount > highest


@rule("AFinType_16", reads="AFinAmount AFinType AFinCode", since="2627")
def prior_learning_cut_too_low(fin: AppFinRecord, ctx: Context) -> bool:
    """The price cut for prior learning (RIP 1) of {AFinAmount} pounds is too small to be one.

    Enter by how many pounds the price was cut, not a percentage; delete the record if it was not cut.
    """
    if not _price_cut(fin):
        return False
    lowest = ctx.number("lowest_prior_learning_price_cut", on=ctx.catalogue.start)
    return lowest is not None and fin.AFinAmount < lowest


@rule("AFinDate_09", reads="AFinDate AimType ProgType LearnStartDate")
def dated_long_before_start(fin: AppFinRecord, ctx: Context) -> bool:
    """The financial record of {AFinDate} is dated more than a year before the programme starts, {LearnStartDate}.

    Correct the date of the record or the start date.
    """
    earliest = years_after(fin.aim.LearnStartDate, -YEARS_BEFORE_START)
    return fin.AFinDate < earliest and _programme_aim(fin.aim)


@rule("AFinDate_12", reads="AFinDate AimType ProgType LearnActEndDate")
def dated_long_after_end(fin: AppFinRecord, ctx: Context) -> bool:
    """The financial record of {AFinDate} is dated more than two years after the programme ended, {LearnActEndDate}.

    Correct the date of the record or the actual end date.
    """
    ended = fin.aim.LearnActEndDate
    return ended is not None and fin.AFinDate > years_after(ended, YEARS_AFTER_END) and _programme_aim(fin.aim)


@rule("AFinDate_13", reads="AFinDate AFinType ProgType AchDate LearnActEndDate WithdrawReason")
def price_after_programme(fin: AppFinRecord, ctx: Context) -> bool:
    """The price of {AFinDate} applies after the standard was achieved ({AchDate}) or left ({LearnActEndDate}).

    Correct the date of the price, or delete the record.
    """
    aim = fin.aim
    if fin.AFinType != "TNP" or aim.ProgType != 25:
        return False
    last = aim.AchDate or (aim.LearnActEndDate if aim.WithdrawReason is not None else None)
    return last is not None and fin.AFinDate > last


@rule("AFinDate_14", reads="AFinDate AFinType")
def payment_in_the_future(fin: AppFinRecord, ctx: Context) -> bool:
    """The payment of {AFinDate} is dated after the day the file was prepared.

    Record a payment only once it has been received, with the day it was received.
    """
    return fin.AFinType == "PMR" and fin.AFinDate > ctx.file_prepared
