"""Learning difficulties, disabilities and health problems."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LLDDandHealthProblem
from ilr_core.rules.ages import has_reached
from ilr_core.rules.code_dates import has_ended
from ilr_core.rules.context import Context
from ilr_core.rules.derived import earliest_start
from ilr_core.rules.exclusions import community_learner, community_learning
from ilr_core.rules.registry import Verdict, rule

FIRST_START_WITH_PRIMARY = date(2015, 8, 1)


def _needs_category(learner: Learner) -> bool:
    return learner.LLDDHealthProb == 1 and not learner.LLDDandHealthProblem


def old_enough(learner: Learner, ctx: Context) -> bool:
    """The learner was 25 or older at the start of the earliest aim."""
    start = earliest_start(learner)
    limit = "learning_difficulty_category_optional_age"
    return start is not None and has_reached(learner.DateOfBirth, limit, start, ctx)


def some_community_learning(learner: Learner, ctx: Context) -> bool:
    """An aim of the learner is community learning."""
    return any(community_learning(aim, ctx) for aim in learner.LearningDelivery)


def nothing_funded(learner: Learner, ctx: Context) -> bool:
    """Every aim of the learner has funding model 99."""
    return all(aim.FundModel == 99 for aim in learner.LearningDelivery)


@rule("LLDDHealthProb_01", reads="LLDDHealthProb")
def unknown_health_answer(learner: Learner, ctx: Context) -> Verdict:
    """{LLDDHealthProb} is not a code for learning difficulty, disability or health problem.

    Choose 1 (yes), 2 (no) or 9 (not given).
    """
    return ctx.unlisted("LLDDHealthProb", learner.LLDDHealthProb)


@rule("LLDDHealthProb_04", reads="LLDDHealthProb LLDDandHealthProblem.LLDDCat")
def category_without_problem(learner: Learner, ctx: Context) -> bool:
    """The learner has no difficulty, disability or health problem ({LLDDHealthProb}), yet category {LLDDCat} is there.

    Remove the categories, or change the answer to 1.
    """
    return learner.LLDDHealthProb == 2 and bool(learner.LLDDandHealthProblem)


@rule(
    "LLDDHealthProb_06",
    reads="LLDDandHealthProblem.LLDDCat LLDDHealthProb DateOfBirth LearningDelivery.LearnStartDate "
    "LearningDelivery.FundModel",
    unless=(some_community_learning, old_enough),
    until="2526",
)
def problem_without_category_2526(learner: Learner, ctx: Context) -> bool:
    """The learner has a difficulty, disability or health problem ({LLDDHealthProb}), but no category says which.

    Add a category; 98 or 99 if the learner would not tell.

    The two official texts exempt different aims: all of funding model 99, or community learning only. This follows
    the later one; one such aim is enough.
    """
    return _needs_category(learner)


@rule(
    "LLDDHealthProb_06",
    reads="LLDDandHealthProblem.LLDDCat LLDDHealthProb DateOfBirth LearningDelivery.LearnStartDate "
    "LearningDelivery.FundModel",
    unless=(nothing_funded, old_enough),
    since="2627",
)
def problem_without_category(learner: Learner, ctx: Context) -> bool:
    """The learner has a difficulty, disability or health problem ({LLDDHealthProb}), but no category says which.

    Add a category; 98 or 99 if the learner would not tell.
    """
    return _needs_category(learner)


@rule(
    "LLDDHealthProb_07",
    reads="LLDDandHealthProblem.LLDDCat LLDDHealthProb PlanLearnHours DateOfBirth LearningDelivery.LearnStartDate "
    "LearningDelivery.FundModel",
    unless=(old_enough,),
    until="2526",
)
def problem_without_category_on_long_community_course(learner: Learner, ctx: Context) -> bool:
    """The learner has a difficulty, disability or health problem ({LLDDHealthProb}), but no category says which.

    Add a category; it may be left out in community learning only up to 10 planned hours, and there are
    {PlanLearnHours}.
    """
    hours, limit = learner.PlanLearnHours, ctx.number("short_community_course_hours", on=ctx.catalogue.start)
    long = hours is not None and limit is not None and hours > limit
    return long and _needs_category(learner) and community_learner(learner, ctx)


@rule("LLDDCat_01", reads="LLDDCat")
def unknown_category(problem: LLDDandHealthProblem, ctx: Context) -> Verdict:
    """{LLDDCat} is not a category of difficulty, disability or health problem.

    Choose a category from the list.
    """
    return ctx.unlisted("LLDDCat", problem.LLDDCat)


@rule("LLDDCat_02", reads="LLDDCat LearningDelivery.LearnStartDate")
def ended_category(problem: LLDDandHealthProblem, ctx: Context) -> bool:
    """Category {LLDDCat} had ended when the learner's earliest aim started.

    Choose the category that took its place.
    """
    start = earliest_start(problem.learner)
    return start is not None and has_ended("LLDDCat", problem.LLDDCat, start, ctx)


@rule("PrimaryLLDD_01", reads="LLDDandHealthProblem.PrimaryLLDD LearningDelivery.LearnStartDate")
def no_primary_category(learner: Learner, ctx: Context) -> Verdict:
    """None of the learner's difficulties, disabilities or health problems is marked as the main one.

    Mark the one that affects the learning most with 1.

    The condition does not say so, but it can only mean learners that have a category. Nor does it spare the
    categories 98 and 99.
    """
    start = earliest_start(learner)
    problems = learner.LLDDandHealthProblem
    if start is None or start < FIRST_START_WITH_PRIMARY or any(problem.PrimaryLLDD == 1 for problem in problems):
        return False
    return problems


@rule("PrimaryLLDD_02", reads="PrimaryLLDD")
def unknown_primary(problem: LLDDandHealthProblem, ctx: Context) -> Verdict:
    """{PrimaryLLDD} is not a mark for the main category.

    Enter 1 or leave it blank.
    """
    return ctx.unlisted("PrimaryLLDD", problem.PrimaryLLDD)


@rule("PrimaryLLDD_03", reads="LLDDandHealthProblem.PrimaryLLDD LLDDandHealthProblem.LLDDCat")
def several_primaries(learner: Learner, ctx: Context) -> Verdict:
    """More than one category is marked as the main one: {LLDDCat}.

    Keep the mark on the one that affects the learning most.
    """
    marked = [problem for problem in learner.LLDDandHealthProblem if problem.PrimaryLLDD == 1]
    return marked if len(marked) > 1 else False


@rule("PrimaryLLDD_04", reads="PrimaryLLDD")
def only_category_not_primary(problem: LLDDandHealthProblem, ctx: Context) -> bool:
    """The learner's only category is not marked as the main one.

    Mark it with 1.
    """
    return problem.PrimaryLLDD is None and len(problem.learner.LLDDandHealthProblem) == 1
