"""Derived data: values the official rules work out from a record, under their official numbers."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context

APPRENTICESHIP_TYPES = (2, 3, 20, 21, 22, 23, 25)


def uln_check_digit(uln: int) -> str:
    """DD01: the check digit the first nine digits of a ULN ask for; Y for the temporary number, N if there is none."""
    digits = str(uln)
    if digits == "9999999999":
        return "Y"
    if len(digits) != 10 or not digits.isdigit():
        return "N"
    remainder = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True)) % 11
    return "N" if remainder == 0 else str(10 - remainder)


def is_apprenticeship(aim: LearningDelivery) -> bool:
    """DD07: whether the aim belongs to an apprenticeship (framework or standard)."""
    return aim.ProgType in APPRENTICESHIP_TYPES


def is_devolved(aim: LearningDelivery, ctx: Context) -> bool:
    """DD35: whether a combined authority pays for the aim (source of funding 110 and up, as far as the year has it)."""
    funders = ctx.catalogue.lists["LearnDelFAM:SOF"].codes
    return any(
        fam.LearnDelFAMType == "SOF" and "110" <= fam.LearnDelFAMCode <= "130" and fam.LearnDelFAMCode in funders
        for fam in aim.LearningDeliveryFAM
        if fam.LearnDelFAMCode
    )
