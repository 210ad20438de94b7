"""New learners added to a workbook: what is made, who is left out, what is refused, logged and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.change_log import read_log
from addin.commands.check import check_book
from addin.commands.export import export_book
from addin.hosts.file_host import FileHost
from addin.programmes.add import add_learners
from addin.undo import undo_change
from tests.commands.made import edited, records_in
from tests.programmes.additions import WHO, added, learners, refused, row
from tests.programmes.made import (
    EVERY_KIND,
    NOTHING_LOADED,
    TEAM_LEADER,
    YEARS,
    book,
    host_of,
    now_of,
    start_of,
    starters,
)


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
