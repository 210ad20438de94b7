"""Rows replaced as a whole, and tables that grow and shrink with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin.ooxml import CellValue, Formula, Value
from ilr_core.errors import InputError
from tests.hosts.benches import Bench
from tests.hosts.books import Book, made

DAY = date(2026, 8, 31)
HEADERS = ["Rule", "Day", "Text"]
OLD = [["R1", DAY, "one"], ["R2", DAY, "two"], ["R3", DAY, "three"]]


def table_sheet(book: Book, *, totals: bool = False) -> None:
    page = book.add_worksheet("Rows")
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    page.set_column("B:B", 12, days)
    page.set_column("C:C", 12, book.add_format({"num_format": "@"}))
    columns = [{"header": header} for header in HEADERS]
    if totals:
        columns[0]["total_string"] = "Total"
    page.add_table(0, 0, 3 + totals, 2, {"columns": columns, "name": "Rows", "total_row": totals})
    for row, (rule, day, text) in enumerate(OLD, 1):
        page.write_string(row, 0, rule)
        page.write_datetime(row, 1, day, days)
        page.write_string(row, 2, text)
        page.set_row(row, 40)
    page.data_validation("A2:A4", {"validate": "list", "source": ["R1", "R2", "R3"], "error_type": "warning"})
    page.conditional_format(
        "A2:C4", {"type": "formula", "criteria": '=$A2="R1"', "format": book.add_format({"bg_color": "#FF0000"})}
    )
    book.add_worksheet("Other").write("A1", "stays")


@pytest.fixture
def rows_book(tmp_path: Path) -> Path:
    path = tmp_path / "Rows.xlsx"
    with made(path) as book:
        table_sheet(book)
    return path


def rows(bench: Bench, sheet: str = "Rows") -> list[list[Value]]:
    bench.settle()
    found = next(one for one in bench.host.read_sheets() if one.name == sheet)
    read = [list(row) for row in found.rows]
    for row in read:
        while row and row[-1] is None:
            row.pop()
    while read and not read[-1]:
        read.pop()
    return read


def saved_page(bench: Bench, sheet: str = "Rows") -> Worksheet:
    return openpyxl.load_workbook(bench.saved())[sheet]


NEW: dict[str, list[Sequence[CellValue]]] = {
    "fewer": [["N1", DAY, "=1+1"]],
    "as many": [["N1", DAY, "007"], ["N2", None, "x"], ["N3", DAY, None]],
    "more": [[f"N{number}", DAY, str(number)] for number in range(1, 31)],
    "none": [],
    "uneven": [["N1"], ["N2", DAY, "x"], [], ["N4", None, "y"]],
    "wider than the table": [["N1", DAY, "x", "beyond", 5]],
}


@pytest.mark.parametrize("case", NEW)
def test_rows_take_the_place_of_those_there_were(bench: Bench, rows_book: Path, case: str) -> None:
    new = NEW[case]
    bench.open(rows_book).fill_rows("Rows", 2, new)
    wanted = [HEADERS, *([*row] for row in new)]
    for row in wanted:
        while row and row[-1] is None:
            row.pop()
    assert rows(bench) == wanted
    assert bench.tables("Rows") == [f"A1:C{max(len(new), 1) + 1}"]
    assert rows(bench, "Other") == [["stays"]]


def test_rows_are_replaced_again_and_again(bench: Bench, rows_book: Path) -> None:
    host = bench.open(rows_book)
    for case in ("more", "fewer", "none", "as many"):
        host.fill_rows("Rows", 2, NEW[case])
    assert rows(bench) == [HEADERS, ["N1", DAY, "007"], ["N2", None, "x"], ["N3", DAY]]
    assert bench.tables("Rows") == ["A1:C4"]


def test_rows_from_any_iterable_and_with_links(bench: Bench, rows_book: Path) -> None:
    link = Formula('HYPERLINK("#Rows!A1","go")', "go")
    bench.open(rows_book).fill_rows("Rows", 2, (row for row in [("N1", DAY, link)]))
    assert rows(bench) == [HEADERS, ["N1", DAY, "go"]]


def test_heights_are_set_and_the_usual_one_comes_back(bench: Bench, rows_book: Path) -> None:
    host = bench.open(rows_book)
    host.fill_rows("Rows", 2, NEW["as many"], [30.0, None, 55.5])
    heights = {row: own_height(saved_page(bench), row) for row in range(2, 6)}
    assert heights[2] == pytest.approx(30, abs=0.5)
    assert heights[3] < 20
    assert heights[4] == pytest.approx(55.5, abs=0.5)
    host.fill_rows("Rows", 2, NEW["fewer"], [60.0])
    page = saved_page(bench)
    assert own_height(page, 2) == pytest.approx(60, abs=0.5)
    assert own_height(page, 3) < 20
    assert own_height(page, 4) < 20


def own_height(page: Worksheet, row: int) -> float:
    """The height of a row in points, 15 where the file says none."""
    return float(page.row_dimensions[row].height or 15)


def test_merged_areas_below_are_dissolved(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Merged.xlsx"
    with made(path) as book:
        table_sheet(book)
        book.get_worksheet_by_name("Rows").merge_range("B6:C8", "merged")
    host = bench.open(path)
    host.fill_rows("Rows", 2, NEW["more"])
    assert rows(bench) == [HEADERS, *([*row] for row in NEW["more"])]
    assert next(sheet for sheet in host.read_sheets() if sheet.name == "Rows").merged == []


def test_dropdowns_and_marks_follow_a_table_that_reaches_further(bench: Bench, rows_book: Path) -> None:
    host = bench.open(rows_book)
    host.reach("Rows", 3)
    assert bench.tables("Rows") == ["A1:C4"]
    host.reach("Rows", 9)
    assert bench.tables("Rows") == ["A1:C9"]
    assert host.write_cells("Rows", {(9, 1): "R9", (9, 2): DAY}) == []
    assert rows(bench)[8] == ["R9", DAY]
    if bench.name == "excel":
        return  # Excel itself takes them along, which openpyxl does not play
    page = saved_page(bench)
    assert {row for area in page.data_validations.dataValidation for row in reached(str(area.sqref))} == {9}
    assert {row for area in page.conditional_formatting for row in reached(str(area.sqref))} == {9}


def reached(sqref: str) -> list[int]:
    """The last row of the areas, taken together where they follow each other."""
    return [max(int(area.rpartition(":")[2].strip("ABC")) for area in sqref.split())]


def test_a_sheet_without_a_table_or_with_two_stays(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Two.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Two")
        page.add_table("A1:B3", {"name": "One"})
        page.add_table("D1:E3", {"name": "Another"})
        book.add_worksheet("None").write("A1", "x")
    host = bench.open(path)
    host.reach("Two", 9)
    host.reach("None", 9)
    assert sorted(bench.tables("Two")) == ["A1:B3", "D1:E3"]


def test_a_table_with_totals_stays(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Totals.xlsx"
    with made(path) as book:
        table_sheet(book, totals=True)
    host = bench.open(path)
    host.reach("Rows", 9)
    assert rows(bench)[4] == ["Total"]
    assert saved_page(bench).tables["Rows"].ref == "A1:C5" if bench.name != "calc" else True


def test_rows_of_a_protected_sheet_stay(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Protected.xlsx"
    with made(path) as book:
        table_sheet(book)
        book.get_worksheet_by_name("Rows").protect("secret")
    host = bench.open(path)
    with pytest.raises(InputError, match=r"The sheet Rows is protected.*Unprotect it"):
        host.fill_rows("Rows", 2, NEW["more"])
    host.reach("Rows", 9)
    assert rows(bench) == [HEADERS, *OLD]
    assert bench.tables("Rows") == ["A1:C4"]
