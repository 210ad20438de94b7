"""Figures that the records alone show: temporary ULNs, passed ends, breaks, employment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from addin.dashboard.entries import Entry, of_aim, of_learner
from addin.dashboard.facts import Facts, position_of
from addin.dashboard.registry import figure
from ilr_core.funding.programmes import ON_BREAK, PROGRAMME
from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules.derived import earliest_start

TEMPORARY_ULN = 9999999999
WHOLE = (PROGRAMME, 4, 5)
"""Types of aims that stand for themselves: programmes, aims outside programmes, core aims."""
NO_STATUS = ("EmpStat_08", "EmpStat_09", "EmpStat_11", "EmpStat_21", "EmpStat_22")
"""The official rules that ask for an employment record from before, or on, the start of an aim."""


@figure(
    "Planned ends passed",
    counts="Aims that are still open although their planned end lies before today.",
    matters="Payments stop at the planned end, and late ends spoil achievement rates.",
    next_step="Ask whether the learner goes on, has finished or has left, and record it. The planned end itself stays.",
    unit="aim",
)
def planned_ends_passed(facts: Facts) -> Iterable[Entry]:
    """Open aims whose planned end is over."""
    for learner in facts.learners:
        for aim in learner.LearningDelivery:
            end = aim.LearnPlanEndDate
            if end is not None and end < facts.today and is_open(aim):
                days = (facts.today - end).days
                yield of_aim(aim, f"planned end {end:%d/%m/%Y}, {_days(days)} ago", "LearnPlanEndDate")


@figure(
    "Breaks without return",
    counts="Programmes, and aims outside programmes, on a planned break that nobody has come back from.",
    matters="Who does not come back has withdrawn; the longer that is not recorded, the more there is to put right.",
    next_step="Ask whether the learner comes back. Record the return, or the withdrawal.",
    unit="aim",
)
def breaks_without_return(facts: Facts) -> Iterable[Entry]:
    """Paused aims without a later aim of the same thing."""
    for learner in facts.learners:
        for aim in learner.LearningDelivery:
            last = aim.LearnActEndDate
            if aim.CompStatus == ON_BREAK and aim.AimType in WHOLE and last is not None and not _taken_up(aim, last):
                days = (facts.today - last).days
                yield of_aim(aim, f"last day {last:%d/%m/%Y}, {_days(days)} ago", "LearnActEndDate")


@figure(
    "Temporary ULNs",
    counts=f"Learners who still have {TEMPORARY_ULN} instead of their own ULN.",
    matters="It is allowed for a short while only; results and payments find nobody under it.",
    next_step="Get the ULN from the Learning Records Service and type it.",
)
def temporary_ulns(facts: Facts) -> Iterable[Entry]:
    """Learners with the number for an unknown ULN."""
    for learner in facts.learners:
        if learner.ULN == TEMPORARY_ULN:
            start = earliest_start(learner)
            yield of_learner(learner, f"first start {start:%d/%m/%Y}" if start else "", field="ULN")


@figure(
    "Employment records missing or late",
    counts="Learners whose first employment record is missing, or begins too late for their start.",
    matters="Apprentices, adults and part-time students need a status from before they began.",
    next_step="Add a row on Employment with the status and a date before the start.",
)
def employment_missing_or_late(facts: Facts) -> Iterable[Entry]:
    """Learners in whom a rule misses an employment record at the start."""
    seen: set[int] = set()
    for found in facts.findings:
        position = position_of(found)
        if found.rule in NO_STATUS and position >= 0 and position not in seen:
            seen.add(position)
            spot = found.spots[0] if found.spots else None
            yield of_learner(facts.learners[position], _status_words(facts.learners[position]), spot=spot)


def is_open(aim: LearningDelivery) -> bool:
    """Whether learning goes on: no actual end date, not even one that cannot be read."""
    return aim.text("LearnActEndDate") is None


def _taken_up(aim: LearningDelivery, last: date) -> bool:
    names = ("LearnAimRef", "ProgType", "StdCode")
    return any(
        other is not aim
        and other.LearnStartDate is not None
        and other.LearnStartDate > last
        and all(getattr(other, name) == getattr(aim, name) for name in names)
        for other in aim.learner.LearningDelivery
    )


def _status_words(learner: Learner) -> str:
    if not learner.LearnerEmploymentStatus:
        return "no employment record"
    first = min((one.DateEmpStatApp for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp), default=None)
    start = earliest_start(learner)
    began = f"; learning began {start:%d/%m/%Y}" if start else ""
    return f"first record from {first:%d/%m/%Y}{began}" if first else f"no record with a date{began}"


def _days(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'}"
