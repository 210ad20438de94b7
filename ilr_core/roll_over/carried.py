"""Which aims of a learner go on into the next year's return, and why.

A return holds every aim that is open in its year and, of a programme that goes on, the closed ones as well, with their
financial records, until the programme is completed or left. A learner on a break is returned until they come back or
are withdrawn. Ends and achievements after 31 July belong to the next year's return. Source: Provider Support Manual
(recording changes to the apprenticeship, breaks in learning, final return of the year).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ilr_core.model import Learner, LearningDelivery
from ilr_core.roll_over.notes import Urgency

PROGRAMME = 1
CONTINUING, COMPLETED, BREAK = 1, 2, 6
AWAITED = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an aim goes on: a word for counts, how urgent it is for a person, and a sentence."""

    name: str
    urgency: Urgency
    text: str


Programme = tuple[int, int | None]
PART_OF_PROGRAMME = Reason(
    "programme", "known", "The aim is closed, but its programme goes on: all its aims stay in the return."
)
ON_BREAK = Reason(
    "break",
    "decide",
    "The learner is on a break: leave the aim as it is until they come back, with new aims. If they will not, change "
    "CompStatus to 3 and give WithdrawReason.",
)
PART_OF_BREAK = Reason("break", "known", "The aim was left for the break of its programme: see the programme aim.")


def reasons_to_carry(learner: Learner, start: date) -> dict[LearningDelivery, Reason]:
    """The aims that go on into the year that begins on ``start``, in the learner's order, each with its reason.

    An aim that has a reason of its own keeps all aims of its programme (ProgType and StdCode): components, English and
    maths, the programme before a break.
    """
    own = {aim: reason for aim in learner.LearningDelivery if (reason := _own_reason(aim, start))}
    if len(own) == len(learner.LearningDelivery):
        return own
    begun = {key: _begun(key, own, learner) for aim in own if (key := programme_of(aim))}
    found = {}
    for aim in learner.LearningDelivery:
        first = begun.get(key) if (key := programme_of(aim)) else None
        if aim in own:
            found[aim] = own[aim]
        elif first is not None and (aim.LearnActEndDate or start) >= first:
            found[aim] = PART_OF_PROGRAMME
    return found


def _begun(key: Programme, own: Mapping[LearningDelivery, Reason], learner: Learner) -> date:
    """The first day of a programme that goes on; aims of its kind that ended before belong to an earlier one.

    A standard is one programme, however often it was begun. Of other kinds a learner may have several one after the
    other; each begins with its programme aim, and one left for a break goes on in the next.
    """
    if key[1] is not None:
        return date.min
    starts = [aim.LearnStartDate or date.min for aim in own if programme_of(aim) == key]
    programmes = [
        aim for aim in learner.LearningDelivery
        if aim.AimType == PROGRAMME and programme_of(aim) == key and aim.LearnStartDate is not None
    ]  # fmt: skip
    first = max((aim.LearnStartDate for aim in programmes if aim.LearnStartDate <= min(starts)), default=date.min)
    for aim in sorted(programmes, key=lambda aim: aim.LearnStartDate, reverse=True):
        if aim.CompStatus == BREAK and aim.LearnStartDate < first:
            first = aim.LearnStartDate
    return first


def programme_of(aim: LearningDelivery) -> Programme | None:
    """What the aims of one programme have in common; None for an aim of none."""
    return None if aim.ProgType is None else (aim.ProgType, aim.StdCode)


def why_left_out(aim: LearningDelivery, start: date) -> str:
    """Why an aim does not go on, with the values that say it."""
    end = aim.LearnActEndDate
    facts = [f"{name} {aim.text(name)}" for name in ("CompStatus", "Outcome", "AchDate") if aim.text(name) is not None]
    said = f" ({', '.join(facts)})" if facts else ""
    if _returned_from(aim):
        return f"The break from {end:%d/%m/%Y} is over: the learner came back with a new aim{said}."
    return f"The aim ended on {end:%d/%m/%Y}, before {start:%d/%m/%Y}, and nothing of it is still to come{said}."


def _own_reason(aim: LearningDelivery, start: date) -> Reason | None:
    return next(_own_reasons(aim, start), None)


def _own_reasons(aim: LearningDelivery, start: date) -> Iterator[Reason]:
    end: date | None = aim.LearnActEndDate
    if end is None:
        yield _of_open_aim(aim, start)
        return
    if end >= start:
        yield Reason("ends later", "known", f"The aim ended on {end:%d/%m/%Y}, in the new year.")
    if aim.AchDate is not None and aim.AchDate >= start:
        yield Reason("achieved later", "known", f"It was achieved on {aim.AchDate:%d/%m/%Y}, in the new year.")
    if aim.CompStatus == BREAK and not _returned_from(aim):
        yield PART_OF_BREAK if _is_part_of_break(aim) else ON_BREAK
    if aim.Outcome == AWAITED or aim.CompStatus == CONTINUING:
        yield Reason(
            "awaited", "look",
            "Learning is over and the result awaited: enter CompStatus, Outcome and, if asked for, AchDate when known.",
        )  # fmt: skip
    elif aim.CompStatus == COMPLETED and aim.Outcome is None:
        yield Reason("no outcome", "decide", "The aim is completed, but no Outcome is given. Enter it.")
    if any(entry.AFinDate is not None and entry.AFinDate >= start for entry in aim.AppFinRecord):
        yield Reason("money later", "known", f"It has a financial record dated from {start:%d/%m/%Y} on.")


def _of_open_aim(aim: LearningDelivery, start: date) -> Reason:
    if aim.CompStatus not in (None, CONTINUING):
        text = f"CompStatus is {aim.CompStatus}, but there is no LearnActEndDate. Enter the one or correct the other."
        return Reason("no end", "decide", text)
    if aim.LearnPlanEndDate is not None and aim.LearnPlanEndDate < start:
        text = (
            f"The aim is open, but was planned to end on {aim.LearnPlanEndDate:%d/%m/%Y}. If the learner still learns, "
            "leave it so; if not, close it, in the return of the year in which it ended."
        )
        return Reason("overdue", "look", text)
    return Reason("continuing", "known", "The learner goes on.")


def _is_part_of_break(aim: LearningDelivery) -> bool:
    """Whether the programme aim of this aim is on a break too, so that one decision holds for both."""
    key = programme_of(aim)
    return any(
        key is not None and other is not aim and other.AimType == PROGRAMME and other.CompStatus == BREAK
        and aim.AimType != PROGRAMME and programme_of(other) == key
        for other in aim.learner.LearningDelivery
    )  # fmt: skip


def _returned_from(aim: LearningDelivery) -> bool:
    """Whether the learner began the same again after the aim was left for a break."""
    end: date | None = aim.LearnActEndDate
    if aim.CompStatus != BREAK or end is None:
        return False
    key = programme_of(aim)
    return any(
        other.LearnStartDate is not None
        and other.LearnStartDate > end
        and programme_of(other) == key
        and (other.LearnAimRef == aim.LearnAimRef or (key is not None and other.AimType == PROGRAMME))
        for other in aim.learner.LearningDelivery
    )
