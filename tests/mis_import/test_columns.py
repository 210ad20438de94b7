"""What a column is taken for: by its header, by its cells, and only if that is sure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from addin.mis_import.export_files import Grid
from addin.mis_import.header_names import is_known
from addin.mis_import.mapping import ColumnUse, MappedTable
from addin.mis_import.matching import mapped_table
from addin.mis_import.tables import table_in
from tests.mis_import.made import ULNS, YEAR


def mapped(headers: Sequence[str], *rows: Sequence[object], name: str = "export.csv") -> MappedTable:
    cells = [headers, *(rows or [[None] * len(headers)])]
    grid = Grid(name, [list(row) for row in cells], range(1, len(cells) + 1))  # type: ignore[arg-type]
    return mapped_table(table_in(grid, lambda text: is_known(text, YEAR)), YEAR)


def uses(headers: Sequence[str], *rows: Sequence[object], name: str = "export.csv") -> dict[str, tuple[str, str]]:
    found = mapped(headers, *rows, name=name).uses
    return {one.column.header: (one.use, one.target.spelling if one.target else "") for one in found}


def only(header: str, *values: object) -> ColumnUse:
    found = mapped(["Learner Ref", header], *[[f"L{n}", value] for n, value in enumerate(values)])
    return found.uses[1]


SURE = {
    "Learner Ref": "LearnRefNumber",
    "LEARN_REF_NUMBER": "LearnRefNumber",
    "unique learner number": "ULN",
    "Surname": "FamilyName",
    "Forename(s)": "GivenNames",
    "DOB": "DateOfBirth",
    "Date of Birth (dd/mm/yyyy)": "DateOfBirth",
    "D.O.B.": "DateOfBirth",
    "Gender": "Sex",
    "NI No": "NINumber",
    "Postcode (prior)": "PostcodePrior",
    "Post Code": "Postcode",
    "Start Date": "LearnStartDate",
    "Planned End": "LearnPlanEndDate",
    "Actual End Date": "LearnActEndDate",
    "Employer ID": "EmpId",
    "ERN": "EmpId",
    "EDRS Number": "EmpId",
    "EDRS": "EmpId",
    "TNP1": "TNP1",
    "TNP 2": "TNP2",
    "TNP1 Date": "TNP1 date",
    "Training Price": "TNP1",
    "End Point Assessment Cost": "TNP2",
    "LDM": "LDM",
    "LDM1": "LDM",
    "LDM 3": "LDM 3",
    "Source of Funding": "SOF",
    "Apprenticeship Contract Type": "ACT",
    "ACT Date From": "ACT from",
    "HRS1": "HRS1",
    "ProvSpecDelMon_B": "ProvSpecDelMon B",
    "Learning Aim Reference *": "LearnAimRef",
    "Completion Status": "CompStatus",
}


@pytest.mark.parametrize(("header", "field"), SURE.items())
def test_usual_headers_are_sure(header: str, field: str) -> None:
    found = only(header) if field != "LearnRefNumber" else mapped([header, "Surname"]).uses[0]
    assert (found.use, found.target and found.target.spelling) == ("yes", field)
    assert found.certainty >= 90
    assert found.why


ASKED = {
    "Status": "CompStatus",
    "End Date": "LearnPlanEndDate",
    "Price": "TNP1",
    "Employer": "EmpId",
    "Learner Surnam": "FamilyName",
    "Lerning Planned End Date": "LearnPlanEndDate",
}


@pytest.mark.parametrize(("header", "field"), ASKED.items())
def test_doubtful_headers_are_asked_and_not_imported(header: str, field: str) -> None:
    found = only(header)
    assert (found.use, found.target and found.target.name) == ("ask", field)
    assert found.certainty < 90


@pytest.mark.parametrize("header", ["Favourite colour", "Tutor", "Cohort", "Q", "Employer contact"])
def test_other_headers_are_left_alone(header: str) -> None:
    assert only(header, "red", "blue", "green").target is None


def test_a_column_of_numbers_with_the_check_digit_is_a_uln_whatever_it_is_called() -> None:
    found = only("Number 2", *ULNS)
    assert (found.use, found.target and found.target.name) == ("yes", "ULN")
    assert "check digit" in found.why


def test_three_such_numbers_may_be_chance() -> None:
    found = only("Number 2", *ULNS[:3])
    assert (found.use, found.target and found.target.name) == ("ask", "ULN")


def test_one_wrong_digit_in_most_of_them_and_it_is_no_uln() -> None:
    assert only("Number 2", *[f"{uln[:-1]}{(int(uln[-1]) + 1) % 10}" for uln in ULNS]).target is None


def test_a_column_called_uln_that_holds_none_is_doubted() -> None:
    found = only("ULN", "1234567890", "12345", "x", ULNS[0])
    assert (found.use, found.target and found.target.name) == ("ask", "ULN")
    assert "only 1 of 4" in found.why


CONTENTS = {
    "NINumber": ("yes", ["AB123456C", "CE 12 34 56 A", "ab123457d"]),
    "LearnAimRef": ("yes", ["ZPROG001", "60342843", "5010987X"]),
    "Email": ("ask", ["a@example.org", "b@example.org", "c.d@example.com"]),
    "Postcode": ("ask", ["AB1 2CD", "sw1a1aa", "M1 1AE"]),
    "EmpStat": ("ask", ["In paid employment", "Not in paid employment, looking for work", "In paid employment"]),
}


@pytest.mark.parametrize(("field", "expected"), CONTENTS.items())
def test_contents_tell_what_a_header_does_not(field: str, expected: tuple[str, list[str]]) -> None:
    use, values = expected
    found = only("Column 7", *values)
    assert (found.use, found.target and found.target.name) == (use, field)


def test_an_employer_column_of_names_is_not_taken_for_the_number() -> None:
    found = only("Employer", "Sample Ltd", "Pattern plc")
    assert found.use == "ask"
    assert found.certainty < 50


def test_the_same_header_twice_with_the_same_cells_counts_once() -> None:
    found = mapped(["Learner Ref", "Surname", "Surname"], ["A", "Sample", "Sample"], ["B", "Pattern", "Pattern"])
    assert [one.use for one in found.uses] == ["yes", "yes", "no"]


def test_the_same_header_twice_with_other_cells_is_asked() -> None:
    found = mapped(["Learner Ref", "Surname", "Surname"], ["A", "Sample", "Sample"], ["B", "Pattern", "Other"])
    assert [one.use for one in found.uses] == ["yes", "ask", "ask"]
    assert "column C says something else" in found.uses[1].why


def test_general_words_are_understood_where_the_table_is_about_one_thing() -> None:
    headers = ["Learner Ref", "Aim Seq", "Type", "Code", "Date", "Amount"]
    row = ["A", 1, "TNP", 1, "01/09/2026", 9000]
    assert uses(headers, row, name="book.xlsx, Finance") == {
        "Learner Ref": ("yes", "LearnRefNumber"),
        "Aim Seq": ("yes", "AimSeqNumber"),
        "Type": ("yes", "AFinType"),
        "Code": ("yes", "AFinCode"),
        "Date": ("yes", "AFinDate"),
        "Amount": ("yes", "AFinAmount"),
    }
    assert {use for use, _ in list(uses(headers, row).values())[2:]} == {"ask"}


DATES = [
    (["13/09/2026", "01/02/2026"], "yes", "day first"),
    (["9/13/2026", "1/2/2026"], "yes", "month first"),
    (["13/09/2026", "9/13/2026"], "ask", "day first"),
    (["01/09/2026", "01/10/2026"], "yes", "day first"),
    (["2026-09-01", "2026-10-13"], "yes", ""),
]


@pytest.mark.parametrize(("values", "use", "order"), DATES)
def test_whether_the_day_comes_first_is_decided_for_the_column(values: list[str], use: str, order: str) -> None:
    found = only("Start Date", *values)
    assert (found.use, found.order) == (use, order)


def test_a_column_that_does_not_tell_beside_one_with_the_month_first_is_asked() -> None:
    found = mapped(
        ["Learner Ref", "DOB", "Start Date"], ["A", "5/23/2001", "9/1/2026"], ["B", "6/30/2002", "10/1/2026"]
    )
    assert [one.use for one in found.uses] == ["yes", "yes", "ask"]
    assert found.uses[2].order == "month first"
    assert "no date of this one tells" in found.uses[2].why
