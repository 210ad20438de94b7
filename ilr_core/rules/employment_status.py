"""What a learner's employment statuses hold."""

from __future__ import annotations

from datetime import date

from ilr_core.model import Learner, LearnerEmploymentStatus

EMPLOYED = 10
NOT_EMPLOYED = (11, 12)
NOT_KNOWN = 98


def has_status_before(learner: Learner, day: date) -> bool:
    """Whether a status applies from an earlier day."""
    for status in learner.LearnerEmploymentStatus:  # noqa: SIM110 - any() over a generator takes twice as long
        if status.DateEmpStatApp and status.DateEmpStatApp < day:
            return True
    return False


def has_monitoring(status: LearnerEmploymentStatus, kind: str, *codes: int) -> bool:
    """Whether a status has a monitoring entry of a kind, with one of the codes if any are given."""
    for entry in status.EmploymentStatusMonitoring:
        if entry.ESMType == kind and (not codes or entry.ESMCode in codes):
            return True
    return False
