"""Tuition fees and who pays them."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDeliveryHE
from ilr_core.rules.context import Context
from ilr_core.rules.higher_education.code_dates import ended
from ilr_core.rules.registry import Verdict, rule

NET_FEE_FROM = date(2012, 8, 1)
SUPPORT_NUMBER_FROM = date(2021, 8, 1)
LOAN_COMPANY_FROM = date(2025, 8, 1)
PUBLIC_LOANS_AND_AWARDS = (2, 3, 4, 52, 53, 54)
SCOTTISH_OR_LOAN_COMPANY = (3, 10)
AWARDS_ELSEWHERE = {"XH": (2, 4), "XG": (2, 3), "XF": (3, 4), "XI": (3, 4)}
HIGHEST_FEE = "highest_usual_tuition_fee"


@rule("MSTUFEE_01", reads="MSTUFEE")
def unknown_payer(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{MSTUFEE} is not a code for the main source of tuition fees.

    Choose a code from the list.
    """
    return ctx.unlisted("MSTUFEE", record.MSTUFEE)


@rule("MSTUFEE_02", reads="MSTUFEE LearnStartDate")
def ended_payer(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """The code {MSTUFEE} for the main source of tuition fees had ended when the aim started on {LearnStartDate}.

    Choose the code that has taken its place.
    """
    return ended(ctx, "MSTUFEE", record.MSTUFEE, record.aim.LearnStartDate)


def _award_of_another_country(record: LearningDeliveryHE, *countries: str) -> bool:
    home = record.PERMADDCOUNTRY
    return home in countries and record.MSTUFEE in AWARDS_ELSEWHERE[home]


@rule("MSTUFEE_03", reads="MSTUFEE PERMADDCOUNTRY")
def foreign_award_for_scotland(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The learner's home is in Scotland, but the fees come from an award of another country ({MSTUFEE}).

    Correct the source of the fees or the home country {PERMADDCOUNTRY}.
    """
    return _award_of_another_country(record, "XH")


@rule("MSTUFEE_04", reads="MSTUFEE PERMADDCOUNTRY")
def foreign_award_for_northern_ireland(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The learner's home is in Northern Ireland, but the fees come from an award of another country ({MSTUFEE}).

    Correct the source of the fees or the home country {PERMADDCOUNTRY}.
    """
    return _award_of_another_country(record, "XG")


@rule("MSTUFEE_05", reads="MSTUFEE PERMADDCOUNTRY")
def foreign_award_for_england_or_wales(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The learner's home is in England or Wales, but the fees come from an award of another country ({MSTUFEE}).

    Correct the source of the fees or the home country {PERMADDCOUNTRY}.
    """
    return _award_of_another_country(record, "XF", "XI")


@rule("MSTUFEE_06", reads="SSN MSTUFEE LearnStartDate")
def award_without_support_number(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The fees come from public support ({MSTUFEE}), but the student support number is missing.

    Add the number from the learner's letter about student finance.
    """
    started = SUPPORT_NUMBER_FROM <= record.aim.LearnStartDate < LOAN_COMPANY_FROM
    return record.SSN is None and record.MSTUFEE in PUBLIC_LOANS_AND_AWARDS and started


@rule("MSTUFEE_07", reads="SSN MSTUFEE LearnStartDate")
def loan_without_support_number(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The fees come from student loans or the Scottish agency ({MSTUFEE}), but the support number is missing.

    Add the number from the learner's letter about student finance.

    The text names 1 and 5 August 2025 as the first start date; the first is meant.
    """
    started = record.aim.LearnStartDate >= LOAN_COMPANY_FROM
    return record.SSN is None and record.MSTUFEE in SCOTTISH_OR_LOAN_COMPANY and started


@rule("SSN_03", reads="NETFEE GROSSFEE SSN LearnStartDate")
def no_fees_without_support_number(record: LearningDeliveryHE, ctx: Context) -> bool:
    """There is no student support number, and the net fee ({NETFEE}) or the gross fee ({GROSSFEE}) is missing too.

    Add both fees, or the student support number.
    """
    missing = record.NETFEE is None or record.GROSSFEE is None
    return missing and record.SSN is None and record.aim.LearnStartDate >= SUPPORT_NUMBER_FROM


@rule("NETFEE_01", reads="NETFEE SSN LearnStartDate")
def no_net_fee(record: LearningDeliveryHE, ctx: Context) -> bool:
    """There is no student support number, and the net fee is missing.

    Add the fee after all support from you, or the student support number.
    """
    return record.NETFEE is None and record.SSN is None and record.aim.LearnStartDate >= NET_FEE_FROM


@rule("NETFEE_02", reads="NETFEE LearnStartDate")
def high_net_fee(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The net fee of {NETFEE} pounds is higher than a year of study may usually cost.

    Check the amount.
    """
    return _is_high(record.NETFEE, record, ctx)


@rule("GROSSFEE_01", reads="GROSSFEE NETFEE")
def no_gross_fee(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The net fee ({NETFEE}) is there, but the gross fee is missing.

    Add the fee before any support.
    """
    return record.NETFEE is not None and record.GROSSFEE is None


@rule("GROSSFEE_02", reads="GROSSFEE NETFEE")
def gross_below_net_fee(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The gross fee {GROSSFEE} is lower than the net fee {NETFEE}.

    The gross fee is the one before any support: correct whichever was typed wrongly.
    """
    return record.GROSSFEE is not None and record.NETFEE is not None and record.GROSSFEE < record.NETFEE


@rule("GROSSFEE_03", reads="GROSSFEE LearnStartDate")
def high_gross_fee(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The gross fee of {GROSSFEE} pounds is higher than a year of study may usually cost.

    Check the amount.
    """
    return _is_high(record.GROSSFEE, record, ctx)


def _is_high(fee: int | None, record: LearningDeliveryHE, ctx: Context) -> bool:
    limit = ctx.number(HIGHEST_FEE, record.aim.LearnStartDate)
    return fee is not None and limit is not None and fee > limit
