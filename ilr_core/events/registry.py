"""Every guided change, declared once: what it asks, what it writes, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ilr_core.catalogue import Catalogue
from ilr_core.events.answers import Answer, Answers, Question
from ilr_core.funding.earnings import BandOf
from ilr_core.model import Learner, copied, plain_text, reader

Notes = list[str]


class Refused(Exception):
    """A guided change that must not be made: the official rule that forbids it (empty if none), and a sentence."""

    def __init__(self, rule: str, sentence: str):
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Scene:
    """What a guided change may know besides the learner: the collection year, and funding bands if there are any."""

    year: Catalogue
    band_of: BandOf | None = None


Function = Callable[[Learner, Answers, Scene], Notes]


@dataclass(frozen=True, slots=True)
class Event:
    """One guided change. ``when`` says in a sentence when to use it, ``writes`` what it writes, a line each.

    ``mends_faults`` lets it work on a learner with values that cannot be read.
    """

    name: str
    title: str
    when: str
    writes: tuple[str, ...]
    asks: tuple[Question, ...]
    function: Function
    mends_faults: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """The changed copy of a learner; ``notes`` say how figures came about and what is left to do."""

    learner: Learner
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no change: the official rule that forbids it (empty if none does), and a sentence."""

    rule: str
    sentence: str


REGISTERED: dict[str, Event] = {}


def event(
    name: str, title: str, *, when: str, writes: Sequence[str], asks: Sequence[Question], mends_faults: bool = False
) -> Callable[[Function], Function]:
    """Registers a function as a guided change: it gets a copy of the learner to change, and may raise ``Refused``."""

    def register(function: Function) -> Function:
        assert name not in REGISTERED
        REGISTERED[name] = Event(name, title, when, tuple(writes), tuple(asks), function, mends_faults)
        return function

    return register


def titled(name: str) -> str:
    """A guided change as people find it: by its title in a menu, by its name on the command line."""
    return f"'{REGISTERED[name].title}' ({name})"


def changed_by(event_: Event, learner: Learner, answers: Mapping[str, Answer], scene: Scene) -> Changed | Refusal:
    """The learner after a guided change, as a copy; the one given stays as it is."""
    missing = [question for question in event_.asks if question.required and question.name not in answers]
    if missing:
        return Refusal("", f"{event_.title} needs {missing[0].name.replace('_', ' ')}: {missing[0].about}.")
    twin = copied(learner)
    try:
        if not event_.mends_faults:
            _must_be_readable(twin)
        notes = event_.function(twin, Answers(answers), scene)
    except Refused as refused:
        return Refusal(refused.rule, refused.sentence)
    if twin.same_as(learner):
        return Refusal("", "This would change nothing: the records say so already.")
    _note_faults(twin, scene.year)
    return Changed(twin, tuple(notes))


def _note_faults(learner: Learner, year: Catalogue) -> None:
    """Notes what is wrong with values as such (length, range, characters), so that the rules say so."""
    for record in learner.walk():
        known = record.faults or {}
        for field, definition in year.fields[record.ENTITY].items():
            value = getattr(record, field)
            if value is None or field in known:
                continue
            for fault in reader(definition)(plain_text(value)).faults:
                record.add_fault(field, fault)


def _must_be_readable(learner: Learner) -> None:
    """Refuses a learner with a value that is missing or cannot be read where a guided change would rely on it."""
    for record in learner.walk():
        for field in record.faults or ():
            if field in record.FIELDS and getattr(record, field) is None:
                raise Refused(
                    "",
                    f"{field} of this learner is missing or cannot be read. Check the workbook and mend it first.",
                )
