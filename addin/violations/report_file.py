"""The service's rule violation report as a file: one line for each violation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.loading.csv_files import csv_files_in
from ilr_core.errors import InputError
from ilr_core.model import Severity

HEADERS = {
    "severity": ("errorwarning", "severity", "errortype"),
    "learner": ("learnerref", "learnerreferencenumber", "learnrefnumber"),
    "uln": ("uniquelearnernumber", "uln"),
    "rule": ("rulename", "rule"),
    "values": ("fieldvalues",),
    "message": ("errormessage", "message"),
    "aim": ("aimsequencenumber", "aimseqnumber"),
    "reference": ("aimreferencenumber", "learnaimref"),
    "software": ("softwaresupplieraimid", "swsupaimid"),
}
"""What a column may be called, spaces and signs left out; the first is the service's own."""
NEEDED = ("learner", "rule")
HEADER_ROWS = 10
_PAIR = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Violation:
    """One line of the report. ``line`` counts from 1 for the header; ``values`` are the fields as the report has them.

    Texts are empty where the report says nothing; ``aim`` is the AimSeqNumber.
    """

    line: int
    severity: Severity
    learner: str
    uln: str
    rule: str
    values: tuple[tuple[str, str], ...]
    message: str
    aim: int | None
    reference: str
    software: str


def read_violations(path: Path) -> list[Violation]:
    """The lines of a report (.csv, or a ZIP with one). Raises InputError for a file that is no such report."""
    files = csv_files_in(path)
    if len(files) > 1:
        raise InputError(f"{path.name} holds {len(files)} CSV files. Unpack it and name the rule violation report.")
    with files[0].rows() as rows:
        return list(_violations(rows, path.name))


def _violations(rows: Iterator[list[str]], name: str) -> Iterator[Violation]:
    columns: dict[str, int] = {}
    for number, cells in enumerate(rows, 1):
        if not columns:
            columns = _columns(cells)
            if not columns and number >= HEADER_ROWS:
                break
            continue
        texts = {what: cells[index].strip() if index < len(cells) else "" for what, index in columns.items()}
        if texts["rule"]:
            yield _violation(number, texts)
    if not columns:
        raise InputError(
            f"{name} is no rule violation report: it has no columns Learner Ref and Rule Name. "
            "Download the report as CSV from the service."
        )


def _columns(cells: list[str]) -> dict[str, int]:
    plain = [re.sub("[^a-z]", "", cell.casefold()) for cell in cells]
    found = {
        what: next(plain.index(name) for name in names if name in plain)
        for what, names in HEADERS.items()
        if set(names) & set(plain)
    }
    return found if all(what in found for what in NEEDED) else {}


def _violation(line: int, texts: dict[str, str]) -> Violation:
    said = texts.get("severity", "").casefold()
    aim = texts.get("aim", "")
    pairs = (_PAIR.fullmatch(part) for part in texts.get("values", "").split("|"))
    return Violation(
        line=line,
        severity="warning" if said.startswith("w") else "error",
        learner=texts["learner"],
        uln=texts.get("uln", ""),
        rule=texts["rule"],
        values=tuple((pair[1], pair[2].strip()) for pair in pairs if pair),
        message=texts.get("message", ""),
        aim=int(aim) if aim.isascii() and aim.isdigit() else None,
        reference=texts.get("reference", ""),
        software=texts.get("software", ""),
    )
