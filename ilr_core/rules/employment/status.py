"""The employment status and the date from which it applies."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearnerEmploymentStatus, LearningDelivery
from ilr_core.rules.ages import has_reached
from ilr_core.rules.context import Context
from ilr_core.rules.dates import last_of_august
from ilr_core.rules.derived import is_apprenticeship, status_on
from ilr_core.rules.employment_status import EMPLOYED, NOT_KNOWN, has_status_before
from ilr_core.rules.exclusions import apprenticeship, community_learning, has_fam
from ilr_core.rules.registry import Verdict, rule

OLDEST_STATUS_DATE = date(1990, 8, 1)
FIRST_START_WITH_STATUS = date(2014, 8, 1)
FIRST_START_WITH_KNOWN_STATUS = date(2016, 8, 1)


def sporting_or_sea_fishing_award(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim is a sporting excellence or sea fishing award outside apprenticeships (LDM 353, 355)."""
    return has_fam(aim, "LDM", "353", "355")


def _adult_in_year_of_start(aim: LearningDelivery, ctx: Context) -> bool:
    day = last_of_august(aim.LearnStartDate)
    return has_reached(aim.learner.DateOfBirth, "adult_age", day, ctx)


def _without_earlier_status(aim: LearningDelivery) -> bool:
    return not has_status_before(aim.learner, aim.LearnStartDate)


def _not_employed_at_start(aim: LearningDelivery) -> Verdict:
    """The status at the start if it is not paid employment; True if there is none."""
    status = status_on(aim.learner, aim.LearnStartDate)
    if status is None:
        return True
    return False if status.EmpStat == EMPLOYED else [status]


@rule("EmpStat_05", reads="EmpStat")
def unknown_status(status: LearnerEmploymentStatus, ctx: Context) -> Verdict:
    """{EmpStat} is not a code for an employment status.

    Choose 10, 11, 12 or 98.
    """
    return ctx.unlisted("EmpStat", status.EmpStat)


@rule("DateEmpStatApp_01", reads="DateEmpStatApp")
def status_after_the_year(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The employment status applies from {DateEmpStatApp}, after the last day of this collection year.

    Correct the date, or add this status in next year's return.
    """
    return status.DateEmpStatApp > ctx.catalogue.end


@rule("DateEmpStatApp_02", reads="DateEmpStatApp")
def status_too_old(status: LearnerEmploymentStatus, ctx: Context) -> bool:
    """The employment status applies from {DateEmpStatApp}; dates before 1 August 1990 are not accepted.

    Correct the year; the day before the start of learning is enough.
    """
    return status.DateEmpStatApp < OLDEST_STATUS_DATE


@rule(
    "EmpStat_08",
    reads="LearnerEmploymentStatus.DateEmpStatApp LearnStartDate DateOfBirth FundModel ProgType LearnDelFAMType "
    "LearnDelFAMCode",
    models=(35, 37, 81, 99),
    unless=(apprenticeship, community_learning),
)
def adult_without_status(aim: LearningDelivery, ctx: Context) -> bool:
    """No employment status applies from before {LearnStartDate}, when the adult learner started the aim.

    Add the learner's status with a date before the start.
    """
    return (
        aim.LearnStartDate >= FIRST_START_WITH_STATUS
        and _adult_in_year_of_start(aim, ctx)
        and _without_earlier_status(aim)
    )


@rule("EmpStat_09", reads="LearnerEmploymentStatus.DateEmpStatApp LearnStartDate AimType ProgType")
def apprentice_without_status(aim: LearningDelivery, ctx: Context) -> bool:
    """No employment status applies from before {LearnStartDate}, when the apprenticeship started.

    Add the learner's status with a date before the start.

    One of the two official texts repeats EmpStat_08 here; this follows the other.
    """
    return (
        is_apprenticeship(aim)
        and aim.AimType == 1
        and aim.LearnStartDate >= FIRST_START_WITH_STATUS
        and _without_earlier_status(aim)
    )


@rule(
    "EmpStat_11",
    reads="LearnerEmploymentStatus.DateEmpStatApp LearnStartDate FundModel Learner.PlanLearnHours Learner.PlanEEPHours",
    models=(25, 82),
)
def part_time_student_without_status(aim: LearningDelivery, ctx: Context) -> bool:
    """No employment status applies from before {LearnStartDate}, when the learner started the aim.

    Add the learner's status with a date before the start; it is needed below 540 planned hours, and
    {PlanLearnHours} and {PlanEEPHours} are planned.

    Hours that are not given count as none.
    """
    if aim.LearnStartDate < FIRST_START_WITH_STATUS:
        return False
    full_time = ctx.number("part_time_programme_hours", on=aim.LearnStartDate)
    hours = (aim.learner.PlanLearnHours or 0) + (aim.learner.PlanEEPHours or 0)
    return full_time is not None and hours < full_time and _without_earlier_status(aim)


@rule(
    "EmpStat_12",
    reads="LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp LearnStartDate AimType ProgType "
    "LearnDelFAMType LearnDelFAMCode",
    unless=(sporting_or_sea_fishing_award,),
)
def apprentice_not_employed(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employment status on {LearnStartDate}, when the apprenticeship started, is not paid employment ({EmpStat}).

    Check the status and its date; an apprentice is employed from the first day.
    """
    return is_apprenticeship(aim) and aim.AimType == 1 and _not_employed_at_start(aim)


@rule(
    "EmpStat_15",
    reads="LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp LearnStartDate AimType ProgType "
    "LearnDelFAMType LearnDelFAMCode",
    unless=(sporting_or_sea_fishing_award,),
)
def apprentice_of_unknown_status(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employment status on {LearnStartDate}, when the apprenticeship started, is not known ({EmpStat}).

    Find out and enter the status.
    """
    if not is_apprenticeship(aim) or aim.AimType != 1 or aim.LearnStartDate < FIRST_START_WITH_KNOWN_STATUS:
        return False
    status = status_on(aim.learner, aim.LearnStartDate)
    return [status] if status and status.EmpStat == NOT_KNOWN else False


@rule(
    "EmpStat_20",
    reads="LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp LearnStartDate LearnDelFAMType "
    "LearnDelFAMCode",
)
def low_wage_but_not_employed(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim is marked for low wages (LDM 363), but the status on {LearnStartDate} is not paid employment ({EmpStat}).

    Correct the status, or take LDM 363 off the aim.
    """
    return has_fam(aim, "LDM", "363") and _not_employed_at_start(aim)


@rule("EmpStat_21", reads="LearnerEmploymentStatus.DateEmpStatApp LearnStartDate DateOfBirth FundModel", models=(38,))
def adult_skills_without_status(aim: LearningDelivery, ctx: Context) -> bool:
    """No employment status applies from before {LearnStartDate}, when the learner started the Adult Skills Fund aim.

    Add the learner's status with a date before the start.
    """
    return _adult_in_year_of_start(aim, ctx) and _without_earlier_status(aim)


@rule("EmpStat_22", reads="LearnerEmploymentStatus.DateEmpStatApp LearnStartDate FundModel", models=(11,))
def tailored_learning_without_status(aim: LearningDelivery, ctx: Context) -> bool:
    """No employment status applies on {LearnStartDate}, when the learner started the Tailored Learning aim.

    Add the learner's status with a date on or before the start.
    """
    return status_on(aim.learner, aim.LearnStartDate) is None


@rule(
    "EmpStat_23",
    reads="LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp LearnStartDate AimType "
    "LearnDelFAMType LearnDelFAMCode",
    since="2627",
)
def early_unit_learner_not_employed(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The status at the start of the apprenticeship unit (LDM 403), {LearnStartDate}, is not employed ({EmpStat}).

    Correct the status and its date, or take LDM 403 off the aim.
    """
    return aim.AimType == 4 and has_fam(aim, "LDM", "403") and _not_employed_at_start(aim)


@rule(
    "EmpStat_24",
    reads="LearnerEmploymentStatus.EmpStat LearnerEmploymentStatus.DateEmpStatApp LearnStartDate AimType ProgType",
    since="2627",
)
def unit_learner_not_employed(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The employment status at the start of the apprenticeship unit, {LearnStartDate}, is not employed ({EmpStat}).

    Correct the status and its date; apprenticeship units are for employed learners only.
    """
    return aim.ProgType == 34 and aim.AimType == 1 and _not_employed_at_start(aim)
