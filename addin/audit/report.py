"""The audit trail as text, CSV and JSON, and what is said of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from addin.audit.chain import TrailEntry, fields_of
from addin.audit.verdict import Verdict
from addin.change_log import HEADERS
from addin.wording import counted, plain_cell

SHOWN = 60
_PROOF = ("Entry", "Hash", "Signed")


def trail_as_text(entries: Sequence[TrailEntry]) -> str:
    """A line for each entry: number, when, who, what was done, whose it is, old and new, the reason."""
    return "\n".join(_line(one) for one in entries)


def trail_as_csv(entries: Sequence[TrailEntry]) -> str:
    """The entries with their proof; no text in it is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([*HEADERS, *_PROOF])
    for one in entries:
        cells = [*fields_of(one.entry), one.number, one.hash, one.signed]
        writer.writerow([plain_cell("" if cell is None else str(cell)) for cell in cells])
    return out.getvalue()


def trail_as_json(verdict: Verdict) -> str:
    """One object for an auditor: the trail, its head, who signed, what is wrong, and every entry with its proof.

    An entry's hash is SHA-256 over the JSON text of an array: the form, the hash before, its number, then its content
    in the order of ``columns``.
    """
    entries = [[*fields_of(one.entry), one.number, one.hash, one.signed] for one in verdict.entries]
    data = {
        "form": "ilr-audit 1", "workbook": verdict.title, "trail": verdict.trail, "head": verdict.head.text,
        "signed_by": verdict.signed_by, "troubles": [
            {"kind": one.kind, "entry": one.number, "sentence": one.sentence} for one in verdict.troubles
        ],
        "notes": list(verdict.notes), "columns": [*HEADERS, *_PROOF], "entries": entries,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1)


def verdict_as_text(verdict: Verdict) -> str:
    """What is wrong and what is worth knowing, a line each."""
    if not verdict.entries and not verdict.troubles:
        return f"{verdict.title}: nothing was logged yet."
    lines = [f"wrong: {trouble.sentence}" for trouble in verdict.troubles]
    lines += [f"note: {note}" for note in verdict.notes]
    signed = ", ".join(f"{count:,} by {name}" for name, count in verdict.signed_by.items())
    count = "1 entry" if len(verdict.entries) == 1 else f"{len(verdict.entries):,} entries"
    if verdict.troubles:
        lines.append(f"{verdict.title}: the audit trail does not verify: {counted(len(verdict.troubles), 'trouble')}.")
    else:
        lines.append(f"{verdict.title}: the audit trail verifies: {count}, signed {signed}.")
    lines.append(f"Head {verdict.head.text}")
    return "\n".join(lines)


def _line(one: TrailEntry) -> str:
    said = one.entry
    when = f"{said.when:%d/%m/%Y %H:%M}" if said.when else "?"
    whose = f"{said.learner} aim {said.aim}" if said.aim is not None else said.learner
    values = f"{said.field}: {_short(said.old)} -> {_short(said.new)}" if said.field else ""
    reason = f"({said.reason})" if said.reason else ""
    undoes = f"undoes {said.undoes}" if said.undoes else ""
    parts = (when, said.who, f"change {said.change} {said.command}", undoes, said.sheet, whose, values, reason)
    return f"{one.number:>5}  " + "  ".join(part for part in parts if part)


def _short(text: str) -> str:
    if not text:
        return "(blank)"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
