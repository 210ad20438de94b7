"""The canonical form of a learner: what a seal is made over, whatever the order of rows and the look of cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ilr_core.model import Learner, Record, plain_text
from ilr_core.sealing.listed import VERSION, kind_field, left_out_kinds, sealed_fields

Plain = list[object]


@dataclass(frozen=True)
class Form:
    """The sealed values of a record, in the order of the list, and of the records inside it, in an order of their own.

    Blank fields and records without a sealed value are left out. ``record`` is where the form was taken from; a form
    read from a seal has none.
    """

    entity: str
    values: tuple[tuple[str, str], ...]
    parts: tuple[Form, ...] = ()
    record: Record | None = field(default=None, compare=False, repr=False)

    def value(self, name: str) -> str:
        """The canonical text of a field; empty if it is blank."""
        return next((text for known, text in self.values if known == name), "")

    def of(self, entity: str) -> tuple[Form, ...]:
        """The parts of one entity."""
        return tuple(part for part in self.parts if part.entity == entity)

    def plain(self) -> Plain:
        """The form as lists and texts, for JSON."""
        return [self.entity, [list(pair) for pair in self.values], [part.plain() for part in self.parts]]

    @cached_property
    def text(self) -> str:
        """One text for one form: equal forms have equal texts."""
        return json.dumps(self.plain(), ensure_ascii=True, separators=(",", ":"))


def form_of(learner: Learner, version: int = VERSION) -> Form:
    """The form of a learner by a version of the list."""
    return _form(learner, version)


def form_from(plain: object) -> Form:
    """The form that ``plain`` gave. Raises ValueError for anything else."""
    if not (isinstance(plain, list) and len(plain) == 3 and isinstance(plain[0], str)):
        raise ValueError("no form of a record")
    entity, values, parts = plain
    if not (isinstance(values, list) and isinstance(parts, list) and all(map(_is_pair, values))):
        raise ValueError("no form of a record")
    return Form(entity, tuple((name, text) for name, text in values), tuple(map(form_from, parts)))


def canonical_text(record: Record, name: str) -> str:
    """A field as seals compare it: typed values in one spelling, texts without regard to case and spacing.

    What cannot be read counts as typed. No code of the ILR differs from another by case or spaces alone.
    """
    value = record.value(name)
    if value is None:
        return " ".join((record.text(name) or "").split()).upper()
    if isinstance(value, str):
        return " ".join(value.split()).upper()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return plain_text(value)


def _form(record: Record, version: int) -> Form:
    names = sealed_fields(version).get(record.ENTITY, ())
    values = tuple((name, text) for name in names if (text := canonical_text(record, name)))
    parts = sorted(_parts(record, version), key=lambda part: part.text)
    return Form(record.ENTITY, values, tuple(parts), record)


def _parts(record: Record, version: int) -> Iterator[Form]:
    for entity in record.CHILDREN:
        kind, left_out = kind_field(entity), left_out_kinds(entity, version)
        for child in getattr(record, entity):
            if kind and canonical_text(child, kind) in left_out:
                continue
            form = _form(child, version)
            if form.values or form.parts:
                yield form


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
