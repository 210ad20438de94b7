"""The dashboard of a workbook that has been read and checked already, from what both have in hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from addin.books.book import Book
from addin.commands.off_the_job import typed_beside
from addin.dashboard.board import Dashboard, dashboard_of
from addin.dashboard.facts import Facts, Unverified
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.off_the_job.returns import TypedOf
from addin.sealing.standings import LearnerSeal
from addin.sealing.words import state_of
from addin.sheets.addresses import address
from addin.sheets.marking import one_per_cell
from ilr_core.checking import ReturnReport
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge


def board_of(
    host: Host,
    book: Book,
    report: ReturnReport,
    now: datetime,
    knowledge: Knowledge | None = None,
    seals: Sequence[LearnerSeal] = (),
) -> Dashboard:
    """The dashboard of a workbook that has been read and checked already; ``seals`` are the standings of its seals."""
    typed, day = _hours_beside(host, book, now.date())
    facts = Facts(
        year=book.year,
        learners=book.reading.learners,
        findings=one_per_cell(report.findings),
        now=now,
        blocked=report.faulty_positions,
        knowledge=loaded_knowledge() if knowledge is None else knowledge,
        hours_typed=typed,
        hours_day=day,
        unverified=_unverified(seals),
    )
    return dashboard_of(
        facts,
        title=host.title,
        ukprn=book.ukprn,
        not_checked=len(report.not_checked),
        address=lambda spot: address(spot, book.reading) or "",
    )


def _hours_beside(host: Host, book: Book, today: date) -> tuple[TypedOf | None, date]:
    """What is typed on the sheet Off-the-job; nothing of one that cannot be used, for its own command says why."""
    try:
        return typed_beside(host, book.year, today)
    except InputError:
        return None, today


def _unverified(seals: Sequence[LearnerSeal]) -> Unverified | None:
    """The learners that are not verified, each with the state of their seal; None where no seals are used."""
    if not seals:
        return None
    return tuple((one.learner.position, state_of(one)) for one in seals if one.learner and not one.is_verified)
