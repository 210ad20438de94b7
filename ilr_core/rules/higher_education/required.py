"""Aims that need a higher education record, or must not have one."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.derived import is_college, legal_type
from ilr_core.rules.exclusions import apprenticeship, has_fam
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.lars_exclusions import has_level
from ilr_core.rules.origin import provider_ukprn
from ilr_core.rules.registry import Verdict, rule

LEVEL_4_OR_ABOVE = ("4", "5", "6", "7", "8", "H")
PRESCRIBED = (1, 2)
READS = "LearningDeliveryHE.TYPEYR LearnAimRef FundModel LearnDelFAMType LearnDelFAMCode"


def made_by_hesa(aim: LearningDelivery, ctx: Context) -> bool:
    """The record comes from HESA (LDM 352)."""
    return has_fam(aim, "LDM", "352")


def university(aim: LearningDelivery, ctx: Context) -> bool | Needs:
    """The provider is a university or other higher education organisation (register of organisations, UHEO)."""
    return legal_type(aim, ctx, "UHEO")


def level_4_or_above(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim at level 4 or above."""
    return has_level(aim, ctx, *LEVEL_4_OR_ABOVE)


def _on_office_for_students_register(aim: LearningDelivery, ctx: Context) -> bool | Needs:
    """Whether the provider is among the providers of the Office for Students."""
    number, organisations = provider_ukprn(aim), ctx.registers.organisations
    if organisations is None or not organisations.say("HEFundingFieldsRequired"):
        return Needs(("organisations",))
    entry = organisations.organisation(number) if number else None
    return entry is not None and entry.HEFundingFieldsRequired is not None


def _is_prescribed(aim: LearningDelivery, ctx: Context) -> bool:
    entry = lars_aim(aim, ctx)
    return entry is not None and entry.EnglPrscID in PRESCRIBED


@rule("LearningDeliveryHE_02", reads=READS, models=(99,), unless=(made_by_hesa, university))
def no_record_of_office_for_students_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The Office for Students pays for the aim (SOF 1), but it has no higher education record.

    Add the higher education record, or correct the source of funding.

    The exclusions are those of the workbook; the csv prints none.
    """
    return not aim.LearningDeliveryHE and has_fam(aim, "SOF", "1")


@rule(
    "LearningDeliveryHE_03",
    reads=f"{READS} ProgType",
    unless=(apprenticeship, made_by_hesa, university),
    needs="LARS organisations",
)
def no_record_of_higher_aim_at_college(aim: LearningDelivery, ctx: Context) -> Verdict:
    """{LearnAimRef} is at level 4 or above and a college delivers it, but it has no higher education record.

    Add the higher education record, or correct the aim reference.
    """
    funded = aim.FundModel in (25, 35, 38, 99) and not aim.LearningDeliveryHE
    higher = funded and has_level(aim, ctx, *LEVEL_4_OR_ABOVE)
    return higher and _on_office_for_students_register(aim, ctx) and is_college(aim, ctx)


@rule("LearningDeliveryHE_07", reads=f"{READS} ProgType", unless=(made_by_hesa, university), needs="LARS organisations")
def no_record_of_prescribed_apprenticeship(aim: LearningDelivery, ctx: Context) -> Verdict:
    """{LearnAimRef}, part of a higher apprenticeship, is prescribed higher education, but it has no record of that.

    Add the higher education record, or correct the aim reference.
    """
    wanted = aim.ProgType == 25 and not aim.LearningDeliveryHE and _is_prescribed(aim, ctx)
    return wanted and _on_office_for_students_register(aim, ctx) and is_college(aim, ctx)


@rule("LearningDeliveryHE_08", reads=READS, unless=(made_by_hesa,), needs="LARS organisations")
def no_record_of_prescribed_aim(aim: LearningDelivery, ctx: Context) -> Verdict:
    """{LearnAimRef} is prescribed higher education, but it has no higher education record.

    Add the higher education record, or correct the aim reference.

    Universities, which the text excludes, are among the grant funded providers (DD27) anyway.
    """
    wanted = not aim.LearningDeliveryHE and _is_prescribed(aim, ctx)
    return wanted and _on_office_for_students_register(aim, ctx) and is_college(aim, ctx) is False


@rule("LearningDeliveryHE_06", reads=READS, unless=(level_4_or_above,), needs="LARS", until="2526")
def record_of_community_learning(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The community learning aim {LearnAimRef}, at level 3 or below, has a higher education record.

    Delete the record, or correct the aim reference.

    An aim that LARS does not have is left to LearnAimRef_01.
    """
    return aim.LearningDeliveryHE if aim.FundModel == 10 and lars_aim(aim, ctx) is not None else False


@rule("LearningDeliveryHE_09", reads=READS, unless=(level_4_or_above,), needs="LARS")
def record_of_tailored_learning(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The Tailored Learning aim {LearnAimRef}, at level 3 or below, has a higher education record.

    Delete the record, or correct the aim reference.

    An aim that LARS does not have is left to LearnAimRef_01.
    """
    return aim.LearningDeliveryHE if aim.FundModel == 11 and lars_aim(aim, ctx) is not None else False
