"""Reports of workbooks as they are handed over: damaged, incomplete, with rows on the sheets RPL and Off-the-job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.prior_learning.evidence import make_evidence
from addin.standing_reports import ORDER, REPORTS
from addin.standing_reports.facts import ReturnFacts
from addin.standing_reports.recognised import NOT_APPLIED, NOT_COMPLETE, READY
from addin.standing_reports.registry import Table
from addin.standing_reports.returns import facts_at
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from tests.commands.made import NOW, book, column, edited
from tests.prior_learning.made import GOOD, WHO, apply, filled_book, host_of, sheet_in, type_into
from tests.standing_reports.made import rows_of
from workbook_templates.rpl_columns import FIRST_ROW


def facts(path: Path, **more: Any) -> ReturnFacts:
    return facts_at(path, now=NOW, knowledge=Knowledge(), **more)


def without_sheet(path: Path, name: str) -> Path:
    opened = openpyxl.load_workbook(path)
    del opened[name]
    opened.save(path)
    return path


def test_a_workbook_whose_sheets_are_whole_needs_no_note(tmp_path: Path) -> None:
    assert facts(book(tmp_path / "book.xlsx")).notes == ()


def test_a_workbook_without_learners_is_refused_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="The sheet Learners is not there"):
        facts(without_sheet(book(tmp_path / "book.xlsx"), "Learners"))


def test_an_empty_workbook_gives_empty_reports(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    for sheet in ("Learners", "Aims", "Employment", "Finance", "Aim FAMs", "Hours", "Prior attainment", "LLDD",
                  "Learner FAMs", "Job monitoring"):  # fmt: skip
        with edited(path, sheet) as page:
            page.delete_rows(2, page.max_row)
    empty = facts(path)
    assert empty.notes == ()
    assert [name for name in ORDER if REPORTS[name].of(empty).lines] == []


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    notes = facts(without_sheet(book(tmp_path / "book.xlsx"), "Aims")).notes
    assert notes[0].startswith("6 learners cannot be read in full")
    assert notes[1].startswith("The sheet Aims is not there.")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Aims") as page:
        page.delete_cols(column("Aims", "LearnPlanEndDate"))
    assert facts(path).notes[1].startswith("Aims: the column LearnPlanEndDate is not there.")


def test_rows_that_belong_to_nobody_are_told_by_their_place_alone(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as page:
        for number in range(1, page.max_column + 1):
            page.cell(3, number).value = page.cell(2, number).value
    notes = facts(path).notes
    assert notes[-1].startswith("The sheets have 3 problems, the first at Employment!B3,")
    assert not any("D0000" in note for note in notes), "a report that names nobody names nobody in its notes"


def test_another_year_than_that_of_the_workbook_is_said(tmp_path: Path) -> None:
    asked = facts(book(tmp_path / "book.xlsx"), year="2526")
    assert asked.notes[0].startswith("The workbook is for 2627, but 2526 was asked for.")


def test_a_damaged_sheet_of_hours_stops_its_own_report_alone(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Off-the-job") as page:
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "LearnRefNumber":
                    cell.value = "Ours"
    damaged = facts(path)
    assert REPORTS["occupancy"].of(damaged).lines
    with pytest.raises(InputError, match="Off-the-job: the column LearnRefNumber is not there"):
        REPORTS["hours"].of(damaged)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three with prior learning: complete, refused by the rules, and without a band."""
    path = filled_book(tmp_path / "book.xlsx")
    for row, typed in enumerate(({}, {"Hours removed": 400}, {"Funding band": None}), FIRST_ROW):
        type_into(path, row, GOOD | typed)
    return path


def register(path: Path, *, names: bool = False) -> Table:
    return REPORTS["rpl-register"].of(facts(path), names=names)


def evidence_of(path: Path) -> dict[str, str]:
    return {row["LearnRefNumber"]: row["Evidence"] for row in rows_of(register(path))}


def test_the_register_says_complete_of_whom_evidence_is_made(path: Path) -> None:
    first, second, third = (row.text("LearnRefNumber") for row in sheet_in(path).rows[:3])
    assert evidence_of(path) == {first: NOT_APPLIED, second: NOT_APPLIED, third: NOT_COMPLETE}
    done = make_evidence(host_of(path), path.with_name("pages.xlsx"), who=WHO, now=NOW, knowledge=Knowledge())
    assert done is not None
    assert openpyxl.load_workbook(done.path).sheetnames == [first, second]


def test_the_register_says_whether_the_return_has_it(path: Path) -> None:
    first = sheet_in(path).rows[0].text("LearnRefNumber")
    assert apply(path, first).change
    assert evidence_of(path)[first] == READY
    type_into(path, FIRST_ROW, {"Hours removed": 60})
    assert evidence_of(path)[first] == NOT_APPLIED


@pytest.mark.parametrize("typed", [60.5, "many", 1e300, -3])
def test_what_is_no_whole_number_is_no_figure(path: Path, typed: Any) -> None:
    type_into(path, FIRST_ROW, {"Hours removed": typed})
    row = rows_of(register(path))[0]
    assert (row["Hours removed"], row["Evidence"]) == (None, NOT_COMPLETE)
    assert row["Verdict"] == "Hours removed must be a whole number"


def test_a_row_of_somebody_who_is_gone_stands_last_and_adds_nothing(path: Path) -> None:
    before = register(path).total
    new = FIRST_ROW + len(sheet_in(path).rows)
    name = {"FamilyName": "Surname", "GivenNames": "Given"}
    type_into(path, new, GOOD | {"LearnRefNumber": "GONE1", **name})
    table = register(path, names=True)
    last = rows_of(table)[-1]
    assert (last["LearnRefNumber"], last["Name"], last["Verdict"], last["Evidence"]) == (
        "GONE1", "Given Surname", "Not in the return any more", NOT_COMPLETE,
    )  # fmt: skip
    assert register(path).total == before


def test_two_rows_of_one_apprentice_are_one_line_that_says_so(path: Path) -> None:
    first = sheet_in(path).rows[0]
    type_into(path, FIRST_ROW + 3, {"LearnRefNumber": first.text("LearnRefNumber"), "RowId": first.row_id})
    rows = [row for row in rows_of(register(path)) if row["LearnRefNumber"] == first.text("LearnRefNumber")]
    assert [(row["Verdict"], row["Hours before"]) for row in rows] == [("There twice: delete one of the rows", 480)]
