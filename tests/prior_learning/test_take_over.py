"""A what-if is tried on many rows and taken over: totals first, every cell logged, undone as it was."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from addin.change_log import read_log
from addin.hosts.file_host import FileHost
from addin.prior_learning.what_if import Step
from ilr_core.errors import InputError
from tests.prior_learning.made import (
    GOOD,
    Answers,
    data_sheets,
    fill,
    filled_book,
    over,
    programme,
    rows_in,
    sheet_in,
    type_into,
    typed_in,
    undo,
)  # fmt: skip
from workbook_templates.rpl_columns import (
    BY_AMOUNT_ROW,
    BY_PERCENT_ROW,
    FIRST_ROW,
    IF,
    SET_ROW,
    THEN_ROW,
    TICK,
    VERDICT,
)  # fmt: skip

OTHER = "D00003"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with prior learning of two apprentices, OK both."""
    path = filled_book(tmp_path / "book.xlsx")
    type_into(path, FIRST_ROW, GOOD)
    type_into(path, FIRST_ROW + 1, GOOD | {"Hours removed": 48, "Reduction given": 450})
    fill(path)
    return path


def test_what_stands_above_the_columns_is_taken_over_and_emptied(path: Path) -> None:
    type_into(path, BY_PERCENT_ROW, {"Hours removed": 0.1})
    type_into(path, SET_ROW, {"Reduction given": "least"})
    done = over(path)
    assert done.change
    assert (done.rows, done.now.hours_removed, done.then.hours_removed) == (2, 120, 132)
    assert (done.now.ok, done.then.ok) == (2, 2)
    rows = rows_in(path)
    assert typed_in(rows["D00001"])["Hours removed"] == 79
    assert typed_in(rows["D00001"])["Reduction given"] == 741
    assert typed_in(rows[OTHER])["Hours removed"] == 53
    assert [sheet_in(path).cell(row, "Hours removed") for row in (BY_PERCENT_ROW, BY_AMOUNT_ROW, SET_ROW)] == [None] * 3
    with pytest.raises(InputError, match="There is no what-if"):
        over(path)


def test_undo_gives_the_typed_numbers_back(path: Path) -> None:
    before = {name: typed_in(row) for name, row in rows_in(path).items()}
    sheets = data_sheets(path)
    assert over(
        path, what_if={"hours_removed": Step(amount=Fraction(5)), "planned_end": Step(amount=Fraction(7))}
    ).change
    assert data_sheets(path) != sheets
    undo(path)
    assert {name: typed_in(row) for name, row in rows_in(path).items()} == before
    assert data_sheets(path) == sheets
    assert rows_in(path)["D00001"].cells[VERDICT] == "✔ OK"


def test_ticked_rows_alone_are_changed(path: Path) -> None:
    type_into(path, FIRST_ROW + 1, {TICK: "x"})
    done = over(path, what_if={"price_before": Step(amount=Fraction(-500))})
    rows = rows_in(path)
    assert done.rows == 1
    assert (rows["D00001"].cells["Price before"], rows[OTHER].cells["Price before"]) == (7800, 7300)


def test_rows_without_hours_removed_are_left_alone(path: Path) -> None:
    others = [name for name in rows_in(path) if name not in ("D00001", OTHER)]
    before = {name: typed_in(rows_in(path)[name]) for name in others}
    assert others
    assert over(path, what_if={"price_before": Step(exactly=1), "hours_removed": Step(exactly=50)}).rows == 2
    assert {name: typed_in(rows_in(path)[name]) for name in others} == before


def test_a_planned_end_is_moved_on_aims(path: Path) -> None:
    before = programme(path, "D00001").LearnPlanEndDate
    assert before
    done = over(path, "D00001", what_if={"planned_end": Step(amount=Fraction(-14))})
    assert done.change
    assert programme(path, "D00001").LearnPlanEndDate == before - timedelta(days=14)
    assert rows_in(path)["D00001"].cells["LearnPlanEndDate"] == before - timedelta(days=14)
    fields = {(entry.sheet, entry.field) for entry in read_log(FileHost(path))}
    assert fields == {("Aims", "LearnPlanEndDate"), ("RPL", "LearnPlanEndDate")}
    assert over(path, "D00001", what_if={"planned_end": Step(exactly=date(2028, 1, 31))}).change
    assert programme(path, "D00001").LearnPlanEndDate == date(2028, 1, 31)


def test_totals_and_cells_are_shown_first_and_a_no_changes_nothing(path: Path) -> None:
    type_into(path, BY_AMOUNT_ROW, {"Hours removed": 300})
    before, answers = path.read_bytes(), Answers(answer=False)
    done = over(path, answers=answers)
    assert (done.change, done.declined) == (None, True)
    assert path.read_bytes() == before
    ((question, lines),) = answers.asked
    assert question == "Take the what-if over into 2 rows?"
    assert "Hours removed: 120 -> 720" in lines
    assert "Refused: 0 -> 2" in lines
    assert "RPL!J8  D00001 aim 1  Hours removed: 72 -> 372" in lines


def test_filling_shows_the_what_if_beside_the_rows(path: Path) -> None:
    type_into(path, BY_AMOUNT_ROW, {"Hours removed": 300})
    fill(path)
    row = rows_in(path)["D00001"]
    assert (row.cells[VERDICT], row.cells[IF + VERDICT]) == ("✔ OK", "✖ Not eligible: hours")
    assert row.cells[IF + "Hours removed"] == 372
    assert sheet_in(path).cell(THEN_ROW, VERDICT) == "Then: 0 OK, 0 to look at, 2 refused"


def test_a_word_where_a_number_belongs_counts_as_nothing(path: Path) -> None:
    type_into(path, SET_ROW, {"Hours removed": "least", "LearnPlanEndDate": "soon"})
    with pytest.raises(InputError, match="There is no what-if"):
        over(path)


def test_a_row_never_filled_in_asks_to_be_filled(path: Path) -> None:
    row = sheet_in(path).rows[-1]
    type_into(path, row.number, {"RowId": None, "Hours removed": 20})
    with pytest.raises(InputError, match=f"RPL, row {row.number}: .* was never filled in. Fill the sheet first"):
        over(path, what_if={"hours_removed": Step(amount=Fraction(1))})
