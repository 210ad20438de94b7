"""Single cells: what is written comes back; what takes no value is reported, and all else is written."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from addin.ooxml import CellValue, Formula, PackageError, Styled, Value
from tests.hosts.benches import Bench
from tests.hosts.books import LONGEST, Book, made
from tests.vba_bridge.calc import Calc

MOMENT = datetime.combine(date(2026, 11, 23), time(9, 30, 5))
DAY_FORMAT, MOMENT_FORMAT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
# What is written, the number format of its cell, and what is read if not the same.
SAME = object()
VALUES: list[tuple[CellValue, str, object]] = [
    ("A0001", "General", SAME),
    ("=1+1", "General", SAME),
    ("=1+1", "@", SAME),
    ("+44", "General", SAME),
    ("-", "General", SAME),
    ("@x", "General", SAME),
    ("'x", "General", SAME),
    ("_x0041_", "General", SAME),
    ("1000000027", "General", SAME),
    ("1000000027", "@", SAME),
    ("007", "General", SAME),
    ("1E5", "General", SAME),
    ("31/8/2026", "General", SAME),
    ("31/8/2026", DAY_FORMAT, SAME),
    ("TRUE", "General", SAME),
    ("#N/A it says", "General", SAME),
    (" two spaces ", "General", SAME),
    ("first\nsecond", "General", SAME),
    ("✖ 2 · ULN_04 😀", "General", SAME),
    ("é" * LONGEST, "General", SAME),
    ("", "General", None),
    (None, "General", SAME),
    (1, "General", SAME),
    (-5, "@", SAME),
    (1000000027, "General", SAME),
    (0.1, "General", SAME),
    (1e300, "General", SAME),
    (True, "General", SAME),
    (False, "General", SAME),
    (date(2026, 8, 31), DAY_FORMAT, SAME),
    (MOMENT, MOMENT_FORMAT, SAME),
    (Styled("x", 0), "General", "x"),
    (Formula('HYPERLINK("#A1","A1")', "A1"), "General", "A1"),
]


@pytest.fixture
def filled_book(tmp_path: Path) -> Path:
    """A sheet with an old value in every second cell, in the number formats of the cases."""
    path = tmp_path / "Cells.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Cells")
        for row, (_, form, _) in enumerate(VALUES):
            style = book.add_format({"num_format": form})
            if row % 2:
                page.write_string(row, 1, "old", style)
            else:
                page.write_blank(row, 1, None, style)
        page.write(len(VALUES), 2, "untouched")
    return path


def cells(bench: Bench, host_sheet: str = "Cells") -> dict[tuple[int, int], Value]:
    bench.settle()
    sheet = next(one for one in bench.host.read_sheets() if one.name == host_sheet)
    return {
        (number, column): value
        for number, row in enumerate(sheet.rows, 1)
        for column, value in enumerate(row, 1)
        if value is not None
    }


def test_values_come_back(bench: Bench, filled_book: Path) -> None:
    host = bench.open(filled_book)
    assert host.write_cells("Cells", {(row, 2): value for row, (value, _, _) in enumerate(VALUES, 1)}) == []
    read = cells(bench)
    wanted = [value if result is SAME else result for value, _, result in VALUES]
    found = [read.get((row, 2)) for row in range(1, len(VALUES) + 1)]
    assert found == wanted
    assert [type(value) for value in found] == [type(value) for value in wanted]
    assert read[len(VALUES) + 1, 3] == "untouched"


def test_a_file_saved_by_any_program_reads_the_same(bench: Bench, filled_book: Path) -> None:
    from addin.ooxml import read_workbook

    host = bench.open(filled_book)
    host.write_cells("Cells", {(row, 2): value for row, (value, _, _) in enumerate(VALUES, 1)})
    rows = read_workbook(bench.saved())[0].rows
    wanted = [value if result is SAME else result for value, _, result in VALUES]
    # A formula that openpyxl saves has no value until a program calculates it.
    count = len(VALUES) - 1 if bench.name == "excel" else len(VALUES)
    assert [row[1] for row in rows[:count]] == wanted[:count]


def test_nothing_to_write(bench: Bench, filled_book: Path) -> None:
    host = bench.open(filled_book)
    before = host.read_sheets()[0].rows
    assert host.write_cells("Cells", {}) == []
    assert host.read_sheets()[0].rows == before


def test_cells_outside_what_is_used(bench: Bench, filled_book: Path) -> None:
    host = bench.open(filled_book)
    assert host.write_cells("Cells", {(5000, 40): "far", (3, 30): 1}) == []
    read = cells(bench)
    assert (read[5000, 40], read[3, 30]) == ("far", 1)


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "😀" * (LONGEST // 2 + 1)])
def test_a_text_longer_than_a_cell_is_refused(bench: Bench, filled_book: Path, text: str) -> None:
    host = bench.open(filled_book)
    with pytest.raises(PackageError, match="too long: a cell holds 32,767 at most"):
        host.write_cells("Cells", {(1, 1): text})


def barred_book(book: Book) -> None:
    page = book.add_worksheet("Cells")
    page.merge_range("B2:C3", "merged")
    page.write_array_formula("E2:E4", "{=ROW(A2:A4)}", None, 2)
    page.write("E3", 3)
    page.write("E4", 4)
    page.write_array_formula("G2:G2", "{=SUM(E2:E4)}", None, 9)
    page.write_formula("H2", "=1+1", None, 2)
    page.write("A9", "end")


BARRED = {(3, 2), (2, 3), (3, 3), (2, 5), (3, 5), (4, 5)}
TRIED = [(1, 2), (2, 2), (3, 2), (4, 2), (2, 3), (3, 3), (2, 5), (3, 5), (4, 5), (5, 5), (2, 7), (2, 8), (20, 2)]


def test_merged_cells_and_array_formulas_are_reported_and_the_others_written(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Barred.xlsx"
    with made(path) as book:
        barred_book(book)
    host = bench.open(path)
    refused = host.write_cells("Cells", dict.fromkeys(TRIED, "new"))
    assert set(refused) == BARRED
    assert len(refused) == len(BARRED)
    read = cells(bench)
    assert {cell for cell in TRIED if read.get(cell) == "new"} == set(TRIED) - BARRED
    assert {cell: read.get(cell) for cell in sorted(BARRED)} == {
        (2, 3): None, (2, 5): 2, (3, 2): None, (3, 3): None, (3, 5): 3, (4, 5): 4
    }  # fmt: skip


def test_one_part_of_a_merged_area_alone(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Barred.xlsx"
    with made(path) as book:
        barred_book(book)
    host = bench.open(path)
    assert host.write_cells("Cells", {(3, 3): "x"}) == [(3, 3)]
    assert host.write_cells("Cells", {(3, 5): "x"}) == [(3, 5)]


def test_merged_areas_that_begin_or_end_beside_what_is_written(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Around.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Cells")
        for area in ("A1:F1", "B3:B9", "D4:G6", "C8:D9", "F8:F20", "J1:K30"):
            page.merge_range(area, area)
    host = bench.open(path)
    tried = [(row, column) for column in (2, 4, 6) for row in (1, 5, 8, 9, 25)]
    barred = {(1, 2), (1, 4), (1, 6), (5, 2), (8, 2), (9, 2), (5, 4), (8, 4), (9, 4), (5, 6), (9, 6)}
    assert set(host.write_cells("Cells", dict.fromkeys(tried, "new"))) == barred
    read = cells(bench)
    assert {cell for cell in tried if read.get(cell) == "new"} == set(tried) - barred


def protected_book(path: Path) -> Path:
    with made(path) as book:
        opened = book.add_format({"locked": False})
        page = book.add_worksheet("Cells")
        page.write_row("A1", ["Status", "ULN"])
        page.write("A2", "old")
        page.write("B2", "old", opened)
        page.write("A3", "old")
        page.write("B3", "old", opened)
        page.set_column("C:C", None, opened)
        page.protect("secret")
        book.add_worksheet("Open").write("A1", "old")
    return path


def test_locked_cells_of_a_protected_sheet_are_reported(bench: Bench, tmp_path: Path) -> None:
    host = bench.open(protected_book(tmp_path / "Protected.xlsx"))
    tried = {(2, 1): "new", (2, 2): "new", (3, 2): "new", (9, 1): "new", (9, 3): "new"}
    assert sorted(host.write_cells("Cells", tried)) == [(2, 1), (9, 1)]
    assert host.write_cells("Open", {(1, 1): "new"}) == []
    read = cells(bench)
    assert (read[2, 1], read[2, 2], read[3, 2], read.get((9, 1)), read[9, 3]) == ("old", "new", "new", None, "new")


FORMULAS = {
    "1+1": "2",
    'IF(1=1,"a,b","c")': "a,b",
    'IFERROR(MATCH("y",Cells!$C:$C,0),5)': "3",
    "SUM('O''Brien & Co'!A1:A2,1)": "6",
    "HYPERLINK(\"#'O''Brien & Co'!A\"&IFERROR(MATCH(3,'O''Brien & Co'!$A:$A,0),7),\"A2\")": "A2",
}


@pytest.mark.libreoffice
def test_formulas_are_calculated(bench: Bench, tmp_path: Path, office: Calc) -> None:
    path = tmp_path / "Formulas.xlsx"
    with made(path) as book:
        book.add_worksheet("Cells").write_column("C1", ["w", "x", "y"])
        book.add_worksheet("O'Brien & Co").write_column("A1", [2, 3])
    host = bench.open(path)
    host.write_cells("Cells", {(row, 1): Formula(text) for row, text in enumerate(FORMULAS, 1)})
    if bench.name == "calc":
        shown = office.cells("Cells", f"A1:A{len(FORMULAS)}")
    else:
        office.open(str(bench.saved()))
        office.calculate()
        shown = office.cells("Cells", f"A1:A{len(FORMULAS)}")
        office.close()
    assert dict(zip(FORMULAS, [text for (text,) in shown], strict=True)) == FORMULAS
