"""The entries of a workbook compared with what is kept outside it: its side file, and heads kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from addin.audit.chain import TrailEntry
from addin.audit.heads import Head, noted_head
from addin.audit.recovery import numbered
from addin.audit.trail import Trail, runs_of
from addin.audit.trouble import Findings, contents, difference, named

SHOWN = 5


def look_at_side_file(trail: Trail, findings: Findings, *, own: Head | None) -> None:
    """Finds what differs between workbook and side file; ``own`` is the head that was noted here, if any."""
    side = trail.side
    for sentence in side.faults:
        findings.wrong("side file", None, sentence)
    if not side.is_there:
        _no_side_file(trail, findings, own)
        return
    _others(trail, findings)
    _displaced(trail, findings)
    _cut_tail(trail, findings)
    _behind(trail, findings, own)
    _signatures(trail, findings)
    _notes(trail, findings)


def look_at_head(trail: Trail, findings: Findings, head: Head, where: str) -> None:
    """Finds that a workbook lacks the entry that once ended its trail, as ``where`` has it."""
    if trail.hash_at(head.count) == head.hash:
        return
    if head.count > trail.last:
        sentence = (
            f"The end of the log was cut off: {where} has {head.count} entries"
            f"{f' on {head.noted}' if head.noted else ''}, the workbook has {trail.last}."
        )
        findings.wrong("cut", trail.last + 1, sentence)
    else:
        sentence = f"Entry {head.count} is not the one that ended the log as {where} has it: the log was written anew."
        findings.wrong("rewritten", head.count, sentence)


def own_head(trail: Trail) -> Head | None:
    """The head noted here when the workbook was last saved; None if none was, or if a copy has gone on with it."""
    head = noted_head(trail.id) if trail.id else None
    parted = {entry.hash for run in trail.side.runs if run.ending in trail.side.parted for entry in run.entries}
    return None if head is None or head.hash in parted else head


def _no_side_file(trail: Trail, findings: Findings, own: Head | None) -> None:
    if own is not None:
        sentence = f"The side file {trail.side.path} is gone, though this log was saved on this computer before."
        findings.wrong("side file", None, sentence)
    elif trail.entries:
        findings.note(
            "This computer has no side file of this log: it was made elsewhere. Only the workbook's own entries and "
            "their signatures could be looked at; compare with a side file or head of its maker (--side, --head)."
        )


def _others(trail: Trail, findings: Findings) -> None:
    """Entries that stand where the side file has another one."""
    kept = {
        one.number: one for run in trail.side.saved_runs for one in run.entries if run.ending not in trail.side.parted
    }
    others = [one for one in trail.unkept() if one.number in kept]
    for run in runs_of(others):
        first = run[0]
        differs = difference(first.entry, kept[first.number].entry) or "its place in the trail"
        more = f" {len(run) - 1:,} more behind it are others, too." if len(run) > 1 else ""
        sentence = (
            f"{named(first)} is not the one that the side file has: {differs}.{more} Either the log was written anew "
            "from here on, or this is a copy that went its own way (then run: ilr audit restart)."
        )
        findings.wrong("rewritten", first.number, sentence)


def _displaced(trail: Trail, findings: Findings) -> None:
    """Entries that were saved here, in whose place the workbook has others that were saved here, too."""
    there = {one.number for one in trail.entries if one.hash in trail.side.entries}
    lost = [
        one for run in trail.missing() for one in run.entries if one.number in there and one.hash not in trail.hashes
    ]
    if lost:
        shown = "; ".join(f"{named(one)}: {contents(one)}" for one in lost[:SHOWN])
        more = f"; and {len(lost) - SHOWN:,} more" if len(lost) > SHOWN else ""
        sentence = (
            f"These were saved on this computer, and others stand in their place: {shown}{more}. There are two copies "
            "that went their own ways, or an older one was put back. In the copy that is not to count run: ilr audit "
            "restart"
        )
        findings.wrong("rewritten", lost[0].number, sentence)


def _cut_tail(trail: Trail, findings: Findings) -> None:
    lost = [one for run in trail.missing() for one in run.entries if one.number > trail.last]
    if not lost:
        return
    shown = "; ".join(f"{named(one)}: {contents(one)}" for one in lost[:SHOWN])
    more = f"; and {len(lost) - SHOWN:,} more" if len(lost) > SHOWN else ""
    sentence = (
        f"The end of the log was cut off in the workbook, or it is an older copy: {shown}{more}. The side file "
        "has them as saved."
    )
    findings.wrong("cut", lost[0].number, sentence)


def _behind(trail: Trail, findings: Findings, own: Head | None) -> None:
    """Entries of the workbook behind the last that the side file has."""
    last = max((one.number for run in trail.side.saved_runs for one in run.entries), default=0)
    ahead = [one.number for one in trail.unkept() if one.number > last]
    if own is not None and own.hash not in trail.side.entries:
        sentence = (
            f"The end of the side file was cut off: {own.count} entries were noted on {own.noted}, and {last} are left."
        )
        findings.wrong("cut", last + 1, sentence)
    elif ahead:
        findings.note(
            f"{numbered('Entry', ahead)} came into the workbook elsewhere: the side file of this computer takes them "
            "in at the next check or change."
        )


def _signatures(trail: Trail, findings: Findings) -> None:
    for entry in trail.entries:
        kept = trail.side.entries.get(entry.hash)
        if kept is not None and kept.signed != entry.signed:
            how = "was changed" if entry.signed else "was taken away"
            findings.wrong("signature", entry.number, f"The signature at {named(entry)} {how} in the workbook.")


def _notes(trail: Trail, findings: Findings) -> None:
    never: list[TrailEntry] = []
    for run in trail.side.runs:
        if not run.is_saved and run.ending not in trail.hashes:
            never += run.entries
        if run.healed:
            numbers = [one.number for one in run.entries]
            findings.note(f"{numbered('Entry', numbers)} were taken from the workbook on {run.when}: {run.healed}.")
        if run.ending in trail.side.parted:
            findings.note(f"A copy of this workbook has a log of its own from entry {run.entries[0].number} on.")
    if never:
        changes = numbered("Change", {one.entry.change for one in never})
        findings.note(
            f"{changes}, by {', '.join(sorted({one.entry.who for one in never}))}, never came into the workbook: it "
            "was not saved with them, or the computer stopped before. The side file keeps them."
        )


def heads_elsewhere(trail: Trail, findings: Findings, heads: Iterable[Head], own: Head | None) -> None:
    """Compares with heads that the user has kept, and with the one noted here unless the side file has told of it."""
    for head in heads:
        look_at_head(trail, findings, head, "the head you kept")
    told = any(one.kind in ("cut", "rewritten", "removed") for one in findings.troubles)
    if own is not None and not (told and own.hash in trail.side.entries):
        look_at_head(trail, findings, own, "what was noted on this computer")
