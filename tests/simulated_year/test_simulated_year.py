"""A provider's year with 200 learners, month by month, over the end of the year: every return right, every change proved."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from addin.changes.log import LogEntry, read_log
from addin.commands.change import change_learner, event_named
from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.commands.new import new_book
from addin.hosts.file_host import FileHost
from addin.programmes.add import add_learners
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge
from tests.programmes.made import put_rows
from tests.simulated_year.plan import BY_HAND, HAPPENINGS, LEARNERS, PROGRAMMES, Typed, months, starters

UKPRN = 10000001
NOTHING_LOADED = Knowledge()
WHO = "A. Tester"


def host_of(path: Path) -> FileHost:
    return FileHost(path, answer=lambda *_: True)


def test_a_year(tmp_path: Path) -> None:
    path = tmp_path / "Return 2526.xlsx"
    new_book(path, catalogue.load("2526"), ukprn=UKPRN)
    put_rows(path, "Programmes", PROGRAMMES, "2526")
    for month, now in months(date(2025, 8, 1), 12):
        a_month(path, month, now, tmp_path)
    learners = check_book(host_of(path), now=now, mark=False, knowledge=NOTHING_LOADED).report.learners
    assert learners == LEARNERS


def a_month(path: Path, month: date, now: datetime, folder: Path) -> None:
    rows = [row for when, row in starters() if when == month]
    if rows:
        done = add_learners(host_of(path), rows, who=WHO, now=now, knowledge=NOTHING_LOADED)
        assert done.change, done
        assert done.skipped == ()
    for one in HAPPENINGS:
        if month <= one.day < now.date().replace(day=1):
            done = change_learner(
                host_of(path), event_named(one.event), one.answers, learner=one.learner, who=WHO, now=now,
                why="it happened", knowledge=NOTHING_LOADED,
            )
            assert done, one
    report = check_book(host_of(path), now=now, knowledge=NOTHING_LOADED).report
    assert [(found.rule, found.learner, found.message) for found in report.findings if found.severity == "error"] == []
    exported = export_book(host_of(path), folder / f"{month:%Y-%m}", now=now, knowledge=NOTHING_LOADED)
    assert exported
    with exported.path.open("rb") as stream:
        judged = check_return(stream, exported.path.name, now=now, knowledge=NOTHING_LOADED)
    assert judged.schema_valid
    assert judged.errors == 0
