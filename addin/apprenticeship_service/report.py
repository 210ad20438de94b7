"""What was written for the apprenticeship service, and the comparison with its list, as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

from addin.apprenticeship_service.bring_back import ServiceCheck, Upload
from addin.apprenticeship_service.compared import status_of
from addin.apprenticeship_service.data_locks import NOT_SEEN
from addin.apprenticeship_service.export_file import Listed
from addin.wording import counted, not_shown, plain_cell
from ilr_core.model import Finding

SHOWN = 25


def upload_text(done: Upload) -> str:
    """What was written, and every refused learner with the reasons."""
    nothing = "Nothing was written." if done.refused else "Nothing was written: no learner was chosen."
    first = f"Wrote {done.path}: {counted(len(done.written), 'apprentice')}." if done.path else nothing
    refused = [f"  {one.reference}: {' '.join(one.reasons)}" for one in done.refused]
    return "\n".join([first, *([f"Not taken: {counted(len(refused), 'learner')}."] if refused else []), *refused])


def as_text(done: ServiceCheck) -> str:
    """Counts, and the first differences with their cells."""
    found = done.compared
    lines = [
        f"{counted(done.lines, 'line')} in the service's list.",
        f"The same in both: {counted(found.same, 'apprenticeship')}.",
        f"Different, or only here: {counted(len(found.findings), 'finding')}.",
        *(f"  {one.rule} · {one.learner} · {_place(one, done)} · {one.message}" for one in found.findings[:SHOWN]),
        *not_shown(len(found.findings), SHOWN),
    ]
    if found.only_there:
        lines.append(f"Only in the service: {counted(len(found.only_there), 'line')}.")
        lines += [f"  {_in_words(one)}" for one in found.only_there[:SHOWN]] + not_shown(len(found.only_there), SHOWN)
    if found.earlier:
        lines.append(f"Stopped or completed records of learners with another one, not compared: {found.earlier:,}.")
    lines += [*found.unread, f"Not looked for, the list cannot show them: {', '.join(NOT_SEEN)}."]
    return "\n".join([*lines, *([f"Marked and listed in {done.marked}."] if done.marked else [])])


def as_json(done: ServiceCheck) -> str:
    """One object: version, counts, findings, lines that fit nobody."""
    found = done.compared
    data = {
        "version": 1,
        "lines": done.lines,
        "same": found.same,
        "earlier_over": found.earlier,
        "findings": [
            {"rule": one.rule, "learner": one.learner, "aim": one.aim, "fields": [list(pair) for pair in one.fields],
             "place": _place(one, done) or None, "message": one.message}
            for one in found.findings
        ],
        "only_in_service": [{"line": one.line, "uln": one.uln, "status": status_of(one)} for one in found.only_there],
        "not_compared": list(found.unread),
        "data_locks_not_looked_for": list(NOT_SEEN),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_csv(done: ServiceCheck) -> str:
    """A line for each difference, and for each line of the list that fits nobody."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("data_lock", "LearnRefNumber", "AimSeqNumber", "place", "message"))
    for one in done.compared.findings:
        cells = (one.rule, one.learner or "", one.aim or "", _place(one, done), one.message)
        writer.writerow([plain_cell(str(cell)) for cell in cells])
    for line in done.compared.only_there:
        writer.writerow([plain_cell(cell) for cell in ("only in the service", "", "", "", _in_words(line))])
    return out.getvalue()


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


def _in_words(one: Listed) -> str:
    return f"line {one.line}: ULN {one.uln or 'missing'}, {status_of(one)}"


def _place(one: Finding, done: ServiceCheck) -> str:
    return done.cells.get(one.spots[0], "") if one.spots else ""
