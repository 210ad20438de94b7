"""Learners by month: who was on programme, and whose end was planned."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from addin.standing_reports.facts import ReturnFacts, identity, main_aims
from addin.standing_reports.registry import MONTHS, PROGRAMME, Chart, Column, Line, Lines, report
from ilr_core.funding.programmes import COMPLETED, CONTINUING, ON_BREAK, WITHDRAWN
from ilr_core.model import LearningDelivery

ENDS = {COMPLETED: "Completed", WITHDRAWN: "Withdrawn", ON_BREAK: "On a break", CONTINUING: "Awaiting result"}
OPEN, OTHER = "Still open", "Ended otherwise"
STATES = (OPEN, *ENDS.values(), OTHER)


def month_spans(start: date) -> list[tuple[date, date]]:
    """First and last day of the twelve months from the first day of an academic year."""
    firsts = [date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1) for n in range(13)]
    return [(first, after - timedelta(days=1)) for first, after in pairwise(firsts)]


def last_day(aim: LearningDelivery, today: date) -> date | None:
    """The last day on programme: the actual end; of an open aim its planned end, or today if that is later."""
    if aim.text("LearnActEndDate") is not None:
        ended: date | None = aim.LearnActEndDate
        return ended
    return max(aim.LearnPlanEndDate or today, today)


@report(
    "Occupancy by month",
    "Learners on programme on at least one day of the month. An open aim counts up to its planned end, or today if it "
    "has passed; days of a break do not count. In the last line each learner counts once, whatever the programmes.",
    (PROGRAMME, *(Column(month, "whole", 8.0) for month in MONTHS)),
    total="All learners, each once",
    charts=(Chart("Learners on programme", MONTHS),),
)
def occupancy(facts: ReturnFacts) -> Lines:
    """Learners by programme and month; the same learner counts once in a programme."""
    spans = month_spans(facts.year.start)
    by_programme: dict[str, list[set[str | int]]] = {}
    everybody: list[set[str | int]] = [set() for _ in spans]
    for learner in facts.learners:
        person = identity(learner)
        for aim in main_aims(learner):
            end = last_day(aim, facts.today)
            if aim.LearnStartDate is None or end is None or end < aim.LearnStartDate:
                continue
            here = by_programme.setdefault(facts.programme_of(aim), [set() for _ in spans])
            for number, (first, last) in enumerate(spans):
                if aim.LearnStartDate <= last and end >= first:
                    here[number].add(person)
                    everybody[number].add(person)
    lines: list[Line] = [(name, *map(len, months)) for name, months in sorted(by_programme.items()) if any(months)]
    return Lines(lines, dict(zip(MONTHS, map(len, everybody), strict=True)))


@report(
    "Planned ends by month",
    "Programmes and single aims by the month of their planned end, and what became of them. Still open in a month that "
    "has passed: somebody should record what happened.",
    (
        Column("Month", "month", 12.0),
        Column("Planned ends", "whole", summed=True),
        *(Column(state, "whole", 16.0, summed=True) for state in STATES),
    ),
    total="Total",
    charts=(Chart("Planned ends", ("Planned ends",), labels="Month"),),
)
def planned_ends(facts: ReturnFacts) -> Lines:
    """Months in their order; the line without a month is aims whose planned end is missing or cannot be read."""
    found: dict[date | None, Counter[str]] = {}
    for learner in facts.learners:
        for aim in main_aims(learner):
            end = aim.LearnPlanEndDate
            month = end.replace(day=1) if end else None
            found.setdefault(month, Counter())[_state(aim)] += 1
    months = sorted(found, key=lambda month: month or date.max)
    return Lines([(month, found[month].total(), *(found[month][state] for state in STATES)) for month in months])


def _state(aim: LearningDelivery) -> str:
    if aim.text("LearnActEndDate") is None:
        return OPEN
    return ENDS.get(aim.CompStatus or 0, OTHER)
