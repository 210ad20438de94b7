"""Rows and cells as they look on the day of the deadline: typed otherwise, merged, copied, without a parent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from addin.commands.check import check_book
from addin.hosts.file_host import FileHost
from tests.commands.made import NOW, check, edited, found, learners_of, messages, value
from tests.commands.messy import at, blocked, exported

ULN = learners_of("2627")[0].ULN
TYPED: dict[str, tuple[str, str, Any]] = {
    "a ULN as a number": ("Learners", "ULN", ULN),
    "a ULN with spaces": ("Learners", "ULN", f" {ULN}\xa0"),
    "a number as text": ("Aims", "AimSeqNumber", "1"),
    "a date as text": ("Learners", "DateOfBirth", "5/3/1999"),
    "a code with its label": ("Learners", "Sex", "F · Female"),
    "a code as a number": ("Aims", "FundModel", 36),
    "a code with spaces": ("Aims", "FundModel", "36 "),
    "a name with a no-break space": ("Learners", "FamilyName", "O'Neil\xa0"),
}


@pytest.mark.parametrize("kind", TYPED)
def test_values_typed_in_other_ways_are_read(path: Path, kind: str) -> None:
    name, header, typed = TYPED[kind]
    with edited(path, name) as sheet:
        cell = at(sheet, 2, header)
        cell.value, cell.number_format = typed, "General"
    assert check(path).report.findings == ()
    assert len(exported(path)) == 6
    assert value(path, name, 2, header) == typed


def test_a_code_that_lost_its_zeros(path: Path) -> None:
    with edited(path, "Aims") as sheet:
        at(sheet, 2, "DAM").value = 1
    assert not {cell for rule, cell in found(check(path)) if "Schema" in rule or rule.startswith("FD_")}
    fams = exported(path)[0].LearningDelivery[0].LearningDeliveryFAM
    assert ("DAM", "001") in {(one.LearnDelFAMType, one.LearnDelFAMCode) for one in fams}


def test_merged_cells(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        sheet.merge_cells("F3:F4")
    done = check(path)
    (told,) = messages(done)
    assert "the cells F3:F4 are merged" in told
    assert ("Sheet", "Learners!F3") in found(done)
    assert "F3:F4" in blocked(path)
    assert done.report.clean_learners == 4


def test_a_merged_status_cell_is_named_and_passed_over(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        sheet.merge_cells("A3:A4")
    done = check_book(FileHost(path), now=NOW)
    assert done.unmarked == (
        "Learners!A4 could not be marked: inside merged cells or an array formula, or locked on a protected sheet. "
        "Unmerge the cells, move the formula or unprotect the sheet, then try again."
    )
    assert value(path, "Learners", 3, "Status") == "✔"


def test_formulas(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        at(sheet, 3, "DateOfBirth").value = "=DATE(1999,3,5)"
    done = check(path)
    (told,) = messages(done)
    assert "cell F3 (DateOfBirth) has a formula without a value" in told
    assert "F3" in blocked(path)
    assert ("Sheet", "Learners!F3") in found(done)
    assert done.report.clean_learners == 5


def test_an_error_value_typed_over_a_cell(path: Path) -> None:
    with edited(path, "Aims") as sheet:
        cell = at(sheet, 2, "LearnAimRef")
        cell.value, cell.data_type = "#REF!", "e"
    done = check(path)
    assert ("Sheet", "Aims!E2") in found(done)
    assert "#REF!" in blocked(path)


def test_a_learners_row_copied_with_its_hidden_id(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        for cell in sheet[3]:
            sheet.cell(8, cell.column).value = cell.value
    done = check(path)
    twice = {cell for rule, cell in found(done) if cell in ("Learners!B3", "Learners!B8", "Learners!E3", "Learners!E8")}
    assert {"Learners!B8", "Learners!E8"} & twice
    assert done.report.learners == 7
    assert done.report.errors


def test_an_aim_row_copied_for_another_aim(path: Path) -> None:
    with edited(path, "Aims") as sheet:
        last = max(row for row in range(1, 99) if sheet.cell(row, 2).value)
        for cell in sheet[last]:
            sheet.cell(last + 1, cell.column).value = cell.value
        at(sheet, last + 1, "AimSeqNumber").value = 2
        at(sheet, last + 1, "LearnAimRef").value = "60144324"
    check(path)
    last_learner = exported(path)[-1]
    assert [aim.AimSeqNumber for aim in last_learner.LearningDelivery] == [1, 2]


def test_a_learner_renamed_on_the_main_sheet_only(path: Path) -> None:
    before = learners_of("2627")
    with edited(path, "Learners") as sheet:
        at(sheet, 2, "LearnRefNumber").value = "NEW1"
    assert "Sheet" not in {rule for rule, _ in found(check(path))}
    after = exported(path)
    assert after[0].LearnRefNumber == "NEW1"
    assert len(after[0].LearningDelivery) == len(before[0].LearningDelivery)


def test_a_detail_row_without_its_parent(path: Path) -> None:
    with edited(path, "Aims") as sheet:
        row = 30
        for header, typed in {
            "LearnRefNumber": "NOBODY", "AimSeqNumber": 1, "LearnAimRef": "60144324", "AimType": "4", "FundModel": "38",
            "LearnStartDate": date(2026, 9, 1), "LearnPlanEndDate": date(2027, 3, 1), "CompStatus": "1",
            "DelLocPostCode": "ZZ99 9ZZ",
        }.items():  # fmt: skip
            at(sheet, row, header).value = typed
    done = check(path)
    (told,) = messages(done)
    assert "Aims: row 30" in told
    assert "NOBODY" in told
    assert ("Sheet", "Aims!B30") in found(done)
    assert "row 30" in blocked(path)
    assert value(path, "Aims", 30, "Status").startswith("✖")


def test_typed_rows_under_the_table(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        copied = {cell.value: sheet.cell(6, cell.column).value for cell in sheet[1]}
        for header, typed in (copied | {"LearnRefNumber": "TYPED", "ULN": "1000000584"}).items():
            if header not in ("Status", "RowId", "Marks"):
                at(sheet, 12, header).value = typed
    for name in ("Aims", "Employment"):
        with edited(path, name) as sheet:
            source = next(row for row in range(2, 99) if sheet.cell(row, 2).value == "D00005")
            for cell in sheet[source]:
                if sheet.cell(1, cell.column).value not in ("Status", "RowId", "ParentId", "Marks"):
                    sheet.cell(40, cell.column).value = cell.value
            sheet.cell(40, 2).value = "TYPED"
            if name == "Aims":
                at(sheet, 40, "AimSeqNumber").value = None
    done = check(path)
    assert done.report.learners == 7
    assert messages(done) == []
    typed = exported(path)[-1]
    assert (typed.LearnRefNumber, typed.ULN) == ("TYPED", 1000000584)
    assert [aim.AimSeqNumber for aim in typed.LearningDelivery] == [1]
    assert len(typed.LearnerEmploymentStatus) == 1
    assert value(path, "Learners", 12, "Status") in ("✔", "✖ 1 · ULN_04")
    assert value(path, "Aims", 40, "AimSeqNumber") is None


def test_thousands_of_blank_formatted_rows_are_no_rows(path: Path) -> None:
    with edited(path, "Learners") as sheet:
        for row in range(9, 3000):
            sheet.cell(row, 3).value = None
            sheet.cell(row, 3).number_format = "@"
        sheet.cell(2500, 4).value = " \xa0"
    assert check(path).report.learners == 6
