"""Conflicts of two copies of a workbook: what both have changed, each in its own way, and who did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from addin.change_log import LogEntry
from addin.merging.book_rows import BookRow, BookRows
from ilr_core.errors import InputError

Side = Literal["a", "b"]
BY_HAND = "typed, not in its log"
_CHOICE = re.compile(r"([ab])(?::(\d+(?:,\d+)*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both changed, or a row (``field`` is empty) that one deleted and the other changed.

    ``number`` is how the user names it. ``base``, ``a`` and ``b`` are what the cell held and holds, "" for nothing;
    for a row what became of it. ``a_by`` and ``b_by`` say who did that, as far as the logs know.
    """

    number: int
    learner: str
    aim: int | None
    sheet: str
    field: str
    base: str
    a: str
    b: str
    a_by: str
    b_by: str

    @property
    def sentence(self) -> str:
        """The conflict in one line."""
        who = f"{self.learner} aim {self.aim}" if self.aim is not None else self.learner
        what = f"{self.field}: was {self.base or '(blank)'}" if self.field else self.base
        a, b = self.a or "(blank)", self.b or "(blank)"
        return f"{self.number}. {self.sheet}  {who}  {what}; A: {a} ({self.a_by}); B: {b} ({self.b_by})"


@dataclass(frozen=True, slots=True)
class Choices:
    """Which side to take where both have changed something: one for all, others by number."""

    for_all: Side | None = None
    by_number: tuple[tuple[int, Side], ...] = ()

    def of(self, conflict: Conflict) -> Side | None:
        """The side to take; None if the user has not said."""
        return dict(self.by_number).get(conflict.number, self.for_all)


def read_choices(texts: Sequence[str]) -> Choices:
    """Choices as typed: ``a`` or ``b`` for all, ``b:2,5`` for some. Raises InputError for anything else."""
    for_all: Side | None = None
    by_number: dict[int, Side] = {}
    for text in texts:
        found = _CHOICE.fullmatch(text.strip())
        if found is None:
            raise InputError(f"--prefer takes a, b, or a side with numbers of conflicts such as b:2,5, not '{text}'.")
        side: Side = "a" if found[1].lower() == "a" else "b"
        if found[2] is None:
            for_all = side
        else:
            by_number |= dict.fromkeys(map(int, found[2].split(",")), side)
    return Choices(for_all, tuple(by_number.items()))


class Origins:
    """Who changed a cell of one copy since both were the same, by its log."""

    def __init__(self, copy: BookRows, base: BookRows):
        known = set(base.log)
        self._entries: dict[tuple[str, str], list[LogEntry]] = {}
        for entry in copy.log:
            if entry not in known:
                self._entries.setdefault((entry.sheet, entry.row_id), []).append(entry)

    def of(self, row: BookRow, field: str) -> str:
        """Who changed a field of a row, when, by which change and why; for a row as a whole, without ``field``."""
        return self.of_id(row.place[0], row.row_id, field)

    def of_id(self, sheet: str, row_id: str, field: str = "") -> str:
        """The same by the row's id, for a row that is not there any more."""
        entries = self._entries.get((sheet, row_id), []) if row_id else []
        found = [entry for entry in entries if not field or entry.field == field]
        return _told(found) if found else BY_HAND


def _told(entries: Iterable[LogEntry]) -> str:
    *earlier, last = entries
    when = f" on {last.when:%d/%m/%Y %H:%M}" if last.when else ""
    reason = f": {last.reason}" if last.reason else ""
    before = f", after {len({one.change for one in earlier} - {last.change})} more" if earlier else ""
    before = "" if before == ", after 0 more" else before
    return f"{last.who or 'unknown'}{when}, change {last.change} ({last.command}{before}){reason}"
