"""Copies of records, to change one and compare it with what it was."""

from __future__ import annotations

from typing import TypeVar

from ilr_core.model.record import Record

R = TypeVar("R", bound=Record)


def copied(record: R, parent: Record | None = None) -> R:
    """A record with everything inside it once more: values, what was typed, faults and places are the same.

    The copy belongs to ``parent``, or to the original's parent if none is given.
    """
    twin = type(record)(parent or record.parent, record.position, record.place)
    twin.locate = record.locate
    twin.texts = dict(record.texts) if record.texts else None
    twin.faults = dict(record.faults) if record.faults else None
    for name in record.FIELDS:
        setattr(twin, name, getattr(record, name))
    for name in record.CHILDREN:
        setattr(twin, name, [copied(child, twin) for child in getattr(record, name)])
    return twin
