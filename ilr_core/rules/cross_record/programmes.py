"""Programmes and the aims within them."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import COMPONENT, CORE, PROGRAMME, same_programme
from ilr_core.rules.derived import effective_end
from ilr_core.rules.exclusions import not_funded
from ilr_core.rules.registry import Verdict, rule

SHORT_COURSE = 34


@rule("R_30", reads="ProgType StdCode AimType")
def component_without_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has no programme aim with this component aim's programme type {ProgType} and standard {StdCode}.

    Correct the two codes on the component aim or on the programme aim, or add the programme aim.
    """
    return aim.AimType == COMPONENT and not any(
        other.AimType == PROGRAMME and same_programme(aim, other) for other in aim.learner.LearningDelivery
    )


@rule("R_66", reads="FundModel ProgType StdCode AimType", unless=(not_funded,))
def component_funded_otherwise(aim: LearningDelivery, ctx: Context) -> bool:
    """No programme aim has this aim's funding model {FundModel}, programme type {ProgType} and standard {StdCode}.

    Correct the codes on the component aim or on the programme aim, or add the programme aim.
    """
    return aim.AimType == COMPONENT and not any(
        other.AimType == PROGRAMME and other.FundModel == aim.FundModel and same_programme(aim, other)
        for other in aim.learner.LearningDelivery
    )


@rule("R_56", reads="FundModel LearnActEndDate ProgType StdCode AimType", models=(99,))
def funded_component_of_unfunded_programme(aim: LearningDelivery, ctx: Context) -> Verdict:
    """This programme is open and not funded, but an aim within it is (funding models {FundModel}).

    Correct the funding model of the programme aim or of its components.
    """
    if aim.AimType != PROGRAMME or aim.LearnActEndDate is not None:
        return False
    funded = [
        other
        for other in aim.learner.LearningDelivery
        if other.AimType == COMPONENT and other.FundModel != 99 and same_programme(aim, other)
    ]
    return [aim, *funded] if funded else False


@rule("R_31", reads="ProgType StdCode LearnActEndDate AimType")
def open_programme_without_aims(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme is open, but no aim of the learner has its programme type {ProgType} and standard {StdCode}.

    Add the aims of the programme, correct their codes, or end the programme.

    One publication of the rule asks for a programme aim; component and core aims are meant.
    """
    if aim.AimType != PROGRAMME or aim.LearnActEndDate is not None:
        return False
    return not any(
        other.AimType in (COMPONENT, CORE) and same_programme(aim, other) for other in aim.learner.LearningDelivery
    )


@rule("R_124", reads="LearnStartDate LearnActEndDate AchDate ProgType AimType")
def programmes_overlap(aim: LearningDelivery, ctx: Context) -> Verdict:
    """This programme starts while another one goes on; they start on {LearnStartDate}.

    End the earlier programme, or correct the start date of this one.
    """
    if aim.AimType != PROGRAMME:
        return False
    for other in aim.learner.LearningDelivery:
        end = effective_end(other) if other is not aim else None
        if end is not None and other.LearnStartDate is not None and other.LearnStartDate <= aim.LearnStartDate <= end:
            return [aim, other]
    return False


def _alike(aim: LearningDelivery, kind: int) -> bool:
    """Whether the learner has an aim of a kind with the same funding model, programme type and dates as this one."""
    return any(
        other.AimType == kind
        and (other.FundModel, other.ProgType) == (aim.FundModel, aim.ProgType)
        and other.LearnStartDate == aim.LearnStartDate
        and other.LearnPlanEndDate == aim.LearnPlanEndDate
        and other.LearnActEndDate == aim.LearnActEndDate
        for other in aim.learner.LearningDelivery
    )


@rule("R_159", reads="LearnStartDate LearnPlanEndDate LearnActEndDate FundModel ProgType AimType", since="2627")
def unit_without_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """No programme aim has the dates of this unit: {LearnStartDate} to {LearnPlanEndDate}, ended {LearnActEndDate}.

    Give both aims of the unit the same start, planned end and actual end, funding model and programme type.
    """
    return aim.ProgType == SHORT_COURSE and aim.AimType == COMPONENT and not _alike(aim, PROGRAMME)


@rule("R_160", reads="LearnStartDate LearnPlanEndDate LearnActEndDate FundModel ProgType AimType", since="2627")
def programme_without_unit(aim: LearningDelivery, ctx: Context) -> bool:
    """No component aim has this unit's dates: {LearnStartDate} to {LearnPlanEndDate}, ended {LearnActEndDate}.

    Give both aims of the unit the same start, planned end and actual end, funding model and programme type.
    """
    return aim.ProgType == SHORT_COURSE and aim.AimType == PROGRAMME and not _alike(aim, COMPONENT)
