"""What a figure is counted from: lines of a list, each about a learner or one aim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from addin.wording import some_of
from ilr_core.model import Learner, LearningDelivery, Record, Spot

NO_REFERENCE = "(no reference)"
WHOLE_RETURN = "(the return)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list behind a figure.

    ``position`` is the learner's place in the return, -1 for the return as a whole. ``what`` says in a few words why it
    is here; it holds no name and no value of a personal field. ``number`` is what the line adds to a sum, such as
    errors or pounds. ``spot`` is where to go.
    """

    learner: str
    position: int
    aim: int | None = None
    what: str = ""
    number: Decimal = Decimal(1)
    spot: Spot | None = None


def of_learner(
    learner: Learner,
    what: str = "",
    *,
    number: Decimal | int = 1,
    field: str = "LearnRefNumber",
    spot: Spot | None = None,
) -> Entry:
    """A line about a learner; without ``spot`` it leads to that field of the learner."""
    return Entry(reference(learner), learner.position, None, what, Decimal(number), spot or spot_of(learner, field))


def of_aim(aim: LearningDelivery, what: str, field: str) -> Entry:
    """A line about an aim, which leads to that field of it."""
    return Entry(reference(aim.learner), aim.learner.position, aim.AimSeqNumber, what, spot=spot_of(aim, field))


def reference(learner: Learner) -> str:
    """The learner's reference as typed."""
    return learner.text("LearnRefNumber") or NO_REFERENCE


def spot_of(record: Record, field: str) -> Spot | None:
    """The place of a field, or None for a record that was not read from anywhere."""
    place = record.place_of(field)
    return None if place is None else Spot(place, record.ENTITY, field)


def first_few(words: Iterable[str], most: int = 4) -> str:
    """Some words, each once.

    >>> first_few(["ULN_04", "ULN_04", "Sex_01"])
    'ULN_04, Sex_01'
    """
    return some_of(list(dict.fromkeys(words)), most)
