"""Planned hours of the year."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import all_aims_closed, apprenticeship, other_sixteen_to_nineteen, t_level
from ilr_core.rules.registry import rule


def no_aim_with_yearly_hours(learner: Learner, ctx: Context) -> bool:
    """Every aim of the learner is other 16 to 19 provision or part of a T Level."""
    return all(other_sixteen_to_nineteen(aim, ctx) or t_level(aim, ctx) for aim in learner.LearningDelivery)


def _sum(learner: Learner) -> int:
    return (learner.PlanLearnHours or 0) + (learner.PlanEEPHours or 0)


def _above(learner: Learner, limit: str, ctx: Context) -> bool:
    most = ctx.number(limit, on=ctx.catalogue.start)
    return most is not None and _sum(learner) > most


@rule(
    "PlanEEPHours_01",
    reads="PlanEEPHours FundModel ProgType LearnActEndDate",
    models=(25,),
    unless=(apprenticeship, all_aims_closed, t_level),
)
def no_enrichment_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned hours for employability, enrichment and pastoral work are missing for a 16 to 19 learner.

    Enter them; 0 if none are planned.
    """
    return aim.learner.PlanEEPHours is None


@rule(
    "PlanLearnHours_01",
    reads="PlanLearnHours FundModel ProgType LearnActEndDate",
    unless=(apprenticeship, all_aims_closed, other_sixteen_to_nineteen, t_level),
)
def no_learning_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned learning hours are missing; an open aim of funding model {FundModel} asks for them.

    Enter the timetabled hours planned for the year.

    The description speaks of 16 to 19 learners, the condition of everybody but the exceptions; this follows the
    condition. Apprenticeships and closed aims are read as two exceptions, as in PlanEEPHours_01.
    """
    return aim.learner.PlanLearnHours is None


@rule(
    "PlanLearnHours_02",
    reads="PlanLearnHours FundModel ProgType",
    models=(10, 25, 35, 37, 38, 39, 81, 99),
    unless=(t_level,),
)
def zero_learning_hours(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned learning hours are {PlanLearnHours}, with an aim of funding model {FundModel}.

    Enter the timetabled hours planned for the year.

    Funding model 10 is of 2025/26 only and 39 of 2026/27 only.
    """
    return aim.learner.PlanLearnHours == 0


@rule("PlanLearnHours_03", reads="PlanLearnHours PlanEEPHours FundModel ProgType", models=(25,), unless=(t_level,))
def no_hours_at_all(aim: LearningDelivery, ctx: Context) -> bool:
    """The planned hours of the 16 to 19 learner add up to nothing ({PlanLearnHours} and {PlanEEPHours}).

    Enter the hours planned for the year.
    """
    return aim.learner.PlanLearnHours is not None and _sum(aim.learner) == 0


@rule(
    "PlanLearnHours_04",
    reads="PlanLearnHours PlanEEPHours LearningDelivery.FundModel LearningDelivery.ProgType",
    unless=(no_aim_with_yearly_hours,),
)
def unusually_many_hours(learner: Learner, ctx: Context) -> bool:
    """The planned hours ({PlanLearnHours} and {PlanEEPHours}) add up to more than 1,000 for the year.

    Check that they are the hours of this year only.
    """
    return _above(learner, "usual_planned_hours_limit", ctx)


@rule(
    "PlanLearnHours_05",
    reads="PlanLearnHours PlanEEPHours LearningDelivery.FundModel LearningDelivery.ProgType",
    unless=(no_aim_with_yearly_hours,),
)
def too_many_hours(learner: Learner, ctx: Context) -> bool:
    """The planned hours ({PlanLearnHours} and {PlanEEPHours}) add up to more than 4,000 for the year.

    Correct them; they are the hours of this year only.
    """
    return learner.PlanLearnHours is not None and _above(learner, "planned_hours_limit", ctx)
