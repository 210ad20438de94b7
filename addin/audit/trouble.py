"""What is wrong with a trail, and what is only worth knowing, gathered while it is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from addin.audit.chain import TrailEntry
from addin.change_log import HEADERS, LogEntry

Kind = Literal["edited", "removed", "reordered", "cut", "rewritten", "added", "signature", "unsigned", "side file"]
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: its kind, the number of the (first) entry it is about (None: the whole), in words."""

    kind: Kind
    number: int | None
    sentence: str


@dataclass
class Findings:
    """Troubles and notes, in the order in which they were found."""

    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def wrong(self, kind: Kind, number: int | None, sentence: str) -> None:
        """Adds a trouble."""
        self.troubles.append(Trouble(kind, number, sentence))

    def note(self, sentence: str) -> None:
        """Adds what is only worth knowing."""
        self.notes.append(sentence)


def named(entry: TrailEntry) -> str:
    """An entry as people find it: its number, its change, whose it is and which field."""
    said = entry.entry
    whose = f"{said.learner} aim {said.aim}" if said.aim is not None else said.learner
    about = " ".join(part for part in (whose, said.field or said.command) if part)
    return f"Entry {entry.number} (change {said.change}, {about})"


def contents(entry: TrailEntry) -> str:
    """What an entry says was done."""
    said = entry.entry
    when = f"{said.when:%d/%m/%Y %H:%M}" if said.when else "an unknown day"
    return f"{said.who or 'somebody'} on {when}, {said.field}: {_short(said.old)} -> {_short(said.new)}"


def difference(now: LogEntry, made: LogEntry) -> str:
    """In what an entry differs from the one that was made."""
    before, after = made.cells(), now.cells()
    parts = [
        f"{header} is {_short(str(after.get(header, '')))}, but was {_short(str(before.get(header, '')))}"
        for header in HEADERS
        if before.get(header) != after.get(header)
    ]
    return "; ".join(parts)


def _short(text: str) -> str:
    if not text:
        return "(blank)"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
