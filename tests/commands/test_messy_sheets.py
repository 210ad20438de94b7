"""Sheets and columns as they look on the day of the deadline: moved, renamed, deleted, doubled, of another year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.commands.made import assert_same, check, column, edited, found, learners_of, messages
from tests.commands.messy import at, blocked, exported

Edit = Callable[[Worksheet], None]


def move_columns(sheet: Worksheet) -> None:
    """The whole sheet from right to left."""
    width, height = sheet.max_column, sheet.max_row
    rows = [[sheet.cell(row, number).value for number in range(width, 0, -1)] for row in range(1, height + 1)]
    for row, cells in enumerate(rows, 1):
        for number, cell in enumerate(cells, 1):
            sheet.cell(row, number).value = cell
    sheet.tables.clear()


def own_columns(sheet: Worksheet) -> None:
    sheet.insert_cols(3, 2)
    sheet.cell(1, 3, "Remarks")
    sheet.cell(2, 3, "rang her")
    sheet.tables.clear()


def reversed_rows(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[1].value is not None]
    for row, cells in enumerate(reversed(rows), 2):
        for number, cell in enumerate(cells, 1):
            sheet.cell(row, number).value = cell


def title_rows(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Our learners, November"
    sheet.tables.clear()


def filtered(sheet: Worksheet) -> None:
    for row in (3, 4, 5):
        sheet.row_dimensions[row].hidden = True


def spelt_otherwise(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        if cell.value in ("LearnRefNumber", "DateOfBirth", "LearnStartDate"):
            cell.value = f" {cell.value.upper()}\xa0"


HARMLESS: dict[str, Edit] = {
    "columns moved": move_columns,
    "columns of the user's own": own_columns,
    "a title above": title_rows,
    "filtered rows": filtered,
    "headers in capitals": spelt_otherwise,
    "not a table any more": lambda sheet: sheet.tables.clear(),
    "renamed in capitals": lambda sheet: setattr(sheet, "title", sheet.title.upper() + " "),
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_people_do_to_sheets_does_no_harm(path: Path, kind: str) -> None:
    opened = openpyxl.load_workbook(path)
    for name in ("Learners", "Aims"):
        HARMLESS[kind](opened[name])
    opened.save(path)
    done = check(path)
    assert done.report.findings == ()
    assert_same(learners_of("2627"), exported(path))
    assert check(path).report.findings == ()


@pytest.mark.parametrize("name", ["Learners", "Aims", "Employment"])
def test_rows_sorted_on_one_sheet_only(path: Path, name: str) -> None:
    with edited(path, name) as sheet:
        reversed_rows(sheet)
    assert check(path).report.findings == ()
    after = {one.LearnRefNumber: one for one in exported(path)}
    for one in learners_of("2627"):
        other = after[one.LearnRefNumber]
        assert one.ULN == other.ULN
        assert {aim.AimSeqNumber: aim.LearnAimRef for aim in one.LearningDelivery} == {
            aim.AimSeqNumber: aim.LearnAimRef for aim in other.LearningDelivery
        }


@pytest.mark.parametrize(
    ("name", "header", "typed", "cell"),
    [
        ("Learners", "ULN", "Unique number", "E1"),
        ("Aims", "LearnStartDate", "Start date", "I1"),
        ("Employment", "EmpStat", "Status of employment", "C1"),
    ],
)
def test_a_renamed_header_says_which_cell_to_change(path: Path, name: str, header: str, typed: str, cell: str) -> None:
    with edited(path, name) as sheet:
        at(sheet, 1, header).value = typed
    done = check(path)
    told = [one for one in messages(done) if f"the column {header} is not there" in one]
    assert len(told) == 1
    assert told[0].startswith(f"{name}: ")
    assert header in blocked(path)
    assert done.report.clean_learners == 0
    if f"'{typed}'" in told[0]:
        assert f"{cell} '{typed}'" in told[0]
        assert f"rename it to {header}" in told[0]


def test_a_deleted_optional_column_is_a_choice(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        sheet.delete_cols(column("Learners", "Email"))
        sheet.tables.clear()
    assert "Sheet" not in {rule for rule, _ in found(check(path))}
    assert {one.Email for one in exported(path)} == {None}


def test_a_deleted_required_column_stops_the_export(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        sheet.delete_cols(column("Learners", "Ethnicity"))
        sheet.tables.clear()
    done = check(path)
    assert ["the column Ethnicity is not there" in one for one in messages(done)] == [True]
    assert "FD_Ethnicity_MA" not in {rule for rule, _ in found(done)}
    assert done.report.schema_valid is False
    assert "Ethnicity" in blocked(path)


def test_a_deleted_detail_sheet(path: Path) -> None:
    opened = openpyxl.load_workbook(path)
    del opened["Finance"]
    opened.save(path)
    done = check(path)
    assert done.report.learners == 6
    assert {len(one.AppFinRecord) for learner in exported(path) for one in learner.LearningDelivery} == {0}


@pytest.mark.parametrize("name", ["Learners", "Aims", "Finance"])
def test_a_renamed_sheet_is_recognised(path: Path, name: str) -> None:
    with edited(path, name) as sheet:
        sheet.title = "Ours 2026"
    done = check(path)
    assert f"The sheet {name} is not there. If Ours 2026 is that sheet, rename it to {name}." in messages(done)
    assert "Ours 2026" in blocked(path)


def test_status_and_marks_columns_may_be_gone(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        at(sheet, 3, "ULN").value = "1061484017"
        sheet.delete_cols(column("Learners", "Marks"))
        sheet.delete_cols(1)
        sheet.tables.clear()
    done = check(path)
    assert ("ULN_04", "Learners!D3") in found(done)
    assert openpyxl.load_workbook(path)["Learners"]["D3"].comment is not None


def test_a_column_of_another_year_is_not_passed_over_in_silence(path: Path) -> None:
    with edited(path, "Aims") as sheet:
        number = sheet.max_column + 1
        sheet.cell(1, number, "OTJActHours")
        sheet.cell(2, number, 40)
    done = check(path)
    assert ["2026/27 has no OTJActHours" in one for one in messages(done)] == [True]
    assert len(exported(path)) == 6


def test_a_column_that_is_there_twice(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        sheet.cell(1, sheet.max_column + 1, "ULN")
    assert "the column ULN is there 2 times" in blocked(path)
