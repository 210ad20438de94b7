"""What shows a check shows DfE's report too: Dashboard, Start, seals, and cells that take no mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin import ribbon
from addin.commands.check import check_book
from addin.hosts.file_host import FileHost
from addin.keys import create_key
from tests.commands.made import book, edited, value
from tests.excel.ribbon_books import NOW as RIBBON_NOW
from tests.excel.ribbon_books import RecordingHost, cells
from tests.keys.key_store import memory_key_store
from tests.violations.reports import Line, line, written
from tests.violations.test_bring_back import NOTHING, NOW, brought, learners_in
from workbook_templates.layout import DASHBOARD_LISTS, PROBLEMS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "Return.xlsx", count=4)


def lines_for(path: Path) -> list[Line]:
    """A rule that only the service judges on one learner, a warning on another, and a learner who has left."""
    first, second, *_ = learners_in(path)
    return [line("ULN_04", first), line("Nonsense_01", second, kind="W"), line("ULN_04", "GONE")]


def lists(path: Path) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for row in cells(path, DASHBOARD_LISTS):
        found.setdefault(str(row["List"]), []).append(row["Learner"])
    return found


def test_the_dashboard_says_the_same_as_problems_and_start(path: Path) -> None:
    check_book(FileHost(path), now=NOW, knowledge=NOTHING)
    everybody = list(learners_in(path))
    assert lists(path)["Clean"] == everybody
    brought(path, lines_for(path))
    found = lists(path)
    assert found["With errors"] == everybody[:1]
    assert found["Warnings only"] == everybody[1:2]
    assert found["Clean"] == everybody[2:]
    names = FileHost(path).read_names()
    assert (names["ILR_Errors"], names["ILR_Warnings"], names["ILR_LearnersClean"]) == (2, 1, 3)
    assert len(cells(path, PROBLEMS)) == 3
    check_book(FileHost(path), now=NOW, knowledge=NOTHING)
    assert lists(path)["Clean"] == everybody


def test_an_older_workbook_without_a_dashboard_is_marked_all_the_same(path: Path) -> None:
    with edited(path, DASHBOARD_LISTS) as page:
        page.title = "Mine"
    brought(path, lines_for(path))
    assert str(value(path, "Learners", 2, "Status")).startswith("✖ 1")


def test_without_marks_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()
    brought(path, lines_for(path), mark=False)
    assert path.read_bytes() == before


def test_seals_stay_in_the_status(path: Path, data_folder: Path) -> None:
    host = RecordingHost(path)
    with memory_key_store():
        create_key()
        host.rows = ("Learners", (2, 4))
        ribbon.run("seal_selected", host, RIBBON_NOW)
        host.picked = written(path.with_suffix(".csv"), lines_for(path))
        ribbon.run("violations", host, RIBBON_NOW)
    assert value(path, "Learners", 4, "Status") == "✔ verified"
    assert "verified" in str(value(path, "Learners", 2, "Status"))
    assert host.told[-1].startswith("3 lines in DfE's report. Found by both: 0. Only by DfE: 2. Only here: 0. 1 line")


def test_cells_that_take_no_mark_are_named(path: Path) -> None:
    with edited(path, "Learners") as page:
        page.merge_cells("A2:A3")
    told = brought(path, lines_for(path)).unmarked
    assert told.startswith("Learners!A3 could not be marked: ")
