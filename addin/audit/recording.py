"""Writing entries into the log: chained, signed, in the workbook and in its side file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from addin.audit.chain import TrailEntry, chained, new_trail, signed_run
from addin.audit.heads import Head, note_head
from addin.audit.recovery import recover
from addin.audit.side_file import MADE, SAVED, add_lines, read_side, run_line, side_path, state_line
from addin.audit.signer import signer_for
from addin.audit.trail import Trail, trail_of
from addin.change_log import AUDIT, LogEntry
from addin.hosts.port import Host
from addin.hosts.refusals import NEXT_STEP, NOT_WRITABLE
from addin.ooxml import CellValue, cell_name
from ilr_core.errors import InputError
from workbook_templates.changes_sheet import ENTRY, HASH, SIGNED, TRAIL
from workbook_templates.layout import CHANGES


@dataclass(frozen=True, slots=True)
class Recorded:
    """Entries that were written and await the saving of the workbook: the id of the trail and its head.

    ``side`` is None if the side file could not be written.
    """

    trail: str
    side: Path | None
    head: Head
    is_signed: bool


def record(host: Host, entries: Sequence[LogEntry], now: datetime) -> Recorded:
    """Writes entries under those there are, the side file first; `settle` follows when the workbook is saved.

    Raises InputError, and writes nothing, if the workbook has no sheet for them, it takes none, or its trail is broken.
    """
    trail = trail_to_go_on(host)
    if trail is None:
        raise InputError(
            f"{host.title} has no sheet {CHANGES} to keep what is changed, so nothing was changed. "
            f"Add an empty sheet called {CHANGES}, then try again."
        )
    recover(trail, host, now)
    return _recorded(host, trail, entries, now)


def record_anew(host: Host, trail: Trail, entries: Sequence[LogEntry], now: datetime) -> Recorded:
    """Writes entries as the first of a new trail, in place of the one there is; what was logged is taken into it."""
    name = new_trail()
    fresh = replace(trail, id=name, entries=(), side=read_side(side_path(name)))
    return _recorded(host, fresh, entries, now)


def _recorded(host: Host, trail: Trail, entries: Sequence[LogEntry], now: datetime) -> Recorded:
    before = _unproved(trail)
    run = chained([*[entry for _, entry in before], *_about_them(before, now), *entries], trail.ending, trail.last + 1)
    key = signer_for(host)
    if key is not None:
        run = signed_run(run, key)
    # The side file first: what it has and the workbook has not was never saved, and no doubt is left.
    side = _kept_aside(host, trail, run, now)
    _write(host, trail, run, [row for row, _ in before])
    return Recorded(trail.id, side, Head(run[-1].number, run[-1].hash), key is not None)


def settle(recorded: Recorded, saved: Path | None, now: datetime) -> None:
    """Notes that the workbook was saved with the entries; nothing yet where its program saves it later (None)."""
    if saved is not None and recorded.side is not None:
        # The workbook has the entries; the next command finds that out and notes it.
        with suppress(OSError, InputError):
            add_lines(recorded.side, [state_line(SAVED, recorded.head.hash, now)])
            note_head(recorded.trail, recorded.head, now)


def trail_to_go_on(host: Host) -> Trail | None:
    """The trail of a workbook, with an id if it had none; None without a sheet for it.

    Raises InputError if the id of a trail that has entries was taken away or changed.
    """
    trail = trail_of(host)
    if trail is None or trail.id:
        return trail
    if trail.entries or trail.sheet.trail:
        raise InputError(
            f"The id of the audit trail, in the hidden column {TRAIL} of {CHANGES}, was changed, so nothing was logged "
            f"and nothing was changed. Put it back, or begin a new trail with: ilr audit restart {host.title}"
        )
    name = new_trail()
    return replace(trail, id=name, side=read_side(side_path(name)))


def _kept_aside(host: Host, trail: Trail, run: Sequence[TrailEntry], now: datetime) -> Path | None:
    try:
        add_lines(trail.side.path, [run_line(MADE, run, trail.ending, host.title, now)])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        host.tell(f"{trail.side.path} could not be written ({reason}); the log is in the workbook alone.")
        return None
    return trail.side.path


def _unproved(trail: Trail) -> list[tuple[int, LogEntry]]:
    """Rows of the log from before there was a trail, with their entries; those that came later are not vouched for."""
    if trail.entries or trail.side.runs:
        return []
    return [(row.row, row.entry) for row in trail.sheet.rows if row.entry is not None]


def _about_them(before: Sequence[tuple[int, LogEntry]], now: datetime) -> list[LogEntry]:
    if not before:
        return []
    entries = "1 entry" if len(before) == 1 else f"{len(before):,} entries"
    text = f"{entries} above came from before this trail; proved from now on as they stood"
    return [LogEntry(0, now.replace(microsecond=0), "", AUDIT, "", None, "", "", "", "", "", text)]


def _write(host: Host, trail: Trail, run: Sequence[TrailEntry], proved: Sequence[int]) -> None:
    columns = trail.sheet.columns
    first = trail.sheet.last_row + 1
    cells: dict[tuple[int, int], CellValue] = {(1, columns[header]): header for header in trail.sheet.headless}
    if trail.sheet.trail != trail.id:
        cells[trail.sheet.trail_row, columns[TRAIL]] = trail.id
    new_rows = range(first, first + len(run) - len(proved))
    for row, entry in zip([*proved, *new_rows], run, strict=True):
        shown = entry.entry.cells() if row >= first else {}
        proof: dict[str, CellValue] = {ENTRY: entry.number, HASH: entry.hash}
        if entry.signed or row < first:
            proof[SIGNED] = entry.signed or None
        cells |= {(row, columns[header]): value for header, value in (shown | proof).items()}
    refused = host.write_cells(CHANGES, cells)
    if refused:
        taken = {cell: None for cell in cells if cell not in refused and cell[0] >= first}
        host.write_cells(CHANGES, taken)
        cell = f"{CHANGES}!{cell_name(*refused[0])}"
        raise InputError(f"{cell} is {NOT_WRITABLE}, so nothing could be logged and nothing was changed. {NEXT_STEP}")
    host.reach(CHANGES, new_rows[-1])
