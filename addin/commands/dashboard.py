"""The dashboard of a workbook or of an XML return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from addin.commands.book import Book, open_book
from addin.commands.check import judged, one_per_cell
from addin.commands.off_the_job import typed_beside
from addin.dashboard.board import Dashboard, dashboard_of
from addin.dashboard.facts import Facts
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.sheets.addresses import address
from ilr_core.checking import ReturnReport, check_kept
from ilr_core.knowledge import Knowledge
from ilr_core.model import Spot

Progress = Callable[[int], None]


def dashboard_of_book(
    host: Host, *, now: datetime, year: str | None = None, knowledge: Knowledge | None = None
) -> Dashboard:
    """The dashboard of a workbook, which is only read.

    Raises InputError or PackageError, one sentence, for a workbook that cannot be worked on.
    """
    book = open_book(host, year)
    report = judged(book, host, now, knowledge)
    return board_of(host, book, report, now, knowledge)


def board_of(
    host: Host, book: Book, report: ReturnReport, now: datetime, knowledge: Knowledge | None = None
) -> Dashboard:
    """The dashboard of a workbook that has been read and checked already."""
    typed, day = typed_beside(host, book.year, now.date())
    facts = Facts(
        year=book.year,
        learners=book.reading.learners,
        findings=one_per_cell(report.findings),
        now=now,
        blocked=report.faulty_positions,
        knowledge=loaded_knowledge() if knowledge is None else knowledge,
        hours_typed=typed,
        hours_day=day,
    )
    return dashboard_of(
        facts,
        title=host.title,
        ukprn=book.ukprn,
        not_checked=len(report.not_checked),
        address=lambda spot: address(spot, book.reading) or "",
    )


def dashboard_of_return(
    path: Path, *, now: datetime, year: str | None = None, knowledge: Knowledge, progress: Progress | None = None
) -> Dashboard:
    """The dashboard of an XML file or ZIP. Raises InputError for a file that cannot be read to its end."""
    with path.open("rb") as stream:
        report, specification, learners = check_kept(
            stream, path.name, now=now, year=year, knowledge=knowledge, progress=progress
        )
    facts = Facts(
        year=specification,
        learners=learners,
        findings=one_per_cell(report.findings),
        now=now,
        blocked=report.faulty_positions,
        knowledge=knowledge,
    )
    return dashboard_of(
        facts, title=path.name, ukprn=report.ukprn, not_checked=len(report.not_checked), address=_line_of
    )


def _line_of(spot: Spot) -> str:
    return f"line {spot.place}" if isinstance(spot.place, int) else ""
