"""The employer's number and agreement."""

from __future__ import annotations

from ilr_core.model import LearnerEmploymentStatus, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.derived import employer_check_digit, is_apprenticeship, status_on
from ilr_core.rules.employment_status import EMPLOYED, NOT_EMPLOYED
from ilr_core.rules.exclusions import restart
from ilr_core.rules.places import is_unknown_employer
from ilr_core.rules.registry import Verdict, rule

NO_NUMBER = 999999999


@rule("EmpId_01", reads="EmpId", needs="employers")
def unknown_employer(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """There is no employer with the number {EmpId}.

    Look the employer up in the employer service and retype the number; 999999999 if there is none yet.
    """
    return is_unknown_employer(status.EmpId, ctx)


@rule("EmpId_02", reads="EmpId")
def wrong_check_digit(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The employer number {EmpId} is not a number that exists: its last digit does not fit the other eight.

    Look the employer up in the employer service and retype the number; 999999999 if there is none yet.

    One of the two official texts repeats EmpId_01 here; this follows the other.
    """
    number = status.EmpId
    return number is not None and number != NO_NUMBER and employer_check_digit(number) != str(number)[-1]


@rule(
    "EmpId_10",
    reads="LearnerEmploymentStatus.EmpId LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp "
    "LearnStartDate AimType ProgType",
)
def apprentice_without_employer(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer number is missing: the apprentice was employed when the apprenticeship started on {LearnStartDate}.

    Enter the employer's number; 999999999 if there is none yet.
    """
    if not is_apprenticeship(aim) or aim.AimType != 1:
        return False
    status = status_on(aim.learner, aim.LearnStartDate)
    return [status] if status and status.EmpStat == EMPLOYED and status.EmpId is None else False


@rule("EmpId_14", reads="EmpId EmpStat LearningDelivery.ProgType")
def employer_without_employment(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """Employer number {EmpId} is given, but the apprentice's status then is not paid employment ({EmpStat}).

    Remove the employer number, or correct the status.
    """
    return (
        status.EmpId is not None
        and status.EmpStat in NOT_EMPLOYED
        and any(is_apprenticeship(aim) for aim in status.learner.LearningDelivery)
    )


@rule(
    "AgreemId_01",
    reads="LearnerEmploymentStatus.AgreemId LearnerEmploymentStatus.DateEmpStatApp LearnStartDate FundModel AimType",
    models=(39,),
    unless=(restart,),
    since="2627",
)
def short_course_without_agreement(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employer agreement is missing from the status at the start of the short course, {LearnStartDate}.

    Enter the agreement's identifier; the employer finds it in their service account.

    A learner without any status then is left to EmpStat_24.
    """
    if aim.AimType != 1:
        return False
    status = status_on(aim.learner, aim.LearnStartDate)
    return [status] if status and status.AgreemId is None else False
