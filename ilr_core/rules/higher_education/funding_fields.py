"""Fields that the Office for Students needs, by the level of the aim."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDeliveryHE
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.origin import provider_ukprn
from ilr_core.rules.registry import Verdict, rule

LEVELS_CHECKED_FROM, REQUIRED_FROM = date(2009, 8, 1), date(2024, 8, 1)
UNDERGRADUATE_AIMS = ("0394", "1406", "1407", "1408", "9000", "9002", "9107", "E007", "9112", "9111", "9110", "9113")
POSTGRADUATE_AIMS = ("0393", "1410", "2001", "9100", "9101", "9109", "E008", "1411", "1412", "9103")
UNDERGRADUATE, POSTGRADUATE = (10, 11, 99), (20, 21, 30, 31, 99)


def funding_fields_not_asked_for(record: LearningDeliveryHE, ctx: Context) -> bool | Needs:
    """The Office for Students does not ask the provider for these fields (register of organisations)."""
    organisations, number = ctx.registers.organisations, provider_ukprn(record)
    if organisations is None or not organisations.say("HEFundingFieldsRequired"):
        return Needs(("organisations",))
    entry = organisations.organisation(number) if number else None
    return entry is not None and entry.HEFundingFieldsRequired is False


def _is_of_kind(record: LearningDeliveryHE, ctx: Context, kinds: tuple[str, ...]) -> bool:
    entry = lars_aim(record.aim, ctx) if record.aim.LearnStartDate >= LEVELS_CHECKED_FROM else None
    return entry is not None and entry.LearnAimRefType in kinds


@rule("FUNDLEV_02", reads="FUNDLEV LearnAimRef LearnStartDate", needs="LARS")
def undergraduate_aim_at_other_level(record: LearningDeliveryHE, ctx: Context) -> bool:
    """{LearnAimRef} is an undergraduate aim, but the level for funding is {FUNDLEV} and not 10, 11 or 99.

    Correct the level or the aim reference.
    """
    other = record.FUNDLEV is not None and record.FUNDLEV not in UNDERGRADUATE
    return other and _is_of_kind(record, ctx, UNDERGRADUATE_AIMS)


@rule("FUNDLEV_03", reads="FUNDLEV LearnAimRef LearnStartDate", needs="LARS")
def postgraduate_aim_at_other_level(record: LearningDeliveryHE, ctx: Context) -> bool:
    """{LearnAimRef} is a postgraduate aim, but the level for funding is {FUNDLEV} and not 20, 21, 30, 31 or 99.

    Correct the level or the aim reference.
    """
    other = record.FUNDLEV is not None and record.FUNDLEV not in POSTGRADUATE
    return other and _is_of_kind(record, ctx, POSTGRADUATE_AIMS)


@rule("FUNDLEV_04", reads="FUNDLEV LearnStartDate", unless=(funding_fields_not_asked_for,))
def no_level_for_funding(record: LearningDeliveryHE, ctx: Context) -> bool:
    """The level for funding (FUNDLEV) of the higher education record is missing.

    Enter it; it is needed for aims that started from August 2024.
    """
    return record.FUNDLEV is None and record.aim.LearnStartDate >= REQUIRED_FROM


@rule("FUNDCOMP_01", reads="FUNDCOMP", unless=(funding_fields_not_asked_for,), until="2526")
def unknown_completion(record: LearningDeliveryHE, ctx: Context) -> Verdict:
    """{FUNDCOMP} is not a code for the completion of the year.

    Choose a code from the list.
    """
    return ctx.unlisted("FUNDCOMP", record.FUNDCOMP)
