"""The type and number of an aim, and aim references that go with one type only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_references import PROGRAMME_AIM, T_LEVEL_FOUNDATION_YEAR
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import Verdict, rule

PROGRAMME, COMPONENT, CORE = 1, 3, 5
NO_CORE_AIM_FOR_ADULTS_FROM = date(2017, 8, 1)


def traineeship(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is part of a traineeship (programme type 24)."""
    return aim.ProgType == 24


@rule("AimSeqNumber_02", reads="AimSeqNumber")
def numbered_beyond_last_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim number {AimSeqNumber} is higher than the number of aims the learner has.

    Number the learner's aims 1, 2, 3 and so on.
    """
    return aim.AimSeqNumber > len(aim.learner.LearningDelivery)


@rule("AimType_01", reads="AimType")
def unknown_aim_type(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim type {AimType} is not a code of this year's list.

    Choose 1 programme, 3 part of a programme, 4 stands alone, or 5 core aim.
    """
    return ctx.unlisted("AimType", aim.AimType)


@rule("AimType_05", reads="AimType FundModel")
def core_aim_outside_16_19(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is a core aim (type {AimType}), which funding model {FundModel} does not have.

    Set the aim type to 3 or 4, or correct the funding model (25 or 82).
    """
    return aim.AimType == CORE and aim.FundModel not in (25, 82)


@rule("AimType_07", reads="AimType LearnStartDate LearnDelFAMType LearnDelFAMCode", unless=(traineeship,))
def core_aim_with_adult_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is a core aim (type {AimType}), but its source of funding is 105, which pays for adults.

    Correct the aim type or the source of funding.

    Only the later of the two official texts exempts traineeships; this follows it.
    """
    late = aim.LearnStartDate >= NO_CORE_AIM_FOR_ADULTS_FROM
    return late and aim.AimType == CORE and has_fam(aim, "SOF", "105")


@rule("AimType_09", reads="AimType LearnAimRef")
def foundation_year_aim_not_core(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim {LearnAimRef} is for the T Level foundation year and must be a core aim, but its type is {AimType}.

    Set the aim type to 5.
    """
    return aim.LearnAimRef.startswith(T_LEVEL_FOUNDATION_YEAR) and aim.AimType != CORE


@rule(
    "AimType_10",
    reads="AimType ProgType LearnStartDate LearnPlanEndDate LearnActEndDate",
    since="2627",
)
def several_components_in_unit(aim: LearningDelivery, ctx: Context) -> Sequence[LearningDelivery]:
    """The apprenticeship unit has more than one component aim with the dates of its programme aim.

    Keep one component aim for each unit, or correct the dates of the ones that belong to another unit.
    """
    if aim.AimType != PROGRAMME or aim.ProgType != 34:
        return ()
    components = [
        other
        for other in aim.learner.LearningDelivery
        if other.AimType == COMPONENT and other.ProgType == 34 and _dates(other) == _dates(aim)
    ]
    return components if len(components) > 1 else ()


@rule("LearnAimRef_30", reads="LearnAimRef AimType")
def programme_reference_on_wrong_type(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim reference {LearnAimRef} and the aim type {AimType} do not go together.

    A programme aim has type 1 and reference ZPROG001, and no other aim has either.
    """
    return (aim.LearnAimRef == PROGRAMME_AIM) != (aim.AimType == PROGRAMME)


def _dates(aim: LearningDelivery) -> tuple[date, date, date | None]:
    return aim.LearnStartDate, aim.LearnPlanEndDate, aim.LearnActEndDate
