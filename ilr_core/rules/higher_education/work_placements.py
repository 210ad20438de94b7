"""Work placements of work experience aims, supported internships and industry placements."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery, LearningDeliveryWorkPlacement
from ilr_core.rules.context import Context
from ilr_core.rules.derived import employer_check_digit
from ilr_core.rules.exclusions import not_funded
from ilr_core.rules.places import is_unknown_employer
from ilr_core.rules.registry import Verdict, rule

UNKNOWN_EMPLOYER = 999999999
PLACEMENT_REQUIRED_FROM = date(2014, 8, 1)
WORK_EXPERIENCE_AIMS = (
    "Z0007834", "Z0007835", "Z0007836", "Z0007837", "Z0007838", "Z0002347", "ZWRKX001", "ZWRKX002",
)  # fmt: skip
T_LEVEL_PLACEMENT = "ZWRKX003"
PLACEMENT_AIMS = (*WORK_EXPERIENCE_AIMS, T_LEVEL_PLACEMENT)
SIXTEEN_TO_NINETEEN_AIMS = ("ZWRKX002", T_LEVEL_PLACEMENT)


@rule("WorkPlaceStartDate_01", reads="LearningDeliveryWorkPlacement.WorkPlaceStartDate LearnAimRef LearnStartDate")
def experience_without_placement(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is a work experience aim, but no work placement is recorded on it.

    Add the placement, or correct the aim reference.
    """
    return (
        aim.LearnAimRef in WORK_EXPERIENCE_AIMS
        and not aim.LearningDeliveryWorkPlacement
        and aim.LearnStartDate >= PLACEMENT_REQUIRED_FROM
    )


@rule("WorkPlacement_01", reads="LearningDeliveryWorkPlacement.WorkPlaceStartDate LearnAimRef")
def t_level_without_placement(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is the industry placement of a T Level, but no work placement is recorded on it.

    Add the placement.
    """
    return aim.LearnAimRef == T_LEVEL_PLACEMENT and not aim.LearningDeliveryWorkPlacement


@rule("WorkPlaceStartDate_02", reads="WorkPlaceStartDate LearnStartDate")
def placement_before_aim(work: LearningDeliveryWorkPlacement, ctx: Context) -> bool:
    """The placement starts on {WorkPlaceStartDate}, before its aim does on {LearnStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return work.WorkPlaceStartDate < work.aim.LearnStartDate


@rule("WorkPlaceStartDate_03", reads="LearningDeliveryWorkPlacement.WorkPlaceStartDate LearnAimRef")
def placement_on_other_aim(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A work placement is recorded on {LearnAimRef}, which is not a work experience or placement aim.

    Move the placement to the work experience aim, or delete it.
    """
    if not aim.LearningDeliveryWorkPlacement or aim.LearnAimRef in PLACEMENT_AIMS:
        return False
    return aim.LearningDeliveryWorkPlacement


@rule("WorkPlaceStartDate_04", reads="FundModel LearnAimRef", unless=(not_funded,))
def placement_aim_funded_otherwise(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is an industry placement of learners aged 16 to 19, but the funding model is {FundModel}.

    Correct the funding model to 25, or the aim reference.
    """
    return aim.LearnAimRef in SIXTEEN_TO_NINETEEN_AIMS and aim.FundModel != 25


@rule("WorkPlaceEndDate_01", reads="WorkPlaceEndDate WorkPlaceStartDate")
def placement_ends_before_start(work: LearningDeliveryWorkPlacement, ctx: Context) -> bool:
    """The placement ends on {WorkPlaceEndDate}, before it starts on {WorkPlaceStartDate}.

    Correct whichever of the two was typed wrongly.
    """
    return work.WorkPlaceEndDate is not None and work.WorkPlaceEndDate < work.WorkPlaceStartDate


@rule("WorkPlaceEndDate_02", reads="WorkPlaceEndDate LearnActEndDate")
def placement_ends_after_aim(work: LearningDeliveryWorkPlacement, ctx: Context) -> bool:
    """The placement ends on {WorkPlaceEndDate}, after its aim did on {LearnActEndDate}.

    Correct whichever of the two was typed wrongly.
    """
    ended = work.aim.LearnActEndDate
    return ended is not None and work.WorkPlaceEndDate is not None and work.WorkPlaceEndDate > ended


@rule("WorkPlaceMode_01", reads="WorkPlaceMode")
def unknown_placement_mode(work: LearningDeliveryWorkPlacement, ctx: Context) -> Verdict:
    """{WorkPlaceMode} is not a code for the kind of placement.

    Choose a code from the list.
    """
    return ctx.unlisted("WorkPlaceMode", work.WorkPlaceMode)


@rule("WorkPlaceEmpId_02", reads="WorkPlaceEmpId")
def wrong_employer_check_digit(work: LearningDeliveryWorkPlacement, ctx: Context) -> bool:
    """{WorkPlaceEmpId} is not an employer number that exists: its last digit does not fit the other eight.

    Look the employer up again; 999999999 stands for an employer whose number is not known.
    """
    number = work.WorkPlaceEmpId
    return number is not None and number != UNKNOWN_EMPLOYER and employer_check_digit(number) != str(number)[8:9]


@rule("WorkPlaceEmpId_01", reads="WorkPlaceEmpId", needs="employers")
def unknown_placement_employer(placement: LearningDeliveryWorkPlacement, ctx: Context) -> bool:
    """There is no employer with the number {WorkPlaceEmpId}, where the placement is.

    Look the employer up in the employer service and retype the number; 999999999 if there is none yet.
    """
    return is_unknown_employer(placement.WorkPlaceEmpId, ctx)
