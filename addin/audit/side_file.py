"""The side file of a trail: the same entries outside the workbook, in a file that only grows.

It lies in the user's data folder under the id of the trail, so that it is found again however the workbook is named and
wherever it lies. Each line is a JSON object and holds a check over itself and the line before. Entries are written here
before the workbook is saved, and noted as saved after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock

from addin.audit.chain import TrailEntry, fields_of
from addin.change_log import LogEntry
from addin.private_files import grow_private
from addin.user_data import data_folder

MADE, TAKEN, SAVED, DROPPED, PARTED = "made", "taken", "saved", "dropped", "parted"
"""Kinds of lines: entries written by this user, entries found in the workbook, that a run is in a saved workbook, that
a run never was, that a copy of the workbook has a trail of its own from here on."""
FOLDER = "audit"
_WAIT = 30.0


@dataclass
class KeptRun:
    """Entries that were written or found together. ``previous`` is the hash before them, ``book`` the workbook's name.

    ``is_saved``: a saved workbook has them. ``is_dropped``: it is known that none has. ``healed`` says why entries that
    should have been here were taken from the workbook.
    """

    entries: list[TrailEntry]
    previous: str
    book: str
    when: str
    is_saved: bool
    is_dropped: bool = False
    healed: str = ""

    @property
    def ending(self) -> str:
        """The hash of the last entry."""
        return self.entries[-1].hash


@dataclass
class Side:
    """What a side file holds. ``faults`` are sentences on lines that cannot be relied on.

    ``parted`` are endings of runs that belong to a copy by now, with the id of its trail; ``entries`` all by hash.
    """

    path: Path
    is_there: bool = False
    runs: list[KeptRun] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    parted: dict[str, str] = field(default_factory=dict)
    entries: dict[str, TrailEntry] = field(default_factory=dict)

    @cached_property
    def saved_runs(self) -> list[KeptRun]:
        """The runs that a workbook was saved with."""
        return [run for run in self.runs if run.is_saved]


def side_path(trail: str) -> Path:
    """The side file of a trail."""
    return data_folder() / FOLDER / f"{trail}.jsonl"


def read_side(path: Path) -> Side:
    """What a side file holds; nothing if there is none. OSError if it cannot be read."""
    side = Side(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return side
    side.is_there = True
    check = ""
    endings: dict[str, KeptRun] = {}
    for number, line in enumerate(_lines(data), 1):
        said = _said(line)
        if said is None:
            side.faults.append(f"Line {number} of {path} is damaged: it was edited, or cut.")
            continue
        if said.pop("check") != _check(check, said):
            side.faults.append(f"Line {number} of {path} does not follow from the one before: one was changed.")
        check = _check_in(line)
        try:
            _take_in(side, said, endings)
        except (KeyError, TypeError, ValueError, IndexError):
            side.faults.append(f"Line {number} of {path} cannot be read: it was edited.")
    return side


def add_lines(path: Path, said: Sequence[dict[str, Any]]) -> None:
    """Adds lines in one go, and waits until the disk has them. OSError if that is not possible."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(f"{path}.lock", timeout=_WAIT):
        whole, check = _end_of(path)
        lines = []
        for one in said:
            check = _check(check, one)
            lines.append(json.dumps({**one, "check": check}, ensure_ascii=False, separators=(",", ":")))
        # A line without its end was being written when the computer stopped; nothing else refers to it.
        grow_private(path, "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"), after=whole)


def run_line(
    kind: str, run: Sequence[TrailEntry], previous: str, book: str, now: datetime, healed: str = ""
) -> dict[str, Any]:
    """The line of entries made or taken."""
    entries = [[entry.number, entry.hash, entry.signed, *fields_of(entry.entry)] for entry in run]
    line = {"kind": kind, "at": _at(now), "book": book, "previous": previous, "entries": entries}
    return {**line, "healed": healed} if healed else line


def state_line(kind: str, ending: str, now: datetime, **more: str) -> dict[str, Any]:
    """The line that says what became of the run with this ending."""
    return {"kind": kind, "at": _at(now), "head": ending, **more}


def _at(now: datetime) -> str:
    return now.replace(microsecond=0).isoformat()


def _lines(data: bytes) -> list[bytes]:
    return data[: data.rfind(b"\n") + 1].splitlines()


def _end_of(path: Path) -> tuple[int, str]:
    """Where the last whole line ends, and its check."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return 0, ""
    end = data.rfind(b"\n")
    return end + 1, _check_in(data[data.rfind(b"\n", 0, max(end, 0)) + 1 : end]) if end > 0 else ""


def _said(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("check"), str) else None


def _check(before: str, said: dict[str, Any]) -> str:
    text = json.dumps([before, said], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _check_in(line: bytes) -> str:
    said = _said(line)
    return str(said["check"]) if said else ""


def _take_in(side: Side, said: dict[str, Any], endings: dict[str, KeptRun]) -> None:
    kind = said["kind"]
    if kind in (MADE, TAKEN):
        entries = list(_entries(said["entries"]))
        taken = kind == TAKEN
        run = KeptRun(entries, said["previous"], said["book"], said["at"], taken, healed=said.get("healed", ""))
        side.runs.append(run)
        side.entries |= {entry.hash: entry for entry in entries}
        endings[run.ending] = run
    elif kind == PARTED:
        side.parted[said["head"]] = said["into"]
    else:
        run = endings[said["head"]]
        run.is_saved |= kind == SAVED
        run.is_dropped = kind == DROPPED


def _entries(rows: Sequence[Sequence[Any]]) -> Iterator[TrailEntry]:
    for number, ending, signed, change, when, *others in rows:
        moment = datetime.fromisoformat(when) if when else None
        yield TrailEntry(number, LogEntry(change, moment, *others), ending, signed)
