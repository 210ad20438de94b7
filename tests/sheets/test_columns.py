"""Sheets and columns are found wherever people move them, and said to be missing where they are."""

from __future__ import annotations

import pytest

from addin.ooxml import SheetData
from addin.sheets.addresses import address
from addin.sheets.reading import read_records
from tests.sheets.books import AIM, LEARNER, YEAR, book, sheet


def renamed(data: SheetData, old: str, new: object) -> SheetData:
    data.rows[0] = [new if heading == old else heading for heading in data.rows[0]]
    return data


def without(data: SheetData, header: str) -> SheetData:
    number = data.rows[0].index(header)
    data.rows = [[value for index, value in enumerate(row) if index != number] for row in data.rows]
    return data


@pytest.mark.parametrize("heading", ["uln", " ULN ", "U L N", "U_ln", "ULN\u00a0"])
def test_case_spaces_and_underscores_do_not_matter(heading: str) -> None:
    reading = read_records(book(renamed(sheet("Learners", LEARNER), "ULN", heading)), YEAR)
    assert reading.learners[0].ULN == 1061484016
    assert not reading.problems


def test_columns_may_be_moved_and_have_others_between_them() -> None:
    headers = ["My note", *reversed(LEARNER), None, "Tutor"]
    data = sheet("Learners", {**LEARNER, "My note": "=x", "Tutor": 7}, headers=headers)
    reading = read_records(book(data), YEAR)
    assert (reading.learners[0].FamilyName, reading.learners[0].Sex) == ("Ode", "F")
    assert not reading.problems
    assert not reading.blocked


def test_rows_above_the_headers_are_passed_over() -> None:
    data = sheet("Learners", LEARNER)
    data.rows[:0] = [["Learners of 2026/27"], [], ["Status", "as of today"]]
    reading = read_records(book(data), YEAR)
    assert [learner.place for learner in reading.learners] == [("Learners", 5)]
    assert not reading.problems


def test_headers_below_row_ten_are_not_found() -> None:
    data = sheet("Learners", LEARNER)
    data.rows[:0] = [[] for _ in range(10)]
    reading = read_records(book(data), YEAR)
    assert reading.learners == []
    assert "Learners: the row of column names (LearnRefNumber" in reading.problems[0].message


def test_a_renamed_required_column_is_named_with_the_closest_heading() -> None:
    reading = read_records(book(renamed(sheet("Learners", LEARNER), "ULN", "Unique Learner No")), YEAR)
    problem = reading.problems[0]
    assert problem.message == (
        "Learners: the column ULN is not there. If D1 'Unique Learner No' is that column, rename it to ULN."
    )
    assert (problem.rule, problem.severity, len(reading.problems)) == ("Sheet", "error", 1)
    assert address(problem.spots[0], reading) == "Learners!D1"
    assert reading.blocked == set(reading.learners)


def test_a_missing_required_column_without_a_likeness() -> None:
    reading = read_records(book(without(sheet("Aims", AIM), "LearnAimRef")), YEAR)
    assert [found.message for found in reading.problems] == [
        "Aims: the column LearnAimRef is not there. Type LearnAimRef into a free cell of row 1 and fill the column."
    ]
    assert address(reading.problems[0].spots[0], reading) == "Aims!A1"


def test_a_missing_optional_column_is_nothing_typed() -> None:
    reading = read_records(book(without(sheet("Learners", LEARNER), "FamilyName")), YEAR)
    assert reading.learners[0].FamilyName is None
    assert not reading.problems
    assert not reading.blocked


def test_a_renamed_optional_column_is_a_warning() -> None:
    reading = read_records(book(renamed(sheet("Learners", LEARNER), "GivenNames", "Given name")), YEAR)
    assert [(found.severity, found.message) for found in reading.problems] == [
        (
            "warning",
            "Learners: the column GivenNames is not there. If C1 'Given name' is that column, rename it to GivenNames.",
        )
    ]
    assert not reading.blocked


def test_a_column_that_is_there_twice_blocks_export() -> None:
    data = sheet("Learners", LEARNER)
    data.rows[0].append("uln")
    reading = read_records(book(data), YEAR)
    assert [found.message for found in reading.problems] == [
        "Learners: the column ULN is there 2 times, in D1 and K1. Keep the right one and rename or delete the other."
    ]
    assert reading.blocked == set(reading.learners)


def test_a_filled_column_of_another_year_is_a_warning() -> None:
    data = sheet("Aims", {**AIM, "PHours": 300}, headers=[*AIM, "PHours"])
    reading = read_records(book(data), YEAR)
    assert [(found.severity, found.message[:28]) for found in reading.problems] == [
        ("warning", "Aims: 2026/27 has no PHours,")
    ]
    data.rows[1][-1] = None
    assert not read_records(book(data), YEAR).problems


@pytest.mark.parametrize("name", ["learners", " LEARNERS "])
def test_a_sheets_name_may_differ_in_case_and_outer_spaces(name: str) -> None:
    data = sheet("Learners", LEARNER)
    data.name = name
    reading = read_records([*book(data)[:1], sheet("Aims", AIM)], YEAR)
    assert [learner.place for learner in reading.learners] == [(name, 2)]
    assert not reading.problems


def test_a_renamed_main_sheet_is_named() -> None:
    data = sheet("Learners", LEARNER)
    data.name = "People"
    reading = read_records([data, sheet("Aims", AIM)], YEAR)
    assert [found.message for found in reading.problems] == [
        "The sheet Learners is not there. If People is that sheet, rename it to Learners."
    ]
    assert reading.learners == []
    assert not reading.may_export


def test_a_removed_main_sheet_is_said_once() -> None:
    reading = read_records([sheet("Learners", LEARNER)], YEAR)
    assert [found.message.split(".")[0] for found in reading.problems] == ["The sheet Aims is not there"]
    assert reading.blocked == set(reading.learners)


def test_a_removed_detail_sheet_is_no_records() -> None:
    reading = read_records(book(), YEAR)
    assert not reading.problems
    assert reading.learners[0].LearningDelivery[0].AppFinRecord == []


def test_a_renamed_detail_sheet_is_not_lost_in_silence() -> None:
    data = sheet("Finance", {"LearnRefNumber": "A1", "AimSeqNumber": 1, "AFinType": "TNP", "AFinCode": 1})
    data.name = "Money"
    reading = read_records(book(data), YEAR)
    assert [found.message for found in reading.problems] == [
        "The sheet Finance is not there. If Money is that sheet, rename it to Finance."
    ]


def test_a_users_own_list_is_not_taken_for_a_missing_sheet() -> None:
    own = SheetData(
        "Register", "visible", [["LearnRefNumber", "FamilyName", "Postcode", "Monday"], ["A1", "Ode", "x", "y"]]
    )
    assert not read_records(book(own), YEAR).problems


def test_an_empty_detail_sheet_may_look_as_it_likes() -> None:
    broken = SheetData("Finance", "visible", [["LearnRefNumber", "AFinCode"]])
    empty = SheetData("Hours", "visible", [])
    assert not read_records(book(broken, empty), YEAR).problems
