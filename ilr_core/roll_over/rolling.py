"""Learners of one year's return as learners of the next year's: all in one place, each value accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ilr_core.collector import not_collected
from ilr_core.model import Learner
from ilr_core.roll_over.carried import reasons_to_carry, why_left_out
from ilr_core.roll_over.conversion import converted
from ilr_core.roll_over.decisions import decisions
from ilr_core.roll_over.notes import URGENCIES, Note
from ilr_core.roll_over.year_step import YearStep

UNUSABLE = {"unreadable", "unknown", "repeated", "text"}


@dataclass
class RollOver:
    """The new learners beside the old ones they come from, and everything there is to say about them.

    ``left_out`` are learners of whom nothing goes on, ``stopped`` those with something that could not be read.
    ``aims_carried`` and ``aims_left_out`` count the aims of carried learners.
    """

    step: YearStep
    pairs: list[tuple[Learner, Learner]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    left_out: int = 0
    stopped: int = 0
    aims_carried: int = 0
    aims_left_out: int = 0

    @property
    def learners(self) -> list[Learner]:
        """The learners of the new return, in the old one's order."""
        return [new for _, new in self.pairs]

    def add(self, notes: Iterable[Note]) -> None:
        """Takes in more notes and puts all in order: what is general, then carried learners, then the others."""
        self.notes = sorted([*self.notes, *notes], key=_order)


def roll_over(learners: Iterable[Learner], step: YearStep, stops: Mapping[Learner, str] | None = None) -> RollOver:
    """Rolls learners over into the next year. ``stops`` says of learners why they cannot be read; see ``unreadable``.

    Pure: the old records stay as they are, and the same records give the same answer.
    """
    rolled = RollOver(step)
    notes = list(_general(step))
    with not_collected():
        for learner in learners:
            stop = (stops or {}).get(learner) or unreadable(learner)
            if stop:
                rolled.stopped += 1
                notes.append(_of_learner(learner, "stopped", stop))
            else:
                notes += _rolled(learner, rolled)
    rolled.add(notes)
    return rolled


def unreadable(learner: Learner) -> str:
    """Why a learner cannot be carried, from the faults of the records; empty if every value could be read."""
    for record in learner.walk():
        for name, kinds in (record.faults or {}).items():
            if UNUSABLE & set(kinds):
                where = f", line {record.place}" if isinstance(record.place, int) else ""
                return f"{record.ENTITY}.{name}{where} cannot be read. Correct it and roll the return over again."
    return ""


def _rolled(learner: Learner, rolled: RollOver) -> Iterator[Note]:
    step = rolled.step
    reasons = reasons_to_carry(learner, step.new.start)
    others = [aim for aim in learner.LearningDelivery if aim not in reasons]
    if not reasons:
        rolled.left_out += 1
        yield _of_learner(learner, "left out", _nothing_goes_on(learner, step))
        return
    new, moved = converted(learner, reasons, step, len(rolled.pairs))
    rolled.pairs.append((learner, new))
    rolled.aims_carried += len(reasons)
    rolled.aims_left_out += len(others)
    yield from moved
    yield from decisions(new, dict(zip(new.LearningDelivery, reasons.values(), strict=True)), step)
    for aim in others:
        yield Note(
            "left out", "known", learner.text("LearnRefNumber") or "", new.position, aim.AimSeqNumber,
            aim.ENTITY, "LearnAimRef", aim.text("LearnAimRef") or "", "", why_left_out(aim, step.new.start), new,
        )  # fmt: skip


def _nothing_goes_on(learner: Learner, step: YearStep) -> str:
    aims = learner.LearningDelivery
    if not aims:
        return "The learner has no aim."
    named = [(f"Aim {aim.text('AimSeqNumber')} ({aim.text('LearnAimRef')})", aim) for aim in aims]
    return " ".join(f"{name}: {why_left_out(aim, step.new.start)}" for name, aim in named)


def _of_learner(learner: Learner, kind: str, text: str) -> Note:
    stopped = kind == "stopped"
    return Note(
        "stopped" if stopped else "left out", "decide" if stopped else "known", learner.text("LearnRefNumber") or "",
        learner.position, None, learner.ENTITY, "", "", "", text,
    )  # fmt: skip


def _general(step: YearStep) -> Iterator[Note]:
    """What is new in the year and neither asked learner by learner nor filled by a conversion."""
    asked = {question.field.rpartition(".")[2] for question in step.questions}
    filled = {one.into for one in step.conversions}
    for entity, name in step.new_fields:
        if name not in asked:
            yield _news(entity, name, step)
    for entity in step.new_entities:
        if entity not in filled:
            yield _news(entity, "", step)


def _news(entity: str, name: str, step: YearStep) -> Note:
    label = step.new.fields[entity][name].label if name else step.new.entities[entity].label
    text = f"{name or entity} ({label}) is new in {step.new.title}. Nothing was filled in: see whether you need it."
    return Note("question", "look", "", -1, None, entity, name, "", "", text)


def _order(note: Note) -> tuple[int, int, int, int]:
    """General first, then who could not be read, the carried in their order, urgent lines first, and the left out."""
    if note.position < 0:
        return 0, URGENCIES.index(note.urgency), 0, 0
    part = 1 if note.kind == "stopped" else 3 if note.kind == "left out" and note.record is None else 2
    return part, note.position, URGENCIES.index(note.urgency), note.aim or 0
