"""Which fields a seal covers, and why: the data files ``fields.csv`` and ``kinds.csv``, by version of the list.

A seal keeps the number of the list it was made by and is judged by that list, so a longer list breaks no old seal.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VERSION = 1
"""The list that new seals are made by."""


@dataclass(frozen=True, slots=True)
class ListedField:
    """One field of a learner's records: whether seals cover it, and the reason.

    ``kind`` narrows it to one kind of record, such as the LearnDelFAMType ``LSF``; without one it is the field of every
    record of the entity.
    """

    entity: str
    field: str
    kind: str
    is_sealed: bool
    since: int
    until: int | None
    reason: str

    def counts_in(self, version: int) -> bool:
        """Whether this row belongs to a version of the list."""
        return self.since <= version and (self.until is None or version <= self.until)


@cache
def listed_fields() -> tuple[ListedField, ...]:
    """Every row of the lists, of every version."""
    return tuple(_rows("fields.csv")) + tuple(_rows("kinds.csv"))


@cache
def sealed_fields(version: int = VERSION) -> dict[str, tuple[str, ...]]:
    """The sealed fields of each entity in a version of the list; entities without one are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for row in listed_fields():
        if not row.kind and row.is_sealed and row.counts_in(version):
            found[row.entity] = (*found.get(row.entity, ()), row.field)
    return found


@cache
def kind_field(entity: str) -> str:
    """The field by which records of an entity are of several kinds (``LearnDelFAMType``); empty if there is none."""
    return next((row.field for row in listed_fields() if row.kind and row.entity == entity), "")


@cache
def left_out_kinds(entity: str, version: int = VERSION) -> frozenset[str]:
    """The kinds of record that a seal passes over. A kind that nobody has listed is sealed."""
    rows = (row for row in listed_fields() if row.kind and row.entity == entity and row.counts_in(version))
    return frozenset(row.kind for row in rows if not row.is_sealed)


def _rows(name: str) -> Iterator[ListedField]:
    text = (files("ilr_core.sealing") / name).read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        until = int(row["until"]) if row["until"] else None
        yield ListedField(
            row["entity"], row["field"], row.get("kind", ""), row["sealed"] == "yes", int(row["since"]), until,
            row["reason"],
        )  # fmt: skip
