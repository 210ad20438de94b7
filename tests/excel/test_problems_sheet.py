"""Rows of Problems are as high as their sentences need, and the status of a row fits its column."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from addin.commands.check import check_book
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.ooxml import Package, SheetEditor
from addin.sheets.problem_rows import problem_heights
from ilr_core import catalogue
from workbook_templates.formats import LINE_HEIGHT, width
from workbook_templates.layout import PROBLEMS, layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 3, NOW.date())), ukprn=10000001)
    host = FileHost(path)
    host.write_cells("Learners", {(2, layout(year).sheets["Learners"].number("ULN")): "1000000087"})
    host.write_cells("Learners", {(3, layout(year).sheets["Learners"].number("DateOfBirth")): "31/2/2001"})
    host.save()
    return path


def test_a_longer_sentence_has_a_higher_row(book: Path) -> None:
    check_book(FileHost(book), now=NOW)
    sheet = openpyxl.load_workbook(book)[PROBLEMS]
    found = {sheet.cell(row, 2).value: (sheet.row_dimensions[row].height, sheet.cell(row, 10).value) for row in (2, 3)}
    assert found["Schema"][0] < LINE_HEIGHT * 2 < found["ULN_04"][0] < LINE_HEIGHT * 3
    assert len(found["Schema"][1]) < 82 < len(found["ULN_04"][1])


def test_heights_go_when_the_problems_go(book: Path) -> None:
    check_book(FileHost(book), now=NOW)
    host = FileHost(book)
    host.fill_rows(PROBLEMS, 2, [["✖", "A_01"], ["✖", "A_02"]], [40, None])
    host.save()
    rows = openpyxl.load_workbook(book)[PROBLEMS].row_dimensions
    assert [rows[number].height for number in (2, 3, 4)] == [40, None, None]


@pytest.mark.parametrize(("letters", "lines"), [(0, 1), (1, 1), (90, 1), (91, 2), (180, 2), (181, 3)])
def test_lines_of_a_sentence(letters: int, lines: int) -> None:
    (height,) = problem_heights([["✖", "A_01", "x" * letters]])
    assert LINE_HEIGHT * lines < height < LINE_HEIGHT * (lines + 1)


def test_fewer_heights_than_rows(book: Path, tmp_path: Path) -> None:
    package = Package.open(book)
    assert SheetEditor(package, PROBLEMS).fill_rows(2, [["a"], [], ["b"]], heights=[20.5]) == 4
    package.save(tmp_path / "b.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "b.xlsx")[PROBLEMS].row_dimensions
    assert (rows[2].height, rows[4].height) == (20.5, None)


def test_the_status_of_a_long_rule_fits() -> None:
    year = catalogue.load()
    for sheet in layout(year).sheets.values():
        assert width(sheet, sheet.by_header["Status"], year) > len("✖ 1 · FD_FamilyName_AP")


def test_a_note_says_rule_and_remedy(book: Path) -> None:
    check_book(FileHost(book), now=NOW)
    sheet = openpyxl.load_workbook(book)["Learners"]
    notes = [cell.comment.text for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]
    assert "ILR check:\nSchema: DateOfBirth '31/2/2001' cannot be read as a date. Retype it." in notes
