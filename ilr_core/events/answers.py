"""What a guided change asks: questions, and their answers as typed values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ilr_core.catalogue import Catalogue, Code
from ilr_core.model import Learner, LearningDelivery

Kind = Literal["day", "pounds", "whole", "code", "text", "aim", "days_by_aim", "shares_by_aim", "references", "value"]
Answer = date | int | str | Mapping[int | None, date] | Mapping[int | None, int] | tuple[str, ...]
Fits = Callable[[LearningDelivery], bool]


@dataclass(frozen=True, slots=True)
class Which:
    """The aims that a guided change can be about: ``what`` names such an aim in words.

    ``by_number`` are those that may be named by their number, if that is more than those taken without one; ``offered``
    those of them among which a user is to choose, if not all.
    """

    what: str
    fits: Fits
    by_number: Fits | None = None
    offered: Fits | None = None

    def nameable(self, learner: Learner) -> list[LearningDelivery]:
        """The learner's aims that may be named, in file order."""
        return [aim for aim in learner.LearningDelivery if (self.by_number or self.fits)(aim)]

    def to_offer(self, learner: Learner) -> list[LearningDelivery]:
        """The learner's aims to choose from, in file order."""
        return [aim for aim in self.nameable(learner) if self.offered is None or self.offered(aim)]


def _always(learner: Learner, year: Catalogue) -> bool:
    return True


def _never(learner: Learner, year: Catalogue) -> bool:
    return False


Applies = Callable[[Learner, Catalogue], bool]
"""Whether something is so for a learner in a year."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a guided change asks.

    ``kind`` says what is answered: a day, whole pounds, a whole number, a code of the list ``codes``, a text, an
    AimSeqNumber, days or percentages by AimSeqNumber (None: for all that are not named), LearnAimRefs, or a new value
    of the learner's field that the question ``field`` names. ``otherwise`` says what is taken without an answer.
    ``among`` are the codes to offer, if not the whole list; of a text the only ones to choose from. ``which`` are the
    aims that a question for an aim is about. Where ``applies`` says no, nobody need be asked; where ``needed`` says
    yes, nothing can be taken without an answer.
    """

    name: str
    kind: Kind
    about: str
    required: bool = True
    codes: str = ""
    otherwise: str = ""
    among: tuple[str, ...] = ()
    which: Which | None = None
    applies: Applies = _always
    needed: Applies = _never

    def offered(self, year: Catalogue) -> list[Code]:
        """The codes to choose from, in the list's order; none of a question that asks for no code."""
        codes = year.lists[self.codes].codes.values() if self.codes else ()
        return [one for one in codes if not self.among or one.code in self.among]


class Answers:
    """The answers to an event's questions, by name; reading one as another type than asked is a defect."""

    def __init__(self, values: Mapping[str, Answer]):
        self._values = dict(values)

    def has(self, name: str) -> bool:
        """Whether it was answered."""
        return name in self._values

    def with_answer(self, name: str, value: Answer) -> Answers:
        """The same answers and one more."""
        return Answers({**self._values, name: value})

    def day(self, name: str) -> date:
        """The day answered; the question must be a required one."""
        value = self._values[name]
        assert isinstance(value, date)
        return value

    def day_or_none(self, name: str) -> date | None:
        """The day answered, if there is an answer."""
        return self.day(name) if self.has(name) else None

    def whole(self, name: str) -> int:
        """The whole number, pounds or AimSeqNumber answered."""
        value = self._values[name]
        assert isinstance(value, int)
        return value

    def whole_or_none(self, name: str) -> int | None:
        """The whole number answered, if there is an answer."""
        return self.whole(name) if self.has(name) else None

    def text(self, name: str) -> str:
        """The text or code answered; empty without an answer."""
        value = self._values.get(name, "")
        assert isinstance(value, str)
        return value

    def references(self, name: str) -> tuple[str, ...]:
        """The LearnAimRefs answered."""
        value = self._values.get(name, ())
        assert isinstance(value, tuple)
        return value

    def day_for(self, name: str, aim: int) -> date | None:
        """The day answered for an aim by its AimSeqNumber alone; None if it is not named."""
        found = self._by_aim(name).get(aim)
        assert found is None or isinstance(found, date)
        return found

    def day_for_all(self, name: str) -> date | None:
        """The day answered for the aims that are not named."""
        found = self._by_aim(name).get(None)
        assert found is None or isinstance(found, date)
        return found

    def share_for(self, name: str, aim: int) -> int | None:
        """The percentage answered for an aim, else that for all."""
        answers = self._by_aim(name)
        found = answers.get(aim, answers.get(None))
        assert found is None or isinstance(found, int)
        return found

    def named(self, name: str) -> set[int]:
        """The AimSeqNumbers that an answer by aim names."""
        return {aim for aim in self._by_aim(name) if aim is not None}

    def _by_aim(self, name: str) -> Mapping[int | None, object]:
        value = self._values.get(name, {})
        assert isinstance(value, Mapping)
        return value
