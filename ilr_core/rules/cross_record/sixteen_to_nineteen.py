"""Core aims of learners aged 16 to 19, and T Level programmes."""

from __future__ import annotations

from itertools import pairwise

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import COMPONENT, CORE, PROGRAMME
from ilr_core.rules.exclusions import adult_source_of_funding
from ilr_core.rules.registry import Verdict, rule

T_LEVEL = 31
T_LEVELS = (30, T_LEVEL)
SPECIALISM = "ZTLOS"


@rule(
    "R_58",
    reads="LearningDelivery.LearnActEndDate LearningDelivery.LearnStartDate LearningDelivery.AimType",
)
def core_aims_overlap(learner: Learner, ctx: Context) -> Verdict:
    """The learner has two core aims at the same time: they start on {LearnStartDate} and end on {LearnActEndDate}.

    End the earlier one before the later one starts, or make one of them a component aim.
    """
    core = [aim for aim in learner.LearningDelivery if aim.AimType == CORE]
    if len(core) < 2:
        return False
    for earlier, later in pairwise(sorted(core, key=lambda aim: aim.LearnStartDate)):
        if earlier.LearnActEndDate is None or earlier.LearnActEndDate >= later.LearnStartDate:
            return [earlier, later]
    return False


@rule("R_63", reads="LearningDelivery.AimType LearningDelivery.FundModel", unless=(adult_source_of_funding,))
def no_core_aim(learner: Learner, ctx: Context) -> Verdict:
    """The learner is funded as aged 16 to 19, but none of these aims is the core aim.

    Make the main aim of the study programme the core aim (aim type 5).

    The exclusion for SOF 105 is read as: of all aims under this funding model.
    """
    aims = [aim for aim in learner.LearningDelivery if aim.FundModel == 25]
    return False if not aims or any(aim.AimType == CORE for aim in aims) else aims


@rule("R_125", reads="ProgType FundModel AimType")
def t_level_aim_without_programme(aim: LearningDelivery, ctx: Context) -> bool:
    """No programme aim has the programme type {ProgType} and funding model {FundModel} of this aim of a T Level.

    Add the programme aim, or correct the codes on one of the two.
    """
    if aim.ProgType not in T_LEVELS or aim.AimType not in (COMPONENT, CORE):
        return False
    return not any(
        other.AimType == PROGRAMME and (other.FundModel, other.ProgType) == (aim.FundModel, aim.ProgType)
        for other in aim.learner.LearningDelivery
    )


@rule("R_126", reads="ProgType FundModel AimType")
def t_level_programme_without_aims(aim: LearningDelivery, ctx: Context) -> bool:
    """No core or component aim has this T Level programme's type {ProgType} and funding model {FundModel}.

    Add its aims, or correct the codes on the programme aim or on them.
    """
    if aim.ProgType not in T_LEVELS or aim.AimType != PROGRAMME:
        return False
    return not any(
        other.AimType in (COMPONENT, CORE) and (other.FundModel, other.ProgType) == (aim.FundModel, aim.ProgType)
        for other in aim.learner.LearningDelivery
    )


@rule("R_130", reads="PlanLearnHours PlanEEPHours LearningDelivery.FundModel LearningDelivery.ProgType")
def hours_on_t_level_learner(learner: Learner, ctx: Context) -> bool:
    """All aims are of a T Level, but hours are planned for the learner: {PlanLearnHours} and {PlanEEPHours}.

    Take both numbers away: the hours of a T Level stand on its programme aim.
    """
    if learner.PlanLearnHours is None and learner.PlanEEPHours is None:
        return False
    return all((aim.FundModel, aim.ProgType) == (25, T_LEVEL) for aim in learner.LearningDelivery)


@rule("R_137", reads="LearningDelivery.LearnAimRef LearningDelivery.ProgType")
def t_level_without_specialism(learner: Learner, ctx: Context) -> bool:
    """The learner is on a T Level, but no aim is an occupational specialism (its reference begins with ZTLOS).

    Add the aim of the occupational specialism.
    """
    aims = learner.LearningDelivery
    return any(aim.ProgType == T_LEVEL for aim in aims) and not any(
        aim.LearnAimRef.upper().startswith(SPECIALISM) for aim in aims
    )
