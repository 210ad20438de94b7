"""The programme type of an aim."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_references import (
    BOOTCAMP_EVENTS,
    T_LEVEL_FOUNDATION_YEAR,
    T_LEVEL_INDUSTRY_PLACEMENT,
    T_LEVEL_SPECIALISM,
)
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_devolved
from ilr_core.rules.exclusions import adult_t_level_pilot, has_fam, not_funded
from ilr_core.rules.registry import Verdict, rule


def project_s_pilot(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim belongs to the Project S pilot for Skills Bootcamps (LDM 396)."""
    return has_fam(aim, "LDM", "396")


@rule("ProgType_01", reads="ProgType AimType")
def programme_without_type(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim type {AimType} says that the aim belongs to a programme, but there is no programme type.

    Enter the programme type, or set the aim type to 4 if the aim stands alone.
    """
    return aim.AimType in (1, 3) and aim.ProgType is None


@rule("ProgType_02", reads="ProgType AimType")
def type_without_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim type {AimType} says that the aim stands alone, but there is a programme type ({ProgType}).

    Clear the programme type, or set the aim type to 3 if the aim is part of a programme.
    """
    return aim.AimType == 4 and aim.ProgType is not None


@rule("ProgType_03", reads="ProgType LearnStartDate")
def unknown_programme_type(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The programme type {ProgType} is not a code of this year's list, or ended before the start {LearnStartDate}.

    Choose a code from the list, or correct the start date.

    The official condition tests only the last day of a code, not its first.
    """
    if aim.ProgType is None:
        return False
    unlisted = ctx.unlisted("ProgType", aim.ProgType)
    known = ctx.catalogue.lists["ProgType"].codes.get(str(aim.ProgType))
    if known is None or known.valid_to is None:
        return unlisted
    return aim.LearnStartDate > known.valid_to


@rule("ProgType_06", reads="ProgType FundModel", unless=(not_funded,))
def standard_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme type {ProgType} is an apprenticeship standard, which funding model {FundModel} does not pay.

    Correct the programme type or the funding model.
    """
    return aim.ProgType == 25 and aim.FundModel not in (36, 81)


@rule("ProgType_15", reads="ProgType LearnAimRef", unless=(adult_t_level_pilot, not_funded))
def t_level_placement_in_other_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim {LearnAimRef} is a T Level industry placement, but the programme type is {ProgType} and not 31.

    Set the programme type to 31, or choose another aim reference.
    """
    return aim.LearnAimRef == T_LEVEL_INDUSTRY_PLACEMENT and aim.ProgType != 31


@rule("ProgType_17", reads="ProgType LearnAimRef", unless=(adult_t_level_pilot, not_funded))
def t_level_specialism_in_other_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim {LearnAimRef} is a T Level occupational specialism, but the programme type is {ProgType} and not 31.

    Set the programme type to 31, or choose another aim reference.
    """
    return aim.LearnAimRef.startswith(T_LEVEL_SPECIALISM) and aim.ProgType != 31


@rule("ProgType_18", reads="ProgType LearnAimRef AimType")
def foundation_year_without_core_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a T Level foundation year (programme type {ProgType}), but the learner has no core aim for it.

    Add the core aim (aim type 5, reference beginning with ZTPR), or correct the programme type.
    """
    return aim.ProgType == 30 and not any(
        other.AimType == 5 and (other.LearnAimRef or "").startswith(T_LEVEL_FOUNDATION_YEAR)
        for other in aim.learner.LearningDelivery
    )


@rule("ProgType_20", reads="ProgType LearnAimRef", unless=(adult_t_level_pilot,))
def foundation_year_aim_in_other_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim {LearnAimRef} is for the T Level foundation year, but the programme type is {ProgType} and not 30.

    Set the programme type to 30, or choose another aim reference.

    Only the later of the two official texts exempts the adult pilot; this follows it.
    """
    return aim.LearnAimRef.startswith(T_LEVEL_FOUNDATION_YEAR) and aim.ProgType != 30


@rule("ProgType_21", reads="ProgType FundModel")
def bootcamp_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme type {ProgType} is a Skills Bootcamp, but the funding model is {FundModel} and not 37.

    Correct the funding model or the programme type.
    """
    return aim.ProgType == 32 and aim.FundModel != 37


@rule("ProgType_22", reads="ProgType LearnDelFAMType LearnDelFAMCode")
def authority_programme_paid_by_others(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme type {ProgType} is for combined authorities, but none of them is the source of funding.

    Correct the source of funding (SOF) or the programme type.
    """
    return aim.ProgType == 33 and not is_devolved(aim, ctx)


@rule("ProgType_23", reads="ProgType LearnAimRef", unless=(project_s_pilot,))
def bootcamp_event_in_other_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim {LearnAimRef} is a Skills Bootcamp event, but the programme type is {ProgType} and not 32.

    Set the programme type to 32, or choose another aim reference.

    One official text repeats the condition of ProgType_24 here; this follows the other, which names the event aims. It
    prints the pilot's LDM code 396 as a type; it is read as the code.
    """
    return aim.LearnAimRef in BOOTCAMP_EVENTS and aim.ProgType != 32


@rule("ProgType_25", reads="ProgType FundModel", since="2627")
def unit_under_other_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme type {ProgType} is an apprenticeship unit, but the funding model is {FundModel} and not 39.

    Correct the funding model or the programme type.
    """
    return aim.ProgType == 34 and aim.FundModel != 39
