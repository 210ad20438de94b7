"""Hours entries (HRS) whose code does not fit the aim."""

from __future__ import annotations

from ilr_core.model import HRSRecord, LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.hours.entries import (
    ACTUAL_OFF_THE_JOB,
    ADDITIONAL,
    PLANNED_OFF_THE_JOB,
    T_LEVEL,
    TAILORED_LEARNING,
    TAKEN_OUT,
    is_hours,
)
from ilr_core.rules.lars import ESOL, lars_aim
from ilr_core.rules.registry import Verdict, rule

MODELS_WITH_ADDITIONAL_HOURS = (35, 38, 81)


@rule("HRSType_05", reads="HRSCode HRSType FundModel ProgType", since="2627")
def t_level_hours_without_t_level(record: HRSRecord, ctx: Context) -> bool:
    """Hours with code 2 are for T Levels, but the programme type is {ProgType} and not 31.

    Correct the programme type, or delete the hours record.
    """
    return is_hours(record, T_LEVEL) and record.aim.FundModel == 25 and record.aim.ProgType != 31


@rule("HRSType_07", reads="HRSCode HRSType AimType", since="2627")
def actual_hours_on_other_aim(record: HRSRecord, ctx: Context) -> bool:
    """Actual off-the-job hours (code 3) stand on an aim of type {AimType} instead of the programme aim.

    Move the hours record to the programme aim.
    """
    return is_hours(record, ACTUAL_OFF_THE_JOB) and record.aim.AimType != 1


@rule("HRSType_10", reads="HRSCode HRSType FundModel", since="2627")
def additional_hours_under_other_funding(record: HRSRecord, ctx: Context) -> bool:
    """Additional hours (code 6) stand on an aim of funding model {FundModel}, which pays none.

    Delete the hours record, or correct the funding model (35, 38 or 81).
    """
    return is_hours(record, ADDITIONAL) and record.aim.FundModel not in MODELS_WITH_ADDITIONAL_HOURS


@rule("HRSType_11", reads="HRSCode HRSType LearnAimRef LearnStartDate", needs="LARS", since="2627")
def additional_hours_without_esol(record: HRSRecord, ctx: Context) -> bool:
    """Additional hours (code 6) stand on {LearnAimRef}, which is no ESOL aim.

    Delete the hours record, or correct the aim reference.
    """
    entry = lars_aim(record.aim, ctx) if is_hours(record, ADDITIONAL) else None
    return entry is not None and not entry.has_basic_skills(ESOL, record.aim.LearnStartDate)


@rule("HRSType_12", reads="HRSCode HRSType FundModel ProgType", since="2627")
def other_hours_on_t_level(record: HRSRecord, ctx: Context) -> bool:
    """The aim is part of a T Level, so its hours record must have code 2 and not {HRSCode}.

    Correct the code, or delete the hours record.
    """
    others = (PLANNED_OFF_THE_JOB, ACTUAL_OFF_THE_JOB, TAKEN_OUT, TAILORED_LEARNING, ADDITIONAL)
    return record.aim.ProgType == 31 and record.aim.FundModel == 25 and is_hours(record, *others)


@rule("HRSType_13", reads="HRSCode HRSType FundModel", since="2627")
def off_the_job_hours_under_other_funding(record: HRSRecord, ctx: Context) -> bool:
    """Hours with code {HRSCode} are for apprenticeships, but the funding model is {FundModel} and not 36.

    Correct the code or the funding model, or delete the hours record.
    """
    off_the_job = is_hours(record, PLANNED_OFF_THE_JOB, ACTUAL_OFF_THE_JOB, TAKEN_OUT)
    return off_the_job and record.aim.FundModel != 36


@rule("HRSType_14", reads="HRSCode HRSType FundModel", since="2627")
def other_hours_on_apprenticeship(record: HRSRecord, ctx: Context) -> bool:
    """The aim is part of an apprenticeship, so its hours records have codes 1, 3 and 4, not {HRSCode}.

    Correct the code, or delete the hours record.
    """
    return record.aim.FundModel == 36 and is_hours(record, T_LEVEL, TAILORED_LEARNING, ADDITIONAL)


@rule("HRSType_15", reads="HRSCode HRSType FundModel", since="2627")
def tailored_learning_hours_under_other_funding(record: HRSRecord, ctx: Context) -> bool:
    """Hours with code 5 are for Tailored Learning, but the funding model is {FundModel} and not 11.

    Correct the code or the funding model, or delete the hours record.
    """
    return is_hours(record, TAILORED_LEARNING) and record.aim.FundModel != 11


@rule("HRSType_16", reads="HRSCode HRSType FundModel", since="2627")
def other_hours_on_tailored_learning(record: HRSRecord, ctx: Context) -> bool:
    """The aim is Tailored Learning, so its hours record must have code 5 and not {HRSCode}.

    Correct the code, or delete the hours record.
    """
    others = (PLANNED_OFF_THE_JOB, T_LEVEL, ACTUAL_OFF_THE_JOB, TAKEN_OUT, ADDITIONAL)
    return record.aim.FundModel == 11 and is_hours(record, *others)


@rule("HRSType_17", reads="HRSCode HRSType FundModel", since="2627")
def other_hours_on_adult_skills(record: HRSRecord, ctx: Context) -> bool:
    """The aim has funding model {FundModel}, so its hours record must have code 6 and not {HRSCode}.

    Correct the code, or delete the hours record.
    """
    others = (PLANNED_OFF_THE_JOB, T_LEVEL, ACTUAL_OFF_THE_JOB, TAKEN_OUT, TAILORED_LEARNING)
    return record.aim.FundModel in MODELS_WITH_ADDITIONAL_HOURS and is_hours(record, *others)


@rule("HRSType_18", reads="HRSCode", since="2627")
def code_twice_on_aim(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim has more than one hours record with the same code ({HRSCode}).

    Keep one record of each code, with the right number of hours.
    """
    codes = [record.HRSCode for record in aim.HRSRecord]
    return [record for record in aim.HRSRecord if codes.count(record.HRSCode) > 1]
