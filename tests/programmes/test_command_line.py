"""``ilr programmes`` and the menu Programmes, over closed files and over openpyxl in Excel's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin import ribbon
from addin.books.book import open_book
from addin.hosts.file_host import FileHost
from addin.programmes.add import add_learners
from tests.cli.runs import Runner
from tests.excel.engine import opened
from tests.excel.ribbon_books import RecordingHost
from tests.programmes.made import EVERY_KIND, NOTHING_LOADED, TEAM_LEADER, book, host_of, now_of, put_rows, starters

NOW = now_of("2627")
LIST = "Surname,First name,Start date,ULN\nSample,Robin,14/09/2026,1000000027\nOther,Alex,15/09/2026,\n"


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


def references(path: Path) -> list[str]:
    return [one.LearnRefNumber for one in open_book(FileHost(path)).reading.learners]


def test_a_list_is_previewed_added_skipped_and_undone(ilr: Runner, one_book: Path, a_list: Path) -> None:
    before = one_book.read_bytes()
    shown = ilr("programmes", "add", one_book, a_list, "--preview")
    assert (shown.code, one_book.read_bytes()) == (0, before)
    assert "Nothing was added; 2 learners would be." in shown.out
    assert "still missing: FD_Sex_MA: Sex is missing. Fill it in. (L0001, L0002)" in shown.out
    done = ilr("programmes", "add", one_book, a_list, "--yes", "--who", "A")
    assert "Added 2 learners as change 1 of the sheet Changes" in done.out
    assert references(one_book) == ["L0001", "L0002"]
    again = ilr("programmes", "add", one_book, a_list)
    assert "Nothing was added: everybody on the list is in the workbook already." in again.out
    assert "not added: Robin Sample (list.csv, line 2): L0001 has the same ULN" in again.out
    assert ilr("undo", one_book).code == 0
    assert references(one_book) == []


def test_the_sheet_new_learners_stands_in_for_a_file(ilr: Runner, one_book: Path) -> None:
    empty = ilr("programmes", "add", one_book)
    assert "The sheet New learners has no learners in it, so nothing was added." in empty.out
    put_rows(one_book, "New learners", starters("2627", 2))
    assert "Added 2 learners" in ilr("programmes", "add", one_book).out


def test_several_programmes_need_a_name(ilr: Runner, tmp_path: Path, a_list: Path) -> None:
    path = book(tmp_path / "book.xlsx", programmes=EVERY_KIND)
    refused = ilr("programmes", "add", path, a_list)
    assert refused.code == 2
    assert "line 2: the column Programme does not say which programme. Use one of: Team leader, Adult" in refused.err
    assert "Added 2 learners" in ilr("programmes", "add", path, a_list, "--programme", "team leader").out


def test_differences_are_told_and_changed_only_if_asked(ilr: Runner, one_book: Path) -> None:
    add_learners(host_of(one_book), starters("2627", 2), who="A", now=NOW, knowledge=NOTHING_LOADED)
    assert "No learner differs" in ilr("programmes", "differences", one_book).out
    put_rows(one_book, "Programmes", [{**TEAM_LEADER, "DelLocPostCode": "CV1 2WT", "TNP1": 9000}])
    before = one_book.read_bytes()
    told = ilr("programmes", "differences", one_book)
    assert "L0001 aim 1  DelLocPostCode: ZZ99 9ZZ, Team leader has CV1 2WT." in told.out
    assert "L0001 aim 1  TNP1: 8000, Team leader has 9000.  A price is never overwritten." in told.out
    assert "8 values may still be changed" in told.out
    assert "Nothing was changed." in ilr("programmes", "differences", one_book, "--apply", "--preview").out
    assert one_book.read_bytes() == before
    done = ilr("programmes", "differences", one_book, "--apply", "--learners", "L0002")
    assert "Changed as change 2 of the sheet Changes" in done.out
    assert "There is nothing" in ilr("programmes", "differences", one_book, "--apply", "--learners", "L0002").out


def test_programmes_travel(ilr: Runner, one_book: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "p.json", book(tmp_path / "other.xlsx", programmes=[{**TEAM_LEADER, "Months": 13}])
    assert "Saved 1 programme in" in ilr("programmes", "export", one_book, "--out", file).out
    assert ilr("programmes", "export", one_book, "--out", file).code == 2
    clash = ilr("programmes", "import", file, other).out
    assert "not imported: Team leader is there already with other values: Months 13 here, 14 in the file" in clash
    assert "Imported as change 1" in ilr("programmes", "import", file, other, "--replace", "--yes").out
    assert "same: Team leader" in ilr("programmes", "import", file, other).out


def test_the_buttons_do_the_same(one_book: Path, tmp_path: Path) -> None:
    put_rows(one_book, "New learners", starters("2627", 2))
    host = RecordingHost(one_book, tmp_path)
    host._answer = lambda *_: True
    ribbon.run("programmes_add", host, NOW)
    assert host.told == ["Added 2 learners as change 1 of the sheet Changes."]
    ribbon.run("programmes_differences", host, NOW)
    ribbon.run("programmes_export", host, NOW)
    assert host.told[1:] == [
        "No learner differs from a programme.",
        f"Saved 1 programme in {tmp_path / 'Programmes of book.json'}.",
    ]
    ribbon.run("programmes_import", host, NOW)
    assert host.told[-1] == "Nothing was imported."


def test_learners_are_added_to_a_workbook_that_is_open_in_excel(one_book: Path) -> None:
    from addin.hosts.excel_host import ExcelHost

    put_rows(one_book, "New learners", starters("2627", 2))
    in_excel = opened(one_book)
    in_excel.app.impl.clicked = "ok"
    ribbon.run("programmes_add", ExcelHost(in_excel), NOW)
    read = open_book(ExcelHost(in_excel)).reading.learners
    assert [(one.LearnRefNumber, len(one.LearningDelivery)) for one in read] == [("L0001", 4), ("L0002", 4)]
    add_learners(host_of(one_book), starters("2627", 2), who="A", now=NOW, knowledge=NOTHING_LOADED)
    closed = open_book(FileHost(one_book)).reading.learners
    assert all(one.same_as(other) for one, other in zip(read, closed, strict=True))
