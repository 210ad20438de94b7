"""Funding and monitoring entries that go with the categories of LARS an aim is in."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery, LearningDeliveryFAM
from ilr_core.rules.aim_fam.entries import entries
from ilr_core.rules.context import Context, Needs
from ilr_core.rules.derived import is_devolved, is_english_or_maths
from ilr_core.rules.exclusions import devolved, has_fam, project_s, restart
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.lars_exclusions import in_category
from ilr_core.rules.registry import Verdict, rule

FREE_COURSES = (45, 46, 49, 56)
RATE_1, RATE_2, FREE_COURSE_ONLY, FLEXIBLE_DELIVERY = 45, 46, 48, 56
PROCURED_2023, UNIT = 65, 91
REGULATED = ("EOQ", "EOU", "EQQ")
COMMON_COMPONENT = 20
LAST_ADULT_SKILLS_START, FIRST_FUND_START = date(2024, 7, 31), date(2024, 8, 1)
READS = "LearnDelFAMCode LearnDelFAMType FundModel LearnStartDate LearnAimRef"


def free_course_only(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim for Free Courses for Jobs only (category 48)."""
    return in_category(aim, ctx, FREE_COURSE_ONLY)


def rate_1(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim among Free Courses for Jobs of rate 1 (category 45)."""
    return in_category(aim, ctx, RATE_1)


def rate_2(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has the aim among Free Courses for Jobs of rate 2 (category 46)."""
    return in_category(aim, ctx, RATE_2)


def part_with_contract_type(aim: LearningDelivery, ctx: Context) -> bool | Needs:
    """The aim is the programme aim of a funded apprenticeship (36), or English or maths in it."""
    if aim.FundModel != 36 or aim.AimType not in (1, 3):
        return False
    if aim.AimType == 3 and ctx.registers.LARS is None:
        return Needs(("LARS",))
    return aim.AimType == 1 or is_english_or_maths_component(aim, ctx)


def is_english_or_maths_component(aim: LearningDelivery, ctx: Context) -> bool:
    """Whether LARS has the aim as English or maths: by basic skills type, or as common component 20."""
    entry = lars_aim(aim, ctx)
    return is_english_or_maths(aim, ctx) or (entry is not None and entry.FrameworkCommonComponent == COMMON_COMPONENT)


@rule(
    "LearnDelFAMType_63",
    reads="LearnDelFAMType FundModel AimType LearnAimRef LearnStartDate",
    unless=(part_with_contract_type,),
)
def contract_type_outside_apprenticeship(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A contract type (ACT) is recorded on an aim that is no programme aim, English or maths of an apprenticeship.

    Delete the ACT entry, or correct the aim reference {LearnAimRef} or the funding model {FundModel}.

    Without LARS components of apprenticeships are not judged; one that LARS does not have is left to
    LearnAimRef_01.
    """
    component = aim.FundModel == 36 and aim.AimType == 3 and ctx.registers.LARS is not None
    return [] if component and lars_aim(aim, ctx) is None else entries(aim, "ACT")


@rule("LearnDelFAMType_64", reads="LearnDelFAMType FundModel AimType LearnAimRef LearnStartDate")
def no_contract_type_in_apprenticeship(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A programme aim, English or maths of a funded apprenticeship has no contract type (ACT).

    Add an ACT entry from {LearnStartDate}: 1 if the employer's service account pays, else 2.

    Without LARS only programme aims are judged. The printed condition asks funding model 36 of the programme
    aim only; it is meant for English and maths too.
    """
    return False if has_fam(aim, "ACT") else part_with_contract_type(aim, ctx)


@rule(
    "LearnDelFAMType_67",
    reads="LearnDelFAMType FundModel AimType LearnAimRef LearnStartDate",
    models=(36,),
    needs="LARS",
)
def support_on_other_component(aim: LearningDelivery, ctx: Context) -> Verdict:
    """Learning support funding (LSF) is recorded on the component {LearnAimRef}, which is neither English nor maths.

    Move the LSF entry to the programme aim, or correct the aim reference.
    """
    supported = entries(aim, "LSF") if aim.AimType == 3 else []
    other = supported and lars_aim(aim, ctx) is not None and not is_english_or_maths_component(aim, ctx)
    return supported if other else []


@rule("LearnDelFAMType_98", reads=READS, models=(35,), unless=(free_course_only,), needs="LARS")
def free_course_outside_categories_before_2024(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is marked as a Free Course for Jobs (LDM 378), but LARS does not have {LearnAimRef} as one.

    Correct the aim reference, or take LDM 378 away.
    """
    if aim.LearnStartDate > LAST_ADULT_SKILLS_START:
        return False
    known = lars_aim(aim, ctx) is not None and not in_category(aim, ctx, *FREE_COURSES)
    return entries(aim, "LDM", "378") if known else False


@rule("LearnDelFAMType_99", reads=READS, models=(35,), unless=(devolved,), needs="LARS")
def free_course_not_marked(aim: LearningDelivery, ctx: Context) -> bool:
    """LARS has {LearnAimRef} for Free Courses for Jobs only, but the aim is not marked as one (LDM 378).

    Add LDM 378, or correct the aim reference.
    """
    early = aim.LearnStartDate <= LAST_ADULT_SKILLS_START
    return early and not has_fam(aim, "LDM", "378") and in_category(aim, ctx, FREE_COURSE_ONLY)


@rule("LearnDelFAMType_110", reads=READS, unless=(restart,), needs="LARS")
def flexible_delivery_not_devolved(aim: LearningDelivery, ctx: Context) -> Verdict:
    """{LearnAimRef} is a Free Course for Jobs (LDM 378) for combined authorities only, but none of them pays for it.

    Correct the source of funding (SOF), or take LDM 378 away.
    """
    entry = lars_aim(aim, ctx) if has_fam(aim, "LDM", "378") and not is_devolved(aim, ctx) else None
    reserved = entry is not None and entry.in_category(FLEXIBLE_DELIVERY, on=aim.LearnStartDate)
    return entries(aim, "LDM", "378") if reserved else False


@rule("LearnDelFAMType_114", reads=READS, unless=(restart,), needs="LARS")
def free_course_outside_dates(aim: LearningDelivery, ctx: Context) -> Verdict:
    """LARS did not have {LearnAimRef} among Free Courses for Jobs (rate 1 or 2) on its start date, {LearnStartDate}.

    Correct the start date or the aim reference, or take LDM 378 away.
    """
    if aim.LearnStartDate > LAST_ADULT_SKILLS_START or is_devolved(aim, ctx):
        return False
    return _outside_dates(aim, ctx, RATE_1, RATE_2)


@rule("LearnDelFAMType_129", reads=READS, unless=(restart, rate_1, rate_2), needs="LARS")
def devolved_free_course_outside_dates(aim: LearningDelivery, ctx: Context) -> Verdict:
    """LARS did not have {LearnAimRef} as a free course of combined authorities on its start date, {LearnStartDate}.

    Correct the start date or the aim reference, or take LDM 378 away.
    """
    return _outside_dates(aim, ctx, FLEXIBLE_DELIVERY) if is_devolved(aim, ctx) else False


def _outside_dates(aim: LearningDelivery, ctx: Context, *categories: int) -> list[LearningDeliveryFAM]:
    """The LDM 378 entries of an aim that is in one of the categories, but not on its start date."""
    marked = entries(aim, "LDM", "378")
    entry = lars_aim(aim, ctx) if marked else None
    if entry is None or not entry.in_category(*categories) or entry.in_category(*categories, on=aim.LearnStartDate):
        return []
    return marked


@rule("LearnDelFAMType_117", reads=READS, needs="LARS")
def procured_aim_not_regulated(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is marked as procured in 2023 (LDM 388), but {LearnAimRef} is neither regulated nor made for that.

    Correct the aim reference, or take LDM 388 away.

    The printed condition joins its two parts with "or"; its first sentence asks one of them, which is followed.
    """
    marked = entries(aim, "LDM", "388")
    entry = lars_aim(aim, ctx) if marked else None
    if entry is None or entry.LearningDeliveryGenre in REGULATED or entry.in_category(PROCURED_2023):
        return []
    return marked


@rule("LearnDelFAMType_121", reads=READS, models=(38,), unless=(project_s,), needs="LARS")
def free_course_outside_categories(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is marked as a Free Course for Jobs (LDM 378), but LARS does not have {LearnAimRef} as one.

    Correct the aim reference, or take LDM 378 away.

    The csv excludes LDM 95; 395, as in the workbook, is meant.
    """
    if aim.LearnStartDate < FIRST_FUND_START:
        return False
    known = lars_aim(aim, ctx) is not None and not in_category(aim, ctx, *FREE_COURSES)
    return entries(aim, "LDM", "378") if known else False


@rule("LearnDelFAMType_140", reads=READS, needs="LARS", since="2627")
def unit_outside_category(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is marked as an early apprenticeship unit (LDM 403), but LARS does not have {LearnAimRef} as a unit.

    Correct the aim reference, or take LDM 403 away.
    """
    marked = entries(aim, "LDM", "403")
    entry = lars_aim(aim, ctx) if marked else None
    return [] if entry is None or entry.in_category(UNIT) else marked
