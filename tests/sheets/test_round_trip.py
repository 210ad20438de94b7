"""Whatever the schema allows comes back from the sheets as it went in."""

from __future__ import annotations

import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from addin.ooxml import SheetData
from addin.sheets.reading import read_records
from addin.sheets.source_files import read_source_files, source_file_rows
from ilr_core import catalogue
from ilr_core.model import HRSRecord, Learner, LearningDelivery, LearningDeliveryFAM, SourceFile, SourceFiles
from ilr_core.xml import ReturnReader
from tests.sheets.books import WHOLE_RETURNS, YEAR, learners, value_of, written
from workbook_templates.layout import SOURCE_FILES

SAMPLES = sorted(Path(os.environ.get("ILR_SAMPLE_RETURNS", "no-such-folder")).glob("ILR-*-2526-*.xml"))


def assert_read_back(given_learners: list[Learner], sheets: list[SheetData]) -> None:
    reading = read_records(sheets, YEAR)
    assert [found.message for found in reading.problems] == []
    assert not reading.blocked
    assert not reading.numbered
    assert len(reading.learners) == len(given_learners)
    for before, after in zip(given_learners, reading.learners, strict=True):
        assert before.same_as(after), (before, after)


@settings(WHOLE_RETURNS, max_examples=80)
@given(learners())
def test_schema_valid_learners_come_back(given_learners: list[Learner]) -> None:
    assert_read_back(given_learners, written(given_learners))


@settings(WHOLE_RETURNS, max_examples=30)
@given(learners())
def test_learners_come_back_from_cells_as_excel_gives_them(given_learners: list[Learner]) -> None:
    sheets = written(given_learners)
    for sheet in sheets:
        sheet.rows = [[as_excel(value) for value in row] for row in sheet.rows]
    assert_read_back(given_learners, sheets)


def as_excel(value: object) -> object:
    """Excel gives every number as float, every date with a time."""
    if isinstance(value, int | Decimal):
        return float(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value


@settings(WHOLE_RETURNS, max_examples=20)
@given(learners())
def test_sorting_rows_keeps_every_record_with_its_parent(given_learners: list[Learner]) -> None:
    sheets = written(given_learners)
    for sheet in sheets:
        sheet.rows[1:] = sheet.rows[:0:-1]
    reading = read_records(sheets, YEAR)
    assert not reading.problems
    before = sorted(sorted(_contents(learner)) for learner in given_learners)
    assert sorted(sorted(_contents(learner)) for learner in reading.learners) == before


def _contents(learner: Learner) -> list[str]:
    return [f"{r.ENTITY}{[(name, _plain(r.value(name))) for name in r.FIELDS]}" for r in learner.walk()]


def _plain(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


def aim_with(*records: tuple[str, str, dict[str, object]]) -> list[Learner]:
    learner = Learner()
    learner.LearnRefNumber = "A1"
    aim = LearningDelivery(learner)
    learner.LearningDelivery.append(aim)
    aim.AimSeqNumber = 1
    for kind, code, more in records:
        fam = LearningDeliveryFAM(aim, len(aim.LearningDeliveryFAM))
        fam.LearnDelFAMType, fam.LearnDelFAMCode = kind, code
        for name, value in more.items():
            setattr(fam, name, value)
        aim.LearningDeliveryFAM.append(fam)
    return [learner]


@pytest.mark.parametrize(
    ("fams", "slots", "details"),
    [
        ([("SOF", "105", {}), ("FFI", "1", {})], {"SOF": "105", "FFI": "1"}, []),
        ([("FFI", "1", {}), ("SOF", "105", {})], {"FFI": "1", "SOF": None}, ["SOF"]),
        ([("SOF", "105", {}), ("SOF", "107", {}), ("FFI", "1", {})], {"SOF": "105", "FFI": None}, ["SOF", "FFI"]),
        ([("ACT", "1", {}), ("SOF", "105", {})], {"SOF": None}, ["ACT", "SOF"]),
        ([("SOF", "105", {"LearnDelFAMDateFrom": date(2026, 9, 1)})], {"SOF": None}, ["SOF"]),
        ([("LDM", "034", {}), ("DAM", "001", {})], {"LDM": "034", "DAM": "001"}, []),
    ],
)
def test_only_the_leading_run_stands_in_slots(fams, slots, details) -> None:
    sheets = {sheet.name: sheet for sheet in written(aim_with(*fams))}
    for header, code in slots.items():
        shown = value_of(sheets["Aims"], 2, header)
        assert (str(shown).split(" · ")[0] if shown else None) == code
    kinds = [
        str(value_of(sheets["Aim FAMs"], row, "LearnDelFAMType")) for row in range(2, len(sheets["Aim FAMs"].rows) + 1)
    ]
    assert [kind.split(" · ")[0] for kind in kinds] == details


def test_cells_hold_what_people_expect() -> None:
    learner = Learner()
    learner.LearnRefNumber, learner.ULN, learner.Sex, learner.ALSCost = "A 1 ", 1061484016, "F", 1250
    learner.DateOfBirth = date(1899, 5, 6)
    aim = LearningDelivery(learner)
    learner.LearningDelivery.append(aim)
    aim.AimSeqNumber, aim.LearnStartDate, aim.StdCode = 7, date(2026, 9, 1), 102
    hours = HRSRecord(aim)
    hours.HRSType, hours.HRSCode, hours.HRSAmount = "HRS", 1, 300
    aim.HRSRecord.append(hours)
    aim.keep_text("LearnPlanEndDate", "31/2/2027")
    sheets = {sheet.name: sheet for sheet in written([learner])}
    learners_sheet, aims = sheets["Learners"], sheets["Aims"]
    wanted = {
        "LearnRefNumber": "\u2060A 1 \u2060", "ULN": "1061484016", "Sex": "F · Female", "ALSCost": 1250,
        "DateOfBirth": "1899-05-06", "RowId": "L1", "Status": None, "Marks": None,
    }  # fmt: skip
    assert {name: value_of(learners_sheet, 2, name) for name in wanted} == wanted
    wanted = {
        "LearnRefNumber": "\u2060A 1 \u2060", "AimSeqNumber": 7, "LearnStartDate": date(2026, 9, 1), "StdCode": "102",
        "HRS1": 300, "RowId": "A1.1", "ParentId": "L1", "LearnPlanEndDate": "31/2/2027",
    }  # fmt: skip
    assert {name: value_of(aims, 2, name) for name in wanted} == wanted
    assert len(sheets["Hours"].rows) == 1


@pytest.mark.parametrize("text", ["31/2/2027", "31/08/2026", "£5", "abc", " 5", "2026-02-30", "#N/A"])
def test_what_xml_could_not_read_is_not_read_from_the_sheet_either(text: str) -> None:
    learner = Learner()
    learner.LearnRefNumber = "A1"
    learner.keep_text("DateOfBirth", text)
    learner.add_fault("DateOfBirth", "unreadable")
    reading = read_records(written([learner]), YEAR)
    assert reading.learners[0].DateOfBirth is None
    assert reading.learners[0].text("DateOfBirth") == text
    assert reading.blocked == set(reading.learners)


def test_source_files_come_back() -> None:
    files = SourceFiles()
    for number, name in enumerate(("=A1.xml", "ILR-10000001.xml")):
        one = SourceFile(files, number)
        one.SourceFileName, one.FilePreparationDate, one.SerialNo = name, date(2026, 9, 1), "01"
        one.DateTime = datetime(2026, 9, 1, 12, 30, 1, 250000)
        files.SourceFile.append(one)
    rows = source_file_rows([files], YEAR)
    sheet = SheetData(SOURCE_FILES, "hidden", [list(YEAR.fields["SourceFile"]), *rows])
    found = read_source_files([sheet], YEAR)
    assert len(found) == 1
    assert files.same_as(found[0])
    assert read_source_files([SheetData(SOURCE_FILES, "hidden", [list(YEAR.fields["SourceFile"])])], YEAR) == []
    assert read_source_files([], YEAR) == []


@pytest.mark.official
@pytest.mark.skipif(not SAMPLES, reason="ILR_SAMPLE_RETURNS names no folder with the official 2025/26 sample file")
def test_the_official_sample_comes_back() -> None:
    year = catalogue.load("2526")
    with SAMPLES[0].open("rb") as stream:
        given_learners = list(ReturnReader(stream, SAMPLES[0].name, "2526").learners())
    reading = read_records(written(given_learners, year), year)
    assert given_learners
    assert len(given_learners) == len(reading.learners)
    assert all(a.same_as(b) for a, b in zip(given_learners, reading.learners, strict=True))
    assert not reading.problems
