"""The dashboard of a workbook or of an XML return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from addin.books.book import open_book
from addin.commands.board import board_of
from addin.commands.check import check_book, judged
from addin.dashboard.board import Dashboard, dashboard_of
from addin.dashboard.facts import Facts
from addin.dashboard.sheet import has_dashboard
from addin.hosts.port import Host
from addin.sealing.status import book_seals
from addin.sheets.marking import one_per_cell
from ilr_core.checking import check_kept
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Spot
from workbook_templates.layout import DASHBOARD, DASHBOARD_LISTS

Progress = Callable[[int], None]


def dashboard_of_book(
    host: Host, *, now: datetime, year: str | None = None, knowledge: Knowledge | None = None
) -> Dashboard:
    """The dashboard of a workbook, which is only read.

    Raises InputError or PackageError, one sentence, for a workbook that cannot be worked on.
    """
    book = open_book(host, year)
    report = judged(book, host, now, knowledge)
    return board_of(host, book, report, now, knowledge, book_seals(host, book))


def show_dashboard(host: Host, *, now: datetime) -> Dashboard:
    """Checks the workbook, fills its sheet ``Dashboard`` and shows it. Raises InputError for a workbook without one."""
    if not has_dashboard(host.read_sheets()):
        raise InputError(
            f"{host.title} has no sheets {DASHBOARD} and {DASHBOARD_LISTS}: it was made before there were any, or they "
            "were renamed. Close it and run: ilr upgrade BOOK; or make a page of it with: ilr report"
        )
    done = check_book(host, now=now)
    host.select(DASHBOARD, 1, 1)
    assert done.dashboard is not None
    return done.dashboard


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
