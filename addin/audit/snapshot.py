"""The last known state of the data sheets, kept beside the side file for the entry of the trail it belongs to.

A workbook that its program saves later may be closed without saving: then its state of before counts again. So such a
state is kept apart, as pending, until the workbook is seen to be saved with the entry it belongs to.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from addin.audit.data_state import DataState, packed, unpacked
from addin.audit.side_file import FOLDER
from addin.audit.trail import Trail
from addin.private_files import write_private
from addin.user_data import data_folder

_HEAD_END = b"\n"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state, and the entry of the trail behind which it stood: its number and hash (0 and the id: before all)."""

    number: int
    ending: str
    state: DataState


def last_snapshot(trail: Trail, *, is_saved: bool) -> Snapshot | None:
    """The latest state that belongs to the trail as it is; None if there is none.

    ``is_saved``: the workbook's file holds what was read, so a pending state of it is pending no more.
    """
    pending, kept = (_read(path) for path in _paths(trail.id))
    if pending and is_saved and _fits(pending, trail):
        with suppress(OSError):
            _paths(trail.id)[0].replace(_paths(trail.id)[1])
    fitting = [one for one in (kept, pending) if one is not None and _fits(one, trail)]
    return max(fitting, key=lambda one: one.number) if fitting else None


def keep_snapshot(trail: str, number: int, ending: str, state: DataState, *, is_saved: bool) -> None:
    """Keeps a state. OSError if that is not possible."""
    pending, kept = _paths(trail)
    write_private(kept if is_saved else pending, f"{number} {ending}".encode() + _HEAD_END + packed(state))
    if is_saved:
        pending.unlink(missing_ok=True)


def _fits(snapshot: Snapshot, trail: Trail) -> bool:
    return trail.hash_at(snapshot.number) == snapshot.ending


def _read(path: Path) -> Snapshot | None:
    """A damaged one counts as none: then the state is taken anew."""
    try:
        head, _, data = path.read_bytes().partition(_HEAD_END)
        number, ending = head.decode().split(" ")
        return Snapshot(int(number), ending, unpacked(data))
    except (OSError, ValueError):
        return None


def _paths(trail: str) -> tuple[Path, Path]:
    folder = data_folder() / FOLDER
    return folder / f"{trail}.pending", folder / f"{trail}.state"
