"""What a host shows its user, and what the user has selected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.benches import Bench
from tests.hosts.books import made


@pytest.fixture
def shown_book(tmp_path: Path) -> Path:
    path = tmp_path / "Shown.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Learners")
        page.write_column("A1", range(12))
        page.set_row(4, None, None, {"hidden": True})
        book.add_worksheet("O'Brien & Co").write("C7", "x")
    return path


CELLS = [("Learners", 3, 2), ("O'Brien & Co", 7, 3), ("Learners", 5, 1), ("Learners", 900, 30)]


@pytest.mark.parametrize("cell", CELLS)
def test_a_selected_cell_is_selected(bench: Bench, shown_book: Path, cell: tuple[str, int, int]) -> None:
    host = bench.open(shown_book)
    host.select(*cell)
    assert host.selected() == (cell if bench.is_seen else None)
    assert host.selected_rows() == ((cell[0], (cell[1],)) if bench.is_seen else None)


def test_a_sentence_is_told(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    host.progress("Checking learners", 200, 5000)
    host.progress("Reading")
    host.finished()
    host.tell("Done.")
    host.tell("Really.")
    assert bench.said() == ["Done.", "Really."]


def test_a_workbook_that_is_seen_is_saved_by_its_user(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    assert host.refusal() == ""
    path = host.save()
    assert (path is None) is bench.is_seen
    if path:
        assert path.name == "Shown.xlsx"


def test_reading_after_writing_sees_what_was_written(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    before = host.read_sheets()[0].rows[0][0]
    host.write_cells("Learners", {(1, 1): "new"})
    host.save()
    assert (before, host.read_sheets()[0].rows[0][0]) == (0, "new")
    host.write_cells("Learners", {(2, 1): "newer"})
    host.save()
    assert [row[0] for row in host.read_sheets()[0].rows[:3]] == ["new", "newer", 2]
