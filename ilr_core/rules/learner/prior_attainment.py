"""What the learner had attained before."""

from __future__ import annotations

from ilr_core.model import LearningDelivery, PriorAttain
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import community_learning, not_funded, sixteen_to_nineteen, tailored_learning
from ilr_core.rules.registry import Verdict, rule


@rule(
    "PriorAttain_01",
    reads="PriorAttain.PriorLevel FundModel LearnDelFAMType LearnDelFAMCode",
    unless=(community_learning, sixteen_to_nineteen, tailored_learning),
    until="2526",
)
def no_prior_attainment_2526(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner's prior attainment is missing; an aim of funding model {FundModel} asks for it.

    Add the highest level the learner held before the earliest aim, with the date it applies from.

    The two official texts exempt different aims: all of funding model 99, or community learning only. This follows
    the later one.
    """
    return not aim.learner.PriorAttain


@rule(
    "PriorAttain_01",
    reads="PriorAttain.PriorLevel FundModel",
    unless=(not_funded, sixteen_to_nineteen, tailored_learning),
    since="2627",
)
def no_prior_attainment(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner's prior attainment is missing; an aim of funding model {FundModel} asks for it.

    Add the highest level the learner held before the earliest aim, with the date it applies from.
    """
    return not aim.learner.PriorAttain


@rule("PriorAttain_03", reads="PriorLevel")
def unknown_level(prior: PriorAttain, ctx: Context) -> Verdict:
    """{PriorLevel} is not a code for a level of prior attainment.

    Choose a level from the list.
    """
    return ctx.unlisted("PriorLevel", prior.PriorLevel)


@rule("PriorAttain_09", reads="DateLevelApp")
def level_from_the_future(prior: PriorAttain, ctx: Context) -> bool:
    """The prior attainment applies from {DateLevelApp}, which is after the day the file was prepared.

    Correct the date; usually it is the first day of the learner's earliest aim.
    """
    return prior.DateLevelApp > ctx.file_prepared


@rule("PriorAttain_10", reads="DateLevelApp PriorLevel")
def level_twice_from_one_day(prior: PriorAttain, ctx: Context) -> bool:
    """An earlier entry of prior attainment applies from the same day, {DateLevelApp}.

    Keep the higher level and remove the other entry.
    """
    return any(
        other.DateLevelApp == prior.DateLevelApp and other.position < prior.position
        for other in prior.learner.PriorAttain
    )
