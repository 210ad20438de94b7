"""Which parent a row belongs to: by its visible keys, and by its hidden ParentId where these do not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from addin.sheets.cells import BLANKS
from addin.sheets.rows import Row
from ilr_core.model import Record, plain_text

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The parent of a row; None for an orphan. ``rivals`` are the rows it could as well belong to."""

    parent: Row | None
    rivals: tuple[Row, ...] = ()


class Parents:
    """The rows that can be parents, found by keys.

    A visible key that fits exactly one row decides. If it fits several, ParentId chooses among them; if none,
    ParentId decides alone. Keys are compared as typed, then without case and outer spaces, then with the keys that
    stand in the parent's own row (a learner may have been renamed on the main sheet only).
    """

    def __init__(self, rows: Sequence[Row], parent_keys: Sequence[str], keys: Sequence[str]):
        self._rows = rows
        self._parent_keys = parent_keys
        self._keys = keys
        self._by_id = {row.row_id: row for row in reversed(rows) if row.row_id}
        self._exact: dict[Key, list[Row]] = {}
        for row in rows:
            self._exact.setdefault(self._own_key(row), []).append(row)

    @cached_property
    def _loose(self) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        for key, rows in self._exact.items():
            found.setdefault(_loosened(key), []).extend(rows)
        return found

    @cached_property
    def _as_typed(self) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        for row in self._rows:
            typed = dict(zip(self._parent_keys, row.keys, strict=True))
            visible = tuple(typed.get(name) or _text(row.record, name) for name in self._keys)
            found.setdefault(_loosened(visible), []).append(row)
        return found

    def _own_key(self, row: Row) -> Key:
        return tuple(_text(row.record, name) for name in self._keys)

    def parent_of(self, row: Row) -> Match:
        """The parent of a detail row."""
        fitting = self._fitting(row.keys) if all(row.keys) else []
        by_id = self._by_id.get(row.parent_id) if row.parent_id else None
        if not fitting:
            return Match(by_id)
        if len(fitting) == 1:
            return Match(fitting[0])
        if by_id is not None and any(by_id is parent for parent in fitting):
            return Match(by_id)
        return Match(fitting[0], tuple(fitting))

    def _fitting(self, keys: Key) -> list[Row]:
        exact = self._exact.get(keys)
        if exact:
            return exact
        loose = _loosened(keys)
        return self._loose.get(loose) or self._as_typed.get(loose) or []


def _loosened(keys: Key) -> Key:
    return tuple(key.strip(BLANKS).casefold() for key in keys)


def _text(record: Record, name: str) -> str:
    """The text of a field of the record or of the nearest one around it that has the field."""
    inner: Record | None = record
    while inner is not None and name not in inner.FIELDS:
        inner = inner.parent
    value = inner.value(name) if inner is not None else None
    return "" if value is None else plain_text(value)
