"""Bringing side file and workbook together again after a stop between them, or after work somewhere else.

The order of writing is: side file, workbook, note in the side file that it was saved. So after a stop at any moment the
side file may be ahead of the workbook by entries that are not noted as saved, and never behind. Entries that are noted
as saved and not in the workbook are no matter of a stop, and are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from addin.audit.heads import Head, note_head, noted_head
from addin.audit.side_file import DROPPED, SAVED, TAKEN, KeptRun, add_lines, run_line, state_line
from addin.audit.trail import Trail, runs_of
from addin.hosts.port import Host
from ilr_core.errors import InputError


@dataclass(frozen=True)
class Recovery:
    """What there is to write into the side file so that it agrees with the workbook, and what to say."""

    lines: list[dict[str, Any]]
    words: list[str]
    head: Head | None = None


def recovery_of(trail: Trail, host: Host, now: datetime) -> Recovery:
    """What a trail, just read, needs. Nothing is written."""
    lines, words = [], []
    confirmed: KeptRun | None = None
    for run in trail.unconfirmed():
        if run.ending in trail.hashes:
            if host.is_saved():
                lines.append(state_line(SAVED, run.ending, now))
                confirmed = run
        else:
            lines.append(state_line(DROPPED, run.ending, now))
            words.append(
                f"{_changes(run)} of {_day(run.when)} did not come into the workbook: it was not saved then. The audit "
                "trail keeps that."
            )
    lines += [
        run_line(TAKEN, part, trail.hash_at(part[0].number - 1), host.title, now, _why_unkept(trail))
        for part in runs_of(trail.unkept())
        if trail.is_sound(part)
    ]
    missing = trail.missing()
    if missing:
        words.append(
            f"{_changes(*missing)} of the log, made on this computer, {'is' if len(missing) == 1 else 'are'} not in "
            f"{host.title} as made: it is an older copy, or somebody changed its log. See: ilr audit verify"
        )
    head = Head(confirmed.entries[-1].number, confirmed.ending) if confirmed else None
    return Recovery(lines, words, head)


def recover(trail: Trail, host: Host, now: datetime) -> None:
    """Makes the side file agree with the workbook as far as that is no matter of trust, and tells the user the rest."""
    found = recovery_of(trail, host, now)
    # What could not be noted now is found again by the next command.
    with suppress(OSError, InputError):
        if found.lines:
            add_lines(trail.side.path, found.lines)
        if found.head:
            note_head(trail.id, found.head, now)
    for sentence in found.words:
        host.tell(sentence)


def _why_unkept(trail: Trail) -> str:
    """Why entries of the workbook that were saved here once are not in the side file; empty if they were not."""
    try:
        head = noted_head(trail.id)
    except InputError:
        return ""
    if not trail.side.is_there:
        return "the side file was not there" if head else ""
    return "the end of the side file was missing" if head and head.hash not in trail.side.entries else ""


def _changes(*runs: KeptRun) -> str:
    numbers = sorted({entry.entry.change for run in runs for entry in run.entries})
    return numbered("Change", numbers)


def numbered(word: str, numbers: Iterable[int]) -> str:
    """Numbers with ranges drawn together.

    >>> numbered("Entry", [3]), numbered("Change", [1, 2, 3, 7])
    ('Entry 3', 'Changes 1 to 3, 7')
    """
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    texts = [f"{part[0]} to {part[-1]}" if len(part) > 1 else str(part[0]) for part in parts]
    many = len(parts) > 1 or (bool(parts) and len(parts[0]) > 1)
    plural = {"Entry": "Entries", "Change": "Changes"}[word] if many else word
    return f"{plural} {', '.join(texts)}"


def _day(when: str) -> str:
    try:
        return f"{datetime.fromisoformat(when):%d/%m/%Y %H:%M}"
    except ValueError:
        return "an unknown day"
