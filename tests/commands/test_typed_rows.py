"""Rows that an admin types: they get an id of their own, and a blank aim number is announced before it is given."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl

from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.commands.new import new_book
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from workbook_templates.layout import ROW_ID, layout

NOW = datetime(2026, 11, 23, 12)


def typed_book(path: Path) -> Path:
    """A learner with one aim without a number, typed into an empty workbook."""
    year = catalogue.load()
    new_book(path, year, ukprn=10000001)
    book = openpyxl.load_workbook(path)
    start = NOW.replace(hour=0) - timedelta(days=60)
    learner = {"LearnRefNumber": "T1", "ULN": "1000000027", "FamilyName": "Sample", "GivenNames": "Robin",
               "DateOfBirth": date(1990, 5, 17), "Ethnicity": "31", "Sex": "F", "LLDDHealthProb": "2",
               "PostcodePrior": "ZZ99 9ZZ", "Postcode": "ZZ99 9ZZ", "AddLine1": "1 Example Street"}  # fmt: skip
    aim = {"LearnRefNumber": "T1", "AimType": "4", "LearnAimRef": "60144324", "FundModel": "99",
           "LearnStartDate": start, "LearnPlanEndDate": start + timedelta(days=200), "CompStatus": "1",
           "DelLocPostCode": "ZZ99 9ZZ"}  # fmt: skip
    for sheet, values in (("Learners", learner), ("Aims", aim)):
        for header, value in values.items():
            book[sheet].cell(2, layout(year).sheets[sheet].number(header), value)
    book.save(path)
    return path


def test_typed_rows_get_ids_that_stay(tmp_path: Path):
    path = typed_book(tmp_path / "typed.xlsx")
    check_book(FileHost(path), now=NOW)
    column = layout(catalogue.load()).sheets["Aims"].number(ROW_ID)
    given = openpyxl.load_workbook(path)["Aims"].cell(2, column).value
    assert given
    check_book(FileHost(path), now=NOW)
    assert openpyxl.load_workbook(path)["Aims"].cell(2, column).value == given


def test_a_blank_aim_number_is_announced_and_then_given(tmp_path: Path):
    path = typed_book(tmp_path / "typed.xlsx")
    notice = check_book(FileHost(path), now=NOW).notice
    assert "Aims!C2 as 1" in notice
    done = export_book(FileHost(path), tmp_path / "out", now=NOW)
    assert done is not None
    assert done.notice == notice
    assert "<AimSeqNumber>1</AimSeqNumber>" in done.path.read_text("utf-8")


def test_a_header_spelt_in_another_way_lights_up(tmp_path: Path):
    path = typed_book(tmp_path / "typed.xlsx")
    sheet = layout(catalogue.load()).sheets["Learners"]
    book = openpyxl.load_workbook(path)
    cell = book["Learners"].cell(1, sheet.number("DateOfBirth"))
    cell.value = "Date of birth"
    book["Learners"].tables["Learners"].tableColumns[cell.column - 1].name = "Date of birth"
    book["Learners"].cell(2, cell.column, "31/2/1990")
    book.save(path)
    check_book(FileHost(path), now=NOW)
    marks = openpyxl.load_workbook(path)["Learners"].cell(2, sheet.number("Marks")).value
    assert "|Date of birth|" in marks
