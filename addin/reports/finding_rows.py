"""The findings of a file as rows of a table, with what is wrong with the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from addin.reports.files import FileReport


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line: a finding, or without a rule that a file could not be used. ``fields`` are ``Name=value|...``."""

    rule: str
    severity: str
    learner: str
    aim: int | None
    entity: str
    place: str
    fields: str
    message: str


def finding_rows(file: FileReport) -> Iterator[FindingRow]:
    """The rows of a file, in the order of its findings."""
    if file.error:
        yield FindingRow("", "error", "", None, "", "", "", file.error)
    for found in file.findings:
        values = "|".join(f"{name}={v if isinstance(v, str) else ';'.join(v)}" for name, v in found.fields)
        places = "; ".join(file.places(found))
        yield FindingRow(
            found.rule, found.severity, found.learner or "", found.aim, found.entity, places, values, found.message
        )
