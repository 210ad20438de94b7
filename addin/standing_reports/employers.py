"""Employers and agreements: who employs learners, under which agreement, from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from addin.standing_reports.facts import ReturnFacts, identity, main_aims
from addin.standing_reports.registry import Column, Lines, report
from ilr_core.funding.programmes import COMPLETED, WITHDRAWN
from ilr_core.model import Learner

EMPLOYED = 10
NOT_GIVEN = "not given"


@dataclass(frozen=True)
class Spell:
    """One learner with one employer; ``to`` is None while it goes on."""

    person: str | int
    begun: date | None
    to: date | None


@report(
    "Employers and agreements",
    "Learners by EmpId and AgreemId of their employment records. A record lasts until the day before the next one, or "
    "the last day of a learner who completed or withdrew. To is blank while somebody is still there. A learner with "
    "two employers counts with each, and once in the last line.",
    (
        Column("EmpId", width=16.0), Column("AgreemId", width=14.0), Column("Learners", "whole"),
        Column("There today", "whole"), Column("From", "day"), Column("To", "day"),
    ),
    total="All, each once",
)  # fmt: skip
def employers(facts: ReturnFacts) -> Lines:
    """A line for each pair of employer and agreement; employed without a number is a line of its own."""
    found: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for learner in facts.learners:
        person = identity(learner)
        for key, begun, to in _spells(learner):
            found[key].append(Spell(person, begun, to))
    lines = [(*key, *_counted(spells, facts.today), *_span(spells)) for key, spells in sorted(found.items())]
    everybody = _counted([spell for spells in found.values() for spell in spells], facts.today)
    return Lines(lines, dict(zip(("Learners", "There today"), everybody, strict=True)))


def _spells(learner: Learner) -> Iterator[tuple[tuple[str, str], date | None, date | None]]:
    """Employer and agreement with first and last day; records of one day last equally long."""
    left = _left_on(learner)
    days = sorted({one.DateEmpStatApp for one in learner.LearnerEmploymentStatus if one.DateEmpStatApp})
    for one in learner.LearnerEmploymentStatus:
        employer, agreement, begun = one.text("EmpId"), one.text("AgreemId"), one.DateEmpStatApp
        if one.EmpStat != EMPLOYED and not employer and not agreement:
            continue
        if begun and left and begun > left:
            continue
        following = next((day for day in days if begun is None or day > begun), None)
        ends = [following - timedelta(days=1) if following else None, left]
        yield (employer or NOT_GIVEN, agreement or ""), begun, min((day for day in ends if day), default=None)


def _left_on(learner: Learner) -> date | None:
    """The last day of somebody who completed or withdrew; None for all others, also on a break or before a result."""
    ends = [(aim.LearnActEndDate or date.max, aim.CompStatus or 0) for aim in main_aims(learner)]
    day, status = max(ends, default=(date.max, 0))
    return day if day < date.max and status in (COMPLETED, WITHDRAWN) else None


def _counted(spells: list[Spell], today: date) -> tuple[int, int]:
    now = {
        spell.person
        for spell in spells
        if (spell.begun is None or spell.begun <= today) and (spell.to is None or spell.to >= today)
    }
    return len({spell.person for spell in spells}), len(now)


def _span(spells: list[Spell]) -> tuple[date | None, date | None]:
    begun = [spell.begun for spell in spells if spell.begun]
    ends = [spell.to for spell in spells]
    known = [end for end in ends if end is not None]
    return min(begun, default=None), max(known) if len(known) == len(ends) else None
