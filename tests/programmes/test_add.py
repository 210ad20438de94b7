"""Lists of new learners added to a workbook: what is made, skipped, refused, logged and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.changes.log import read_log
from addin.commands.book import open_book
from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.commands.undo import undo_change
from addin.hosts.file_host import FileHost
from addin.programmes.add import Added, add_learners, add_list, opened
from addin.programmes.list_rows import list_in_file, list_on_sheet
from ilr_core.errors import InputError
from tests.commands.made import edited, records_in
from tests.programmes.made import (
    EVERY_KIND,
    NOTHING_LOADED,
    TEAM_LEADER,
    YEARS,
    book,
    host_of,
    now_of,
    put_rows,
    start_of,
    starters,
)

WHO = "A. Tester"


def added(path: Path, rows: list[dict[str, Any]], year: str = "2627", **options: Any) -> Added:
    return add_learners(host_of(path), rows, who=WHO, now=now_of(year), knowledge=NOTHING_LOADED, **options)


def added_file(path: Path, file: Path, year: str = "2627") -> Added:
    host = host_of(path)
    of_book = opened(host)
    learners = list_in_file(file, of_book.year)
    return add_list(host, of_book, learners, who=WHO, now=now_of(year), knowledge=NOTHING_LOADED)


def row(**changes: Any) -> dict[str, Any]:
    (one,) = starters("2627", 1)
    return {name: value for name, value in {**one, **changes}.items() if value is not None}


def refused(path: Path, rows: list[dict[str, Any]]) -> str:
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        added(path, rows)
    assert path.read_bytes() == before
    return str(caught.value)


def learners(path: Path) -> list[Any]:
    return open_book(FileHost(path)).reading.learners


@pytest.fixture
def one_book(tmp_path: Path) -> Path:
    return book(tmp_path / "book.xlsx")


@pytest.mark.parametrize("year", YEARS)
def test_a_list_over_every_kind_of_programme_checks_clean_and_exports(tmp_path: Path, year: str) -> None:
    path = book(tmp_path / "book.xlsx", year, EVERY_KIND)
    rows = starters(year, 12)
    for number, one in enumerate(rows):
        one["Programme"] = EVERY_KIND[number % len(EVERY_KIND)]["Programme"]
    done = added(path, rows, year)
    assert done.learners == tuple(f"L{number:04}" for number in range(1, 13))
    assert not done.missing
    assert done.change is not None
    report = check_book(FileHost(path), now=now_of(year), knowledge=NOTHING_LOADED).report
    assert (report.findings, report.schema_valid, report.learners) == ((), True, 12)
    exported = export_book(FileHost(path), tmp_path / "out", now=now_of(year), knowledge=NOTHING_LOADED)
    assert exported is not None
    back = records_in(exported.path)
    assert all(one.same_as(other) for one, other in zip(learners(path), back, strict=True))


def test_what_is_written_is_what_was_made(one_book: Path) -> None:
    rows = starters("2627", 2)
    added(one_book, [*rows])
    (first, second) = learners(one_book)
    assert first.FamilyName == rows[0]["FamilyName"]
    assert [fam.LearnDelFAMType for fam in first.LearningDelivery[0].LearningDeliveryFAM] == ["SOF", "ACT"]
    assert [aim.AimSeqNumber for aim in second.LearningDelivery] == [1, 2, 3, 4]


def test_the_log_has_one_change_and_undo_takes_everybody_back(one_book: Path) -> None:
    added(one_book, starters("2627", 2))
    entries = read_log(FileHost(one_book))
    assert {entry.change for entry in entries} == {1}
    assert {entry.reason for entry in entries} == {"added from the programme Team leader"}
    assert {entry.command for entry in entries} == {"programmes add"}
    assert len(learners(one_book)) == 2
    undo_change(host_of(one_book), who=WHO, now=now_of("2627"))
    assert learners(one_book) == []
    assert added(one_book, starters("2627", 2)).change is not None


def test_nothing_is_added_if_the_user_would_rather_not(one_book: Path) -> None:
    before = one_book.read_bytes()
    shown: list[str] = []
    host = FileHost(one_book, answer=lambda question, lines: shown.extend([*lines, question]))
    done = add_learners(host, starters("2627", 2), who=WHO, now=now_of("2627"), knowledge=NOTHING_LOADED)
    assert done.change is None
    assert done.learners == ("L0001", "L0002")
    assert shown[-1] == "Add 2 learners with all their records?"
    assert "Team leader, 10/09/2026 to 09/11/2027; TNP1 8000; TNP2 1000; 400 hours" in "\n".join(shown)
    assert one_book.read_bytes() == before


def test_the_same_list_twice_adds_nobody_and_names_everybody(one_book: Path) -> None:
    rows = starters("2627", 2)
    added(one_book, rows)
    before = one_book.read_bytes()
    again = added(one_book, rows)
    assert (again.learners, again.change) == ((), None)
    assert len(again.skipped) == 2
    assert "L0001 has the same ULN" in again.skipped[0]
    assert one_book.read_bytes() == before


SAME = [
    ("same ULN, another name", {"FamilyName": "Other"}, "has the same ULN"),
    ("no ULN, same name and birth", {"ULN": None}, "has the same name and date of birth"),
    ("temporary ULN, same name and birth", {"ULN": 9999999999}, "has the same name and date of birth"),
    ("no ULN, no birth, same name", {"ULN": None, "DateOfBirth": None}, "has the same name"),
    ("same name in other letters", {"ULN": None, "FamilyName": "  TRIALBY "}, "has the same name"),
]
OTHERS = [
    ("no ULN, another birth", {"ULN": None, "DateOfBirth": date(1999, 5, 1)}),
    ("another ULN, same name and birth", {"ULN": 1000000027}),
    ("another name", {"ULN": None, "GivenNames": "Other"}),
]


@pytest.mark.parametrize(("changes", "reason"), [one[1:] for one in SAME], ids=[one[0] for one in SAME])
def test_somebody_who_is_there_is_left_out(one_book: Path, changes: dict[str, Any], reason: str) -> None:
    added(one_book, [row()])
    done = added(one_book, [row(**changes)])
    assert not done.learners
    assert reason in done.skipped[0]


@pytest.mark.parametrize("changes", [one[1] for one in OTHERS], ids=[one[0] for one in OTHERS])
def test_somebody_else_is_added(one_book: Path, changes: dict[str, Any]) -> None:
    added(one_book, [row()])
    assert added(one_book, [row(**changes)]).learners == ("L0002",)


def test_somebody_who_stands_twice_in_a_list_is_added_once(one_book: Path) -> None:
    done = added(one_book, [row(), row()])
    assert len(done.learners) == 1
    assert "(row 2): row 1 has the same ULN" in done.skipped[0]


def test_numbers_follow_those_that_there_are_and_given_ones_are_taken(one_book: Path) -> None:
    first, second, third = starters("2627", 3)
    assert added(one_book, [first | {"LearnRefNumber": "AB0099"}]).learners == ("AB0099",)
    assert added(one_book, [second, third | {"LearnRefNumber": "AB0100"}]).learners == ("AB0101", "AB0100")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"LearnStartDate": None}, "row 1: LearnStartDate is missing"),
    ({"LearnStartDate": "31/2/2026"}, "row 1: LearnStartDate: '31/2/2026' is no date; write 14/09/2026"),
    ({"LearnStartDate": "09/14/2026"}, "is no date"),
    ({"LearnPlanEndDate": "next summer"}, "LearnPlanEndDate: 'next summer' is no date"),
    ({"Programme": "Baker"}, "There is no programme 'Baker' on the sheet Programmes. Use one of: Team leader."),
    ({"TNP1": "lots"}, "TNP1: 'lots' is no whole number"),
    ({"StdCode": 91}, "StdCode is 91, but the programme Team leader has 105"),
    ({"FundModel": 99}, "FundModel is 99, but the programme Team leader has 36"),
    ({"DateOfBirth": date(2016, 1, 1)}, "The rules forbid this, so nothing was added: DateOfBirth_"),
    ({"LearnPlanEndDate": date(2026, 12, 1)}, "The rules forbid this, so nothing was added: "),
    ({"Planned hours": 100}, "HRSAmount_03"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED, ids=[text for _, text in REFUSED])
def test_what_contradicts_the_programme_is_refused(one_book: Path, changes: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(one_book, [row(**changes)])


def test_one_bad_row_keeps_everybody_out(one_book: Path) -> None:
    said = refused(one_book, [row(), row(ULN=None, GivenNames="Other", LearnStartDate="soon")])
    assert said.startswith("row 2: LearnStartDate: 'soon' is no date")
    assert said.endswith("Nothing was added.")


def test_a_number_that_belongs_to_somebody_else_is_refused(one_book: Path) -> None:
    added(one_book, [row(LearnRefNumber="L0001")])
    other = row(LearnRefNumber="l0001", ULN=None, GivenNames="Other")
    assert "LearnRefNumber l0001 belongs to another learner (L0001)" in refused(one_book, [other])


def test_missing_details_forbid_nothing_and_are_told(one_book: Path) -> None:
    bare = {"LearnStartDate": start_of("2627"), "FamilyName": "Sample", "GivenNames": "Robin"}
    done = added(one_book, [bare])
    told = {one.rule for one in done.missing}
    assert {"FD_ULN_MA", "FD_Sex_MA", "FD_Ethnicity_MA", "PriorAttain_01", "NINumber_02"} <= told
    later = check_book(FileHost(one_book), now=now_of("2627"), knowledge=NOTHING_LOADED).report
    assert {one.rule for one in later.findings if one.severity == "error"} == told


def test_a_detail_typed_wrongly_stays_as_typed_for_the_check(one_book: Path) -> None:
    added(one_book, [row(DateOfBirth="31/2/2001", ULN="12345")])
    (one,) = learners(one_book)
    assert (one.text("DateOfBirth"), one.text("ULN")) == ("31/2/2001", "12345")


DAYS = ["14/09/2026", "14-9-26", "14 Sep 2026", "2026-09-14", "14.9.2026", 46279, date(2026, 9, 14)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_start_date_is_read_as_people_write_it(one_book: Path, day: object) -> None:
    added(one_book, [row(LearnStartDate=day)])
    assert {aim.LearnStartDate for aim in learners(one_book)[0].LearningDelivery} == {date(2026, 9, 14)}


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_csv_file_is_read_with_the_headings_of_people(
    one_book: Path, tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = [
        ["Our starters"],
        ["Surname", "First name", "DOB", "Start date", "Course", "Shoe size", "Post code"],
        ["Müller", "Ané", "17/5/2000", "14 September 2026", "team  LEADER", "42", "ZZ99 9ZZ"],
        [],
        ["=1+1", "Alex", "18/5/2000", "15/9/26", "", "", ""],
    ]
    file = tmp_path / "list.csv"
    file.write_text("\r\n".join(separator.join(line) for line in lines), encoding)
    done = added_file(one_book, file)
    first, second = learners(one_book)
    assert (first.FamilyName, first.GivenNames, first.DateOfBirth) == ("Müller", "Ané", date(2000, 5, 17))
    assert (first.PostcodePrior, first.Postcode) == ("ZZ99 9ZZ", "ZZ99 9ZZ")
    assert second.text("FamilyName") == "=1+1"
    assert done.learners == ("L0001", "L0002")


def test_a_workbook_is_read_from_the_sheet_with_the_list(one_book: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["Notes"])
    page = made.create_sheet("Starts")
    page.append(["Learner name", "Start", "ULN"])
    page.append(["Sample, Robin", date(2026, 9, 14), 1000000027])
    page.append(["Alex de Example", date(2026, 9, 14), None])
    made.save(file)
    added_file(one_book, file)
    names = [(one.GivenNames, one.FamilyName, one.ULN) for one in learners(one_book)]
    assert names == [("Robin", "Sample", 1000000027), ("Alex de", "Example", None)]


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("list.csv", b"Surname,First name\nSample,Robin\n", "list.csv: there is no column of start dates"),
    ("list.csv", b"", "list.csv: there is no column of start dates"),
    ("list.csv", b"Start,Start date,Surname\n1/9/26,1/9/26,Sample\n", "'Start' and 'Start date' are both LearnStart"),
    ("list.csv", b"Name,Surname,Start\nRobin,Sample,1/9/26\n", "list.csv has the names twice"),
    ("list.xlsx", b"no workbook", "list.xlsx"),
    ("list.pdf", b"%PDF", "list.pdf is no list that can be read. Save it as .csv or .xlsx."),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES, ids=[one[2] for one in BAD_FILES])
def test_a_file_that_is_no_list_is_refused(
    one_book: Path, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        added_file(one_book, file)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_list_on_its_sheet_says_what_became_of_each_row(one_book: Path) -> None:
    first, second = starters("2627", 2)
    put_rows(one_book, "New learners", [first])
    from_sheet(one_book)
    put_rows(one_book, "New learners", [first, second])
    done = from_sheet(one_book)
    assert done.learners == ("L0002",)
    assert "L0001 has the same ULN" in done.skipped[0]
    assert statuses(one_book) == ["✔ added as L0001", "✔ added as L0002"]
    undo_change(host_of(one_book), who=WHO, now=now_of("2627"))
    assert statuses(one_book) == ["✔ added as L0001", None]
    assert [one.LearnRefNumber for one in learners(one_book)] == ["L0001"]


def from_sheet(path: Path) -> Added:
    host = host_of(path)
    of_book = opened(host)
    found = list_on_sheet(host.read_sheets(), of_book.year, host.title)
    return add_list(host, of_book, found, who=WHO, now=now_of("2627"), knowledge=NOTHING_LOADED)


def statuses(path: Path) -> list[object]:
    data = next(one for one in FileHost(path).read_sheets() if one.name == "New learners")
    return [line[0] for line in data.rows[1:3]]


def test_a_formula_without_a_value_in_the_list_is_named(one_book: Path) -> None:
    put_rows(one_book, "New learners", starters("2627", 1))
    with edited(one_book, "New learners") as page:
        page["C2"] = "=TODAY()"
    with pytest.raises(InputError, match="New learners, row 2: LearnStartDate holds a formula without a value"):
        from_sheet(one_book)


PROGRAMMES: list[tuple[list[Mapping[str, Any]], str]] = [
    ([], "there is no programme on the sheet Programmes yet"),
    ([{**TEAM_LEADER, "StdCode": ""}], "Programmes!D2: the programme Team leader: StdCode is missing"),
    ([{**TEAM_LEADER, "StdCode": "abc"}], "Programmes!D2: StdCode: 'abc' is no whole number"),
    ([{**TEAM_LEADER, "FundModel": 34}], "FundModel 34 is no code of 2026/27. Use one of"),
    ([TEAM_LEADER, {**TEAM_LEADER, "Programme": "team leader "}], "rows 2 and 3: there are two programmes"),
    ([{**TEAM_LEADER, "TNP1": "", "TNP2": "", "EPAOrgID": ""}], "AFinType_12"),
    ([{**TEAM_LEADER, "ACT": ""}], "LearnDelFAMType_"),
]


@pytest.mark.parametrize(("rows", "sentence"), PROGRAMMES, ids=[one[1] for one in PROGRAMMES])
def test_a_faulty_programme_adds_nobody(tmp_path: Path, rows: list[Mapping[str, Any]], sentence: str) -> None:
    path = book(tmp_path / "book.xlsx", programmes=rows)
    assert sentence in refused(path, [row(Programme=None) if not rows else row()])


def test_a_faulty_programme_does_not_hinder_the_others(tmp_path: Path) -> None:
    half_typed = {**TEAM_LEADER, "Programme": "Half typed", "StdCode": ""}
    path = book(tmp_path / "book.xlsx", programmes=[half_typed, TEAM_LEADER])
    assert added(path, [row()]).change is not None


def test_a_column_that_was_moved_is_found_and_one_taken_away_is_named(one_book: Path) -> None:
    with edited(one_book, "Programmes") as page:
        page.move_range("A1:A2", cols=60)
        page["A1"] = "Our own notes"
    assert added(one_book, [row()]).change is not None
    with edited(one_book, "Programmes") as page:
        page["D1"] = "Standard"
    assert "Programmes: the column StdCode is not there. Type StdCode into a free cell of row 1" in refused(
        one_book, [row(ULN=None, GivenNames="Other")]
    )


def test_a_workbook_from_before_says_so(one_book: Path) -> None:
    opened_book = openpyxl.load_workbook(one_book)
    del opened_book["Programmes"]
    del opened_book["New learners"]
    opened_book.save(one_book)
    assert "has no sheet Programmes: it was made before there was one" in refused(one_book, [row()])
    report = check_book(FileHost(one_book), now=now_of("2627"), knowledge=NOTHING_LOADED).report
    assert not [one for one in report.findings if one.rule == "Sheet"]
