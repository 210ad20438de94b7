"""The hours entries (HRS) of an aim, by what their codes stand for."""

from __future__ import annotations

from ilr_core.model import HRSRecord, LearningDelivery

PLANNED_OFF_THE_JOB, T_LEVEL, ACTUAL_OFF_THE_JOB, TAKEN_OUT, TAILORED_LEARNING, ADDITIONAL = 1, 2, 3, 4, 5, 6


def is_hours(record: HRSRecord, *codes: int) -> bool:
    """Whether an entry counts hours of one of these codes."""
    return record.HRSCode in codes and record.HRSType == "HRS"


def hours_entries(aim: LearningDelivery, *codes: int) -> list[HRSRecord]:
    """The aim's entries with one of these codes."""
    return [record for record in aim.HRSRecord if is_hours(record, *codes)]
