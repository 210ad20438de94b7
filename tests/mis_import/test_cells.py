"""Cells as other systems write them, read as the return spells them, or refused with the reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from addin.mis_import.cells import ExportCellReader, Read
from addin.mis_import.dates import Order
from addin.mis_import.targets import target_named
from tests.mis_import.made import YEAR


def read(field: str, value: object, order: Order = "", own: dict[str, str] | None = None) -> Read:
    target = target_named(field, YEAR)
    assert target is not None
    return ExportCellReader(YEAR, target.definition(YEAR), order, target.fixed, own or {})(value)  # type: ignore[arg-type]


DAY = date(2026, 9, 1)
GOOD = [
    ("LearnStartDate", "01/09/2026", DAY),
    ("LearnStartDate", " 1.9.26 ", DAY),
    ("LearnStartDate", "2026-09-01", DAY),
    ("LearnStartDate", "2026-09-01T00:00:00Z", DAY),
    ("LearnStartDate", "01/09/2026 09:30", DAY),
    ("LearnStartDate", "01-Sep-26", DAY),
    ("LearnStartDate", "Tuesday, 1 September 2026", DAY),
    ("LearnStartDate", "Sep 1, 2026", DAY),
    ("LearnStartDate", "20260901", DAY),
    ("LearnStartDate", 20260901, DAY),
    ("LearnStartDate", 46266, DAY),
    ("LearnStartDate", "46266", DAY),
    ("LearnStartDate", datetime(2026, 9, 1, 8), DAY),
    ("DateOfBirth", "01/09/26", date(1926, 9, 1)),
    ("EmpStat", "10", 10),
    ("EmpStat", 10.0, 10),
    ("EmpStat", "10.0", 10),
    ("EmpStat", "10 - In paid employment", 10),
    ("EmpStat", "10: employed", 10),
    ("EmpStat", "In paid employment (10)", 10),
    ("EmpStat", "in PAID employment ", 10),
    ("EmpStat", "Unemployed", 11),
    ("Sex", "Female", "F"),
    ("Sex", "m", "M"),
    ("LLDDHealthProb", True, 1),
    ("LLDDHealthProb", "No", 2),
    ("Ethnicity", "White - British", 31),
    ("LDM", "34", "034"),
    ("LDM", 34, "034"),
    ("LDM", "34.0", "034"),
    ("RES", "Y", "1"),
    ("ULN", 1061484016.0, 1061484016),
    ("ULN", " 1061484016 ", 1061484016),
    ("ULN", "1061484016.0", 1061484016),
    ("TNP1", "£9,000.00", 9000),
    ("TNP1", 9000.0, 9000),
    ("NINumber", "ab 12 34 56 c", "AB123456C"),
    ("Postcode", "sw1a1aa", "SW1A 1AA"),
    ("LearnAimRef", "zprog001", "ZPROG001"),
    ("FamilyName", "Null", "Null"),
    ("FamilyName", "  Sample ", "Sample"),
    ("LearnRefNumber", "1E5", "1E5"),
]


@pytest.mark.parametrize(("field", "value", "expected"), GOOD)
def test_what_a_cell_means(field: str, value: object, expected: object) -> None:
    found = read(field, value)
    assert found.problem == ""
    assert found.reading is not None
    assert found.reading.value == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [("LearnActEndDate", "01/01/1900"), ("LearnActEndDate", "31/12/9999 00:00:00"), ("EmpId", "NULL"), ("EmpId", " "),
     ("Outcome", "N/A"), ("AddLine2", "-"), ("RES", "No"), ("RES", False)],
)  # fmt: skip
def test_what_stands_for_nothing(field: str, value: object) -> None:
    assert read(field, value) == Read()


BAD = [
    ("ULN", "1.06148E+09", "has lost its digits"),
    ("EmpId", "9e8", "has lost its digits"),
    ("LearnRefNumber", "1.2E+05", "has lost its digits"),
    ("LearnStartDate", "31/02/2026", "is no date"),
    ("LearnStartDate", "soon", "is no date"),
    ("EmpStat", "Working", "is no code and no known meaning"),
    ("EmpStat", "77", "is no code and no known meaning"),
    ("TNP1", "nine thousand", "is no whole number"),
    ("PriorLevel", "Level 2", "is no code and no known meaning"),
]


@pytest.mark.parametrize(("field", "value", "words"), BAD)
def test_what_is_refused_and_why(field: str, value: object, words: str) -> None:
    found = read(field, value)
    assert found.reading is None
    assert words in found.problem


def test_a_month_first_column() -> None:
    reading = read("LearnStartDate", "9/1/2026 12:00:00 AM", "month first").reading
    assert reading is not None
    assert reading.value == DAY
    assert "with the month first" in read("LearnStartDate", "13/9/2026", "month first").problem


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [("LearnAimRef", "100309", "00100309"), ("LearnAimRef", 100309, "00100309"), ("TelNo", 7700900123, "07700900123")],
)
def test_zeros_that_a_spreadsheet_took_away_come_back_and_are_told(field: str, value: object, expected: str) -> None:
    found = read(field, value)
    assert found.reading is not None
    assert found.reading.value == expected
    assert "again" in found.remark


def test_a_text_of_the_systems_own_means_what_the_user_says() -> None:
    found = read("EmpStat", "Working!", own={"working": "10"}).reading
    assert found is not None
    assert found.value == 10
