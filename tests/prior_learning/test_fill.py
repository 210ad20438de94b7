"""The sheet ``RPL`` is filled from the return, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from addin.prior_learning.apprentices import RESIDUAL
from addin.prior_learning.fill import GONE, TWICE, shown
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from tests.commands.made import book, check, column, edited, export, found, records_in
from tests.prior_learning.made import (
    GOOD,
    apply,
    data,
    fill,
    filled_book,
    learners_in,
    programme,
    rows_in,
    sheet_in,
    type_into,
    typed_in,
)  # fmt: skip
from tests.registers.made import made_registers
from workbook_templates.rpl_columns import COLUMNS, FIRST_ROW, HEADER_ROW, INPUTS, NOTE, NOW_ROW, RESULTS, RPL, VERDICT

AT = {column.header: number for number, column in enumerate(COLUMNS, 1)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled_book(tmp_path / "book.xlsx")


def verdicts(path: Path) -> dict[str, str]:
    return {row.reference: shown(row.judgement) for row in fill(path).rows}


def test_every_apprentice_has_one_row_with_what_the_return_says(path: Path) -> None:
    wanted = [
        (one.LearnRefNumber, one.FamilyName, one.GivenNames, aim.StdCode, aim.LearnStartDate, aim.LearnPlanEndDate)
        for one in learners_in(path)
        for aim in one.LearningDelivery
        if (aim.AimType, aim.FundModel) == (1, 36)
    ]
    rows = sheet_in(path).rows
    headers = ("LearnRefNumber", "FamilyName", "GivenNames", "StdCode", "LearnStartDate", "LearnPlanEndDate")
    assert [row.number for row in rows] == list(range(FIRST_ROW, FIRST_ROW + len(wanted)))
    assert [tuple(row.cells[header] for header in headers) for row in rows] == [
        (reference, family, given, str(standard), start, end)
        for reference, family, given, standard, start, end in wanted
    ]
    assert len({row.row_id for row in rows} - {""}) == len(wanted)


def test_2627_fills_price_and_hours_because_they_are_known(path: Path) -> None:
    aim, row = programme(path, "D00001"), rows_in(path)["D00001"]
    prices = {one.AFinCode: one.AFinAmount for one in aim.AppFinRecord}
    assert typed_in(row) == dict.fromkeys(INPUTS.values()) | {
        "Price before": prices[1], "Hours before": aim.HRSRecord[0].HRSAmount, "Assessment price": prices[2],
    }  # fmt: skip
    assert (row.cells["TNP1 now"], row.cells["Hours now"]) == (prices[1], aim.HRSRecord[0].HRSAmount)


def test_2627_fills_all_four_again_from_what_was_applied(path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD)
    assert apply(path, "D00001").change
    type_into(path, FIRST_ROW, dict.fromkeys(INPUTS.values()))
    fill(path)
    assert typed_in(rows_in(path)["D00001"]) == GOOD | {"Funding band": None, "Published minimum": None}


def test_2526_leaves_price_and_hours_before_to_the_user(tmp_path: Path) -> None:
    path = filled_book(tmp_path / "book.xlsx", "2526")
    row, aim = rows_in(path)["D00001"], programme(path, "D00001")
    assert (row.cells["Price before"], row.cells["Hours before"]) == (None, None)
    assert (row.cells["TNP1 now"], row.cells["Hours now"]) == (aim.AppFinRecord[0].AFinAmount, aim.PHours)
    assert row.cells["Assessment price"] == aim.AppFinRecord[1].AFinAmount


def test_half_of_the_records_of_prior_learning_fill_nothing(path: Path) -> None:
    with edited(path, "Aims") as page:
        page.cell(2, column("Aims", "HRS4"), 40)
    type_into(path, FIRST_ROW, dict.fromkeys(INPUTS.values()))
    fill(path)
    row = rows_in(path)["D00001"]
    assert (row.cells["Price before"], row.cells["Hours before"], row.cells["Hours removed"]) == (None, None, None)


def test_bands_come_from_lars_and_never_over_a_typed_one(path: Path) -> None:
    first, second = sheet_in(path).rows[:2]
    codes = {int(row.text("StdCode")) for row in (first, second)}
    lars = made_registers(
        {
            "LARS": {
                "Standard": [{"StandardCode": code, "EffectiveFrom": "2017-01-01"} for code in codes],
                "ApprenticeshipFunding": [
                    {
                        "ApprenticeshipType": "STD", "ApprenticeshipCode": code, "EffectiveFrom": "2017-01-01",
                        "MaxEmployerLevyCap": "14000.00",
                    }
                    for code in codes
                ],
            }
        }
    )  # fmt: skip
    type_into(path, first.number, {"Funding band": 9000})
    fill(path, knowledge=Knowledge(lars))
    bands = [row.cells["Funding band"] for row in sheet_in(path).rows[:2]]
    assert bands == [9000, 14000]


def test_filling_again_changes_nothing(path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD)
    fill(path)
    before = data(path).rows
    done = fill(path)
    assert done.added == 0
    assert data(path).rows == before


def test_sorted_rows_keep_what_was_typed_with_their_apprentice(path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD)
    type_into(path, FIRST_ROW + 1, {"Funding band": 5000})
    with edited(path, RPL) as page:
        block = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST_ROW)]
        for number, values in enumerate(reversed(block), FIRST_ROW):
            for place, value in enumerate(values, 1):
                page.cell(number, place).value = value
    done = fill(path)
    assert (done.added, done.gone) == (0, 0)
    rows = rows_in(path)
    assert rows["D00001"].number > FIRST_ROW
    assert typed_in(rows["D00001"]) == GOOD | {"Published minimum": None}
    assert rows["D00003"].cells["Funding band"] == 5000
    assert rows["D00001"].cells[VERDICT] == "✔ OK"


def test_an_apprentice_who_is_gone_keeps_the_row_and_the_verdict_says_so(path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD)
    with edited(path, "Aims") as page:
        page.cell(2, column("Aims", "FundModel"), "99")
    assert verdicts(path)["D00001"] == f"✖ {GONE}"
    row = rows_in(path)["D00001"]
    assert typed_in(row) == GOOD | {"Published minimum": None}
    assert row.cells[VERDICT] == f"✖ {GONE}"
    assert "not in the return" in apply(path, "D00001").refused[0].casefold()


def test_a_copied_row_is_told_and_never_applied(path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD)
    copy = dict(rows_in(path)["D00001"].cells)
    last = sheet_in(path).next_row
    type_into(path, last, copy)
    done = [shown(row.judgement) for row in fill(path).rows if row.reference == "D00001"]
    assert done == [f"✖ {TWICE}"] * 2
    assert apply(path, "D00001").change is None
    type_into(path, last, dict.fromkeys(copy))
    assert verdicts(path)["D00001"] == "✔ OK"
    assert rows_in(path)["D00001"].cells.get(NOTE) is None


def test_a_learner_listed_twice_has_a_row_for_each(path: Path) -> None:
    before = len(sheet_in(path).rows)
    for sheet, ids in (("Learners", "L900"), ("Aims", "A900.1")):
        with edited(path, sheet) as page:
            values = [cell.value for cell in page[2]]
            values[column(sheet, "RowId") - 1] = ids
            if sheet == "Aims":
                values[column(sheet, "ParentId") - 1] = "L900"
            last = page.max_row + 1
            for place, value in enumerate(values, 1):
                page.cell(last, place, value)
    done = fill(path)
    assert len(done.rows) == before + 1
    assert [row.reference for row in done.rows].count("D00001") == 2


def test_dates_typed_four_ways_on_aims_are_dates_here(path: Path) -> None:
    for text in ("14/09/2026", "14.9.26", "14 Sep 2026", "2026-09-14"):
        with edited(path, "Aims") as page:
            page.cell(2, column("Aims", "LearnStartDate"), text)
        fill(path)
        assert rows_in(path)["D00001"].cells["LearnStartDate"] == date(2026, 9, 14)


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ({"Hours before": "480"}, "▲ Hours before must be a whole number"),
        ({"Hours removed": " "}, "▲ Hours removed must be a whole number"),
        ({"Hours before": "about 500"}, "▲ Hours before must be a whole number"),
        ({"Price before": 7800.5}, "▲ Price before must be a whole number"),
        ({"Reduction given": -5}, "▲ Reduction given must be a whole number"),
        ({"Funding band": None}, "▲ Enter the funding band"),
        ({"Funding band": 0}, "▲ Enter the funding band"),
        ({"Reduction given": None}, "▲ Enter the reduction given"),
        ({"Hours removed": None, "Reduction given": None}, "– No prior learning entered"),
        ({"Hours removed": 294}, "✖ Not eligible: hours"),
        ({"Hours removed": 481}, "✖ More hours removed than planned"),
        ({"Reduction given": 4}, "✖ Service would refuse: reduction under £5"),
        ({"Price before": 8625}, "✖ Price above the ceiling by £825"),
        ({"Price before": 7500, "Reduction given": 500}, "▲ OK, but service warns: reduction under £675"),
        ({"Published minimum": "n/a"}, "▲ Published minimum must be a whole number"),
    ],
)  # fmt: skip
def test_what_is_typed_is_judged(path: Path, typed: dict[str, object], verdict: str) -> None:
    type_into(path, FIRST_ROW, GOOD | typed)  # type: ignore[arg-type]
    assert verdicts(path)["D00001"] == verdict
    assert rows_in(path)["D00001"].cells[VERDICT] == verdict
    assert typed_in(rows_in(path)["D00001"]) == {"Published minimum": None} | GOOD | typed


def test_an_early_start_and_a_residual_price_say_so(path: Path) -> None:
    with edited(path, "Aims") as page:
        page.cell(2, column("Aims", "LearnStartDate"), "31/07/2022")
    with edited(path, "Finance") as page:
        row = next(row for row in range(2, 40) if page.cell(row, column("Finance", "LearnRefNumber")).value == "D00003")
        page.cell(row, column("Finance", "AFinCode"), "3")
    found_now = verdicts(path)
    assert found_now["D00001"] == "– Not computed: start before August 2022"
    assert found_now["D00003"] == f"✖ {RESIDUAL}"


def test_the_return_is_the_same_with_and_without_the_sheet(path: Path, tmp_path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD | {"Hours before": "480", "Price before": "=1/0"})
    plain = book(tmp_path / "plain.xlsx", count=8)
    assert found(check(path)) == found(check(plain)) == set()
    one, other = (records_in(export(at, tmp_path / at.stem).path) for at in (path, plain))
    assert all(a.same_as(b) for a, b in zip(one, other, strict=True))


def test_lines_put_in_above_the_table_are_no_harm(path: Path) -> None:
    with edited(path, RPL) as page:
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        page.tables.clear()
        for number, values in enumerate([[None] * len(rows[0]), ["Our own title"], *rows], 1):
            for place in range(1, len(rows[0]) + 1):
                page.cell(number, place).value = values[place - 1] if place <= len(values) else None
    type_into(path, FIRST_ROW + 2, GOOD)
    assert verdicts(path)["D00001"] == "✔ OK"
    assert rows_in(path)["D00001"].number == FIRST_ROW + 2


@pytest.mark.parametrize("header", ["Hours removed", "Least reduction", "LearnStartDate", "RowId", "If: Verdict"])
def test_a_deleted_column_is_named_with_the_next_step(path: Path, header: str) -> None:
    with edited(path, RPL) as page:
        page.cell(HEADER_ROW, AT[header]).value = None
    with pytest.raises(
        InputError, match=f"RPL: the column {header} is not there. Type {header} into a free cell of row"
    ):
        fill(path)


def test_columns_nobody_needs_may_go(path: Path) -> None:
    with edited(path, RPL) as page:
        for header in ("FamilyName", "TNP1 now", "AimSeqNumber"):
            page.cell(HEADER_ROW, AT[header]).value = "Mine"
    assert fill(path).rows


def test_a_column_that_was_moved_is_found(path: Path) -> None:
    with edited(path, RPL) as page:
        one, other = AT["Hours removed"], AT["Price before"]
        for row in range(HEADER_ROW, page.max_row + 1):
            cells = page.cell(row, one), page.cell(row, other)
            cells[0].value, cells[1].value = cells[1].value, cells[0].value
    type_into(path, FIRST_ROW, GOOD)
    assert verdicts(path)["D00001"] == "✔ OK"
    assert rows_in(path)["D00001"].cells["Least reduction"] == 675


def test_a_workbook_of_an_earlier_version_is_told_how(tmp_path: Path) -> None:
    path = book(tmp_path / "old.xlsx")
    with edited(path, RPL) as page:
        page.parent.remove(page)
    with pytest.raises(InputError, match=r"old\.xlsx has no sheet RPL.*ilr upgrade BOOK"):
        fill(path)


def test_formulas_come_with_their_values(path: Path) -> None:
    type_into(path, FIRST_ROW, GOOD)
    fill(path)
    sheet = data(path)
    assert sheet.formulas_without_value == set()
    assert sheet.rows[NOW_ROW - 1][AT[VERDICT] - 1] == "Now: 1 OK, 0 to look at, 0 refused"
    assert sheet.rows[NOW_ROW - 1][AT["Reduction given"] - 1] == 675
    cells = rows_in(path)["D00001"].cells
    assert {header: cells[header] for header in RESULTS.values() if header != "Days"} == {
        "Prior learning": 0.15, "Least reduction": 675, "Highest price": 8325, "New TNP1": 7125, "Total price": 8325,
        "Hours left": 408, "Least hours": 187,
    }  # fmt: skip
