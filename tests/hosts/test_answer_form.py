"""The form beside Excel, shown on a screen and answered with the keyboard alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from addin.hosts import answer_form
from addin.hosts.answer_form import NO_SCREEN
from addin.hosts.excel_host import ExcelHost
from addin.hosts.excel_questions import NoForm, ask_in_form
from addin.hosts.questions import Asked, with_answers
from tests.excel.engine import opened
from tests.hosts.books import made
from tests.hosts.screen import NEEDS_SCREEN, PATIENCE, Screen, screen

pytestmark = NEEDS_SCREEN
TITLE = "New employer: learner A0001"
HOURS = ("7 · 21 to 30 hours a week", "8 · 31 hours a week or more")
QUESTIONS = [
    Asked("date", "Date", "First day with the new employer"),
    Asked("hours", "Hours", "Hours of work a week", HOURS),
    Asked("secret", "Passphrase", "Of the key", required=False, secret=True),
    Asked("reason", "Reason", "Left blank: none", required=False, default="Moved"),
]


@pytest.fixture(scope="module")
def shown() -> Iterator[Screen]:
    with screen() as found:
        yield found


@pytest.fixture
def user(shown: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("DISPLAY", shown.display)
    return shown


class Asking(threading.Thread):
    """A host that waits for its user; ``found`` are the answers."""

    def __init__(self, folder: Path):
        super().__init__(daemon=True)
        path = folder / "Book.xlsx"
        with made(path) as book:
            book.add_worksheet("Learners")
        self.book = opened(path)
        self._host = ExcelHost(self.book)
        self.found: Any = "nothing yet"
        self.start()

    def run(self) -> None:
        self.found = self._host.ask_answers(TITLE, QUESTIONS)

    def answers(self) -> Any:
        self.join(PATIENCE)
        return self.found


def test_it_is_answered_with_the_keyboard_alone(user: Screen, tmp_path: Path) -> None:
    asking = Asking(tmp_path)
    user.wait_for(TITLE)
    assert asking.book.app.display_alerts is False
    user.type("2/11/2026")
    user.press("Return")  # the hours are missing, so the form stays and goes there
    user.press("shift+Tab")
    user.press("Tab", "Down", "Down", "Return", "Tab")  # the list opens, its second item is taken
    user.type("two words ")
    user.press("Tab")
    user.type("=1+1")
    user.press("Return")
    assert asking.answers() == {
        "date": "2/11/2026", "hours": HOURS[1], "secret": "two words ", "reason": "=1+1"
    }  # fmt: skip
    assert asking.book.app.display_alerts is True


@pytest.mark.parametrize("keys", [["Escape"], ["shift+Tab", "Return"]], ids=["Esc", "the button Cancel"])
def test_it_is_cancelled_with_the_keyboard(user: Screen, tmp_path: Path, keys: list[str]) -> None:
    asking = Asking(tmp_path)
    user.wait_for(TITLE)
    user.type("2/11/2026")
    user.press(*keys)
    assert asking.answers() is None


def drawn(questions: list[Asked], problem: str = "", **on: Any) -> dict[str, Any]:
    """The form as a program of its own draws it on a screen, for Tk ends its program when a screen goes."""
    given = {"title": TITLE, "questions": [asdict(one) for one in questions], "problem": problem, "owner": 0}
    with screen(**on) as found:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("drawn_form.py")), answer_form.__file__],
            input=json.dumps(given), capture_output=True, text=True, check=False,
            env={**os.environ, "DISPLAY": found.display},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_is_wrong_stands_below_its_field_and_what_was_typed_in_it() -> None:
    typed = {"date": "soon", "hours": HOURS[0], "secret": "hidden", "reason": "Moved"}
    questions = with_answers(QUESTIONS, typed, {"date": "'soon' is not a date"})
    form = drawn(questions, "Rule R_124 forbids it.")
    assert form["texts"][0] == "✖ Rule R_124 forbids it."
    after = form["texts"].index("Date *")
    assert form["texts"][after + 1 :][:3] == ["First day with the new employer", "✖ 'soon' is not a date", "Hours *"]
    assert form["typed"] == typed
    assert form["keys_go_to"] == "date"
    assert form["hidden"] == ["secret"]


def test_it_grows_with_the_dots_of_the_screen() -> None:
    normal, large = drawn(QUESTIONS), drawn(QUESTIONS, dots=144)
    assert 1.3 < large["width"] / normal["width"] < 1.7
    assert 1.3 < large["field"] / normal["field"] < 1.7


def test_many_questions_fit_a_small_screen_and_the_one_typed_into_is_seen() -> None:
    many = [
        Asked(f"q{number}", f"Question {number}", "Some more words about it", required=False) for number in range(20)
    ]
    form = drawn(many, dots=144, size="1366x768")
    assert form["height"] < 768
    assert form["is_last_seen"]


def test_without_a_screen_it_says_so_and_excels_boxes_ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISPLAY", ":none")
    with pytest.raises(NoForm):
        ask_in_form(TITLE, QUESTIONS, "", 0)
    given = {"title": TITLE, "questions": [], "problem": "", "owner": 0}
    done = subprocess.run(
        [sys.executable, "-P", answer_form.__file__],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == NO_SCREEN
    assert "Traceback" not in done.stderr
    path = tmp_path / "Book.xlsx"
    with made(path) as book:
        book.add_worksheet("Learners")
    seen = opened(path)
    seen.app.impl.answers = ["2/11/2026", "8", "", True]
    assert ExcelHost(seen).ask_answers(TITLE, QUESTIONS) == {
        "date": "2/11/2026", "hours": "8", "secret": "", "reason": "Moved"
    }  # fmt: skip
    assert seen.app.impl.asked[1] == "\n".join(["Hours (must be given)", "Hours of work a week", *HOURS])
