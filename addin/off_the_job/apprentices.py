"""The apprentices of a return as the calculation of off-the-job hours needs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from ilr_core.funding.programmes import Spell, programmes_of, unreadable_programmes
from ilr_core.model import Learner, LearningDelivery

State = Literal["learning", "finished", "left", "on a break"]
PLANNED, ACTUAL, REMOVED = 1, 3, 4
"""HRSCode of the hours of an apprenticeship."""

_DAY = timedelta(days=1)


class ReturnedHours(NamedTuple):
    """Hours as a return has them, None where it has none."""

    planned: int | None = None
    actual: int | None = None
    removed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apprentice:
    """One apprenticeship with its returns from breaks.

    ``start`` is the first day of all, ``planned_end`` that of the latest aim. ``breaks`` are first and last days of the
    breaks between aims of the return. ``begun_before``: it began with an aim that is not in the return, so that breaks
    before are not known. ``last_day`` is when learning ended or paused, None while it goes on.
    """

    learner: Learner
    standard: int | None
    aim: int | None
    start: date | None
    planned_end: date | None
    state: State = "learning"
    last_day: date | None = None
    breaks: tuple[tuple[date, date], ...] = ()
    begun_before: bool = False
    hours: ReturnedHours = field(default_factory=ReturnedHours)

    def break_days(self, until: date) -> int:
        """Days of breaks up to a day or the planned end, whichever is earlier; a pause goes on until then."""
        last = min(until, self.planned_end) if self.planned_end else until
        spans = list(self.breaks)
        if self.state == "on a break" and self.last_day:
            spans.append((self.last_day + _DAY, last))
        return sum(max((min(end, last) - begun).days + 1, 0) for begun, end in spans)


def apprentices_of(learner: Learner) -> Iterator[Apprentice]:
    """The apprenticeships of a learner (funding model 36), also those whose dates cannot be read."""
    for spell in programmes_of(learner):
        yield _of_spell(learner, spell)
    for aim in unreadable_programmes(learner):
        yield Apprentice(
            learner=learner, standard=aim.StdCode, aim=aim.AimSeqNumber, start=aim.LearnStartDate,
            planned_end=aim.LearnPlanEndDate, hours=_hours([aim]),
        )  # fmt: skip


def _of_spell(learner: Learner, spell: Spell) -> Apprentice:
    first, last, ends = spell.first, spell.last, spell.ends
    states: tuple[tuple[State, date | None], ...] = (
        ("finished", ends["completion"]), ("left", ends["withdrawal"]), ("on a break", ends["pause"]),
    )  # fmt: skip
    going_on: tuple[State, date | None] = ("learning", None)
    state, last_day = next((one for one in states if one[1]), going_on)
    gaps = tuple(
        (earlier.LearnActEndDate + _DAY, later.LearnStartDate - _DAY)
        for earlier, later in pairwise(spell.aims)
        if earlier.LearnActEndDate is not None
    )
    return Apprentice(
        learner=learner,
        standard=last.StdCode,
        aim=last.AimSeqNumber,
        start=first.OrigLearnStartDate if spell.begun_before else first.LearnStartDate,
        planned_end=last.LearnPlanEndDate,
        state=state,
        last_day=last_day,
        breaks=gaps,
        begun_before=spell.begun_before,
        hours=_hours(reversed(spell.aims)),
    )


def _hours(aims: Iterable[LearningDelivery]) -> ReturnedHours:
    """Planned, actual and removed hours of the first aim that has them, in either form of the return."""
    found = ReturnedHours()
    for aim in aims:
        records = {hours.HRSCode: hours.HRSAmount for hours in aim.HRSRecord}
        own = (records.get(PLANNED, aim.PHours), records.get(ACTUAL, aim.OTJActHours), records.get(REMOVED))
        found = ReturnedHours(*(new if old is None else old for old, new in zip(found, own, strict=True)))
    return found
