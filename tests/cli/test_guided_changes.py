"""``ilr change``: every guided change from the command line, made from the registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.cli.guided_changes import option
from ilr_core.events import EVENTS
from tests.cli.runs import Runner
from tests.commands.made import book, value

BREAK = ("--learner", "D00001", "--date", "2/11/2026")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "book.xlsx")


def test_alone_it_lists_the_changes(ilr: Runner):
    said = ilr("change")
    assert said.code == 0
    for name, event in EVENTS.items():
        assert f"  {name} " in said.out
        assert event.title in said.out


@pytest.mark.parametrize("name", EVENTS)
def test_help_of_each_says_what_it_asks_and_writes(ilr: Runner, name: str):
    said = ilr("change", name, "--help")
    assert said.code == 0
    words = " ".join(said.out.split())
    assert all(option(question) in words for question in EVENTS[name].asks)
    assert EVENTS[name].title in words
    assert "Writes" in words


def test_a_change_is_shown_made_logged_and_undone(ilr: Runner, path: Path):
    said = ilr("change", "break", path, *BREAK, "--reason", "Long illness", "--who", "A. Tester", "--yes")
    assert said.code == 0
    assert "CompStatus 1 · Continuing -> 6 · On an agreed break" in said.out
    assert f'Changed as change 1 of the sheet Changes in {path}. Take it back with: ilr undo "{path}"' in said.out
    assert value(path, "Aims", 2, "CompStatus") == "6 · On an agreed break"
    assert value(path, "Changes", 2, "Reason") == "Break in learning: Long illness"
    assert value(path, "Changes", 2, "Command") == "change break"
    assert value(path, "Changes", 2, "Who") == "A. Tester"
    assert ilr("undo", path).code == 0
    assert value(path, "Aims", 2, "CompStatus") == "1 · Continuing"


def test_preview_changes_nothing(ilr: Runner, path: Path):
    kept = path.read_bytes()
    said = ilr("change", "break", path, *BREAK, "--preview")
    assert said.code == 0
    assert "LearnActEndDate (blank) -> 02/11/2026" in said.out
    assert said.out.rstrip().endswith("Nothing was changed.")
    assert path.read_bytes() == kept


def test_a_lower_case_reference_and_a_capital_name_are_understood(ilr: Runner, path: Path):
    assert ilr("change", "BREAK", path, "--learner", " d00001 ", "--date", "2026-11-02").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pause", "BOOK", *BREAK), "There is no change called pause. Use one of break, return, "),
        (("break", "BOOK", "--learner", "D00001", "--date", "32/11/2026"), "Date: '32/11/2026' is not a date"),
        (("break", "BOOK", "--learner", "D00001"), "--date"),
        (("break", "BOOK", "--date", "2/11/2026"), "--learner"),
        (("break", "BOOK", "--learner", "X", "--date", "2/11/2026"), "There is no learner X in this workbook."),
        (("break", "nowhere.xlsx", *BREAK), "nowhere.xlsx"),
        (("break", "BOOK", *BREAK, "--year", "2526"), "2627"),
        (("withdraw", "BOOK", *BREAK, "--withdraw-reason", "3"), "HRSType_09"),
    ],
)
def test_what_cannot_be_used_is_said_and_leaves_with_2(ilr: Runner, path: Path, arguments: tuple[str, ...], words: str):
    kept = path.read_bytes()
    said = ilr("change", *(path if one == "BOOK" else one for one in arguments))
    assert said.code == 2
    assert words in said.err
    assert "Traceback" not in said.err
    assert path.read_bytes() == kept
