"""A learner's records in the form of the next year: carried where it has a place for them, else converted or listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilr_core.catalogue import Conversion
from ilr_core.model import RECORDS, Learner, LearningDelivery, Message, Record, complete, plain_text, reader
from ilr_core.roll_over.notes import Note, Urgency, aim_of, noted
from ilr_core.roll_over.year_step import YearStep

EMPTY = ""


def converted(
    learner: Learner, aims: Iterable[LearningDelivery], step: YearStep, position: int
) -> tuple[Learner, list[Note]]:
    """The learner with these aims as a record of the new year, and a note on every value that was moved or dropped.

    The old records stay as they are; an element that is there but empty holds no value. AimSeqNumber, order, dates and
    spelling are kept, MA and EO faults are those of the new year. ``position`` counts the learners of the new return.
    """
    notes: list[Note] = []
    kept = set(aims)
    new = _carried(learner, Message(), position, step, notes, kept)
    assert isinstance(new, Learner)
    complete(new, step.new)
    return new, notes


def _carried(
    old: Record, parent: Record | None, position: int, step: YearStep, notes: list[Note], aims: set[LearningDelivery]
) -> Record:
    new = RECORDS[old.ENTITY](parent, position, old.place)
    there = step.new.fields[old.ENTITY]
    alike = step.same_fields.get(old.ENTITY, frozenset())
    homeless = []
    for name in old.FIELDS:
        value = getattr(old, name)
        if value is None or value == EMPTY:
            continue
        if name in alike:
            setattr(new, name, value)
        elif name in there:
            _read_anew(old, new, name, step, notes)
        else:
            homeless.append(name)
    if old.texts or old.faults:
        _keep_spelling(old, new, alike)
    for name in old.CHILDREN:
        children = getattr(old, name)
        if name in step.new.entities:
            chosen = [child for child in children if not isinstance(child, LearningDelivery) or child in aims]
            setattr(new, name, [_carried(child, new, i, step, notes, aims) for i, child in enumerate(chosen)])
        else:
            notes += (note for child in children for note in _dropped_whole(child, new, step))
    notes += (_rehoused(old, new, name, step) for name in homeless)
    return new


def _keep_spelling(old: Record, new: Record, alike: frozenset[str]) -> None:
    """Takes over what was typed, and its faults, in fields that read alike in both years and have a value."""
    kept = {name for name in alike if new.value(name) is not None}
    for name, text in (old.texts or {}).items():
        if name in kept:
            new.keep_text(name, text)
    for name, kinds in (old.faults or {}).items():
        for kind in kinds:
            if name in kept:
                new.add_fault(name, kind)


def _read_anew(old: Record, new: Record, name: str, step: YearStep, notes: list[Note]) -> None:
    """Reads a value as the new year defines its field."""
    text = old.text(name) or ""
    reading = reader(step.new.fields[old.ENTITY][name])(text)
    setattr(new, name, reading.value)
    if reading.text is not None:
        new.keep_text(name, reading.text)
    known = (old.faults or {}).get(name, ())
    for fault in reading.faults:
        new.add_fault(name, fault)
    if set(reading.faults) - set(known):
        words = f"{name} is defined anew in {step.new.title}, and the value does not fit it. Correct it."
        notes.append(noted(new, "code", "decide", words, field=name, old=text, new=text))


def _rehoused(old: Record, new: Record, name: str, step: YearStep) -> Note:
    """Moves a value whose field is gone into a record of another kind, or says that there is no place for it."""
    text = old.text(name) or ""
    gone = f"{step.new.title} has no {name}"
    offers = [one for one in step.conversions if (one.entity, one.field) == (old.ENTITY, name)]
    fitting = next((one for one in offers if all(test.holds(_text(old, test.field)) for test in one.when)), None)
    if fitting is None:
        reason = f"{gone}, and for an aim like this nothing takes its place" if offers else f"{gone} any more"
        return _noted_as_dropped(new, name, text, f"{reason}: the value is left out.", "look" if offers else "known")
    shown = " ".join(value for value in fitting.fixed.values())
    if any(_has(child, fitting) for child in getattr(new, fitting.into)):
        words = f"{gone}; {shown} is there already with another amount. Say which of them holds."
        return _noted_as_dropped(new, name, text, words, "decide")
    child = _made(fitting, new, text, step)
    words = f"{gone}: the value stands in a record {fitting.into} ({shown}) now."
    moved = f"{shown} = {child.text(fitting.value) or ''}"
    return noted(child, "converted", "known", words, field=name, old=text, new=moved)


def _made(conversion: Conversion, new: Record, text: str, step: YearStep) -> Record:
    siblings = getattr(new, conversion.into)
    child = RECORDS[conversion.into](new, len(siblings), new.place)
    for name, typed in {**conversion.fixed, conversion.value: text}.items():
        reading = reader(step.new.fields[conversion.into][name])(typed)
        setattr(child, name, reading.value)
        if reading.text is not None:
            child.keep_text(name, reading.text)
        for fault in reading.faults:
            child.add_fault(name, fault)
    siblings.append(child)
    return child


def _has(child: Record, conversion: Conversion) -> bool:
    return all(child.text(name) == text for name, text in conversion.fixed.items())


def _dropped_whole(old: Record, new_parent: Record, step: YearStep) -> Iterator[Note]:
    """Notes on every value of a record of a kind that the new year does not have, and of all inside it."""
    for record in old.walk():
        words = f"{step.new.title} has no {record.ENTITY}: the value is left out."
        for name in record.FIELDS:
            text = record.text(name)
            if text:
                shown = f"{record.ENTITY}.{name}"
                yield _noted_as_dropped(new_parent, shown, text, words, "look")


def _noted_as_dropped(new: Record, name: str, text: str, words: str, urgency: Urgency) -> Note:
    return noted(new, "dropped", urgency, words, field=name, old=text)


def _text(record: Record, field: str) -> str | None:
    """A field of the record, or of the aim it stands in."""
    if field in record.FIELDS:
        return record.text(field)
    aim = aim_of(record)
    value = aim.value(field) if aim is not None and field in aim.FIELDS else None
    return None if value is None else plain_text(value)
