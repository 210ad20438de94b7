"""The trail of a workbook: the entries as its sheet has them, beside what its side file holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from addin.audit.chain import TrailEntry, hash_of, is_trail
from addin.audit.side_file import KeptRun, Side, read_side, side_path
from addin.change_log import LogSheet, log_sheet
from addin.hosts.port import Host


@dataclass(frozen=True)
class Trail:
    """``id`` is empty as long as nothing was logged with proof. ``entries`` are those that have a number and a hash."""

    id: str
    sheet: LogSheet
    entries: Sequence[TrailEntry]
    side: Side

    @property
    def last(self) -> int:
        """The number of the last entry; 0 if there is none."""
        return self.entries[-1].number if self.entries else 0

    @property
    def ending(self) -> str:
        """The hash of the last entry; the id if there is none."""
        return self.entries[-1].hash if self.entries else self.id

    @cached_property
    def hashes(self) -> frozenset[str]:
        """The hashes of all entries of the sheet."""
        return frozenset(entry.hash for entry in self.entries)

    def hash_at(self, number: int) -> str:
        """The hash of an entry by its number, the id for number 0; empty if there is none."""
        if number == 0:
            return self.id
        index = number - 1
        found = self.entries[index] if index < len(self.entries) else None
        if found is not None and found.number == number:
            return found.hash
        return next((entry.hash for entry in self.entries if entry.number == number), "")

    def unconfirmed(self) -> list[KeptRun]:
        """Runs of the side file of which it is not known whether a workbook was saved with them."""
        return [run for run in self.side.runs if not run.is_saved and not run.is_dropped]

    def missing(self) -> list[KeptRun]:
        """Runs that a workbook was saved with, of which this one lacks entries; not those that a copy went on with."""
        return [
            run for run in self.side.saved_runs
            if run.ending not in self.side.parted and any(entry.hash not in self.hashes for entry in run.entries)
        ]  # fmt: skip

    def unkept(self) -> list[TrailEntry]:
        """Entries of the sheet that the side file does not have."""
        return [entry for entry in self.entries if entry.hash not in self.side.entries]

    def is_sound(self, entries: Sequence[TrailEntry]) -> bool:
        """Whether these entries of the sheet, one behind the other, have the hashes they should have."""
        previous = self.hash_at(entries[0].number - 1) if entries else ""
        for entry in entries:
            if not previous or hash_of(previous, entry.number, entry.entry) != entry.hash:
                return False
            previous = entry.hash
        return True


def trail_of(host: Host) -> Trail | None:
    """The trail of a workbook; None if it has no sheet Changes. OSError if the side file cannot be read."""
    sheet = log_sheet(host)
    if sheet is None:
        return None
    trail = sheet.trail if is_trail(sheet.trail) else ""
    entries = sorted(_entries(sheet), key=lambda entry: entry.number)
    side = read_side(side_path(trail)) if trail else Side(side_path("none"))
    return Trail(trail, sheet, entries, side)


def runs_of(entries: Sequence[TrailEntry]) -> Iterator[list[TrailEntry]]:
    """Entries in runs without a gap between them."""
    run: list[TrailEntry] = []
    for entry in entries:
        if run and entry.number != run[-1].number + 1:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _entries(sheet: LogSheet) -> Iterator[TrailEntry]:
    for row in sheet.rows:
        if row.entry is not None and row.number and row.hash:
            yield TrailEntry(row.number, row.entry, row.hash, row.signed)
