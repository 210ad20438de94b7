"""Guided changes in a workbook that is open in Excel, over openpyxl in Excel's place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import xlwings as xw

from addin.books.book import open_book
from addin.change_log import read_log
from addin.changes.commit import Change
from addin.guided_changes.change import change_learner, event_named
from addin.hosts.excel_host import ExcelHost
from addin.hosts.excel_questions import NoForm
from addin.ribbon import run
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from tests.commands.made import NOW
from tests.commands.made import book as made_book
from tests.events.case_files import facts
from tests.excel.engine import opened

YEAR = catalogue.load("2627")


@pytest.fixture
def book(tmp_path: Path) -> xw.Book:
    return opened(made_book(tmp_path / "book.xlsx"))


def changed(book: xw.Book, event: str, answers: Mapping[str, str]) -> Change | None:
    return change_learner(
        ExcelHost(book), event_named(event), answers, learner="D00001", who="A. Tester", now=NOW, knowledge=Knowledge()
    )


def facts_in(book: xw.Book) -> dict[str, set[str]]:
    return {one.LearnRefNumber: facts(one, YEAR) for one in open_book(ExcelHost(book)).reading.learners}


def test_a_break_and_a_return_reach_the_open_workbook_and_are_taken_back(book: xw.Book) -> None:
    before = facts_in(book)
    assert changed(book, "break", {"date": "2/11/2026"})
    paused = facts_in(book)
    assert {"1 CompStatus 6", "1 LearnActEndDate start+93", "3 CompStatus 6"} <= paused["D00001"]
    assert changed(book, "return", {"date": "16/11/2026", "planned_end": "31/10/2027"})
    back = facts_in(book)
    assert {"4 LearnAimRef ZPROG001", "4 RES 1", "4 TNP1 10800 start+107", "4 ACT 1 start+107 None"} <= back["D00001"]
    assert paused["D00001"] < back["D00001"]
    for _ in range(2):
        assert undo_change(ExcelHost(book), who="A. Tester", now=NOW)
    assert facts_in(book) == before
    assert {entry.command for entry in read_log(ExcelHost(book))} == {"change break", "change return", "undo"}


def test_the_button_asks_in_excels_own_boxes_where_no_form_can_be(book: xw.Book) -> None:
    def no_form(*asked: object) -> None:
        raise NoForm

    host = ExcelHost(book, form=no_form)
    host.select("Learners", 2, 1)
    book.app.impl.answers = ["soon", "Illness", "2/11/2026", True]
    book.app.impl.clicked = "cancel"
    run("change_break", host, NOW)
    *boxes, shown = book.app.impl.asked
    assert boxes[0] == "Date (must be given)\nLast day of learning before the break"
    assert boxes[2].startswith("'soon' is not a date; write 14/09/2026.\nDate (must be given)")
    assert "CompStatus 1 · Continuing -> 6 · On an agreed break" in shown
    assert host.told == ["Nothing was changed."]


def test_a_new_employer_is_shown_first_and_written_if_the_user_agrees(book: xw.Book) -> None:
    before = facts_in(book)
    answers = {"date": "2/11/2026", "employer": "999999999", "hours": "8"}
    book.app.impl.clicked = "cancel"
    assert changed(book, "employer", answers) is None
    assert facts_in(book) == before
    (shown,) = book.app.impl.asked
    assert "aim 1 ZPROG001: new TNP 3 £5,314 from 02/11/2026 (beside TNP 1 £10,800 from 26/11/2025" in shown
    assert shown.endswith("New employer, learner D00001: change the records so?")
    book.app.impl.clicked = "ok"
    assert changed(book, "employer", answers)
    after = facts_in(book)
    assert after["D00001"] - before["D00001"] == {
        "1 TNP3 5314 start+93",
        "1 TNP4 1200 start+93",
        "employment 10 start+93 999999999 None EII8 LOE1 OET3",
    }
    assert {**after, "D00001": before["D00001"]} == before
