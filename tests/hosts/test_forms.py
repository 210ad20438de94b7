"""Several things asked at once: every host gives the same answers, and shows what was wrong with those before."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.hosts.questions import Asked, with_answers
from tests.hosts.benches import Bench
from tests.hosts.books import made

QUESTIONS = [
    Asked("date", "Date", "Last day of learning"),
    Asked(
        "hours", "Hours", "Left blank: none", ("7 · 21 to 30 hours a week", "8 · 31 hours a week or more"), "", False
    ),
    Asked("aim", "Aim", "", ("1 · ZPROG001", "3 · ZPROG001"), "3 · ZPROG001", required=False),
    Asked("reason", "Reason", required=False),
]


@pytest.fixture
def shown_book(tmp_path: Path) -> Path:
    path = tmp_path / "Shown.xlsx"
    with made(path) as book:
        book.add_worksheet("Learners").write("A1", "x")
    return path


def test_answers_come_back_as_typed_by_name_and_defaults_stand(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    bench.will_answer({"Date": "2/11/26", "Hours": "8 · 31 hours a week or more", "Reason": "=1+1 — Zoë's"})
    assert host.ask_answers("Break in learning", QUESTIONS) == {
        "date": "2/11/26",
        "hours": "8 · 31 hours a week or more",
        "aim": "3 · ZPROG001",
        "reason": "=1+1 — Zoë's",
    }
    shown = "\n".join(bench.shown())
    assert all(words in shown for words in ("Date", "Last day of learning", "Left blank: none", "7 · 21 to 30 hours"))


def test_a_user_who_cancels_gives_no_answers(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    bench.will_answer(None)
    assert host.ask_answers("Break in learning", QUESTIONS) is None


def test_what_was_wrong_is_said_and_what_was_typed_stays(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    typed = {"date": "soon", "hours": "", "aim": "", "reason": "Illness"}
    again = with_answers(QUESTIONS, typed, {"date": "Date: 'soon' is not a date."})
    bench.will_answer({"Date": "2/11/2026"})
    assert host.ask_answers("Break in learning", again, "Nothing was changed.") == {**typed, "date": "2/11/2026"}
    shown = "\n".join(bench.shown())
    assert "Date: 'soon' is not a date." in shown
    assert "Nothing was changed." in shown


def test_what_must_be_given_is_asked_for_until_it_is(bench: Bench, shown_book: Path) -> None:
    host = bench.open(shown_book)
    bench.will_answer({"Reason": "Illness", "Date": " "}, {"Date": "2/11/2026"})
    found = host.ask_answers("Break in learning", QUESTIONS)
    assert found == {"date": "2/11/2026", "hours": "", "aim": "3 · ZPROG001", "reason": "Illness"}
    assert "This must be given." in "\n".join(bench.shown())


def test_a_file_does_not_answer_the_same_once_more(bench: Bench, shown_book: Path) -> None:
    if bench.is_seen:
        pytest.skip("who sees a form may press OK again")
    host = bench.open(shown_book)
    typed = {"date": "soon", "hours": "", "aim": "", "reason": ""}
    bench.will_answer({})
    assert host.ask_answers("Break", with_answers(QUESTIONS, typed, {"date": "No date."})) is None
    assert "Date: No date." in bench.said()
