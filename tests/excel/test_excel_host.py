"""The Excel host through xlwings, over openpyxl in Excel's place: the same commands, the same outcome as on a file."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from addin import ribbon
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.excel_cells import address_rows, excel_value, read_value, runs, touched_rows
from addin.hosts.excel_host import ExcelHost
from addin.hosts.file_host import FileHost
from addin.hosts.own_notes import AUTHOR
from addin.hosts.port import Host
from addin.ooxml import Area, Formula, Styled, read_workbook
from ilr_core import catalogue
from tests.excel.engine import opened
from workbook_templates.layout import MARKS, PROBLEMS, STATUS, layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "Return.xlsx"
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 8, NOW.date())), ukprn=10000001)
    host = FileHost(path)
    learners = layout(year).sheets["Learners"]
    host.write_cells("Learners", {(4, learners.number("ULN")): "1000000087", (5, learners.number("Sex")): "X"})
    host.write_cells("Aims", {(2, layout(year).sheets["Aims"].number("CompStatus")): "9"})
    host.save()
    return path


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> xw.Book:
    return opened(Path(shutil.copy(filled, tmp_path)))


def saved(book: xw.Book) -> Path:
    book.save()
    return Path(book.impl.path)


def rows(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in next(one for one in read_workbook(path) if one.name == sheet).rows]


def marked(path: Path) -> dict[str, list[tuple[object, object]]]:
    year = catalogue.load()
    found = {}
    for name in ("Learners", "Aims"):
        sheet = layout(year).sheets[name]
        places = sheet.number(STATUS) - 1, sheet.number(MARKS) - 1
        lines = [row + [None] * len(sheet.columns) for row in rows(path, name)]
        found[name] = [(row[places[0]], row[places[1]]) for row in lines]
    return found


def test_a_check_in_excel_is_a_check_of_the_file(book: xw.Book, filled: Path, tmp_path: Path) -> None:
    host: Host = ExcelHost(book)
    ribbon.run("check", host, NOW)
    on_file = FileHost(Path(shutil.copy(filled, tmp_path / "file.xlsx")), say=lambda sentence: None)
    ribbon.run("check", on_file, NOW)
    path = saved(book)
    assert marked(path) == marked(on_file.path)
    assert len({status for status, _ in marked(path)["Learners"]}) > 2
    ours, theirs = (load_workbook(one) for one in (path, on_file.path))
    problems = [[[cell.value for cell in row] for row in one[PROBLEMS].iter_rows()] for one in (ours, theirs)]
    assert [row[:9] for row in problems[0] if row[0]] == [row[:9] for row in problems[1] if row[0]]
    assert ours[PROBLEMS].tables[PROBLEMS].ref == theirs[PROBLEMS].tables[PROBLEMS].ref
    for name in ("Learners", "Aims"):
        notes = [
            {cell.coordinate: cell.comment.text for row in one[name].iter_rows() for cell in row if cell.comment}
            for one in (ours, theirs)
        ]
        assert notes[0] == notes[1]
    assert FileHost(path).read_names()["ILR_Errors"] == FileHost(on_file.path).read_names()["ILR_Errors"] != 0


def test_links_are_written_into_cells_that_take_formulas(book: xw.Book) -> None:
    """In a cell formatted as text Excel keeps a formula as its text; books from before have the column so."""
    column = book.sheets[PROBLEMS].range("G2:G9")
    column.number_format = "@"
    ribbon.run("check", ExcelHost(book), NOW)
    links = [cell for (cell,) in book.impl.book[PROBLEMS].iter_rows(2, 9, 7, 7) if cell.value]
    assert {(cell.data_type, cell.number_format) for cell in links} == {("f", "General")}


def test_data_cells_stay_as_they_are(book: xw.Book, filled: Path) -> None:
    ribbon.run("check", ExcelHost(book), NOW)
    path = saved(book)
    for name, sheet in layout(catalogue.load()).sheets.items():
        ours = {sheet.number(header) - 1 for header in (STATUS, MARKS, "RowId")}
        pairs = zip(rows(filled, name), rows(path, name), strict=False)
        for before, after in pairs:
            kept = [value for place, value in enumerate(before) if place not in ours]
            assert [value for place, value in enumerate(after) if place not in ours] == kept


def test_a_second_check_replaces_notes_and_keeps_those_of_others(book: xw.Book) -> None:
    ribbon.run("check", ExcelHost(book), NOW)
    page = book.impl.book["Learners"]
    own = [cell for row in page.iter_rows() for cell in row if cell.comment and cell.comment.author == AUTHOR]
    assert own
    theirs = page.cell(2, 5)
    book.sheets["Learners"].range((2, 5)).add_note("Ask again")
    ribbon.run("check", ExcelHost(book), NOW)
    again = [cell for row in page.iter_rows() for cell in row if cell.comment and cell.comment.author == AUTHOR]
    assert {cell.coordinate for cell in again} == {cell.coordinate for cell in own}
    assert (theirs.comment.text, theirs.comment.author) == ("Ask again", "Admin")
    assert book.app.api.UserName == "Admin"


def test_merged_cells_and_errors_are_seen(book: xw.Book) -> None:
    page = book.impl.book["Aims"]
    page.merge_cells("C3:D4")
    page.merge_cells("F2:F3")
    book.impl.book["Learners"]["C3"].value = "#N/A"
    sheets = {sheet.name: sheet for sheet in ExcelHost(book).read_sheets()}
    assert sorted(sheets["Aims"].merged) == [Area(2, 6, 3, 6), Area(3, 3, 4, 4)]
    assert sheets["Learners"].merged == []
    assert sheets["Learners"].error_cells == {(3, 3): "#N/A"}
    assert sheets["Lists"].visibility == "hidden"
    assert sheets["Start"].visibility == "visible"


def test_next_problem_selects_the_cell(book: xw.Book) -> None:
    host = ExcelHost(book)
    assert host.selected() is None
    ribbon.run("check", host, NOW)
    ribbon.run("next_problem", host, NOW)
    assert host.selected() == ("Learners", 4, layout(catalogue.load()).sheets["Learners"].number("ULN"))
    assert book.impl.book.active.title == "Learners"


def test_export_asks_for_the_folder_in_excels_dialog(book: xw.Book, tmp_path: Path) -> None:
    host = ExcelHost(book)
    ribbon.run("export_clean", host, NOW)
    assert host.told == ["Nothing was exported."]
    book.app.impl.folder = tmp_path / "out"
    ribbon.run("export_clean", host, NOW)
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert host.told[-1].startswith("Saved ILR-10000001-2627-")


def test_files_are_asked_for_in_excels_dialogs(book: xw.Book, tmp_path: Path) -> None:
    host = ExcelHost(book)
    book.app.impl.answers = [False, False, str(tmp_path / "Next.xlsm")]
    ribbon.run("new", host, NOW)
    ribbon.run("import_xml", host, NOW)
    assert host.told == ["No workbook was made.", "Nothing was imported."]
    book.app.impl.opened.clear()
    ribbon.run("new", host, NOW)
    assert host.told[2:] == ["Made Next.xlsm. Fill in Learners and Aims."]
    assert book.app.impl.offered == [("Workbook with macros (*.xlsm)", "*.xlsm"), ("Workbook (*.xlsx)", "*.xlsx")]
    assert book.app.impl.opened == [tmp_path / "Next.xlsm"]
    assert (tmp_path / "Next.xlsm").exists()
    other = tmp_path / "elsewhere" / "Other.xlsm"
    other.parent.mkdir()
    other.write_text("")
    book.app.impl.names_in_use = {"Other.xlsm": other}
    book.app.impl.answers = [str(tmp_path / "Other.xlsm")]
    ribbon.run("new", host, NOW)
    assert host.told[-1].endswith("Other.xlsm is made, but a workbook of that name is open. Close that, then open it.")
    book.app.impl.answers = [str(tmp_path / "gone.xml"), str(tmp_path / "Gone.xlsm")]
    ribbon.run("import_xml", host, NOW)
    assert host.told[-1].startswith("A file could not be used (No such file or directory)")


def test_every_row_of_a_selection_counts_as_far_as_the_sheet_is_used(book: xw.Book) -> None:
    host = ExcelHost(book)
    assert host.selected_rows() is None
    learners, aims = book.sheets["Learners"], book.sheets["Aims"]
    learners.range("B3:D5").select()
    assert host.selected_rows() == ("Learners", (3, 4, 5))
    book.app.impl.selection.others = [learners.range("F2").impl, learners.range("A4:B6").impl]
    assert host.selected_rows() == ("Learners", (2, 3, 4, 5, 6))
    aims.range("A1:A1048576").select()
    last = book.impl.book["Aims"].max_row
    assert host.selected_rows() == ("Aims", tuple(range(1, last + 1)))
    aims.range("A5000:B6000").select()
    assert host.selected_rows() == ("Aims", (5000,))


def test_a_question_shows_what_it_is_about(book: xw.Book) -> None:
    host = ExcelHost(book)
    assert host.ask_yes("Go on?") is True
    book.app.impl.clicked = "cancel"
    assert host.ask_yes("Change 22 cells?", [f"cell {number}" for number in range(22)]) is False
    plain, long = book.app.impl.asked
    assert plain == "Go on?"
    assert long.splitlines()[18:] == ["cell 18", "cell 19", "... and 2 more", "", "Change 22 cells?"]


def test_progress_is_in_the_status_bar(book: xw.Book) -> None:
    host = ExcelHost(book)
    host.progress("Checking learners", 200, 5000)
    assert book.app.status_bar == "ILR: Checking learners: 200 of 5,000"
    host.progress("Reading")
    assert book.app.status_bar == "ILR: Reading"
    host.finished()
    assert book.app.status_bar is False


def test_the_status_bar_is_given_back_after_every_command(book: xw.Book) -> None:
    for name in ("check", "clear", "explain"):
        book.app.status_bar = "ILR: working"
        ribbon.run(name, ExcelHost(book), NOW)
        assert book.app.status_bar is False


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (1.0, 1), (0.5, 0.5), (1e300, 1e300), (True, True), ("", None), (None, None), ("x", "x"),
        (datetime.combine(date(2026, 8, 31), time()), date(2026, 8, 31)), (NOW, NOW), (1j, "1j"),
    ],
)  # fmt: skip
def test_what_is_read(read: object, value: object) -> None:
    assert read_value(read) == value
    assert type(read_value(read)) is type(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("-", "'-"), ("+44", "'+44"), ("@x", "'@x"), ("'x", "''x"), ("x=", "x="), (3, 3),
        ("1000000027", "'1000000027"), ("31/8/2026", "'31/8/2026"), ("CV1 2WT", "'CV1 2WT"), ("True", "'True"),
        ("#N/A", "'#N/A"), ("F · Female", "F · Female"), ("truest", "truest"),
        (None, None), (Formula("HYPERLINK(1)"), "=HYPERLINK(1)"), (Formula("=A1"), "=A1"), (Styled("=", 3), "'="),
        (date(2026, 8, 31), datetime.combine(date(2026, 8, 31), time())), (NOW, NOW),
    ],
)  # fmt: skip
def test_what_is_written(value: object, written: object) -> None:
    assert excel_value(value) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "areas", "rows"),
    [
        ("$A$2", [(2, 2)], (2,)),
        ("$A$2:$C$4", [(2, 4)], (2, 3, 4)),
        ("$2:$4", [(2, 4)], (2, 3, 4)),
        ("$B:$B", [(1, 1_048_576)], (1, 2, 3, 4, 5)),
        ("$A$4:$B$9,$D$3", [(4, 9), (3, 3)], (3, 4, 5)),
        ("$A$2:$A$3,$C$2:$C$3", [(2, 3), (2, 3)], (2, 3)),
        ("$A$9:$A$12,$B$7", [(9, 12), (7, 7)], (7,)),
    ],
)
def test_rows_of_a_selection(address: str, areas: list[tuple[int, int]], rows: tuple[int, ...]) -> None:
    assert address_rows(address) == areas
    assert touched_rows(areas, last_used=5) == rows


def test_cells_below_each_other_are_written_together() -> None:
    cells = {(2, 1): "a", (3, 1): "b", (5, 1): "c", (2, 3): "d", (3, 2): "e", (4, 1): None}
    assert list(runs(cells)) == [(2, 1, ["a", "b", None, "c"]), (3, 2, ["e"]), (2, 3, ["d"])]
    assert list(runs({})) == []
