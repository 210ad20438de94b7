"""The date of birth: whether it is there and can be right."""

from __future__ import annotations

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.ages import has_reached
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import advanced_loan, offender_in_custody
from ilr_core.rules.learner.uln import TEMPORARY_ULN
from ilr_core.rules.registry import rule


@rule(
    "DateOfBirth_01",
    reads="DateOfBirth FundModel LearnDelFAMType LearnDelFAMCode",
    models=(25, 35, 36, 37, 38, 39, 81, 82),
    unless=(offender_in_custody,),
)
def not_given_for_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The date of birth is missing; an aim of funding model {FundModel} asks for it.

    Enter it from the learner's official documents.

    Funding model 39 is of 2026/27 only.
    """
    return aim.learner.DateOfBirth is None


@rule(
    "DateOfBirth_02",
    reads="DateOfBirth FundModel LearnDelFAMType LearnDelFAMCode",
    models=(10, 11, 99),
    unless=(advanced_loan,),
)
def not_given_without_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The date of birth is missing; it should be there for an aim of funding model {FundModel}.

    Enter it if the learner will tell you.

    Funding model 10 counts as well; 2026/27 no longer has it.
    """
    return aim.learner.DateOfBirth is None


@rule("DateOfBirth_04", reads="DateOfBirth")
def older_than_anyone(learner: Learner, ctx: Context) -> bool:
    """By the date of birth {DateOfBirth} the learner is 115 or older.

    Check the year you typed.
    """
    return has_reached(learner.DateOfBirth, "oldest_learner_age", ctx.catalogue.start, ctx)


@rule(
    "DateOfBirth_23",
    reads="DateOfBirth FundModel LearnDelFAMType LearnDelFAMCode",
    models=(99,),
    unless=(offender_in_custody,),
)
def not_given_for_loan(aim: LearningDelivery, ctx: Context) -> bool:
    """The date of birth is missing; an aim financed by an Advanced Learner Loan asks for it.

    Enter it from the learner's official documents.
    """
    return aim.learner.DateOfBirth is None and advanced_loan(aim, ctx)


@rule("DateOfBirth_24", reads="DateOfBirth ULN")
def not_given_beside_number(learner: Learner, ctx: Context) -> bool:
    """The date of birth is missing, though the learner has the ULN {ULN}.

    Enter the date that the Learning Records Service has for that number.
    """
    return learner.DateOfBirth is None and learner.ULN != TEMPORARY_ULN


@rule("DateOfBirth_27", reads="DateOfBirth")
def born_this_year(learner: Learner, ctx: Context) -> bool:
    """The date of birth {DateOfBirth} is not before this collection year.

    Check the year you typed.
    """
    return learner.DateOfBirth is not None and learner.DateOfBirth >= ctx.catalogue.start
