"""Guided changes from the ribbon: of the learner of the selected row, asked for in a form, shown, and made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from addin.books.book import open_book
from addin.change_log import read_log
from addin.commands.check import check_book
from addin.commands.selected_learner import ASK, selected_learner
from addin.guided_changes.record_change import asked_of
from addin.ribbon import COMMANDS, run
from addin.ribbon.guided_changes import MENU, name_of
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.events import EVENTS
from tests.commands.made import column, edited, now_of
from tests.commands.test_change import EVERY_EVENT, FINISHED, Step, answers_in, changed, made
from tests.excel.ribbon_books import RecordingHost, cells
from workbook_templates.layout import PROBLEMS

NOW = now_of("2627")
# So that every change has a learner it can happen to.
BEFORE: tuple[Step, ...] = (
    ("D00003", "break", {"date": "02/11/Y"}),
    *FINISHED,
    ("D00011", "support-on", {"date": "02/11/Y"}),
)
LEARNERS = {
    "return": "D00003", "training-finished": "D00009", "result": "D00009", "support-off": "D00011", "uln": "D00005",
    "transfer-in": "D00008", "aim-finished": "D00001",
}  # fmt: skip
MORE_ANSWERS = {"result": {"last_day": "5/11/Y", "date": "12/11/Y", "actual_hours": "400"}}


@cache
def prepared(year: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = made(Path(folder) / "Return.xlsx", year)
        for step in BEFORE:
            assert changed(path, year, step)
        return path.read_bytes()


def book_of(year: str, folder: Path) -> Path:
    path = folder / "Return.xlsx"
    path.write_bytes(prepared(year))
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return book_of("2627", tmp_path)


def row_of(path: Path, learner: str, sheet: str = "Learners", **holds: object) -> int:
    """The first row of a learner on a sheet whose cells hold something."""
    rows = cells(path, sheet)
    wanted = {"LearnRefNumber": learner, **holds}
    return next(
        number for number, row in enumerate(rows, 2) if all(row.get(name) == held for name, held in wanted.items())
    )


def host_at(path: Path, sheet: str, *rows: int, header: int = 1) -> RecordingHost:
    host = RecordingHost(path)
    host.rows, host.cursor = (sheet, rows), (sheet, rows[0], header)
    return host


def test_every_change_is_in_the_menu() -> None:
    inside = {name: known for name, known in COMMANDS.items() if known.menu == MENU}
    assert [known.label for known in inside.values()] == [event.title for event in EVENTS.values()]
    for event in EVENTS.values():
        assert event.when in inside[name_of(event)].screen_tip
        assert all(line in inside[name_of(event)].screen_tip for line in event.writes)


@pytest.mark.parametrize("year", catalogue.years())
@pytest.mark.parametrize("name", EVENTS)
def test_every_change_is_asked_for_and_shown(tmp_path: Path, year: str, name: str) -> None:
    book = book_of(year, tmp_path)
    event, learner = EVENTS[name], LEARNERS.get(name, "D00001")
    answers = next(dict(steps[-1][2]) for steps in EVERY_EVENT if steps[-1][1] == name)
    host = host_at(book, "Learners", row_of(book, learner))
    host.typed, host.answers = [answers_in(year, {**answers, **MORE_ANSWERS.get(name, {})})], [False]
    kept = book.read_bytes()
    run(name_of(event), host, now_of(year))
    assert host.told == ["Nothing was changed."]
    ((title, asked),) = host.forms
    assert title.startswith(f"{event.title}: learner {learner}, ")
    ((question, lines),) = host.shown
    assert question == f"{event.title}, learner {learner}: change the records so?"
    assert any("->" in line or "new " in line for line in lines)
    assert book.read_bytes() == kept
    names = [one.name for one in asked]
    assert names[-1] == "reason"
    for one in asked:
        assert one.about
        assert ("Left blank: " in one.about) is not one.required
    assert ("agreement" in names) is (year == "2627" and name in ("employer", "return"))


def test_a_change_is_made_logged_with_its_reason_and_taken_back(book: Path) -> None:
    before = {sheet: cells(book, sheet) for sheet in ("Learners", "Aims", "Aim FAMs", "Finance")}
    host = host_at(book, "Aims", row_of(book, "D00001", "Aims", AimSeqNumber=1))
    host.typed = [{"date": "2 Nov 2026", "reason": "Ill"}]
    run("change_break", host, NOW)
    number = read_log(host)[-1].change
    made_it = f"Break in learning, learner D00001: 10 cells written, as change {number} of the sheet Changes."
    assert host.told == [f"{made_it} Undo in the group Fix takes it back."]
    entries = [entry for entry in read_log(host) if entry.change == number]
    assert {(entry.command, entry.learner, entry.reason) for entry in entries} == {
        ("change break", "D00001", "Break in learning: Ill")
    }
    run("undo", host, NOW)
    assert {sheet: cells(book, sheet) for sheet in before} == before


def asked_at(host: RecordingHost, name: str) -> dict[str, tuple[bool, str, tuple[str, ...]]]:
    """What a change asks where a host's user is: required, default and choices, by name."""
    read = open_book(host)
    return {
        one.name: (one.required, one.default, one.choices)
        for one in asked_of(EVENTS[name], selected_learner(host, read), read.year)
    }


def test_the_aim_of_the_selected_row_is_the_default_where_it_can_be_meant(book: Path) -> None:
    programme, component = (row_of(book, "D00001", "Aims", AimSeqNumber=number) for number in (1, 2))
    on_learner = asked_at(host_at(book, "Learners", row_of(book, "D00001")), "withdraw")
    required, default, choices = on_learner["aim"]
    assert (required, default) == (False, "")
    assert [choice.partition(" · ")[0] for choice in choices] == ["1", "2", "3"]
    assert choices[0].endswith(", open")
    assert asked_at(host_at(book, "Aims", component), "withdraw")["aim"][1] == choices[1]
    assert asked_at(host_at(book, "Aims", programme), "withdraw")["aim"][1] == choices[0]
    assert asked_at(host_at(book, "Aims", programme, component), "withdraw")["aim"][1] == ""
    money = row_of(book, "D00001", "Finance")
    assert asked_at(host_at(book, "Finance", money), "withdraw")["aim"][1] == choices[0]
    # A component has no support, break or price of its own, and there is only one programme.
    for name in ("break", "price", "support-on", "redundancy"):
        assert "aim" not in asked_at(host_at(book, "Aims", component), name)


def test_a_day_must_be_given_only_where_it_cannot_be_known(book: Path) -> None:
    assert asked_at(host_at(book, "Learners", row_of(book, "D00001")), "withdraw")["date"][0]
    assert "date" not in asked_at(host_at(book, "Learners", row_of(book, "D00003")), "withdraw")
    assert asked_at(host_at(book, "Learners", row_of(book, "D00009")), "result")["last_day"][0]
    adult = asked_at(host_at(book, "Learners", row_of(book, "D00005")), "withdraw")
    assert "actual_hours" not in adult


def test_the_detail_of_the_selected_cell_is_the_default(book: Path) -> None:
    row = row_of(book, "D00001")
    host = host_at(book, "Learners", row, header=column("Learners", "Postcode"))
    assert asked_at(host, "detail")["field"][1] == "Postcode"
    assert asked_at(host_at(book, "Learners", row), "detail")["field"][1] == ""
    assert "FamilyName" in asked_at(host, "detail")["field"][2]


@pytest.mark.parametrize(
    ("name", "learner", "words"),
    [
        ("return", "D00001", "The learner has no aim that is on a break. Nothing was changed."),
        ("support-off", "D00001", "The learner has no aim that is supported (LSF). Nothing was changed."),
        ("price", "D00002", "The learner has no aim that is an open apprenticeship. Nothing was changed."),
        ("uln", "D00001", "ULN for a temporary one does not fit this learner."),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_asked(book: Path, name: str, learner: str, words: str) -> None:
    host = host_at(book, "Learners", row_of(book, learner))
    run(name_of(EVENTS[name]), host, NOW)
    assert host.told[0].startswith(words)
    assert host.forms == []


def test_what_cannot_be_used_is_asked_again_and_nothing_typed_is_lost(book: Path) -> None:
    host = host_at(book, "Learners", row_of(book, "D00001"))
    good = answers_in("2627", {"date": "02/11/Y", "employer": "999999999", "hours": "8", "reason": "Moved"})
    host.typed = [{**good, "date": "soon", "hours": "lots"}, {**good, "date": "1/1/2020"}, good]
    kept = book.read_bytes()
    host.answers = [False]
    run("change_employer", host, NOW)
    first, second, third = ({one.name: one for one in asked} for _, asked in host.forms)
    assert (second["date"].default, second["hours"].default, second["reason"].default) == ("soon", "lots", "Moved")
    assert second["date"].problem == "'soon' is not a date; write 14/09/2026."
    assert second["hours"].problem.startswith("'lots' is not one of the codes. Use 5 0 to 10 hours a week; ")
    assert not any(one.problem for one in (*first.values(), second["employer"], *third.values()))
    assert third["date"].default == "1/1/2020"
    assert "(Rule R_119.) Nothing was changed." in "\n".join(host.told)
    assert book.read_bytes() == kept


def test_what_the_rules_forbid_is_said_with_the_rule(book: Path) -> None:
    host = host_at(book, "Learners", row_of(book, "D00001"))
    host.typed = [answers_in("2627", {"date": "02/11/Y", "withdraw_reason": "3 · Injury or illness"}), None]
    run("change_withdraw", host, NOW)
    assert "The rules forbid this, so nothing was changed: HRSType_09, aim 1: " in host.told[0]
    assert host.told[1:] == ["Nothing was changed."]


SELECTIONS: list[tuple[str, Mapping[str, object], str]] = [
    ("Learners", {}, "D00003 None"),
    ("Aims", {"AimSeqNumber": 3}, "D00003 3"),
    ("Finance", {}, "D00003 1"),
    ("Employment", {}, "D00003 None"),
]


@pytest.mark.parametrize(("sheet", "holds", "wanted"), SELECTIONS)
def test_any_data_sheet_names_the_learner(book: Path, sheet: str, holds: Mapping[str, object], wanted: str) -> None:
    host = host_at(book, sheet, row_of(book, "D00003", sheet, **holds))
    found = selected_learner(host, open_book(host))
    assert f"{found.learner.LearnRefNumber} {found.aim.AimSeqNumber if found.aim else None}" == wanted


def test_a_row_of_problems_names_the_learner_and_the_aim(book: Path) -> None:
    with edited(book, "Aims") as page:
        page.cell(row_of(book, "D00001", "Aims", AimSeqNumber=2), column("Aims", "DelLocPostCode")).value = "X"
    host = RecordingHost(book)
    check_book(host, now=NOW)
    row = next(number for number, row in enumerate(cells(book, PROBLEMS), 2) if row["Aim"] == 2)
    host = host_at(book, PROBLEMS, row)
    found = selected_learner(host, open_book(host))
    assert (found.learner.LearnRefNumber, found.aim and found.aim.AimSeqNumber) == ("D00001", 2)


@pytest.mark.parametrize(
    ("sheet", "rows", "words"),
    [
        ("Start", (3,), ASK),
        ("Learners", (1,), ASK),
        ("Learners", (900,), ASK),
        (PROBLEMS, (40,), ASK),
        ("no", (2,), ASK),
        ("Learners", (2, 3, 4, 5, 6), "several learners: D00001, D00002, D00003 ..."),
    ],
)
def test_a_selection_of_nobody_or_of_several_is_refused(
    book: Path, sheet: str, rows: tuple[int, ...], words: str
) -> None:
    host = host_at(book, sheet, *rows)
    with pytest.raises(InputError) as refused:
        selected_learner(host, open_book(host))
    assert words in str(refused.value)


def test_a_cell_that_takes_no_value_stops_it_after_the_form(book: Path) -> None:
    row = row_of(book, "D00001", "Aims", AimSeqNumber=1)
    with edited(book, "Aims") as page:
        page.merge_cells(
            start_row=row - 1, end_row=row, start_column=column("Aims", "LearnActEndDate"),
            end_column=column("Aims", "LearnActEndDate"),
        )  # fmt: skip
    host = host_at(book, "Learners", row_of(book, "D00001"))
    host.typed = [answers_in("2627", {"date": "02/11/Y"})]
    kept = book.read_bytes()
    run("change_break", host, NOW)
    assert len(host.forms) == 1
    assert len(host.told) == 1
    assert "so nothing was changed" in host.told[0]
    assert book.read_bytes() == kept


def test_the_component_of_the_selected_row_is_the_one_that_changes(book: Path) -> None:
    host = host_at(book, "Aims", row_of(book, "D00001", "Aims", AimSeqNumber=2))
    host.typed, host.answers = [{"date": "2/11/2026", "withdraw_reason": "3 · Injury or illness"}], [False]
    run("change_withdraw", host, NOW)
    ((_, lines),) = host.shown
    assert len(lines) == 1
    assert lines[0].startswith("aim 2 61005421: CompStatus 1 · Continuing -> 3 · Withdrawn; ")
