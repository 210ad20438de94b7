"""The completion status and the withdrawal reason of an aim."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_references import BOOTCAMP_EVENTS, INDUSTRY_PLACEMENT
from ilr_core.rules.context import Context
from ilr_core.rules.exclusions import (
    funded_standard,
    offender_in_custody,
    skills_bootcamp,
    standard,
    standard_programme,
)
from ilr_core.rules.registry import Verdict, rule

CONTINUING, COMPLETED, WITHDRAWN, ON_A_BREAK = 1, 2, 3, 6
ACHIEVED, RESULT_NOT_KNOWN = 1, 8
OFFENDER_LEFT, INDUSTRY_PLACEMENT_LEFT = 28, 48
ASSESSMENT_NEEDS_COMPLETION_FROM = date(2019, 8, 1)


@rule("CompStatus_01", reads="CompStatus")
def unknown_completion_status(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The completion status {CompStatus} is not a code of this year's list.

    Choose a code from the list: 1 continuing, 2 completed, 3 withdrawn, 6 on an agreed break.
    """
    return ctx.unlisted("CompStatus", aim.CompStatus)


@rule("CompStatus_02", reads="CompStatus LearnActEndDate", unless=(standard_programme,))
def ended_but_continuing(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim ended on {LearnActEndDate}, but its completion status {CompStatus} says that learning goes on.

    Enter how the aim ended (2 completed, 3 withdrawn, 6 on a break), or clear the actual end date.
    """
    return aim.LearnActEndDate is not None and aim.CompStatus == CONTINUING


@rule("CompStatus_03", reads="CompStatus LearnActEndDate")
def finished_without_end_date(aim: LearningDelivery, ctx: Context) -> bool:
    """The completion status {CompStatus} says that learning has stopped, but there is no actual end date.

    Enter the actual end date, or set the completion status to 1 if the learner is still learning.
    """
    return aim.LearnActEndDate is None and aim.CompStatus != CONTINUING


@rule("CompStatus_04", reads="CompStatus Outcome")
def finished_without_outcome(aim: LearningDelivery, ctx: Context) -> bool:
    """The completion status {CompStatus} says that learning has stopped, but there is no outcome.

    Enter the outcome, or set the completion status to 1 if the learner is still learning.
    """
    return aim.Outcome is None and aim.CompStatus != CONTINUING


@rule("CompStatus_05", reads="CompStatus Outcome", unless=(standard, skills_bootcamp))
def continuing_with_outcome(aim: LearningDelivery, ctx: Context) -> bool:
    """The completion status {CompStatus} says that learning goes on, but there is already an outcome ({Outcome}).

    Correct the completion status, or clear the outcome.
    """
    return aim.CompStatus == CONTINUING and aim.Outcome is not None


@rule("CompStatus_06", reads="CompStatus Outcome", unless=(skills_bootcamp,))
def left_but_achieved(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner left the aim or is on a break (completion status {CompStatus}), so the outcome cannot be {Outcome}.

    Correct the completion status, or enter the outcome that fits: 3 not achieved.
    """
    return aim.CompStatus in (WITHDRAWN, ON_A_BREAK) and aim.Outcome in (ACHIEVED, RESULT_NOT_KNOWN)


@rule("CompStatus_07", reads="CompStatus AchDate LearnActEndDate AimType FundModel ProgType")
def assessed_but_not_completed(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship was assessed on {AchDate}, but its completion status is {CompStatus} and not 2 (completed).

    Set the completion status to 2, or clear the achievement date if the assessment is not over.
    """
    ended = aim.LearnActEndDate is not None and aim.LearnActEndDate >= ASSESSMENT_NEEDS_COMPLETION_FROM
    assessed = aim.AimType == 1 and funded_standard(aim, ctx) and ended and aim.AchDate is not None
    return assessed and aim.CompStatus != COMPLETED


@rule("CompStatus_08", reads="CompStatus AchDate AimType FundModel ProgType")
def bootcamp_achieved_but_not_completed(aim: LearningDelivery, ctx: Context) -> bool:
    """The Skills Bootcamp has an achievement date {AchDate}, but its completion status is {CompStatus} and not 2.

    Set the completion status to 2, or clear the achievement date.
    """
    achieved = aim.AimType == 1 and skills_bootcamp(aim, ctx) and aim.AchDate is not None
    return achieved and aim.CompStatus != COMPLETED


@rule("CompStatus_09", reads="CompStatus LearnAimRef")
def bootcamp_event_not_completed(aim: LearningDelivery, ctx: Context) -> bool:
    """The Skills Bootcamp event {LearnAimRef} should be completed, but its completion status is {CompStatus}.

    Set the completion status to 2; an event is returned once it has taken place.
    """
    return aim.LearnAimRef in BOOTCAMP_EVENTS and aim.CompStatus != COMPLETED


@rule("CompStatus_10", reads="CompStatus Outcome FundModel ProgType", since="2627")
def achieved_standard_still_continuing(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship aim is achieved (outcome {Outcome}), but its completion status says that learning goes on.

    Set the completion status to 2, or correct the outcome.
    """
    return funded_standard(aim, ctx) and aim.Outcome == ACHIEVED and aim.CompStatus == CONTINUING


@rule("CompStatus_11", reads="CompStatus ProgType", since="2627")
def break_in_apprenticeship_unit(aim: LearningDelivery, ctx: Context) -> bool:
    """The apprenticeship unit is on a break (completion status {CompStatus}), which units do not allow.

    Enter 1 if the learner is still learning, or 3 if the learner has left.
    """
    return aim.ProgType == 34 and aim.CompStatus == ON_A_BREAK


@rule("WithdrawReason_02", reads="WithdrawReason")
def unknown_withdrawal_reason(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The withdrawal reason {WithdrawReason} is not a code of this year's list.

    Choose a code from the list.
    """
    return ctx.unlisted("WithdrawReason", aim.WithdrawReason)


@rule("WithdrawReason_03", reads="WithdrawReason CompStatus")
def withdrawn_without_reason(aim: LearningDelivery, ctx: Context) -> bool:
    """The learner has withdrawn (completion status {CompStatus}), but no withdrawal reason is given.

    Enter the reason, or correct the completion status.
    """
    return aim.CompStatus == WITHDRAWN and aim.WithdrawReason is None


@rule("WithdrawReason_04", reads="WithdrawReason CompStatus")
def reason_without_withdrawal(aim: LearningDelivery, ctx: Context) -> bool:
    """There is a withdrawal reason ({WithdrawReason}), but the completion status {CompStatus} is not a withdrawal.

    Clear the withdrawal reason, or set the completion status to 3 if the learner has left.
    """
    return aim.CompStatus in (CONTINUING, COMPLETED, ON_A_BREAK) and aim.WithdrawReason is not None


@rule("WithdrawReason_05", reads="WithdrawReason LearnDelFAMType LearnDelFAMCode")
def custody_reason_outside_custody(aim: LearningDelivery, ctx: Context) -> bool:
    """The withdrawal reason {WithdrawReason} is for offenders in custody, but the aim is not marked LDM 034.

    Choose another reason, or add the LDM 034 record if the aim is learning in custody.
    """
    return aim.WithdrawReason == OFFENDER_LEFT and not offender_in_custody(aim, ctx)


@rule("WithdrawReason_06", reads="WithdrawReason LearnAimRef")
def placement_reason_outside_placement(aim: LearningDelivery, ctx: Context) -> bool:
    """The withdrawal reason {WithdrawReason} is for industry placements, but the aim is {LearnAimRef}.

    Choose another reason; this one goes with aim reference ZWRKX002 only.
    """
    return aim.WithdrawReason == INDUSTRY_PLACEMENT_LEFT and aim.LearnAimRef != INDUSTRY_PLACEMENT
