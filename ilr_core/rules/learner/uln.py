"""The unique learner number."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.dates import days_between
from ilr_core.rules.derived import uln_check_digit
from ilr_core.rules.exclusions import employer_funded, has_fam, offender_in_custody, office_for_students
from ilr_core.rules.registry import rule

TEMPORARY_ULN = 9999999999
# 70 is of 2025/26 and 39 of 2026/27 only.
FUNDED_MODELS = (25, 35, 36, 37, 38, 39, 81, 82)
FUNDED_MODELS_AFTER_WAITING = (*FUNDED_MODELS, 70)
APPRENTICESHIP_UNIT = 34


def _temporary(aim: LearningDelivery) -> bool:
    return aim.learner.ULN == TEMPORARY_ULN


def _after_new_year(ctx: Context) -> bool:
    return ctx.file_prepared >= date(ctx.catalogue.end.year, 1, 1)


def _long_enough(aim: LearningDelivery, ctx: Context) -> bool:
    """Whether the planned or the actual length asks for a ULN of one's own."""
    shortest = ctx.number("shortest_aim_that_needs_uln_days", on=aim.LearnStartDate)
    ends = [end for end in (aim.LearnPlanEndDate, aim.LearnActEndDate) if end]
    return shortest is not None and any(days_between(aim.LearnStartDate, end) >= shortest for end in ends)


def _time_is_up(aim: LearningDelivery, ctx: Context) -> bool:
    """Whether the start is further back than a ULN takes to obtain."""
    wait = ctx.number("days_to_obtain_uln", on=aim.LearnStartDate)
    return wait is not None and days_between(aim.LearnStartDate, ctx.file_prepared) > wait


def _office_for_students_funded(aim: LearningDelivery, ctx: Context) -> bool:
    return aim.FundModel == 99 and office_for_students(aim, ctx)


def _loan(aim: LearningDelivery) -> bool:
    return aim.FundModel == 99 and has_fam(aim, "ADL", "1")


@rule(
    "ULN_02", reads="ULN FundModel LearnDelFAMType LearnDelFAMCode", models=(10, 11, 99), unless=(office_for_students,)
)
def temporary_number_without_funding(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner still has the temporary ULN {ULN} on an aim of funding model {FundModel}.

    Look the learner up in the Learning Records Service and enter their own number.

    Funding model 10 counts as well; 2026/27 no longer has it.
    """
    return _temporary(aim)


@rule("ULN_03", reads="ULN LearnDelFAMType LearnDelFAMCode", unless=(employer_funded,))
def temporary_number_before_new_year(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner still has the temporary ULN {ULN}.

    It may stay until 1 January; obtain the learner's own number from the Learning Records Service before then.
    """
    return _temporary(aim) and not _after_new_year(ctx)


@rule("ULN_04", reads="ULN")
def wrong_check_digit(learner: Learner, ctx: Context) -> bool:
    """The ULN {ULN} is not a number that exists: its last digit does not fit the other nine.

    Compare it with the Learning Records Service and retype it.
    """
    expected = uln_check_digit(learner.ULN)
    return expected != "Y" and str(learner.ULN)[-1] != expected


@rule(
    "ULN_06",
    reads="ULN FundModel LearnStartDate LearnPlanEndDate LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody, employer_funded),
)
def temporary_number_on_new_funded_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has the temporary ULN {ULN} on a funded aim that started on {LearnStartDate}.

    Enter the learner's own number; it becomes an error 60 days after the start.

    The official description says more than 60 days; the condition says 60 or fewer, and ULN_07 takes the rest.
    """
    return (
        _temporary(aim)
        and _after_new_year(ctx)
        and (aim.FundModel in FUNDED_MODELS or _loan(aim))
        and _long_enough(aim, ctx)
        and not _time_is_up(aim, ctx)
    )


@rule(
    "ULN_07",
    reads="ULN FundModel LearnStartDate LearnPlanEndDate LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody, employer_funded),
)
def temporary_number_on_funded_aim_too_long(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner still has the temporary ULN {ULN} on a funded aim that started on {LearnStartDate}.

    More than 60 days have passed since the start, so enter the learner's own number.
    """
    return (
        _temporary(aim)
        and _after_new_year(ctx)
        and (aim.FundModel in FUNDED_MODELS_AFTER_WAITING or _loan(aim))
        and _long_enough(aim, ctx)
        and _time_is_up(aim, ctx)
    )


@rule("ULN_09", reads="ULN LearnDelFAMType LearnDelFAMCode")
def temporary_number_in_custody(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner in custody still has the temporary ULN {ULN} after 1 January.

    Enter the learner's own number from the Learning Records Service.
    """
    return _temporary(aim) and _after_new_year(ctx) and offender_in_custody(aim, ctx)


@rule(
    "ULN_10",
    reads="ULN FundModel LearnStartDate LearnPlanEndDate LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody,),
)
def temporary_number_on_new_higher_education_aim(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has the temporary ULN {ULN} on an Office for Students aim that started on {LearnStartDate}.

    Enter the learner's own number; it becomes an error 60 days after the start.
    """
    return (
        _temporary(aim)
        and _after_new_year(ctx)
        and _office_for_students_funded(aim, ctx)
        and _long_enough(aim, ctx)
        and not _time_is_up(aim, ctx)
    )


@rule(
    "ULN_11",
    reads="ULN FundModel LearnStartDate LearnPlanEndDate LearnActEndDate LearnDelFAMType LearnDelFAMCode",
    unless=(offender_in_custody,),
)
def temporary_number_on_higher_education_aim_too_long(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner still has the temporary ULN {ULN} on an Office for Students aim that started on {LearnStartDate}.

    More than 60 days have passed since the start, so enter the learner's own number.
    """
    return (
        _temporary(aim)
        and _after_new_year(ctx)
        and _office_for_students_funded(aim, ctx)
        and _long_enough(aim, ctx)
        and _time_is_up(aim, ctx)
    )


@rule("ULN_12", reads="ULN LearnDelFAMType LearnDelFAMCode")
def temporary_number_of_apprentice(aim: LearningDelivery, ctx: Context) -> bool:
    """The temporary ULN {ULN} is not allowed for an apprentice whose employer's account pays (ACT 1).

    Enter the learner's own number from the Learning Records Service.
    """
    return _temporary(aim) and employer_funded(aim, ctx)


@rule("ULN_13", reads="ULN ProgType", since="2627")
def temporary_number_on_apprenticeship_unit(aim: LearningDelivery, ctx: Context) -> bool:
    """The temporary ULN {ULN} is not allowed on an apprenticeship unit (programme type {ProgType}).

    Enter the learner's own number from the Learning Records Service.
    """
    return _temporary(aim) and aim.ProgType == APPRENTICESHIP_UNIT
