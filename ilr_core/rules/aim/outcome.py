"""The outcome, grade and Tailored Learning outcome of an aim."""

from __future__ import annotations

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import funded_standard, has_fam, skills_bootcamp, standard_programme
from ilr_core.rules.registry import Verdict, rule

ACHIEVED, NOT_ACHIEVED, RESULT_NOT_KNOWN = 1, 3, 8
CONTINUING, COMPLETED, WITHDRAWN = 1, 2, 3
FAIL_GRADES = ("FL", "U", "N", "X", "Y")


@rule("Outcome_01", reads="Outcome")
def unknown_outcome(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The outcome {Outcome} is not a code of this year's list.

    Choose a code from the list: 1 achieved, 2 partly achieved, 3 not achieved, 8 result not known yet.
    """
    return ctx.unlisted("Outcome", aim.Outcome)


@rule("Outcome_04", reads="Outcome AchDate", unless=(funded_standard,))
def achievement_date_without_achievement(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an achievement date {AchDate}, but the outcome is {Outcome} and not 1 (achieved).

    Set the outcome to 1, or clear the achievement date.
    """
    return aim.AchDate is not None and aim.Outcome != ACHIEVED


@rule("Outcome_05", reads="Outcome LearnActEndDate", unless=(skills_bootcamp,))
def achieved_without_end_date(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is achieved (outcome {Outcome}), but there is no actual end date.

    Enter the actual end date, or clear the outcome if the learner is still learning.
    """
    return aim.Outcome == ACHIEVED and aim.LearnActEndDate is None


@rule("Outcome_09", reads="Outcome CompStatus", unless=(standard_programme, skills_bootcamp))
def result_not_known_but_not_completed(aim: LearningDelivery, ctx: Context) -> bool:
    """The outcome {Outcome} says that learning is complete, but the completion status is {CompStatus} and not 2.

    Set the completion status to 2, or correct the outcome.
    """
    return aim.Outcome == RESULT_NOT_KNOWN and aim.CompStatus != COMPLETED


@rule("Outcome_10", reads="Outcome CompStatus")
def not_achieved_but_continuing(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is not achieved (outcome {Outcome}), but its completion status {CompStatus} says that learning goes on.

    Clear the outcome, or enter how the aim ended.
    """
    return aim.Outcome == NOT_ACHIEVED and aim.CompStatus == CONTINUING


@rule("Outcome_11", reads="Outcome LearnActEndDate", unless=(skills_bootcamp,))
def outcome_without_end_date(aim: LearningDelivery, ctx: Context) -> bool:
    """There is an outcome ({Outcome}), but no actual end date.

    Enter the actual end date, or clear the outcome if the learner is still learning.
    """
    return aim.Outcome is not None and aim.LearnActEndDate is None


@rule("Outcome_12", reads="Outcome LearnActEndDate")
def ended_without_outcome(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim ended on {LearnActEndDate}, but there is no outcome.

    Enter the outcome; 8 stands for a result that is not known yet.
    """
    return aim.LearnActEndDate is not None and aim.Outcome is None


@rule("Outcome_13", reads="Outcome AimType ProgType LearnDelFAMType LearnDelFAMCode", since="2627")
def unit_achieved_without_mark(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship unit is achieved (outcome {Outcome}), but its programme aim is not marked LDM 404.

    Add the LDM 404 record to the programme aim, or correct the outcome.
    """
    return aim.AimType == 1 and aim.ProgType == 34 and aim.Outcome == ACHIEVED and not has_fam(aim, "LDM", "404")


@rule("OutGrade_01", reads="OutGrade")
def unknown_grade(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The grade {OutGrade} is not a code of this year's list.

    Choose a grade from the list.
    """
    return ctx.unlisted("OutGrade", aim.OutGrade)


@rule("OutGrade_04", reads="OutGrade Outcome")
def grade_before_result(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a grade {OutGrade}, but the outcome ({Outcome}) says that there is no result yet.

    Enter the outcome that goes with the grade, or clear the grade.
    """
    return aim.OutGrade is not None and aim.Outcome in (RESULT_NOT_KNOWN, None)


@rule("OutGrade_05", reads="OutGrade Outcome")
def fail_grade_for_achievement(aim: LearningDelivery, ctx: Context) -> bool:
    """The grade {OutGrade} is a fail, but the outcome {Outcome} says that the aim was achieved.

    Correct whichever of the two was typed wrongly.
    """
    return aim.OutGrade in FAIL_GRADES and aim.Outcome == ACHIEVED


@rule("OutGrade_06", reads="OutGrade Outcome")
def pass_grade_for_failure(aim: LearningDelivery, ctx: Context) -> bool:
    """The grade {OutGrade} is not a fail, but the outcome {Outcome} says that the aim was not achieved.

    Correct whichever of the two was typed wrongly; a fail is FL, U, N, X or Y, or no grade at all.
    """
    return aim.Outcome == NOT_ACHIEVED and aim.OutGrade is not None and aim.OutGrade not in FAIL_GRADES


@rule("Tlout_01", reads="TLOut FundModel CompStatus", models=(11,))
def tailored_learning_without_result(aim: LearningDelivery, ctx: Context) -> bool:
    """The Tailored Learning aim has ended (completion status {CompStatus}), but what the learner gained is not given.

    Choose a Tailored Learning outcome; 11 stands for none of them.
    """
    return aim.CompStatus in (COMPLETED, WITHDRAWN) and aim.TLOut is None


@rule("Tlout_02", reads="TLOut")
def unknown_tailored_learning_result(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The Tailored Learning outcome {TLOut} is not a code of this year's list.

    Choose a code from the list, 1 to 11.
    """
    return ctx.unlisted("TLOut", aim.TLOut)
