"""The outcome of checking one file, in the one shape that every output format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ilr_core.checking import ReturnReport
from ilr_core.model import Finding, Spot


@dataclass(frozen=True)
class FileReport:
    """One input of a check: a report, or the sentence that says why there is none.

    ``cells`` gives the cell of a workbook that each spot is; without it spots are lines of an XML file. ``registers``
    are the registers it was checked with, with their versions.
    """

    path: str
    report: ReturnReport | None = None
    error: str = ""
    refusals: tuple[Finding, ...] = ()
    cells: Mapping[Spot, str] | None = None
    marked: str = ""
    notices: tuple[str, ...] = field(default=())
    registers: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, those of a refused file included."""
        return self.report.findings if self.report else self.refusals

    def places(self, finding: Finding) -> list[str]:
        """The addresses of a finding, the one to mend first, each once."""
        return list(dict.fromkeys(address for spot in finding.spots if (address := self._address(spot))))

    def _address(self, spot: Spot) -> str:
        if self.cells is not None:
            return self.cells.get(spot, "")
        return f"line {spot.place}" if spot.place is not None else ""

    def as_data(self) -> dict[str, Any]:
        """The JSON object of the file, as the command line's contract describes it."""
        head: dict[str, Any] = {"path": self.path}
        if self.error:
            head["error"] = self.error
        if self.report:
            head |= {
                "year": self.report.year,
                "ukprn": self.report.ukprn,
                "learners": self.report.learners,
                "aims": self.report.aims,
                "schema_valid": self.report.schema_valid,
            }
        skipped = self.report.not_checked if self.report else ()
        return head | {
            "findings": [self._finding(found) for found in self.findings],
            "not_checked": [{"rule": item.rule, "needs": list(item.needs)} for item in skipped],
        }

    def _finding(self, found: Finding) -> dict[str, Any]:
        places = self.places(found)
        return {
            "rule": found.rule,
            "severity": found.severity,
            "learner": found.learner,
            "aim": found.aim,
            "entity": found.entity,
            "fields": {name: value if isinstance(value, str) else list(value) for name, value in found.fields},
            "message": found.message,
            "place": places[0] if places else None,
            "places": places,
        }


def exit_code(reports: Iterable[FileReport], fail_on: str = "error") -> int:
    """2 if any input was unusable, else 1 with findings at or above ``fail_on``, else 0."""
    files = list(reports)
    if any(file.error for file in files):
        return 2
    counted = ("error",) if fail_on == "error" else ("error", "warning")
    return int(any(found.severity in counted for file in files for found in file.findings))
