"""What pays for an aim, and what the registers say of it that matters to that."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ilr_core.model import AppFinRecord, LearningDelivery
from ilr_core.registers import LearningAim
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.lars import lars_aim, lars_standard

MATHS = frozenset((1, 11, 13, 20, 23, 24, 29, 31))
ENGLISH = frozenset((2, 12, 14, 19, 21, 25, 30, 32, 33, 34, 35))
ENGLISH_AND_MATHS = ENGLISH | MATHS
"""The basic skills types of LARS that are English or maths."""
TRAINEESHIP_FIXED = (2, 4)
COLLEGES = frozenset(["USFC", "USDC", "USAH", "USAD", "UGFE", "UHEO", "ULEA", "ULAD", "USCL", "LAFB", "UFES", "SSPS"])
GOVERNMENT_SHARE = Fraction(2, 3)


def is_devolved(aim: LearningDelivery, ctx: Context) -> bool:
    """DD35: whether a combined authority pays for the aim (source of funding 110 and up, as far as the year has it)."""
    for fam in aim.LearningDeliveryFAM:
        code = fam.LearnDelFAMCode if fam.LearnDelFAMType == "SOF" else None
        if code and "110" <= code <= "130" and code in ctx.catalogue.lists["LearnDelFAM:SOF"].codes:
            return True
    return False


def is_english_or_maths(aim: LearningDelivery, ctx: Context) -> bool:
    """Whether LARS has the aim as English or maths (basic skills type) on its start date."""
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.has_basic_skills(ENGLISH_AND_MATHS, aim.LearnStartDate)


def is_english_or_maths_of_35(aim: LearningDelivery, ctx: Context) -> bool:
    """DD31: whether the aim is English or maths funded as adult skills (35)."""
    return aim.FundModel == 35 and is_english_or_maths(aim, ctx)


def is_english_or_maths_of_38(aim: LearningDelivery, ctx: Context) -> bool:
    """DD40: whether the aim is English or maths funded by the Adult Skills Fund (38)."""
    return aim.FundModel == 38 and is_english_or_maths(aim, ctx)


def fixed_traineeship_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """DD29: whether the aim belongs to a traineeship and is not its flexible element (LARS category 2 or 4)."""
    entry: LearningAim | None = lars_aim(aim, ctx) if aim.ProgType == 24 else None
    return entry is not None and entry.in_category(*TRAINEESHIP_FIXED)


def is_college(aim: LearningDelivery, ctx: Context) -> bool | Needs:
    """DD27: whether the provider is a college or grant funded (LegalOrgType); needs the register of organisations."""
    return legal_type(aim, ctx, *COLLEGES)


def legal_type(aim: LearningDelivery, ctx: Context, *kinds: str) -> bool | Needs:
    """Whether the provider is one of these kinds of organisation; needs the register of organisations."""
    organisations = ctx.registers.organisations
    if organisations is None:
        return Needs(("organisations",))
    known = [organisations.organisation(provider.UKPRN) for provider in aim.learner.message.LearningProvider]
    return any(entry is not None and entry.LegalOrgType in kinds for entry in known)


def latest_amounts(aim: LearningDelivery, *codes: int) -> list[AppFinRecord]:
    """For each code of an agreed price (TNP) the aim's most recent record."""
    prices = [entry for entry in aim.AppFinRecord if entry.AFinType == "TNP" and entry.AFinDate is not None]
    by_code = [[price for price in prices if price.AFinCode == code] for code in codes]
    return [max(found, key=lambda price: price.AFinDate) for found in by_code if found]


def government_cap(aim: LearningDelivery, ctx: Context) -> Decimal | None:
    """The government's greatest contribution to an apprenticeship standard (CoreGovContributionCap of LARS).

    It is the one on the earliest start, or original start, of the learner's programme aims of the standard.
    """
    starts = [day for other in _programme_aims(aim) for day in (other.LearnStartDate, other.OrigLearnStartDate) if day]
    standard = lars_standard(aim, ctx)
    return standard.cap_on(min(starts)) if standard and starts else None


def price_above_government_cap(aim: LearningDelivery, ctx: Context) -> bool:
    """DD17: whether two thirds of a trailblazer's price are more than the government's greatest contribution.

    The prices are the most recent TNP 1 and 2 of all programme aims of the same standard together. False for other aims
    and where LARS has no cap.
    """
    cap = government_cap(aim, ctx) if aim.FundModel == 81 and aim.ProgType == 25 else None
    if cap is None:
        return False
    price = sum(entry.AFinAmount for other in _programme_aims(aim) for entry in latest_amounts(other, 1, 2))
    return GOVERNMENT_SHARE * price > Fraction(cap)


def _programme_aims(aim: LearningDelivery) -> list[LearningDelivery]:
    return [
        other for other in aim.learner.LearningDelivery
        if other.AimType == 1 and other.ProgType == aim.ProgType and other.StdCode == aim.StdCode
    ]  # fmt: skip
