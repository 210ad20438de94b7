"""Skills Bootcamps and their subject aims, which LARS knows by a category."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.context import Context
from ilr_core.rules.cross_record.matching import COMPONENT, PROGRAMME
from ilr_core.rules.lars import lars_aim
from ilr_core.rules.registry import Verdict, rule

BOOTCAMP, SUBJECT = 32, 62
STARTS_CHECKED_FROM = date(2024, 8, 1)
READS = "ConRefNumber LearnAimRef AimType ProgType LearnStartDate LearnActEndDate"


def _subjects(programme: LearningDelivery, ctx: Context) -> list[LearningDelivery]:
    """The subject aims under the contract of a bootcamp."""
    found = []
    for aim in programme.learner.LearningDelivery:
        if aim.AimType == COMPONENT and aim.ConRefNumber == programme.ConRefNumber:
            entry = lars_aim(aim, ctx)
            if entry is not None and entry.in_category(SUBJECT, on=aim.LearnStartDate):
                found.append(aim)
    return found


def _is_bootcamp(aim: LearningDelivery) -> bool:
    return aim.ProgType == BOOTCAMP and aim.AimType == PROGRAMME


@rule("R_139", reads=f"{READS} CompStatus", needs="LARS")
def completed_bootcamp_with_open_subjects(aim: LearningDelivery, ctx: Context) -> bool:
    """The bootcamp is completed, but no subject aim under its contract {ConRefNumber} is closed.

    Enter the actual end date of the subject aim, or correct the contract or the completion status.
    """
    completed = _is_bootcamp(aim) and aim.CompStatus == 2
    return completed and not any(subject.LearnActEndDate for subject in _subjects(aim, ctx))


@rule("R_141", reads=READS, needs="LARS")
def open_bootcamp_without_subject(aim: LearningDelivery, ctx: Context) -> bool:
    """The bootcamp goes on, but there is no subject aim under its contract {ConRefNumber}.

    Add the subject aim, or correct its contract or aim reference.
    """
    return _is_bootcamp(aim) and aim.LearnActEndDate is None and not _subjects(aim, ctx)


@rule("R_149", reads=READS, needs="LARS")
def subject_before_bootcamp(aim: LearningDelivery, ctx: Context) -> Verdict:
    """A subject aim under the contract {ConRefNumber} started before any bootcamp of that contract did.

    Correct the start date of the subject aim or of the programme aim.
    """
    if not _is_bootcamp(aim) or aim.LearnStartDate < STARTS_CHECKED_FROM:
        return False
    programmes = [other for other in aim.learner.LearningDelivery if other.AimType == PROGRAMME]
    first = min(other.LearnStartDate for other in programmes if other.ConRefNumber == aim.ConRefNumber)
    return [subject for subject in _subjects(aim, ctx) if subject.LearnStartDate < first]
