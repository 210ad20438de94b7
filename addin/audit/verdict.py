"""The verdict on a trail: everything that is wrong with it, entry by entry, and what is only worth knowing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from addin.audit.chain import TrailEntry
from addin.audit.compared import heads_elsewhere, look_at_side_file, own_head
from addin.audit.heads import Head
from addin.audit.own_chain import look_at_chain
from addin.audit.side_file import read_side
from addin.audit.signatures import look_at_signatures, signed_entries
from addin.audit.trail import Trail, trail_of
from addin.audit.trouble import Findings, Trouble
from addin.change_log import LogEntry
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from ilr_core.errors import InputError
from workbook_templates.layout import CHANGES

__all__ = ["Trouble", "Verdict", "entries_of", "trail_in", "verdict_on", "verify"]


@dataclass(frozen=True)
class Verdict:
    """``troubles`` make the trail worthless as proof until they are explained; ``notes`` do not.

    ``entries`` are those of the workbook in their order, ``head`` their end; ``signed_by`` tells how many of them are
    signed by whom.
    """

    title: str
    trail: str
    entries: tuple[TrailEntry, ...]
    head: Head
    signed_by: Mapping[str, int]
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]


def verify(book: Host | Path, *, side: Path | None = None, heads: Iterable[Head] = ()) -> list[Trouble]:
    """What is wrong with the audit trail of a workbook; nothing if it proves what it says."""
    return list(verdict_on(book, side=side, heads=heads).troubles)


def entries_of(book: Host | Path, learner: str) -> list[LogEntry]:
    """The entries of the log on a learner, by LearnRefNumber, in the order of the trail."""
    wanted = learner.strip().casefold()
    return [one.entry for one in trail_in(book).entries if one.entry.learner.casefold() == wanted]


def trail_in(book: Host | Path) -> Trail:
    """The trail of a workbook. Raises InputError for one without a sheet Changes."""
    host = FileHost(book) if isinstance(book, Path) else book
    trail = trail_of(host)
    if trail is None:
        raise InputError(f"{host.title} has no sheet {CHANGES}, so it has no log.")
    return trail


def verdict_on(book: Host | Path, *, side: Path | None = None, heads: Iterable[Head] = ()) -> Verdict:
    """The verdict on the trail of a workbook; nothing is written.

    ``side`` is a copy of a side file to compare with in place of this user's own; ``heads`` are heads of the trail that
    were kept elsewhere. Raises InputError for a workbook without a sheet Changes, or if a file cannot be used.
    """
    trail = trail_in(book)
    if side is not None:
        trail = replace(trail, side=read_side(side))
        if not trail.side.is_there:
            raise InputError(f"{side} is not there. Check the name and the folder.")
    findings = Findings()
    own = own_head(trail) if side is None else None
    look_at_chain(trail, findings)
    signed = signed_entries(trail)
    look_at_signatures(signed, findings)
    look_at_side_file(trail, findings, own=own)
    heads_elsewhere(trail, findings, heads, own)
    title = book.name if isinstance(book, Path) else book.title
    head = Head(trail.last, trail.ending)
    counts = dict(signed.counts())
    troubles, notes = tuple(findings.troubles), tuple(findings.notes)
    return Verdict(title, trail.id, tuple(trail.entries), head, counts, troubles, notes)
