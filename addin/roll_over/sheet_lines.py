"""The lines of the sheet Roll-over, each that asks for something with a link to the cell it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from addin.ooxml import CellValue
from addin.sheets.addresses import address
from addin.sheets.places import split_place
from addin.sheets.problem_rows import link, problem_heights
from addin.sheets.reading import BookReading
from ilr_core.model import Learner, Record, Spot
from ilr_core.roll_over import Kind, Note, Urgency
from workbook_templates.roll_over_sheet import KNOWN, TO_DECIDE, TO_LOOK_AT

_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
STATUSES: Mapping[Urgency, str] = {"decide": TO_DECIDE, "look": TO_LOOK_AT, "known": KNOWN}
KINDS: Mapping[Kind, str] = {
    "code": "Code", "question": "Question", "rule": "Rule", "kept": "Kept", "converted": "Moved", "dropped": "Dropped",
    "left out": "Left out", "stopped": "Not read",
}  # fmt: skip


def spots_of(notes: Iterable[Note], learners: Sequence[Learner], reading: BookReading) -> list[Spot | None]:
    """Where each note stands in the new workbook, whose sheets read as ``reading``; ``learners`` are what was written.

    None for a note about no record of the new return.
    """
    twins = _twins(notes := list(notes), learners, reading)
    return [_spot(note, twins) for note in notes]


def lines(notes: Sequence[Note], spots: Sequence[Spot | None], reading: BookReading) -> list[list[CellValue]]:
    """One row of the sheet for each note."""
    return [_line(note, spot, reading) for note, spot in zip(notes, spots, strict=True)]


def heights(rows: Sequence[Sequence[CellValue]]) -> list[float]:
    """A height for each row at which its sentence shows whole; most sentences come for many learners."""
    texts = list(dict.fromkeys(row[-1] for row in rows))
    known = dict(zip(texts, problem_heights([text] for text in texts), strict=True))
    return [known[row[-1]] for row in rows]


def cell_of_note(spot: Spot | None, reading: BookReading) -> str:
    """The cell a note is about, ``Learners!C5``; empty if it is about none."""
    return (address(spot, reading) or "") if spot else ""


def _twins(notes: Iterable[Note], learners: Sequence[Learner], reading: BookReading) -> dict[Record, Record]:
    """The records of notes as they are read from the new workbook's sheets, by the record that was written."""
    wanted: dict[int, set[Record]] = {}
    for note in notes:
        if note.record is not None:
            wanted.setdefault(note.position, set()).add(note.record)
    found: dict[Record, Record] = {}
    for position, records in wanted.items():
        written, read = learners[position], reading.learners[position]
        found |= {one: twin for one, twin in zip(written.walk(), read.walk(), strict=True) if one in records}
    return found


def _spot(note: Note, twins: Mapping[Record, Record]) -> Spot | None:
    if note.spot is not None or note.record is None:
        return note.spot
    twin = twins[note.record]
    return Spot(twin.place_of(note.field), twin.ENTITY, note.field)


def _line(note: Note, spot: Spot | None, reading: BookReading) -> list[CellValue]:
    place = split_place(spot.place) if spot else None
    linked = spot if note.urgency != "known" else None
    return [
        STATUSES[note.urgency],
        KINDS[note.kind],
        note.learner or None,
        note.aim,
        place[0] if place else None,
        link(linked, reading) if linked else None,
        note.field or None,
        _readable(note.old),
        _readable(note.new),
        note.rule or None,
        note.text,
    ]


def _readable(text: str) -> str | None:
    """A value as people write it: a day with its year last."""
    return _DAY.sub(r"\3/\2/\1", text) if text else None
