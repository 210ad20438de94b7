"""Rows that are OK become records of the return: shown first, logged, undone; the others say why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.change_log import read_log
from addin.hosts.file_host import FileHost
from ilr_core.errors import InputError
from tests.commands.made import check, column, edited, found
from tests.prior_learning.made import (
    GOOD,
    WHO,
    Answers,
    apply,
    data_sheets,
    fill,
    filled_book,
    programme,
    records,
    rows_in,
    sheet_in,
    type_into,
    undo,
)  # fmt: skip
from workbook_templates.rpl_columns import FIRST_ROW, VERDICT

AFTER = {"2627": {"HRS1": 408, "HRS4": 72, "RIP1": 675, "TNP1": 7125, "TNP2": 1200}}
AFTER["2526"] = {"PHours": 408, "TNP1": 7125, "TNP2": 1200}


@pytest.fixture(params=["2627", "2526"])
def year(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = filled_book(tmp_path / "book.xlsx")
    type_into(path, FIRST_ROW, GOOD)
    return path


def test_the_records_of_the_year_are_written(tmp_path: Path, year: str) -> None:
    path = filled_book(tmp_path / "book.xlsx", year)
    type_into(path, FIRST_ROW, GOOD)
    done = apply(path, year=year)
    assert (done.ready, done.refused) == (("D00001",), ())
    assert records(programme(path, "D00001")) == AFTER[year]
    assert found(check(path, year)) == set()
    row = rows_in(path)["D00001"]
    assert (row.cells["TNP1 now"], row.cells["Hours now"], row.cells[VERDICT]) == (7125, 408, "✔ OK")


def test_applying_twice_changes_nothing(tmp_path: Path, year: str) -> None:
    path = filled_book(tmp_path / "book.xlsx", year)
    type_into(path, FIRST_ROW, GOOD)
    assert apply(path, year=year).change
    before = path.read_bytes()
    again = apply(path, year=year)
    assert (again.change, again.ready, again.declined) == (None, ("D00001",), False)
    assert path.read_bytes() == before


def test_undo_gives_every_cell_of_the_return_back(tmp_path: Path, year: str) -> None:
    path = filled_book(tmp_path / "book.xlsx", year)
    before = data_sheets(path, year)
    type_into(path, FIRST_ROW, GOOD)
    assert apply(path, year=year).change
    assert data_sheets(path, year) != before
    undo(path)
    assert data_sheets(path, year) == before
    assert rows_in(path)["D00001"].cells["TNP1 now"] == 10800


def test_each_cell_is_logged_with_the_reason_of_its_apprentice(path: Path) -> None:
    assert apply(path).change
    log = read_log(FileHost(path))
    assert {(entry.command, entry.who, entry.learner) for entry in log} == {("rpl apply", WHO, "D00001")}
    assert {entry.reason for entry in log} == {"prior learning: 72 of 480 hours; price 7,800 less 675"}
    assert ("Aims", "HRS1", "460", "408") in {(entry.sheet, entry.field, entry.old, entry.new) for entry in log}


def test_the_cells_are_shown_first_and_a_no_changes_nothing(path: Path) -> None:
    before, answers = path.read_bytes(), Answers(answer=False)
    done = apply(path, answers=answers)
    assert done.declined
    assert path.read_bytes() == before
    ((question, lines),) = answers.asked
    assert question == "Write the prior learning of 1 apprentice?"
    assert any("HRS1: 460 -> 408" in line for line in lines)


def test_others_are_applied_and_the_refused_say_why(path: Path) -> None:
    second, third, fourth = (row.number for row in sheet_in(path).rows[1:4])
    type_into(path, second, GOOD | {"Reduction given": 4})
    type_into(path, third, GOOD | {"Hours removed": 400})
    type_into(path, fourth, GOOD | {"Price before": None})
    answers = Answers()
    done = apply(path, answers=answers)
    assert done.ready == ("D00001",)
    names = [row.text("LearnRefNumber") for row in sheet_in(path).rows[1:3]]
    assert done.refused[:2] == (
        f"{names[0]}: Service would refuse: reduction under £5 (AFinType_16).",
        f"{names[1]}: Not eligible: hours.",
    )
    assert len(done.refused) == 3
    assert answers.asked[0][1][-3:] == [f"Not applied: {line}" for line in done.refused]


def test_a_price_the_return_does_not_have_is_refused(path: Path) -> None:
    type_into(path, FIRST_ROW, {"Assessment price": 825})
    done = apply(path)
    assert done.change is None
    (told,) = done.refused
    assert told.startswith("D00001: The assessment price is £825 here, but TNP 2 in Finance is £1,200")


def test_the_dates_of_the_return_count_not_those_of_the_sheet(path: Path) -> None:
    with edited(path, "Aims") as page:
        page.cell(2, column("Aims", "LearnStartDate"), "31/07/2022")
    assert apply(path, "D00001").refused == ("D00001: Not computed: start before August 2022.",)


def test_a_residual_price_is_refused_by_the_rule_of_the_core(path: Path) -> None:
    with edited(path, "Finance") as page:
        page.cell(2, column("Finance", "AFinCode"), "3")
    assert "TNP 3 or 4" in apply(path, "D00001").refused[0]


def test_nought_hours_and_nought_pounds_take_recognition_back(path: Path) -> None:
    assert apply(path).change
    type_into(path, FIRST_ROW, {"Hours removed": 0, "Reduction given": 0})
    assert apply(path).change
    assert records(programme(path, "D00001")) == {"HRS1": 480, "TNP1": 7800, "TNP2": 1200}


def test_a_learner_without_a_row_is_named(path: Path) -> None:
    with pytest.raises(InputError, match="RPL has no row of D99999"):
        apply(path, "D00001", "D99999")


def test_an_empty_sheet_asks_to_be_filled(tmp_path: Path) -> None:
    from tests.commands.made import book

    with pytest.raises(InputError, match=r"RPL has no rows\. .* add one, then fill it again\."):
        apply(book(tmp_path / "book.xlsx"))


def test_a_file_open_elsewhere_is_not_touched(path: Path) -> None:
    (path.parent / f"~${path.name}").write_bytes(b"")
    before = path.read_bytes()
    with pytest.raises(InputError, match="open in another program"):
        apply(path)
    with pytest.raises(InputError, match="open in another program"):
        fill(path)
    assert path.read_bytes() == before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2000), st.integers(0, 293), st.integers(0, 3000), st.integers(5000, 9000))
def test_apply_twice_is_once_and_undo_is_as_before(
    path: Path, band: int, removed: int, given_reduction: int, price: int
) -> None:
    original = path.read_bytes()
    typed = {"Funding band": 20000 + band, "Hours removed": removed, "Reduction given": given_reduction}
    type_into(path, FIRST_ROW, typed | {"Price before": price})
    before = data_sheets(path)
    done = apply(path, "D00001")
    after = data_sheets(path)
    if done.change:
        assert apply(path, "D00001").change is None
        assert data_sheets(path) == after
        undo(path)
    assert data_sheets(path) == before
    path.write_bytes(original)
