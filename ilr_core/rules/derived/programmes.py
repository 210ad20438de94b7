"""Programmes: what they are, when they begin and end, and which employment status goes with a day."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearnerEmploymentStatus, LearningDelivery

APPRENTICESHIP_TYPES = (2, 3, 20, 21, 22, 23, 25)
FRAMEWORK_TYPES = (2, 3, 20, 21, 22, 23)
OPEN_END = date(2099, 12, 31)


def is_apprenticeship(aim: LearningDelivery) -> bool:
    """DD07: whether the aim belongs to an apprenticeship (framework or standard)."""
    return aim.ProgType in APPRENTICESHIP_TYPES


def earliest_start(learner: Learner) -> date | None:
    """DD06: the earliest start date of the learner's aims; None if no aim has one."""
    return min((aim.LearnStartDate for aim in learner.LearningDelivery if aim.LearnStartDate), default=None)


def programme_start(aim: LearningDelivery) -> date | None:
    """DD04: the earliest start of the learner's programme aims of the same programme; None if there is none."""
    if aim.ProgType is None:
        return None
    earliest: date | None = None
    for other in aim.learner.LearningDelivery:
        if other.AimType == 1 and other.ProgType == aim.ProgType and other.StdCode == aim.StdCode:
            begun = other.LearnStartDate
            if begun and (earliest is None or begun < earliest):
                earliest = begun
    return earliest


def effective_end(aim: LearningDelivery) -> date | None:
    """DD36: the day a programme counts as ended, far ahead for one still open; None if this is no programme aim.

    An apprenticeship standard ends with its achievement, a Skills Bootcamp without an end date too.
    """
    if aim.AimType != 1:
        return None
    if aim.ProgType == 25:
        return aim.AchDate or aim.LearnActEndDate or OPEN_END
    return aim.LearnActEndDate or (aim.AchDate if aim.ProgType == 32 else None) or OPEN_END


def status_on(learner: Learner, day: date) -> LearnerEmploymentStatus | None:
    """The employment status that applies on a day: the latest one dated on or before it; None if there is none."""
    latest: LearnerEmploymentStatus | None = None
    for status in learner.LearnerEmploymentStatus:
        dated = status.DateEmpStatApp
        if dated is not None and dated <= day and (latest is None or dated > latest.DateEmpStatApp):
            latest = status
    return latest


def standard_start(aim: LearningDelivery) -> date | None:
    """DD18: the earliest start of the learner's programme aims of the same apprenticeship standard; None if none."""
    return programme_start(aim) if aim.ProgType == 25 else None


def framework_end(aim: LearningDelivery) -> date | None:
    """DD13: the latest actual end of the learner's programme aims of the same framework type; None if there is none.

    Framework and pathway, by which the official text matches as well, are no fields of these years.
    """
    if aim.ProgType not in FRAMEWORK_TYPES:
        return None
    ends = (
        other.LearnActEndDate
        for other in aim.learner.LearningDelivery
        if other.AimType == 1 and other.ProgType == aim.ProgType
    )
    return max((end for end in ends if end), default=None)


def is_open_apprenticeship(aim: LearningDelivery) -> bool:
    """DD32: whether the aim is the programme aim of a funded apprenticeship (36) without an actual end date."""
    return aim.AimType == 1 and aim.FundModel == 36 and aim.LearnActEndDate is None


def open_apprenticeship_start(aim: LearningDelivery) -> date | None:
    """DD33: the start date of an open apprenticeship programme; None for other aims."""
    return aim.LearnStartDate if is_open_apprenticeship(aim) else None


def apprenticeship_end(aim: LearningDelivery) -> date | None:
    """DD34: the actual end date of a funded apprenticeship programme (36); None for other and for open aims."""
    return aim.LearnActEndDate if aim.AimType == 1 and aim.FundModel == 36 else None
