"""Files as systems write them: encodings, separators, titles, groups, totals; and those that are of no use."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from addin.mis_import.export_files import grids_in
from addin.mis_import.header_names import is_known
from addin.mis_import.tables import ExportTable, table_in
from addin.ooxml import PackageError
from ilr_core.errors import InputError
from tests.mis_import.made import YEAR, csv_file

HEADERS = ["Learner Ref", "Surname", "DOB"]
ROWS = [["A1", "Müller-Łuk", "01/02/2003"], ["A2", "O’Brien", "13/02/2003"]]


def tables(path: Path) -> list[ExportTable]:
    return [table_in(grid, lambda text: is_known(text, YEAR)) for grid in grids_in(path)]


def names(table: ExportTable) -> list[str]:
    return [column.header for column in table.columns]


def book_file(path: Path, rows: list[list[object]], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_and_separators(tmp_path: Path, separator: str, encoding: str) -> None:
    (table,) = tables(csv_file(tmp_path / "e.csv", HEADERS, *ROWS, separator=separator, encoding=encoding))
    assert names(table) == HEADERS
    assert [list(row) for row in table.rows] == ROWS
    assert table.lines == [2, 3]


def test_what_windows_writes_in_the_uk(tmp_path: Path) -> None:
    (table,) = tables(csv_file(tmp_path / "e.csv", HEADERS, ["A1", "Müller’s – £", ""], encoding="cp1252"))
    assert table.rows[0][1] == "Müller’s – £"


def test_commas_inside_a_semicolon_file_and_line_ends_inside_cells(tmp_path: Path) -> None:
    rows = [["A1", "Sample, Robin, Dr, BA", "1"], ["A2", "two\nlines", "2"], ["A3", "x", "3"]]
    (table,) = tables(csv_file(tmp_path / "e.csv", HEADERS, *rows, separator=";"))
    assert [list(row) for row in table.rows] == rows
    assert table.lines == [2, 3, 5]


def test_the_separator_that_the_file_tells_excel(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("sep=;\nLearner Ref;Surname\nA1;Sample, R\n", "utf-8")
    (table,) = tables(path)
    assert (names(table), table.lines) == (["Learner Ref", "Surname"], [3])


def test_titles_above_and_totals_below(tmp_path: Path) -> None:
    above = [["Learner export", "", ""], ["Run on 26/11/2026 by Admin", "", ""], ["", "", ""]]
    below = [["", "", ""], ["Total learners", "2", ""], ["End of report", "", ""]]
    (table,) = tables(csv_file(tmp_path / "e.csv", *above, HEADERS, *ROWS, *below))
    assert (names(table), table.lines, table.totals) == (HEADERS, [5, 6], (8, 9))


def test_a_learner_called_total_stays(tmp_path: Path) -> None:
    (table,) = tables(csv_file(tmp_path / "e.csv", HEADERS, ["T1", "Total", "01/02/2003"]))
    assert len(table.rows) == 1


def test_the_header_repeated_on_every_page_is_no_row(tmp_path: Path) -> None:
    (table,) = tables(csv_file(tmp_path / "e.csv", HEADERS, ROWS[0], HEADERS, ROWS[1]))
    assert table.lines == [2, 4]


def test_groups_merged_above_the_header(tmp_path: Path) -> None:
    rows = [
        ["Learner", None, "Employment", None, "Finance", None],
        ["Ref", "Surname", "Status", "Date", "Type", "Amount"],
        ["A1", "Sample", 10, "01/02/2026", "TNP", 9000],
    ]
    (table,) = tables(book_file(tmp_path / "e.xlsx", rows, ("A1:B1", "C1:D1", "E1:F1")))
    assert [(one.group, one.header) for one in table.columns][2:] == [
        ("Employment", "Status"),
        ("Employment", "Date"),
        ("Finance", "Type"),
        ("Finance", "Amount"),
    ]


def test_a_header_merged_over_two_rows(tmp_path: Path) -> None:
    rows = [["Learner Ref", "Surname", "Price", None], [None, None, "TNP1", "TNP2"], ["A1", "Sample", 9000, 500]]
    (table,) = tables(book_file(tmp_path / "e.xlsx", rows, ("A1:A2", "B1:B2", "C1:D1")))
    assert names(table) == ["Learner Ref", "Surname", "TNP1", "TNP2"]
    assert table.lines == [3]


def test_a_title_merged_over_everything_is_no_group(tmp_path: Path) -> None:
    rows = [["Learner export", None, None], list(HEADERS), list(ROWS[0])]
    (table,) = tables(book_file(tmp_path / "e.xlsx", rows, ("A1:C1",)))
    assert [one.group for one in table.columns] == ["", "", ""]


def test_every_visible_sheet_is_a_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("Learners", "Aims", "Secret"):
        book.create_sheet(name).append(HEADERS)
        book[name].append(["A1", "Sample", "01/02/2003"])
    book["Secret"].sheet_state = "hidden"
    book.save(tmp_path / "e.xlsx")
    assert [table.name for table in tables(tmp_path / "e.xlsx")] == ["e.xlsx, Learners", "e.xlsx, Aims"]


def test_a_formula_without_a_value_is_named(tmp_path: Path) -> None:
    path = book_file(tmp_path / "e.xlsx", [list(HEADERS), ["A1", "=B9", "x"]])
    with pytest.raises(InputError, match="formula in B2 has no value saved"):
        tables(path)


BAD = {
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\r\n,,,\r\n", "is empty"),
    "page.csv": (b"<html><body>Sign in</body></html>", "is XML or a web page"),
    "return.csv": (b"\xef\xbb\xbf<?xml version='1.0'?><Message/>", "is XML or a web page"),
    "binary.csv": (bytes(range(256)) * 20, "is no text file"),
    "cut.csv": ("Learner Ref,Surname".encode("utf-16")[:-1], "is cut off or damaged"),
    "cut.xlsx": (b"PK\x03\x04 not whole", "is damaged"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged, or protected by a password"),
    "numbers.csv": (b"1,2,3\n4,5,6\n", "no row of column names"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_of_no_use_is_one_sentence(tmp_path: Path, name: str) -> None:
    data, sentence = BAD[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises((InputError, PackageError), match=sentence) as caught:
        tables(tmp_path / name)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)
