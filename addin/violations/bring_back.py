"""Brings the service's rule violation report onto the cells of the workbook, beside our own check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from addin.books.book import open_book
from addin.commands.check import judged, mark_book
from addin.hosts.port import Host
from addin.sealing.status import book_seals
from addin.sheets.addresses import address
from addin.sheets.row_ids import give_row_ids
from addin.violations.compared import Comparison, compared
from addin.violations.placing import Placing
from addin.violations.report_file import read_violations
from ilr_core.knowledge import Knowledge
from ilr_core.model import Spot


@dataclass(frozen=True)
class Violations:
    """The comparison, the cells of its spots, and where the marked book is (None: nothing written by us).

    ``unmarked`` says which cells took no mark.
    """

    compared: Comparison
    lines: int
    cells: Mapping[Spot, str]
    marked: Path | None
    unmarked: str = ""


def bring_back(
    host: Host,
    report_file: Path,
    *,
    now: datetime,
    year: str | None = None,
    mark: bool = True,
    knowledge: Knowledge | None = None,
) -> Violations:
    """Checks the workbook, lays each line of the report on its cells, and with ``mark`` marks and lists both.

    Every sheet that a check fills then shows both: ``Problems``, ``Counts``, ``Dashboard`` and ``Start``. A line finds
    its learner and aim also after rows were sorted or renumbered. Data cells are not touched. Raises InputError for a
    file that is no rule violation report.
    """
    violations = read_violations(report_file)
    book = open_book(host, year)
    report = judged(book, host, now, knowledge)
    placing = Placing(book.reading.learners, book.year)
    found = compared([placing.placed(one) for one in violations], report, book.year)
    findings = found.findings
    spots = {spot for one in findings for spot in one.spots}
    cells = {spot: cell for spot in spots if (cell := address(spot, book.reading))}
    if not mark:
        return Violations(found, len(violations), cells, None)
    host.progress("Marking the workbook")
    give_row_ids(host, book.reading)
    both = replace(report, findings=tuple(findings))
    unmarked, _ = mark_book(host, book, both, now, knowledge, book_seals(host, book))
    return Violations(found, len(violations), cells, host.save(), unmarked)
