"""``ilr rpl`` with a workbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Runner
from tests.commands.made import book
from tests.prior_learning.made import GOOD, filled_book, programme, records, rows_in, type_into
from workbook_templates.rpl_columns import FIRST_ROW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = filled_book(tmp_path / "book.xlsx")
    type_into(path, FIRST_ROW, GOOD)
    return path


def test_it_fills_the_sheet_and_says_the_verdicts(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", count=8)
    done = ilr("rpl", path)
    assert (done.code, done.err) == (0, "")
    count = len(rows_in(path))
    assert f"{count} apprentices without prior learning, or not computed." in done.out
    assert f"Filled the sheet RPL of {path}: {count} apprentices, {count} of them new." in done.out


def test_apply_writes_and_says_how_to_take_it_back(ilr: Runner, path: Path) -> None:
    done = ilr("rpl", path, "--apply", "--who", "A. Tester")
    assert (done.code, done.err) == (0, "")
    assert "HRS1: 460 -> 408" in done.out
    assert "D00001  ✔ OK" in done.out
    assert "Applied as change 1 of the sheet Changes in " in done.out
    assert records(programme(path, "D00001"))["TNP1"] == 7125
    assert "The return says so already." in ilr("rpl", path, "--apply").out
    assert ilr("undo", path).code == 0
    assert records(programme(path, "D00001"))["TNP1"] == 10800


def test_preview_changes_nothing(ilr: Runner, path: Path) -> None:
    before = path.read_bytes()
    done = ilr("rpl", path, "--apply", "--what-if", "hours_removed=+10%", "--preview")
    assert done.code == 0
    assert "Hours removed: 72 -> 79" in done.out
    assert "Nothing was taken over." in done.out
    assert path.read_bytes() == before


def test_a_what_if_of_several_changes(ilr: Runner, path: Path) -> None:
    end = programme(path, "D00001").LearnPlanEndDate
    done = ilr("rpl", path, "--what-if", "hours_removed=-12", "reduction_given=least", "planned_end=+2w")
    assert done.code == 0
    row = rows_in(path)["D00001"]
    assert (row.cells["Hours removed"], row.cells["Reduction given"]) == (60, 563)
    assert end
    moved = programme(path, "D00001").LearnPlanEndDate
    assert moved
    assert (moved - end).days == 14


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("hours=+10%", "changes nothing known. Use planned_end, hours_removed"),
        ("hours_removed=many", "is no change"),
        ("hours_removed=10%", "is no change"),
        ("planned_end=+14", "is no change. Write planned_end=+14d, -2w or 31/10/2027."),
        ("price_before=+14d", "is no change"),
        ("planned_end=31/2/2027", "is no change"),
    ],
)
def test_a_change_that_is_none_is_told(ilr: Runner, path: Path, change: str, told: str) -> None:
    before = path.read_bytes()
    done = ilr("rpl", path, "--what-if", change)
    assert done.code == 2
    assert told in done.err
    assert path.read_bytes() == before


def test_refused_rows_end_with_1_and_the_others_are_written(ilr: Runner, path: Path) -> None:
    type_into(path, FIRST_ROW + 1, GOOD | {"Reduction given": 4})
    done = ilr("rpl", path, "--apply")
    assert done.code == 1
    assert "Not applied: D00003: Service would refuse: reduction under £5 (AFinType_16)." in done.out
    assert records(programme(path, "D00001"))["RIP1"] == 675


def test_json_has_every_figure_and_nothing_else_on_standard_output(ilr: Runner, path: Path) -> None:
    done = ilr("rpl", path, "--apply", "--format", "json", "--learners", "d00001")
    data = json.loads(done.out)
    (one,) = data["apprentices"]
    assert (one["learner"], one["verdict"], one["kind"], one["least_reduction"]) == ("D00001", "OK", "ok", 675)
    assert data["applied"] == {"change": 1, "refused": []}
    assert "HRS1: 460 -> 408" in done.err


def test_evidence_is_made(ilr: Runner, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "evidence.xlsx"
    done = ilr("rpl", path, "--evidence", out)
    assert (done.code, done.err) == (0, "")
    assert f"Made {out} with 1 page." in done.out
    assert out.exists()


def test_options_that_do_not_go_together_are_told(ilr: Runner, path: Path, tmp_path: Path) -> None:
    assert "not both" in ilr("rpl", path, "--start", "1/9/2026").err
    (tmp_path / "cases.csv").write_text("start\n2026-09-01\n", "utf-8")
    assert "need a workbook" in ilr("rpl", tmp_path / "cases.csv", "--apply").err
    assert "no row of D77777" in ilr("rpl", path, "--learners", "D77777").err
