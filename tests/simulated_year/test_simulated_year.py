"""A provider's year with 200 learners and over its end: every return right, every change logged, the log proved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

from addin.audit import verify
from addin.audit.typed import ROW
from addin.books.book import open_book
from addin.change_log import LogEntry, read_log
from addin.commands.check import BookCheck, check_book
from addin.commands.export import export_book
from addin.commands.new import new_book
from addin.guided_changes.change import change_learner, event_named
from addin.hosts.file_host import FileHost
from addin.keys.own_key import VARIABLE as PASSPHRASE
from addin.programmes.add import add_learners
from addin.roll_over.rolled_book import roll_over_book
from ilr_core import catalogue
from ilr_core.checking import check_return
from ilr_core.knowledge import Knowledge
from ilr_core.model import AppFinRecord, Learner
from tests.commands.made import column, edited
from tests.programmes.made import put_rows
from tests.simulated_year.plan import (
    BY_HAND,
    HAPPENINGS,
    LEARNERS,
    PROGRAMMES,
    TO_DECIDE,
    Typed,
    months,
    starters,
)
from workbook_templates.layout import CHANGES

UKPRN, WHO = 10000001, "A. Tester"
NOTHING_LOADED = Knowledge()
MONEY = ("AFinType", "AFinCode", "AFinDate", "AFinAmount")
Price = tuple[str, ...]


def host_of(path: Path) -> FileHost:
    return FileHost(path, answer=lambda *_: True)


def test_a_year_and_its_end(tmp_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE, "a long passphrase of tests")
    old, new = tmp_path / "Return 2526.xlsx", tmp_path / "Return 2627.xlsx"
    new_book(old, catalogue.load("2526"), ukprn=UKPRN)
    put_rows(old, "Programmes", PROGRAMMES, "2526")
    for month, now in months(date(2025, 8, 1), 12):
        a_month(old, month, now, tmp_path)
    checked = check(old, now)
    assert checked.report.learners == LEARNERS
    assert_money_is_explained(old, now)
    assert verify(old) == []
    log = read_log(host_of(old))
    assert {entry.command for entry in log} >= {"programmes add", "typed", "change price", "change employer"}
    assert_hand_typed_changes_are_logged(log)

    now = datetime(2026, 8, 20, 10)
    roll_over_book(host_of(old), new, now=now, knowledge=NOTHING_LOADED)
    carried = prices(new)
    assert carried
    assert carried.keys() <= prices(old).keys()
    for typed in TO_DECIDE:
        type_into(new, typed, "2627")
    for month, now in months(date(2026, 8, 1), 3):
        a_month(new, month, now, tmp_path)
    assert_money_is_explained(new, now, carried)
    assert verify(new) == []

    # A price made another by hand is found by the next check, one made another in the log by its proof.
    type_into(new, Typed(now.date(), "Finance", "S043", {"AFinAmount": 9999}), "2627")
    assert check(new, now).typed.startswith("1 change made by hand")
    (entry,) = [one for one in read_log(host_of(new)) if one.new == "9999"]
    assert (entry.command, entry.learner, entry.field) == ("typed", "S043", "AFinAmount")
    assert verify(new) == []
    tamper(new)
    (trouble,) = verify(new)
    assert trouble.kind == "edited"
    assert "7700" in trouble.sentence or "AFinAmount" in trouble.sentence


def a_month(path: Path, month: date, now: datetime, folder: Path) -> None:
    """Starts, happenings and typing of one month, then the check and the return of it."""
    year = "2526" if month < date(2026, 8, 1) else "2627"
    rows = [row for when, row in starters() if when == month]
    if rows:
        done = add_learners(host_of(path), rows, who=WHO, now=now, knowledge=NOTHING_LOADED)
        assert done.change, done
        assert done.skipped == ()
    for one in HAPPENINGS:
        if month <= one.day < now.date().replace(day=1):
            made = change_learner(
                host_of(path), event_named(one.event), one.answers, learner=one.learner, who=WHO, now=now,
                why="it happened", knowledge=NOTHING_LOADED,
            )  # fmt: skip
            assert made, one
    for typed in BY_HAND:
        if month <= typed.day < now.date().replace(day=1):
            type_into(path, typed, year)
    findings = check(path, now).report.findings
    assert [(one.rule, one.learner, one.message) for one in findings if one.severity == "error"] == []
    exported = export_book(host_of(path), folder / f"{month:%Y-%m}", now=now, knowledge=NOTHING_LOADED)
    assert exported
    with exported.path.open("rb") as stream:
        judged = check_return(stream, exported.path.name, now=now, knowledge=NOTHING_LOADED)
    assert (judged.schema_valid, judged.errors) == (True, 0)


def check(path: Path, now: datetime) -> BookCheck:
    return check_book(host_of(path), now=now, knowledge=NOTHING_LOADED)


def type_into(path: Path, typed: Typed, year: str) -> None:
    """As a person types: into the learner's first row of a sheet, or below the last one."""
    keys = column(typed.sheet, "LearnRefNumber", year)
    with edited(path, typed.sheet) as page:
        rows = [row for row in range(2, page.max_row + 1) if page.cell(row, keys).value]
        own = [row for row in rows if page.cell(row, keys).value == typed.learner]
        row = max(rows) + 1 if typed.is_new else own[typed.which]
        page.cell(row, keys).value = typed.learner
        for header, value in typed.cells.items():
            page.cell(row, column(typed.sheet, header, year)).value = value


def learners_in(path: Path) -> list[Learner]:
    return open_book(host_of(path)).reading.learners


def prices(path: Path) -> dict[Price, AppFinRecord]:
    """Every money figure of a workbook, by whose it is and what it says."""
    return {
        (learner.LearnRefNumber or "", *(record.text(name) or "" for name in MONEY)): record
        for learner in learners_in(path)
        for aim in learner.LearningDelivery
        for record in aim.AppFinRecord
    }


def assert_money_is_explained(path: Path, now: datetime, carried: Iterable[Price] = ()) -> None:
    """Each money figure is the last that the log put into its cell; or it came with the return of the year before."""
    book = open_book(host_of(path))
    finance = book.reading.sheets["Finance"]
    last: dict[tuple[str, str], LogEntry] = {}
    for entry in read_log(host_of(path)):
        if entry.sheet == finance.name:
            last[entry.row_id, entry.field] = entry
    known = set(carried)
    for price, record in prices(path).items():
        if price in known:
            continue
        row_id = book.reading.row_ids[record.place[0], record.place[1]]
        for name in ("AFinAmount", "AFinDate"):
            # A row that somebody typed whole is one entry.
            entry = last[row_id, name] if (row_id, name) in last else last[row_id, ROW]
            assert (record.text(name) or "") in entry.new, (price, entry)
            assert entry.reason or entry.command == "typed"
            assert entry.when is not None
            assert entry.when <= now


def assert_hand_typed_changes_are_logged(log: list[LogEntry]) -> None:
    for typed in BY_HAND:
        entries = [entry for entry in log if entry.command == "typed" and entry.learner == typed.learner]
        assert entries, typed
        assert {entry.sheet for entry in entries} == {typed.sheet}


def tamper(path: Path) -> None:
    """Somebody makes one price in the log another."""
    with edited(path, CHANGES) as page:
        headings = [cell.value for cell in page[1]]
        for row in range(2, page.max_row + 1):
            if page.cell(row, headings.index("New") + 1).value in ("7700", 7700):
                page.cell(row, headings.index("New") + 1).value = "7900"
                return
    raise AssertionError("no price to tamper with")
