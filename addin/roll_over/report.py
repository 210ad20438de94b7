"""What a roll-over did and asks, as text and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from addin.roll_over.rolled_book import RolledReturn
from addin.wording import counted, some_of
from ilr_core.roll_over import Kind, Note, Urgency

SHOWN = 25
WORDS: Mapping[Kind, str] = {
    "code": "codes that are gone or mean something else",
    "question": "questions that the old return does not answer",
    "rule": "findings of the new year's rules",
    "kept": "closed aims and old entries that stay",
    "converted": "values moved to another field or record",
    "dropped": "values without a place in the new year",
    "left out": "aims and learners left out",
    "stopped": "learners who could not be read",
}
MARKS: Mapping[Urgency, str] = {"decide": "✖", "look": "▲", "known": "·"}


def as_text(done: RolledReturn) -> str:
    """A summary, the counts of every kind, and the first lines that ask for a decision."""
    return "\n".join(_text_lines(done))


def as_json(done: RolledReturn) -> str:
    """One JSON object with every note."""
    rolled, step = done.rolled, done.rolled.step
    data = {
        "version": 1,
        "old": {"path": done.old.title, "year": step.old.year},
        "new": {"path": str(done.book), "year": step.new.year},
        "learners": {"carried": len(rolled.pairs), "left_out": rolled.left_out, "not_read": rolled.stopped},
        "aims": {"carried": rolled.aims_carried, "left_out": rolled.aims_left_out},
        "notes": [_data(note, cell) for note, cell in zip(rolled.notes, done.cells, strict=True)],
        "not_checked": [{"rule": item.rule, "needs": list(item.needs)} for item in done.not_checked],
        "registers": list(done.registers),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


FORMATS: dict[str, Callable[[RolledReturn], str]] = {"text": as_text, "json": as_json}


def _text_lines(done: RolledReturn) -> Iterator[str]:
    rolled, step = done.rolled, done.rolled.step
    yield f"{done.old.title} ({step.old.title}) is rolled over into {done.book} ({step.new.title})."
    yield f"  {counted(len(rolled.pairs), 'learner')} carried, with {counted(rolled.aims_carried, 'aim')}."
    if rolled.aims_left_out:
        yield f"  {counted(rolled.aims_left_out, 'aim')} of theirs ended before and left out."
    if rolled.left_out:
        yield f"  {counted(rolled.left_out, 'learner')} left out, because nothing of them goes on: {_left_out(done)}."
    if rolled.stopped:
        yield f"  {counted(rolled.stopped, 'learner')} not rolled over, because something could not be read."
    counts = Counter((note.urgency, note.kind) for note in rolled.notes if note.position >= 0)
    for urgency, words in (("decide", "To decide"), ("look", "To look at"), ("known", "To know")):
        named = [f"{WORDS[kind]} ({number:,})" for (of, kind), number in counts.most_common() if of == urgency]
        if named:
            yield f"  {words}: {', '.join(named)}."
    yield from _rule_lines(rolled.notes)
    pressing = [pair for pair in zip(rolled.notes, done.cells, strict=True) if pair[0].urgency == "decide"]
    for note, cell in pressing[:SHOWN]:
        who = " ".join(part for part in (note.learner, f"aim {note.aim}" if note.aim else "", cell, note.rule) if part)
        yield f"  {MARKS[note.urgency]} {f'{who}: ' if who else ''}{note.text}"
    if len(pressing) > SHOWN:
        yield f"  … and {len(pressing) - SHOWN:,} more to decide."
    yield from (f"  {note.text}" for note in rolled.notes if note.position < 0 and note.urgency != "decide")
    yield "  The sheet Roll-over of the new workbook has every line, learner by learner."


def _left_out(done: RolledReturn) -> str:
    names = [note.learner for note in done.rolled.notes if note.kind == "left out" and note.record is None]
    return some_of(names, SHOWN)


def _rule_lines(notes: list[Note]) -> Iterator[str]:
    counts = Counter((note.urgency, note.rule, note.text.partition(".")[0]) for note in notes if note.rule)
    for (urgency, rule, novelty), number in counts.most_common():
        yield f"  {MARKS[urgency]} {rule} × {number:,}  ({novelty})"


def _data(note: Note, cell: str) -> dict[str, Any]:
    return {
        "kind": note.kind,
        "urgency": note.urgency,
        "learner": note.learner or None,
        "aim": note.aim,
        "entity": note.entity or None,
        "field": note.field or None,
        "old": note.old,
        "new": note.new,
        "rule": note.rule or None,
        "place": cell or None,
        "text": note.text,
    }
