"""Exports: what is written, what stops it, and that nothing is left behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.errors import ExportBlocked, IlrError
from ilr_core.returns.file_name import FileName
from ilr_core.xml import schema_of, schema_text
from tests.cli.runs import Runner
from tests.commands.made import (
    UKPRN,
    YEARS,
    assert_same,
    book,
    check,
    column,
    edited,
    export,
    learners_of,
    now_of,
    records_in,
)

WRONG_ULN = "1061484017"


def demand_valid(path: Path, year: str) -> None:
    schema_of(catalogue.load(year)).assertValid(etree.parse(path))


@pytest.mark.parametrize("year", YEARS)
def test_the_file_has_the_official_name_and_follows_the_schema(tmp_path: Path, year: str) -> None:
    path = book(tmp_path / "book.xlsx", year)
    before = path.read_bytes()
    done = export(path, tmp_path / "below" / "out", year, serial=7)
    assert done.path == tmp_path / "below" / "out" / FileName(UKPRN, year, now_of(year), "07").text
    assert [one.name for one in done.path.parent.iterdir()] == [done.path.name]
    demand_valid(done.path, year)
    assert (done.learners, done.left_out) == (6, 0)
    assert_same(learners_of(year), records_in(done.path))
    assert path.read_bytes() == before


def test_an_exported_file_has_no_findings_of_its_own(ilr: Runner, tmp_path: Path) -> None:
    done = ilr("export", book(tmp_path / "book.xlsx"), "--out", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    (file,) = ilr.check(tmp_path / "out")
    assert (file["findings"], file["schema_valid"]) == ([], True)


def test_rule_errors_are_told_and_do_not_stop_it(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(4, column("Learners", "ULN"), WRONG_ULN)
    done = ilr("export", path, "--out", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert "6 learners" in done.out
    assert "What the rules find in it: 1 error and 0 warnings" in done.out
    (written,) = (tmp_path / "out").iterdir()
    assert records_in(written)[2].ULN == int(WRONG_ULN)


UNREADABLE = (
    ("Learners", "DateOfBirth", "31/2/2006", "Learners!F3"),
    ("Learners", "ULN", "unknown", "Learners!E3"),
    ("Learners", "Ethnicity", "White", "Learners!H3"),
    ("Aims", "LearnStartDate", "soon", "Aims!I3"),
    ("Employment", "EmpId", "12O456788", "Employment!E3"),
    ("Learners", "FamilyName", "x" * 101, "Learners!C3"),
    ("Learners", "LearnRefNumber", "A" * 13, "Learners!B3"),
)


@pytest.mark.parametrize(("sheet", "header", "typed", "cell"), UNREADABLE)
def test_what_cannot_be_read_or_returned_stops_it_and_names_the_cell(
    ilr: Runner, tmp_path: Path, sheet: str, header: str, typed: str, cell: str
) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, sheet) as opened:
        opened.cell(3, column(sheet, header), typed)
    done = ilr("export", path, "--out", tmp_path / "out")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert cell in done.err
    assert header in done.err
    assert list(tmp_path.iterdir()) == [path]


def test_only_the_first_few_faults_are_named(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        for row in range(2, 8):
            sheet.cell(row, column("Learners", "DateOfBirth"), "?")
    err = ilr("export", path, "--out", tmp_path / "out").err
    assert [f"Learners!F{row}:" in err for row in range(2, 8)] == [True] * 3 + [False] * 3
    assert "There are 3 more." in err


def test_only_clean_leaves_out_exactly_the_learners_with_errors(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", count=12)
    with edited(path, "Learners") as sheet:
        uln = column("Learners", "ULN")
        sheet.cell(3, uln, sheet.cell(2, uln).value)  # D00001 and D00002 have one ULN
        sheet.cell(4, column("Learners", "DateOfBirth"), "31/2/2006")  # D00003 cannot be read
        sheet.cell(5, uln, WRONG_ULN)  # D00004 breaks a rule
        sheet.cell(6, column("Learners", "PlanLearnHours"), 2000)  # D00005 has only a warning
    with edited(path, "Aims") as sheet:
        row = next(row for row in range(2, 99) if sheet.cell(row, 2).value == "D00007")
        sheet.cell(row, column("Aims", "FundModel"), "34")  # D00007 has an error in an aim
        row = next(row for row in range(2, 99) if sheet.cell(row, 2).value == "D00008")
        sheet.cell(row, column("Aims", "StdCode"), "=1/0")  # D00008 has a formula without a value
    with edited(path, "Employment") as sheet:
        row = next(row for row in range(2, 99) if sheet.cell(row, 2).value == "D00009")
        sheet.cell(row, 2, "NOBODY")
        for header in ("RowId", "ParentId"):
            sheet.cell(row, column("Employment", header)).value = None
    checked = check(path)
    assert checked.report.clean_learners == 12 - 6 - 1
    with pytest.raises(ExportBlocked, match=r"row 10 .*belongs to no row of Learners"):
        export(path, tmp_path / "all")
    done = ilr("export", path, "--out", tmp_path / "out", "--only", "clean")
    assert (done.code, done.err) == (0, "")
    assert "5 learners" in done.out
    assert "Left out because of errors: 7 learners: D00001 (" in done.out
    assert "What the rules find in it: 0 errors and 1 warning" in done.out
    (written,) = (tmp_path / "out").iterdir()
    demand_valid(written, "2627")
    kept = [one.LearnRefNumber for one in records_in(written)]
    assert kept == ["D00005", "D00006", "D00010", "D00011", "D00012"]


def test_only_clean_with_nobody_clean_writes_nothing(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        for row in range(2, 8):
            sheet.cell(row, column("Learners", "ULN"), WRONG_ULN)
    done = ilr("export", path, "--out", tmp_path / "out", "--only", "clean")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("No learner is without errors")
    assert list(tmp_path.iterdir()) == [path]


def test_only_clean_does_not_get_round_a_fault_of_the_whole_book(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(1, column("Learners", "ULN"), "Unique number")
    done = ilr("export", path, "--out", tmp_path / "out", "--only", "clean")
    assert (done.code, done.out) == (2, "")
    assert "the column ULN is not there" in done.err


def test_only_some_learners_by_their_references(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", count=6)
    with edited(path, "Learners") as sheet:
        sheet.cell(2, column("Learners", "DateOfBirth"), "31/2/2006")  # D00001 cannot be read
        sheet.cell(3, column("Learners", "ULN"), WRONG_ULN)  # D00002 breaks a rule
    done = ilr("export", path, "--out", tmp_path / "out", "--learners", "D00004", "D00002")
    assert (done.code, done.err) == (0, "")
    assert "Left out because not selected: 4 learners" in done.out
    (written,) = (tmp_path / "out").iterdir()
    demand_valid(written, "2627")
    assert [one.LearnRefNumber for one in records_in(written)] == ["D00002", "D00004"]
    done = ilr("export", path, "--out", tmp_path / "clean", "--only", "clean", "--learners", "D00004", "D00002")
    assert "Left out because of errors: 1 learner: D00002 (ULN_04)" in done.out
    assert "Left out because not selected: 4 learners" in done.out
    for references, words in ((("D00001", "D00004"), "31/2/2006"), (("D00004", "d00005", "X"), "X, d00005")):
        done = ilr("export", path, "--out", tmp_path / "none", "--learners", *references)
        assert (done.code, done.out) == (2, "")
        assert words in done.err
    assert not (tmp_path / "none").exists()


def test_twice_in_one_second(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    assert ilr("export", path, "--out", tmp_path).code == 0
    (written,) = tmp_path.glob("*.XML")
    before = written.read_bytes()
    done = ilr("export", path, "--out", tmp_path)
    assert done.code == 2
    assert done.err.startswith(f"{written.name} is there already. Use another serial number")
    assert written.read_bytes() == before
    assert ilr("export", path, "--out", tmp_path, "--serial", "2").code == 0
    assert sorted(one.name[-6:] for one in tmp_path.glob("*.XML")) == ["01.XML", "02.XML"]


@pytest.mark.parametrize("ukprn", [None, "", "1234567", "x", 99, 12345678.5])
def test_without_a_provider_number(ilr: Runner, tmp_path: Path, ukprn: object) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Start") as sheet:
        sheet["C5"] = ukprn
    for more in ((), ("--only", "clean")):
        done = ilr("export", path, "--out", tmp_path / "out", *more)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert "Start" in done.err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ukprn", ["10000001", 10000001, 10000001.0, " 10000001\xa0"])
def test_a_provider_number_however_it_is_kept(tmp_path: Path, ukprn: object) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Start") as sheet:
        sheet["C5"] = ukprn
    assert export(path, tmp_path).path.name.startswith(f"ILR-{UKPRN}-")


@pytest.mark.parametrize(("serial", "good"), [("1", True), ("99", True), ("0", False), ("100", False), ("-1", False)])
def test_the_serial_number(ilr: Runner, tmp_path: Path, serial: str, good: bool) -> None:
    path = book(tmp_path / "book.xlsx")
    done = ilr("export", path, "--out", tmp_path / "out", f"--serial={serial}")
    assert done.code == (0 if good else 2)
    assert (tmp_path / "out").exists() is good


def test_a_file_in_place_of_the_folder(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    before = path.read_bytes()
    for out in (path, path / "below"):
        done = ilr("export", path, "--out", out)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert "delete" not in done.err
        assert "book.xlsx" in done.err
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == before


def test_another_year_than_the_books_is_refused(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", "2526")
    for more in ((), ("--only", "clean")):
        done = ilr("export", path, "--out", tmp_path / "out", "--year", "2627", *more)
        assert (done.code, done.out) == (2, "")
        assert "The workbook is for 2526, but 2627 was asked for" in done.err
    assert list(tmp_path.iterdir()) == [path]


def test_the_official_schema_may_be_stricter(ilr: Runner, tmp_path: Path) -> None:
    path, schema = book(tmp_path / "book.xlsx"), tmp_path / "official.xsd"
    schema.write_bytes(schema_text(catalogue.load("2627")))
    assert ilr("export", path, "--out", tmp_path / "out", "--official-schema", schema).code == 0
    optional = b'<xs:element name="NINumber" minOccurs="0"'
    schema.write_bytes(schema.read_bytes().replace(optional, optional + b' maxOccurs="0"'))
    for more in ((), ("--only", "clean")):
        done = ilr("export", path, "--out", tmp_path / "more", "--official-schema", schema, *more)
        assert (done.code, done.out) == (2, "")
        assert "schema" in done.err
    assert not (tmp_path / "more").exists()


@pytest.mark.parametrize("name", ["gone.xlsx", "letter.xlsx", "folder.xlsx"])
def test_what_is_no_workbook(ilr: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.xlsx").write_bytes(b"Dear Sir or Madam")
    (tmp_path / "folder.xlsx").mkdir()
    done = ilr("export", tmp_path / name, "--out", tmp_path / "out")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert name in done.err
    assert not (tmp_path / "out").exists()


def test_typed_dates_and_codes_come_out_in_the_schemas_spelling(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(2, column("Learners", "DateOfBirth"), "5/3/1999")
        sheet.cell(2, column("Learners", "ULN"), 1000000001)
        sheet.cell(2, column("Learners", "FamilyName"), " O'Neil\xa0")
        sheet.cell(2, column("Learners", "Sex"), "F · Female")
    with edited(path, "Aims") as sheet:
        sheet.cell(2, column("Aims", "DAM"), 1)
        sheet.cell(2, column("Aims", "AimSeqNumber"), "1")
    first = records_in(export(path, tmp_path).path)[0]
    assert (first.DateOfBirth, first.FamilyName, first.Sex) == (date(1999, 3, 5), "O'Neil", "F")
    assert first.ULN == 1000000001
    codes = [(one.LearnDelFAMType, one.LearnDelFAMCode) for one in first.LearningDelivery[0].LearningDeliveryFAM]
    assert ("DAM", "001") in codes


def test_every_refusal_is_one_of_ours(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.delete_rows(2, 9)
    with pytest.raises(IlrError):
        export(path, tmp_path / "out")
    assert list(tmp_path.iterdir()) == [path]
