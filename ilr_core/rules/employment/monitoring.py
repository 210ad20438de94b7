"""Monitoring entries of an employment status."""

from __future__ import annotations

from datetime import date

from ilr_core.model import EmploymentStatusMonitoring, LearnerEmploymentStatus, LearningDelivery
from ilr_core.rules.code_dates import has_ended
from ilr_core.rules.context import Context
from ilr_core.rules.derived import is_apprenticeship, status_on
from ilr_core.rules.employment_status import EMPLOYED, NOT_EMPLOYED, has_monitoring
from ilr_core.rules.exclusions import has_fam
from ilr_core.rules.registry import Verdict, rule

FIRST_STATUS_WITH_DETAIL = date(2012, 8, 1)
FIRST_STATUS_WITH_LENGTH = date(2013, 8, 1)
LOOKING_FOR_WORK = 11
MADE_REDUNDANT, SMALL_OR_MEDIUM_EMPLOYER = 1, 2
SINGLE_TYPES = ("SEI", "EII", "LOU", "LOE", "BSI", "PEI", "SEM")
WORK_RELATED_BENEFITS = (1, 4, 5)


def aims_without_length_of_unemployment(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The learner has an aim with 16 to 19 funding or of a Skills Bootcamp (funding model 25, 82 or 37)."""
    return any(aim.FundModel in (25, 37, 82) for aim in status.learner.LearningDelivery)


def _applies_at_start_of(status: LearnerEmploymentStatus, aim: LearningDelivery) -> bool:
    return bool(aim.LearnStartDate) and status_on(status.learner, aim.LearnStartDate) is status


def _earlier_entries(entry: EmploymentStatusMonitoring) -> list[EmploymentStatusMonitoring]:
    return [other for other in entry.status.EmploymentStatusMonitoring if other.position < entry.position]


@rule("ESMType_01", reads="ESMCode ESMType")
def unknown_code(entry: EmploymentStatusMonitoring, ctx: Context) -> Verdict:
    """{ESMCode} is not a code of employment monitoring type {ESMType}.

    Choose a type and one of its codes from the list.
    """
    return ctx.unlisted(f"ESM:{entry.ESMType}", entry.ESMCode)


@rule("ESMType_02", reads="EmploymentStatusMonitoring.ESMType EmpStat DateEmpStatApp")
def employed_without_hours(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The learner is employed from {DateEmpStatApp}, but the hours worked each week are missing.

    Add the monitoring type EII with the code for the hours.
    """
    return (
        status.DateEmpStatApp >= FIRST_STATUS_WITH_DETAIL
        and status.EmpStat == EMPLOYED
        and not has_monitoring(status, "EII")
    )


@rule("ESMType_05", reads="ESMType EmpStat")
def employed_with_time_out_of_work(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The learner is employed ({EmpStat}), yet a length of unemployment ({ESMType}) is given.

    Remove it, or correct the status.
    """
    return entry.ESMType == "LOU" and entry.status.EmpStat == EMPLOYED


@rule("ESMType_07", reads="ESMType EmpStat")
def self_employed_without_employment(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The learner is marked as self-employed ({ESMType}), but the status is not paid employment ({EmpStat}).

    Remove the mark, or change the status to 10.
    """
    return entry.ESMType == "SEI" and entry.status.EmpStat != EMPLOYED


@rule(
    "ESMType_08",
    reads="EmploymentStatusMonitoring.ESMType EmpStat DateEmpStatApp LearningDelivery.FundModel",
    unless=(aims_without_length_of_unemployment,),
)
def looking_for_work_without_length(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The learner is looking for work from {DateEmpStatApp}, but the length of unemployment is missing.

    Add the monitoring type LOU with the code for the length.

    One aim of the exempt kinds excuses all the learner's statuses: the text does not say how to tell which status
    belongs to which aim.
    """
    return (
        status.DateEmpStatApp >= FIRST_STATUS_WITH_DETAIL
        and status.EmpStat == LOOKING_FOR_WORK
        and not has_monitoring(status, "LOU")
    )


@rule(
    "ESMType_09",
    reads="EmploymentStatusMonitoring.ESMType EmpStat DateEmpStatApp LearningDelivery.LearnStartDate "
    "LearningDelivery.AimType LearningDelivery.ProgType",
)
def apprentice_without_length_of_employment(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The status from {DateEmpStatApp}, which applies when the apprenticeship starts, lacks the length of employment.

    Add the monitoring type LOE with the code for the time in this job.
    """
    return (
        status.EmpStat == EMPLOYED
        and status.DateEmpStatApp >= FIRST_STATUS_WITH_LENGTH
        and not has_monitoring(status, "LOE")
        and any(
            is_apprenticeship(aim) and aim.AimType == 1 and _applies_at_start_of(status, aim)
            for aim in status.learner.LearningDelivery
        )
    )


@rule("ESMType_10", reads="ESMType EmpStat")
def time_in_job_without_job(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The learner is not employed ({EmpStat}), yet a length of employment ({ESMType}) is given.

    Remove it, or correct the status.
    """
    return entry.ESMType == "LOE" and entry.status.EmpStat in NOT_EMPLOYED


@rule("ESMType_12", reads="ESMType EmpStat DateEmpStatApp")
def hours_or_self_employment_without_job(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The learner is not employed ({EmpStat}) from {DateEmpStatApp}, yet monitoring type {ESMType} speaks of a job.

    Remove it, or correct the status.
    """
    return (
        entry.ESMType in ("EII", "SEI")
        and entry.status.EmpStat in NOT_EMPLOYED
        and entry.status.DateEmpStatApp >= FIRST_STATUS_WITH_LENGTH
    )


@rule("ESMType_15", reads="ESMType")
def type_twice(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """Monitoring type {ESMType} is there more than once for one employment status.

    Keep the one that is right.
    """
    return entry.ESMType in SINGLE_TYPES and any(other.ESMType == entry.ESMType for other in _earlier_entries(entry))


@rule("ESMType_16", reads="ESMType ESMCode EmpStat LearningDelivery.ProgType")
def small_employer_without_job(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The apprentice has a small employer ({ESMType} {ESMCode}), but the status is not paid employment ({EmpStat}).

    Remove the entry, or correct the status.
    """
    return (
        (entry.ESMType, entry.ESMCode) == ("SEM", 1)
        and entry.status.EmpStat in NOT_EMPLOYED
        and any(aim.ProgType == 25 for aim in entry.status.learner.LearningDelivery)
    )


@rule(
    "ESMType_17",
    reads="EmploymentStatusMonitoring.ESMType EmploymentStatusMonitoring.ESMCode LearnStartDate "
    "LearnerEmploymentStatus.DateEmpStatApp LearnDelFAMType LearnDelFAMCode",
)
def work_academy_without_benefit(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The learner gets none of the benefits that a work academy aim (LDM 375) asks for at its start, {LearnStartDate}.

    Add the monitoring type BSI with code 1, 4 or 5 to the status that applies then, or take LDM 375 off the aim.

    The text does not say which status counts; this takes the one that applies at the start of the aim.
    """
    if not has_fam(aim, "LDM", "375"):
        return False
    status = status_on(aim.learner, aim.LearnStartDate)
    if status is None:
        return True
    return False if has_monitoring(status, "BSI", *WORK_RELATED_BENEFITS) else [status]


@rule("ESMType_18", reads="ESMType ESMCode EmpStat")
def redundant_but_employed(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The learner is marked as made redundant ({ESMType} {ESMCode}), but is employed ({EmpStat}).

    Remove the mark, or correct the status.
    """
    return (entry.ESMType, entry.ESMCode) == ("OET", MADE_REDUNDANT) and entry.status.EmpStat == EMPLOYED


@rule("ESMType_19", reads="ESMType ESMCode EmpStat")
def medium_employer_without_job(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The learner works for a small or medium employer ({ESMType} {ESMCode}), but is not employed ({EmpStat}).

    Remove the entry, or change the status to 10.
    """
    return (entry.ESMType, entry.ESMCode) == ("OET", SMALL_OR_MEDIUM_EMPLOYER) and entry.status.EmpStat != EMPLOYED


@rule("ESMType_20", reads="ESMCode ESMType")
def same_other_type_twice(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """Code {ESMCode} of monitoring type {ESMType} is there more than once for one employment status.

    Keep one of them.
    """
    same = (entry.ESMType, entry.ESMCode)
    return entry.ESMType == "OET" and any((other.ESMType, other.ESMCode) == same for other in _earlier_entries(entry))


@rule(
    "ESMType_21",
    reads="EmploymentStatusMonitoring.ESMType DateEmpStatApp LearningDelivery.LearnStartDate "
    "LearningDelivery.AimType LearningDelivery.ProgType",
    since="2627",
)
def unit_learner_without_length_of_employment(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The status from {DateEmpStatApp}, in force when the apprenticeship unit starts, lacks the length of employment.

    Add the monitoring type LOE with the code for the time in this job.

    A learner without any status then is left to EmpStat_24.
    """
    return not has_monitoring(status, "LOE") and any(
        aim.ProgType == 34 and aim.AimType == 1 and _applies_at_start_of(status, aim)
        for aim in status.learner.LearningDelivery
    )


@rule("ESMType_11", reads="ESMCode ESMType DateEmpStatApp")
def ended_code(entry: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """The code {ESMCode} of {ESMType} had ended when the employment status began on {DateEmpStatApp}.

    Choose the code that has taken its place.
    """
    return has_ended(f"ESM:{entry.ESMType}", entry.ESMCode, entry.status.DateEmpStatApp, ctx)
