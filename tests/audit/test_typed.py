"""What is typed by hand is noticed at the next check or change, logged once, and asked a reason for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from addin.audit import verdict_on, verify
from addin.audit.data_state import DataState, SheetState, advanced, kept_text, packed, unpacked
from addin.audit.typed import carried_on, differences
from addin.change_log import LogEntry, read_log
from addin.commands.check import check_book
from addin.commands.new import new_book
from addin.commands.year import put_year
from addin.hosts.file_host import FileHost
from addin.hosts.questions import Asked
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.errors import InputError
from tests.audit.made import Place, change
from tests.commands.made import NOW, check, column, edited

LEARNERS, AIMS = "Learners", "Aims"


def typed(path: Path) -> list[LogEntry]:
    return [entry for entry in read_log(FileHost(path)) if entry.command == "typed"]


def seen(path: Path) -> list[tuple[str, str, str, str]]:
    return [(one.learner, one.field, one.old, one.new) for one in typed(path)]


def put(path: Path, row: int, header: str, value: object, sheet: str = LEARNERS) -> None:
    with edited(path, sheet) as page:
        page.cell(row, column(sheet, header)).value = value


def test_the_first_check_says_nothing_and_the_next_one_all(unused: Place) -> None:
    put(unused.book, 2, "FamilyName", "Before")
    assert check(unused.book).typed == ""
    assert check(unused.book).typed == ""
    assert typed(unused.book) == []
    put(unused.book, 2, "FamilyName", "After")
    put(unused.book, 3, "Email", None)
    assert check(unused.book).typed == (
        "2 changes made by hand since the last check: logged as change 1 of the sheet Changes."
    )
    assert check(unused.book).typed == ""
    first, second = typed(unused.book)
    assert (first.learner, first.field, first.old, first.new) == ("D00001", "FamilyName", "Before", "After")
    assert (second.learner, second.field, second.new) == ("D00002", "Email", "")
    assert {first.reason, second.reason} == {"no reason given"}
    verdict = verdict_on(unused.book)
    assert (verdict.troubles, verdict.notes, verdict.signed_by) == ((), (), {"you": 2})


def test_the_reason_is_asked_for(unused: Place) -> None:
    check(unused.book)
    put(unused.book, 2, "FamilyName", "After")
    asked: list[Asked] = []

    def answers(title: str, questions: Sequence[Asked]) -> dict[str, str]:
        assert "1 change made by hand" in title
        asked.extend(questions)
        return {"reason": " marriage certificate seen "}

    check_book(FileHost(unused.book, answers=answers), now=NOW, who="B. Checker")
    assert "FamilyName" in asked[0].about
    assert [(one.who, one.reason) for one in typed(unused.book)] == [("B. Checker", "marriage certificate seen")]


def test_nothing_is_written_without_marks(unused: Place) -> None:
    check(unused.book)
    put(unused.book, 2, "FamilyName", "After")
    before, data = unused.book.read_bytes(), {p: p.read_bytes() for p in unused.folder.rglob("*") if p.is_file()}
    check(unused.book, mark=False)
    assert unused.book.read_bytes() == before
    assert {p: p.read_bytes() for p in unused.folder.rglob("*") if p.is_file()} == data


def sort_rows(page: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=7)]
    for number, values in enumerate(reversed(rows), 2):
        for place, value in enumerate(values, 1):
            page.cell(number, place).value = value


def own_column(page: Worksheet) -> None:
    page.cell(1, page.max_column + 1).value = "My notes"
    page.cell(2, page.max_column).value = "call back"


def move_columns(page: Worksheet) -> None:
    page.move_range(f"B1:B{page.max_row}", cols=page.max_column)


@pytest.mark.parametrize("harmless", [sort_rows, own_column, move_columns])
def test_what_changes_no_data_is_not_logged(unused: Place, harmless: Callable[[Worksheet], None]) -> None:
    check(unused.book)
    with edited(unused.book, LEARNERS) as page:
        harmless(page)
    check(unused.book)
    assert typed(unused.book) == []


def test_rows_that_come_and_go(unused: Place) -> None:
    check(unused.book)
    with edited(unused.book, AIMS) as page:
        gone = page.cell(3, column(AIMS, "LearnAimRef")).value
        page.delete_rows(3)
        page.append([None, "D00001", 9])
    check(unused.book)
    added, deleted = typed(unused.book)
    assert (added.learner, added.aim, added.field, added.old) == ("D00001", 9, "(row)", "")
    assert added.new == '{"LearnRefNumber": "D00001", "AimSeqNumber": "9"}'
    assert (deleted.field, deleted.new) == ("(row)", "")
    assert f'"LearnAimRef": "{gone}"' in deleted.old
    check(unused.book)
    assert len(typed(unused.book)) == 2


def test_a_column_that_is_taken_away_is_one_entry(unused: Place) -> None:
    check(unused.book)
    with edited(unused.book, LEARNERS) as page:
        page.cell(1, column(LEARNERS, "Email")).value = "Mail"
    check(unused.book)
    check(unused.book)
    assert seen(unused.book) == [("", "(column)", "there", "")]
    with edited(unused.book, LEARNERS) as page:
        page.cell(1, column(LEARNERS, "Email")).value = "Email"
        page.cell(2, column(LEARNERS, "Email")).value = "new@example.org"
    check(unused.book)
    assert [(one.field, one.new) for one in typed(unused.book)[1:]] == [
        ("(column)", "there"),
        ("Email", "new@example.org"),
    ]


def test_commands_are_not_logged_twice_and_what_was_typed_before_is_logged_first(unused: Place) -> None:
    check(unused.book)
    change(unused.book, "Command")
    undo_change(FileHost(unused.book, answer=lambda question, lines: True), who="me", now=NOW)
    check(unused.book)
    assert typed(unused.book) == []
    put(unused.book, 2, "FamilyName", "Typed")
    done = change(unused.book, "Command")
    log = [(one.change, one.command, one.field, one.new) for one in read_log(FileHost(unused.book))][-3:]
    assert log == [
        (done.number - 1, "typed", "FamilyName", "Typed"),
        (done.number, "test", "FamilyName", "Command"),
        (done.number, "test", "GivenNames", "Command Command"),
    ]
    check(unused.book)
    assert len(typed(unused.book)) == 1
    assert verify(unused.book) == []


def test_the_year_changed_by_its_command(unused: Place) -> None:
    path = unused.folder / "Empty.xlsx"
    new_book(path, catalogue.load("2627"), ukprn=10000001)
    check(path)
    put_year(FileHost(path), catalogue.load("2526"), who="me", now=NOW)
    check(path, "2526")
    assert typed(path) == []
    assert verify(path) == []


def test_the_provider_typed_over(unused: Place) -> None:
    check(unused.book)
    with edited(unused.book, "Start") as page:
        (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value in (10000001, "10000001")]
        cell.value = 10000009
    check(unused.book)
    assert seen(unused.book) == [("", "ILR_UKPRN", "10000001", "10000009")]


def test_undo_takes_back_commands_not_typing(unused: Place) -> None:
    yes = {"answer": lambda question, lines: True}
    check(unused.book)
    change(unused.book, "Command")
    put(unused.book, 3, "Email", "typed@example.org")
    with edited(unused.book, AIMS) as page:
        page.append([None, "D00001", 9])
    check(unused.book)
    with pytest.raises(InputError, match="made by hand"):
        undo_change(FileHost(unused.book, **yes), who="me", now=NOW, number=2)
    undo_change(FileHost(unused.book, **yes), who="me", now=NOW)
    assert read_log(FileHost(unused.book))[-1].undoes == 1


def test_on_another_computer(place: Place) -> None:
    """Each computer compares with what it saw last and with what was logged since, wherever that was."""
    check(place.book)
    place.become("other")
    check(place.book)
    put(place.book, 2, "FamilyName", "Typed")
    change(place.book, "Command", which=1, minute=50)
    place.become("data")
    check(place.book)
    assert len(typed(place.book)) == 1
    put(place.book, 3, "Email", "typed@example.org")
    check(place.book)
    assert len(typed(place.book)) == 2


def test_a_workbook_put_back_from_a_backup(place: Place) -> None:
    check(place.book)
    backup = place.folder / "backup.xlsx"
    shutil.copy(place.book, backup)
    put(place.book, 2, "FamilyName", "Typed")
    check(place.book)
    shutil.copy(backup, place.book)
    said: list[str] = []
    check_book(FileHost(place.book, say=said.append), now=NOW)
    assert "older copy" in said[0]
    assert typed(place.book) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ROWS = st.dictionaries(st.sampled_from(["L1", "L2", "T1"]), st.dictionaries(st.sampled_from("ABC"), TEXTS, max_size=3))


def state(rows: dict[str, dict[str, str]]) -> DataState:
    sheet = SheetState("Learners", ["A", "B", "C"])
    for row_id, cells in rows.items():
        for header, value in cells.items():
            sheet.put(row_id, header, value)
    return DataState({"learners": sheet}, {"ILR_Year": "2627"})


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ROWS, ROWS)
def test_the_log_leads_from_one_state_to_the_other(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    old, new = state(before), state(after)
    entries = [one.entry(1, "me", NOW, "") for one in differences(old, new)]
    again = unpacked(packed(old))
    assert differences(advanced(again, entries), new) == []
    assert differences(old, carried_on(old, old)) == []


def test_long_texts_are_compared_whole() -> None:
    one, other = "x" * 5000, "x" * 4999 + "y"
    assert kept_text(one) != kept_text(other)
    assert len(kept_text(one)) < 1100
    assert kept_text("x" * 960) == "x" * 960
