"""The heads of all trails that this user has saved: how many entries, and the hash of the last.

They are kept apart from the side files, so that an end cut off both a workbook and its side file is noticed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from addin.private_files import write_private
from addin.user_data import data_folder
from ilr_core.errors import InputError

_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a trail: the number of its last entry and that entry's hash. ``noted`` is when it was seen."""

    count: int
    hash: str
    noted: str = ""

    @property
    def text(self) -> str:
        """The head as it is written down: ``57:9f86d0...``."""
        return f"{self.count}:{self.hash}"


def head_of(text: str) -> Head:
    """The head that a text, or an exported trail, says. Raises InputError if it says none."""
    said = text.strip()
    if said.startswith("{"):
        try:
            said = str(json.loads(said)["head"])
        except (ValueError, KeyError, TypeError):
            said = ""
    count, _, ending = said.partition(":")
    if not (count.isascii() and count.isdigit() and len(count) < 16 and len(ending) == 64):
        raise InputError("That is no head of a trail. It reads 57:9f86d0... and is in what ilr audit export writes.")
    return Head(int(count), ending)


def noted_head(trail: str) -> Head | None:
    """The last head of a trail that was saved here; None if there is none. Raises InputError for a damaged file."""
    found = _read().get(trail)
    return Head(found["count"], found["hash"], found["noted"]) if found else None


def note_head(trail: str, head: Head, now: datetime) -> None:
    """Keeps the head of a trail that was saved, unless a longer one was: a copy may be behind."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock", timeout=_WAIT):
        known = _read()
        if trail not in known or known[trail]["count"] < head.count:
            known[trail] = {"count": head.count, "hash": head.hash, "noted": now.replace(microsecond=0).isoformat()}
            write_private(path, json.dumps(known, indent=1).encode())


def _read() -> dict[str, Any]:
    path = _path()
    try:
        found = json.loads(path.read_text("utf-8"))
        assert isinstance(found, dict)
        for one in found.values():
            assert isinstance(one["count"], int)
            assert isinstance(one["hash"], str)
            assert isinstance(one["noted"], str)
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AssertionError) as error:
        raise InputError(
            f"{path} is damaged, so the ends of trails cannot be compared. Put it back from a backup, or delete it."
        ) from error
    return found


def _path() -> Path:
    return data_folder() / "heads.json"
