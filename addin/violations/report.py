"""The comparison with the service's report as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from addin.violations.bring_back import Violations
from addin.wording import counted, not_shown, plain_cell
from ilr_core.model import Finding

SHOWN = 20
Line = tuple[str, Finding, str]


def as_text(done: Violations) -> str:
    """Counts, and the first lines of each group with their cells."""
    found = done.compared
    lines = [
        f"{counted(done.lines, 'line')} in DfE's report.",
        f"Found by both: {counted(len(found.both), 'problem')}.",
        *_group("Only in DfE's report", [(one, why) for one, why in found.only_theirs], done),
        *_group("Only found here", [(one, "") for one in found.only_ours], done),
    ]
    if found.lost:
        lines.append(f"Without a cell: {counted(len(found.lost), 'line')}.")
        lines += [f"  line {one.violation.line}, {one.violation.rule}: {one.lost}" for one in found.lost[:SHOWN]]
        lines += not_shown(len(found.lost), SHOWN)
    if done.marked:
        lines.append(f"Marked and listed in {done.marked}.")
    if done.unmarked:
        lines.append(done.unmarked)
    return "\n".join(lines)


def as_json(done: Violations) -> str:
    """One object: version, lines, and the findings of each group."""
    groups: dict[str, list[dict[str, object]]] = {"both": [], "only_theirs": [], "only_ours": []}
    for group, one, why in _lines(done):
        data = {"rule": one.rule, "severity": one.severity, "learner": one.learner, "aim": one.aim}
        groups[group].append({**data, "fields": dict(one.fields), "place": _place(one, done) or None, "why": why})
    lost = [
        {"line": one.violation.line, "rule": one.violation.rule, "learner": one.violation.learner, "why": one.lost}
        for one in done.compared.lost
    ]
    return json.dumps({"version": 1, "lines": done.lines, **groups, "lost": lost}, ensure_ascii=False, indent=1)


def as_csv(done: Violations) -> str:
    """One line for each finding with its group, place and reason."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("found_by", "rule", "severity", "learner", "aim", "place", "why", "message"))
    names = {"both": "both", "only_theirs": "DfE only", "only_ours": "here only"}
    for group, one, why in _lines(done):
        cells = (names[group], one.rule, one.severity, one.learner or "", one.aim or "", _place(one, done), why)
        writer.writerow([plain_cell(str(cell)) for cell in (*cells, one.message)])
    for lost in done.compared.lost:
        said = lost.violation
        cells = ("DfE only", said.rule, said.severity, said.learner, said.aim or "", "", lost.lost)
        writer.writerow([plain_cell(str(cell)) for cell in (*cells, said.message)])
    return out.getvalue()


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


def _lines(done: Violations) -> Iterator[Line]:
    yield from (("both", one, "") for one in done.compared.both)
    yield from (("only_theirs", one, why) for one, why in done.compared.only_theirs)
    yield from (("only_ours", one, "") for one in done.compared.only_ours)


def _group(title: str, found: Sequence[tuple[Finding, str]], done: Violations) -> list[str]:
    lines = [f"{title}: {counted(len(found), 'problem')}."]
    for one, why in found[:SHOWN]:
        aim = f" aim {one.aim}" if one.aim is not None else ""
        place = f" · {place}" if (place := _place(one, done)) else ""
        lines.append(f"  {one.rule} · {one.learner or ''}{aim}{place}{f': {why}' if why else ''}")
    return lines + not_shown(len(found), SHOWN)


def _place(one: Finding, done: Violations) -> str:
    return done.cells.get(one.spots[0], "") if one.spots else ""
