"""The ribbon's group RPL on a workbook that is open in Excel, over openpyxl in Excel's place."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwings as xw

from addin import ribbon
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.excel_host import ExcelHost
from ilr_core import catalogue
from tests.excel.engine import opened
from tests.prior_learning.made import GOOD
from workbook_templates.layout import layout
from workbook_templates.rpl_columns import BY_AMOUNT_ROW, COLUMNS, FIRST_ROW, RPL, VERDICT

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))
YEAR = catalogue.load()
AT = {column.header: number for number, column in enumerate(COLUMNS, 1)}
AIMS = layout(YEAR).sheets["Aims"]


@pytest.fixture
def book(tmp_path: Path) -> xw.Book:
    path = tmp_path / "Return.xlsx"
    filled_book(path, YEAR, list(made_learners(YEAR, 8, NOW.date())), ukprn=10000001)
    found = opened(path)
    assert "apprentices on the sheet RPL" in run(found, "rpl_fill")
    for row in (FIRST_ROW, FIRST_ROW + 1):
        for header, number in GOOD.items():
            found.sheets[RPL].range((row, AT[header])).value = number
    return found


def run(book: xw.Book, command: str, *, answer: str = "ok") -> str:
    host = ExcelHost(book)
    app = book.app.impl
    app.alert = lambda *args, **options: answer
    ribbon.run(command, host, NOW)
    return " ".join(host.told)


def cell(book: xw.Book, header: str, row: int = FIRST_ROW) -> object:
    return book.sheets[RPL].range((row, AT[header])).value


def hours(book: xw.Book) -> list[object]:
    page = book.sheets["Aims"]
    rows = [row for row in range(2, 40) if page.range((row, AIMS.number("AimType"))).value in (1.0, "1")]
    found = [row for row in range(2, 40) if str(page.range((row, AIMS.number("AimType"))).value or "").startswith("1")]
    return [page.range((row, AIMS.number("HRS4"))).value for row in found or rows]


def test_fill_adds_rows_with_formulas_and_stretches_the_table(book: xw.Book) -> None:
    assert cell(book, "LearnRefNumber") == "D00001"
    formula = book.impl.book[RPL].cell(FIRST_ROW, AT[VERDICT]).value
    assert str(formula).startswith('=IF($B8="","",')
    last = book.sheets[RPL].tables[0].range.last_cell.row
    assert cell(book, "LearnRefNumber", last) is not None
    assert cell(book, "LearnRefNumber", last + 1) is None


def test_only_the_selected_rows_are_applied(book: xw.Book) -> None:
    book.sheets[RPL].activate()
    book.sheets[RPL].range((FIRST_ROW, 3)).select()
    said = run(book, "rpl_apply")
    assert said.startswith("Applied as change 1")
    assert hours(book)[:2] == [72.0, None]
    assert "says already" in run(book, "rpl_apply")


def test_a_selection_elsewhere_means_all(book: xw.Book) -> None:
    book.sheets["Learners"].range((3, 3)).select()
    said = run(book, "rpl_apply")
    assert said.startswith("Applied as change 1")
    # The second apprentice has another TNP 2 than what is typed.
    assert "TNP 2 in Finance" in said
    assert hours(book)[0] == 72.0


def test_no_leaves_everything_and_undo_gives_all_back(book: xw.Book) -> None:
    book.sheets[RPL].range((FIRST_ROW, 3)).select()
    assert "Nothing was applied." in run(book, "rpl_apply", answer="cancel")
    assert hours(book)[:2] == [None, None]
    run(book, "rpl_apply")
    run_undo(book)
    assert hours(book)[:2] == [None, None]


def run_undo(book: xw.Book) -> None:
    from addin.undo import undo_change

    book.app.impl.alert = lambda *args, **options: "ok"
    assert undo_change(ExcelHost(book), who="A. Tester", now=NOW)


def test_a_what_if_is_taken_over_and_undone(book: xw.Book) -> None:
    book.sheets[RPL].range((BY_AMOUNT_ROW, AT["Hours removed"])).value = 8
    said = run(book, "rpl_what_if")
    assert said == "Taken over into 2 rows: change 1 on the sheet Changes."
    assert (cell(book, "Hours removed"), cell(book, "Hours removed", BY_AMOUNT_ROW)) == (80.0, None)
    run_undo(book)
    assert cell(book, "Hours removed") == 72.0
    assert "There is no what-if" in run(book, "rpl_what_if")


def test_evidence_is_made_where_the_user_wants_it_and_shown(book: xw.Book, tmp_path: Path) -> None:
    target = tmp_path / "Evidence.xlsm"
    book.app.impl.answers.append(str(target))
    book.sheets[RPL].range((FIRST_ROW, 3)).select()
    assert run(book, "rpl_evidence") == "Made Evidence.xlsx with 1 page."
    assert book.app.impl.opened[-1] == target.with_suffix(".xlsx")
    book.app.impl.answers.append(False)
    assert run(book, "rpl_evidence") == "No evidence was made."
