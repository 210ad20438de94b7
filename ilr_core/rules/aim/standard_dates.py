"""Whether LARS knows the apprenticeship standard, and has it on the day a programme or component starts."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.registers import Standard
from ilr_core.rules.context import Context
from ilr_core.rules.derived import standard_start
from ilr_core.rules.exclusions import restart
from ilr_core.rules.lars import lars_standard
from ilr_core.rules.registry import rule

LAST_STARTS_CHECKED_FROM = date(2020, 8, 1)
READS = "LearnStartDate StdCode ProgType AimType LearnDelFAMType"


def _standard_of(aim: LearningDelivery, ctx: Context, aim_type: int) -> Standard | None:
    return lars_standard(aim, ctx) if aim.ProgType == 25 and aim.AimType == aim_type else None


@rule("StdCode_02", reads="StdCode", needs="LARS")
def unknown_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The standard {StdCode} is not in LARS.

    Look the standard up in LARS and type its code.
    """
    entry = lars_standard(aim, ctx)
    return aim.StdCode is not None and (entry is None or not entry.validities)


@rule("LearnStartDate_13", reads=READS, unless=(restart,), needs="LARS")
def programme_after_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme started on {LearnStartDate}, after LARS had ended the standard {StdCode}.

    Correct the start date or the standard, or mark the aim as a restart (RES) if it is one.
    """
    entry = _standard_of(aim, ctx, 1)
    return entry is not None and entry.EffectiveTo is not None and aim.LearnStartDate > entry.EffectiveTo


@rule("LearnStartDate_14", reads=READS, unless=(restart,), needs="LARS")
def component_after_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme of this component started after LARS had ended the standard {StdCode}.

    Correct the start date of the programme or the standard, or mark the aim as a restart (RES) if it is one.
    """
    entry = _standard_of(aim, ctx, 3)
    begun = standard_start(aim) if entry is not None and entry.EffectiveTo is not None else None
    return begun is not None and entry is not None and entry.EffectiveTo is not None and begun > entry.EffectiveTo


@rule("LearnStartDate_17", reads=READS, unless=(restart,), needs="LARS")
def programme_before_standard(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme started on {LearnStartDate}, before LARS had the standard {StdCode}.

    Correct the start date or the standard.
    """
    entry = _standard_of(aim, ctx, 1)
    return entry is not None and entry.EffectiveFrom is not None and aim.LearnStartDate < entry.EffectiveFrom


@rule("LearnStartDate_18", reads=READS, unless=(restart,), needs="LARS")
def programme_after_last_starts(aim: LearningDelivery, ctx: Context) -> bool:
    """The programme started on {LearnStartDate}, after the last date for new starts of the standard {StdCode}.

    Correct the start date or the standard, or mark the aim as a restart (RES) if it is one.
    """
    entry = _standard_of(aim, ctx, 1) if aim.LearnStartDate >= LAST_STARTS_CHECKED_FROM else None
    return entry is not None and entry.LastDateStarts is not None and aim.LearnStartDate > entry.LastDateStarts


@rule("EPAOrgID_01", reads="EPAOrgID StdCode LearnPlanEndDate", needs="assessment_organisations")
def organisation_may_not_assess(aim: LearningDelivery, ctx: Context) -> bool:
    """The organisation {EPAOrgID} may not assess the standard {StdCode} on the planned end date, {LearnPlanEndDate}.

    Correct the assessment organisation, the standard or the planned end date.
    """
    register = ctx.registers.assessment_organisations
    if aim.EPAOrgID is None or register is None:
        return False
    return not register.may_assess(aim.EPAOrgID, aim.StdCode, aim.LearnPlanEndDate)
