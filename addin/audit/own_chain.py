"""What the entries of a workbook say of themselves: whether each is the one that was chained, all there, in order."""

from __future__ import annotations

from addin.audit.chain import TrailEntry, hash_of
from addin.audit.recovery import numbered
from addin.audit.trail import Trail
from addin.audit.trouble import Findings, contents, difference, named
from workbook_templates.changes_sheet import TRAIL
from workbook_templates.layout import CHANGES


def look_at_chain(trail: Trail, findings: Findings) -> None:
    """Finds entries that were edited, removed, added by hand, repeated or moved."""
    if trail.entries and not trail.id:
        findings.wrong("edited", None, f"The id of the trail, in the hidden column {TRAIL} of {CHANGES}, was changed.")
    _without_place(trail, findings)
    _missing(trail, findings)
    _order(trail, findings)
    _edited(trail, findings)


def _without_place(trail: Trail, findings: Findings) -> None:
    if not (trail.entries or trail.side.runs):
        return
    for row in trail.sheet.rows:
        if row.entry is None or not row.number or not row.hash:
            sentence = (
                f"Row {row.row} of {CHANGES} has no place in the trail: it was typed, or what proves it was taken away."
            )
            findings.wrong("added", row.number, sentence)


def _missing(trail: Trail, findings: Findings) -> None:
    there = {entry.number for entry in trail.entries}
    by_number = {entry.number: entry for run in trail.side.saved_runs for entry in run.entries}
    for number in range(1, trail.last + 1):
        if number not in there:
            known = by_number.get(number)
            what = f"{named(known)} was removed: {contents(known)}." if known else f"Entry {number} was removed."
            findings.wrong("removed", number, what)


def _order(trail: Trail, findings: Findings) -> None:
    highest, moved = 0, []
    for row in trail.sheet.rows:
        if row.number and row.hash:
            if row.number < highest:
                moved.append(row.number)
            highest = max(highest, row.number)
    repeated = [a.number for a, b in zip(trail.entries, trail.entries[1:], strict=False) if a.number == b.number]
    if repeated:
        findings.wrong("added", repeated[0], f"{numbered('Entry', repeated)}: there more than once.")
    if moved:
        sentence = (
            f"{numbered('Entry', moved)} stand below later ones: {CHANGES} was reordered. Sort it by its hidden column "
            "Entry."
        )
        findings.wrong("reordered", moved[0], sentence)


def _edited(trail: Trail, findings: Findings) -> None:
    for entry in trail.entries:
        previous = trail.hash_at(entry.number - 1)
        if previous and hash_of(previous, entry.number, entry.entry) != entry.hash:
            findings.wrong("edited", entry.number, f"{named(entry)} {_how(trail, entry)}")


def _how(trail: Trail, entry: TrailEntry) -> str:
    made = trail.side.entries.get(entry.hash)
    if made is not None and (changed := difference(entry.entry, made.entry)):
        return f"was edited: {changed}."
    if made is not None:
        return "does not follow from the entry before it: that one was changed or renumbered."
    return "was edited, or does not follow from the entry before it."
