"""Aims that rules name by their reference: work experience and Skills Bootcamp events."""

from __future__ import annotations

from datetime import date

from ilr_core.model import LearningDelivery
from ilr_core.rules.aim_references import BOOTCAMP_EVENTS, LORRY_BOOTCAMP_EVENTS, OTHER_WORK_EXPERIENCE
from ilr_core.rules.context import Context
from ilr_core.rules.registry import rule

FIRST_LORRY_EVENT_START = date(2024, 8, 1)


@rule("LearnAimRef_90", reads="LearnAimRef ProgType")
def other_work_experience_in_t_level(aim: LearningDelivery, ctx: Context) -> bool:
    """The work experience {LearnAimRef} belongs to another programme and cannot be part of a T Level.

    Enter the T Level industry placement (ZWRKX003) instead, or correct the programme type {ProgType}.
    """
    return aim.ProgType == 31 and aim.LearnAimRef in OTHER_WORK_EXPERIENCE


@rule("LearnAimRef_126", reads="LearnStartDate LearnPlanEndDate LearnActEndDate LearnAimRef")
def bootcamp_event_longer_than_a_day(aim: LearningDelivery, ctx: Context) -> bool:
    """The Skills Bootcamp event {LearnAimRef} needs one date for start, planned end and actual end.

    Enter the day of the event in all three; they are {LearnStartDate}, {LearnPlanEndDate} and {LearnActEndDate}.

    A missing actual end date counts as different: an event is returned once it has taken place.
    """
    return aim.LearnAimRef in BOOTCAMP_EVENTS and not _on_one_day(aim)


@rule("LearnAimRef_154", reads="LearnStartDate LearnPlanEndDate LearnActEndDate LearnAimRef ProgType")
def lorry_bootcamp_event_longer_than_a_day(aim: LearningDelivery, ctx: Context) -> bool:
    """The event {LearnAimRef} of a Skills Bootcamp for lorry drivers needs one date for start and both ends.

    Enter the day of the event in all three; they are {LearnStartDate}, {LearnPlanEndDate} and {LearnActEndDate}.

    A missing actual end date counts as different, as in LearnAimRef_126.
    """
    event = aim.ProgType == 32 and aim.LearnAimRef in LORRY_BOOTCAMP_EVENTS
    return event and aim.LearnStartDate >= FIRST_LORRY_EVENT_START and not _on_one_day(aim)


def _on_one_day(aim: LearningDelivery) -> bool:
    return aim.LearnStartDate == aim.LearnPlanEndDate == aim.LearnActEndDate
