"""What is said about a value or record on its way into the next year: what was done with it, or what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ilr_core.model import Learner, LearningDelivery, Record, Spot

Kind = Literal["code", "question", "rule", "kept", "converted", "dropped", "left out", "stopped"]
Urgency = Literal["decide", "look", "known"]
URGENCIES: tuple[Urgency, ...] = ("decide", "look", "known")


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the list that goes with the new return.

    ``kind``: a code that is not what it was, a question, a rule that finds something, a closed aim or an old entry that
    is kept, a value that moved or has no place any more, an aim or learner that is left out, a learner who could not be
    read. ``urgency``: a person must decide, should look, or need only know. ``field`` is the field it is about (empty:
    the record as a whole), ``old`` and ``new`` are texts, empty for nothing. ``position`` counts the learners of the
    new return, or of the old one for those left out and stopped. ``record`` is the record of the new return that it is
    about, None where there is none; a rule has its official name and the spot to mend instead.
    """

    kind: Kind
    urgency: Urgency
    learner: str
    position: int
    aim: int | None
    entity: str
    field: str
    old: str
    new: str
    text: str
    record: Record | None = None
    rule: str = ""
    spot: Spot | None = None


def noted(
    record: Record, kind: Kind, urgency: Urgency, text: str, *, field: str = "", old: str = "", new: str = ""
) -> Note:
    """A note about a record of the new return."""
    aim, learner = aim_of(record), learner_of(record)
    return Note(
        kind, urgency, learner.text("LearnRefNumber") or "", learner.position, aim.AimSeqNumber if aim else None,
        record.ENTITY, field, old, new, text, record,
    )  # fmt: skip


def aim_of(record: Record) -> LearningDelivery | None:
    """The aim a record is or stands in; None if it stands in none."""
    current: Record | None = record
    while current is not None and not isinstance(current, LearningDelivery):
        current = current.parent
    return current


def learner_of(record: Record) -> Learner:
    """The learner a record is or stands in."""
    current: Record | None = record
    while not isinstance(current, Learner):
        assert current is not None
        current = current.parent
    return current
