"""Skills Bootcamps: programme, component and event aims of one contract."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import (
    COMPONENT,
    PROGRAMME,
    earliest_start,
    latest_started,
    programmes_of,
    same_contract,
)
from ilr_core.rules.exclusions import completed_long_ago
from ilr_core.rules.registry import Verdict, rule

BOOTCAMP = 32
INTERVIEW_OR_JOB_AIMS = ("Z0059747", "Z0059748", "Z0059749")
EVENT_AIMS = (
    *INTERVIEW_OR_JOB_AIMS, "Z0060439", "Z0009541", "Z0060440", "Z0060441", "Z0060442", "Z0060443",
)  # fmt: skip
EVENT_INDICATOR_FROM = date(2025, 8, 1)
EVENT_STARTS_CHECKED_FROM = date(2024, 8, 1)
ACHIEVEMENT_CHECKED_FROM = date(2023, 8, 1)
OWN_CONTRACT = "FundModel ProgType ConRefNumber AimType"
EVENT_FIELDS = "LearningDeliveryFAM.LearnDelFAMType ConRefNumber LearnStartDate ProgType AimType"


@rule("R_135", reads=OWN_CONTRACT)
def component_without_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """No bootcamp programme aim has this aim's funding model {FundModel} and contract {ConRefNumber}.

    Correct the two on this aim or on the programme aim, or add the programme aim.
    """
    return aim.ProgType == BOOTCAMP and aim.AimType == COMPONENT and not _has(aim, PROGRAMME)


@rule("R_136", reads=OWN_CONTRACT)
def bootcamp_without_component(aim: LearningDelivery, ctx: Context) -> bool:
    """No component aim has this bootcamp's funding model {FundModel} and contract {ConRefNumber}.

    Add the aims of the bootcamp, or correct the two on them or on the programme aim.
    """
    return aim.ProgType == BOOTCAMP and aim.AimType == PROGRAMME and not _has(aim, COMPONENT)


@rule(
    "R_138",
    reads="AchDate LearnAimRef LearnStartDate LearnActEndDate CompStatus ProgType AimType",
    unless=(completed_long_ago,),
)
def bootcamp_without_outcome(aim: LearningDelivery, ctx: Context) -> bool:
    """The bootcamp is completed, but has neither an achievement date nor an aim for an interview or a job.

    Add the achievement date to the latest bootcamp programme, or the aim Z0059747, Z0059748 or Z0059749.

    The latest programme is taken over all contracts of the learner, as written.
    """
    if aim.ProgType != BOOTCAMP or aim.AimType != PROGRAMME or aim.CompStatus != 2:
        return False
    if aim.LearnStartDate >= EVENT_INDICATOR_FROM:
        return False
    latest = latest_started(other for other in programmes_of(aim.learner) if other.ProgType == BOOTCAMP)
    if latest is None or latest.AchDate is not None:
        return False
    return not any(other.LearnAimRef in INTERVIEW_OR_JOB_AIMS for other in aim.learner.LearningDelivery)


@rule("R_140", reads=f"LearnActEndDate {OWN_CONTRACT}")
def open_component_of_closed_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """The bootcamp of contract {ConRefNumber} has ended, but this aim of it has no actual end date.

    Add the end date of this aim, or take away that of the programme.
    """
    if aim.ProgType != BOOTCAMP or aim.AimType != COMPONENT or aim.LearnActEndDate is not None:
        return False
    latest = latest_started(other for other in programmes_of(aim.learner) if same_contract(aim, other))
    return latest is not None and latest.LearnActEndDate is not None


@rule("R_143", reads=f"LearnActEndDate LearnStartDate {OWN_CONTRACT}")
def bootcamp_ends_before_component(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The bootcamp ends before the last of its aims does; they end on {LearnActEndDate}.

    Correct the end date of the programme aim or of the component aim.
    """
    if aim.ProgType != BOOTCAMP or aim.AimType != PROGRAMME or aim.LearnActEndDate is None:
        return False
    alike = [other for other in aim.learner.LearningDelivery if same_contract(aim, other)]
    if latest_started(other for other in alike if other.AimType == PROGRAMME) is not aim:
        return False
    for other in alike:
        if other.AimType == COMPONENT and other.LearnActEndDate and other.LearnActEndDate > aim.LearnActEndDate:
            return [aim, other]
    return False


@rule("R_144", reads="AchDate LearnStartDate ConRefNumber ProgType AimType")
def bootcamp_achieved_before_start(aim: LearningDelivery, ctx: Context) -> bool:
    """The bootcamp was achieved on {AchDate}, before the first programme of its contract started.

    Correct the achievement date or the start date.
    """
    if aim.ProgType != BOOTCAMP or aim.AimType != PROGRAMME or aim.AchDate is None:
        return False
    first = _contract_start(aim)
    return aim.LearnStartDate >= ACHIEVEMENT_CHECKED_FROM and first is not None and aim.AchDate < first


@rule("R_150", reads="LearnStartDate LearnAimRef ConRefNumber ProgType AimType")
def event_before_bootcamp(aim: LearningDelivery, ctx: Context) -> bool:
    """This event of a bootcamp is dated {LearnStartDate}, before the first programme of its contract started.

    Correct the start date of this aim or of the bootcamp.

    Judged where a bootcamp programme of the contract started from August 2024 to July 2025.
    """
    if aim.LearnAimRef not in EVENT_AIMS:
        return False
    first = _contract_start(aim)
    if first is None or aim.LearnStartDate >= first:
        return False
    return any(EVENT_STARTS_CHECKED_FROM <= start < EVENT_INDICATOR_FROM for start in _contract_starts(aim))


@rule("R_152", reads=EVENT_FIELDS)
def event_indicator_too_early(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The bootcamp has an event indicator (EVI), but its contract's first programme started before August 2025.

    Take the event indicator away and record the event as an aim.
    """
    if aim.ProgType != BOOTCAMP or aim.AimType != PROGRAMME:
        return False
    first = _contract_start(aim)
    if first is None or first >= EVENT_INDICATOR_FROM:
        return False
    return [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == "EVI"]


@rule("R_153", reads=f"LearningDeliveryFAM.LearnDelFAMDateFrom {EVENT_FIELDS}")
def event_indicator_dated_too_early(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The event indicator (EVI) applies from {LearnDelFAMDateFrom}; it may not be dated before 1 August 2025.

    Correct the date of the event.
    """
    if aim.ProgType != BOOTCAMP or aim.AimType != PROGRAMME:
        return False
    first = _contract_start(aim)
    if first is None or first < EVENT_INDICATOR_FROM:
        return False
    events = [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType == "EVI"]
    return [fam for fam in events if fam.LearnDelFAMDateFrom and fam.LearnDelFAMDateFrom < EVENT_INDICATOR_FROM]


@rule("R_154", reads="LearnAimRef ConRefNumber LearnStartDate ProgType AimType")
def event_aim_too_late(aim: LearningDelivery, ctx: Context) -> bool:
    """{LearnAimRef} is an event aim, but its bootcamp started in August 2025 or later, when they were no longer used.

    Delete this aim and give the programme aim an event indicator (EVI).

    Read as: an event aim with the contract reference of such a bootcamp.
    """
    if aim.AimType != COMPONENT or aim.LearnAimRef not in EVENT_AIMS:
        return False
    first = _contract_start(aim)
    return first is not None and first >= EVENT_INDICATOR_FROM


def _has(aim: LearningDelivery, kind: int) -> bool:
    return any(other.AimType == kind and same_contract(aim, other) for other in aim.learner.LearningDelivery)


def _bootcamps(aim: LearningDelivery) -> list[LearningDelivery]:
    """The learner's bootcamp programmes with the contract reference of an aim."""
    return [
        other
        for other in programmes_of(aim.learner)
        if other.ProgType == BOOTCAMP and other.ConRefNumber == aim.ConRefNumber
    ]


def _contract_starts(aim: LearningDelivery) -> list[date]:
    return [other.LearnStartDate for other in _bootcamps(aim) if other.LearnStartDate is not None]


def _contract_start(aim: LearningDelivery) -> date | None:
    return earliest_start(_bootcamps(aim))
