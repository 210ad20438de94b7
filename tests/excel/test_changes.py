"""Changes and their undo in a workbook that is open in Excel, over openpyxl in Excel's place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl.utils import get_column_letter

from addin.change_log import read_log
from addin.commands.fix import fix_book
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.excel_host import ExcelHost
from addin.ooxml import CellValue
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.errors import InputError
from tests.excel.engine import opened
from workbook_templates.layout import CHANGES, layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))
YEAR = catalogue.load()
LEARNERS = layout(YEAR).sheets["Learners"]
POSTCODE, SEX = LEARNERS.number("Postcode"), LEARNERS.number("Sex")


@pytest.fixture
def book(tmp_path: Path) -> xw.Book:
    path = tmp_path / "Return.xlsx"
    filled_book(path, YEAR, list(made_learners(YEAR, 6, NOW.date())), ukprn=10000001)
    found = opened(path)
    found.sheets["Learners"].range((3, POSTCODE)).value = "cv12wt"
    found.sheets["Learners"].range((4, SEX)).value = "female"
    return found


def cells(book: xw.Book) -> tuple[object, object]:
    page = book.sheets["Learners"]
    return page.range((3, POSTCODE)).value, page.range((4, SEX)).value


def fixed(book: xw.Book) -> None:
    assert fix_book(ExcelHost(book), who="A. Tester", now=NOW)


def test_a_fix_changes_the_cells_and_is_logged(book: xw.Book) -> None:
    fixed(book)
    assert cells(book) == ("CV1 2WT", "F · Female")
    log = read_log(ExcelHost(book))
    assert [(entry.field, entry.old, entry.new) for entry in log] == [
        ("Postcode", "cv12wt", "CV1 2WT"),
        ("Sex", "female", "F · Female"),
    ]
    assert book.sheets[CHANGES].tables[0].range.last_cell.row == 3


def test_undo_gives_the_cells_back(book: xw.Book) -> None:
    fixed(book)
    assert undo_change(ExcelHost(book), who="A. Tester", now=NOW)
    assert cells(book) == ("cv12wt", "female")
    assert [entry.undoes for entry in read_log(ExcelHost(book))] == [None, None, 1, 1]


class WithMergedCell(ExcelHost):
    """A host in which one cell takes no value, as inside merged cells."""

    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        takes = {cell: value for cell, value in values.items() if (sheet, *cell) != ("Learners", 4, SEX)}
        super().write_cells(sheet, takes)
        return [cell for cell in values if cell not in takes]


def test_a_cell_that_cannot_be_written_leaves_all_as_they_were(book: xw.Book) -> None:
    with pytest.raises(InputError, match="Learners!G4 is inside merged cells or"):
        fix_book(WithMergedCell(book), who="A. Tester", now=NOW)
    assert cells(book) == ("cv12wt", "female")
    assert read_log(ExcelHost(book)) == []


def test_nothing_is_written_when_the_user_does_not_agree(book: xw.Book) -> None:
    book.app.impl.clicked = "cancel"
    assert fix_book(ExcelHost(book), who="", now=NOW) is None
    (shown,) = book.app.impl.asked
    assert shown.splitlines() == [
        f"Learners!{get_column_letter(POSTCODE)}3  D00002  Postcode: cv12wt -> CV1 2WT  (found by Postcode_15)",
        f"Learners!{get_column_letter(SEX)}4  D00003  Sex: female -> F · Female  (found by FD_Sex_AL)",
        "",
        "Change 2 cells?",
    ]
    assert cells(book) == ("cv12wt", "female")
