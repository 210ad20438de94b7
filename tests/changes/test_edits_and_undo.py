"""A change reaches the cells of a real workbook as planned, is logged, and can be taken back exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.books.book import open_book
from addin.change_log import read_log
from addin.changes.commit import Change, commit, preview
from addin.changes.edits import edits_for
from addin.changes.undo import last_change, undo_edits
from addin.hosts.file_host import FileHost
from addin.undo import undo_change
from ilr_core.errors import InputError
from ilr_core.model import RECORDS, Learner, Record, copied
from tests.commands.made import NOW, column, edited
from tests.commands.made import book as made_book

WHO = "A. Tester"


def parts(record: Record) -> list[object]:
    """Everything in a record; entries of one kind in any order, as slots and rows may be read in another one."""
    values = [(name, record.text(name)) for name in record.FIELDS]
    children = [sorted(map(repr, map(parts, getattr(record, name)))) for name in record.CHILDREN]
    return [record.ENTITY, values, children]


def learners_in(path: Path) -> list[Learner]:
    return open_book(FileHost(path)).reading.learners


def changed(path: Path, change: Callable[[Learner], None], which: int = 0, reason: str = "because") -> Change:
    host = FileHost(path)
    reading = open_book(host).reading
    old = reading.learners[which]
    new = copied(old)
    change(new)
    edits = edits_for(reading, [(old, new)])
    return commit(host, reading, edits, command="test", who=WHO, now=NOW, reason=lambda edit: reason)


def undone(path: Path, number: int | None = None) -> Change | None:
    return undo_change(FileHost(path, answer=lambda question, lines: True), who=WHO, now=NOW, number=number)


def new_record(parent: Record, entity: str, **fields: object) -> Record:
    record = RECORDS[entity](parent)
    for name, value in fields.items():
        setattr(record, name, value)
    getattr(parent, entity).append(record)
    return record


def rename(learner: Learner) -> None:
    learner.FamilyName = "Changedly"
    learner.DateOfBirth = date(1999, 2, 28)


def add_to_slot(learner: Learner) -> None:
    new_record(learner.LearningDelivery[0], "LearningDeliveryFAM", LearnDelFAMType="RES", LearnDelFAMCode="1")


def add_rows(learner: Learner) -> None:
    status = new_record(learner, "LearnerEmploymentStatus", EmpStat=11, DateEmpStatApp=date(2026, 11, 1))
    new_record(status, "EmploymentStatusMonitoring", ESMType="LOU", ESMCode=1)
    new_record(status, "EmploymentStatusMonitoring", ESMType="LOU", ESMCode=2)


def add_aim(learner: Learner) -> None:
    aim = copied(learner.LearningDelivery[-1])
    for record in aim.walk():
        record.place, record.locate = None, None
    aim.AimSeqNumber = 50
    learner.LearningDelivery.append(aim)


def remove_last_aim(learner: Learner) -> None:
    learner.LearningDelivery.pop()


def remove_from_slot(learner: Learner) -> None:
    aim = learner.LearningDelivery[0]
    aim.LearningDeliveryFAM = [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType != "SOF"]


def blank_a_value(learner: Learner) -> None:
    learner.Email = None
    learner.LearningDelivery[0].LearnPlanEndDate = learner.LearningDelivery[0].LearnStartDate + timedelta(days=400)


CHANGES = [rename, add_to_slot, add_rows, add_aim, remove_last_aim, remove_from_slot, blank_a_value]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return made_book(tmp_path / "book.xlsx")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_change_reaches_the_records_and_is_taken_back(book: Path, change: Callable[[Learner], None]) -> None:
    before = learners_in(book)
    wanted = copied(before[0])
    change(wanted)
    done = changed(book, change)
    assert done.edits
    after = learners_in(book)
    assert parts(after[0]) == parts(wanted)
    assert [parts(one) for one in after[1:]] == [parts(one) for one in before[1:]]
    undone(book)
    assert [parts(one) for one in learners_in(book)] == [parts(one) for one in before]


def test_log_says_who_changed_what_and_why(book: Path) -> None:
    old = learners_in(book)[0]
    changed(book, rename, reason="typed wrongly")
    entries = read_log(FileHost(book))
    assert {(e.change, e.who, e.command, e.learner, e.aim, e.sheet, e.reason) for e in entries} == {
        (1, WHO, "test", "D00001", None, "Learners", "typed wrongly")
    }
    assert [(e.field, e.old, e.new) for e in entries] == [
        ("FamilyName", old.FamilyName, "Changedly"),
        ("DateOfBirth", str(old.DateOfBirth), "1999-02-28"),
    ]
    assert entries[0].when == NOW.replace(microsecond=0)
    assert entries[0].row_id == "L1"


def test_undoing_is_logged_and_not_undone_again(book: Path) -> None:
    changed(book, rename)
    undone(book)
    entries = read_log(FileHost(book))
    assert {(e.change, e.undoes) for e in entries} == {(1, None), (2, 1)}
    with pytest.raises(InputError, match="nothing to undo"):
        last_change(entries)
    with pytest.raises(InputError, match="undone already, by change 2"):
        undone(book, 1)


def test_change_that_was_undone_twice_stands_again(book: Path) -> None:
    changed(book, rename)
    undone(book)
    undone(book, 2)
    assert learners_in(book)[0].FamilyName == "Changedly"
    undone(book, 1)
    assert learners_in(book)[0].FamilyName != "Changedly"


def test_undo_finds_the_row_after_sorting(book: Path) -> None:
    before = {one.LearnRefNumber: parts(one) for one in learners_in(book)}
    changed(book, rename)
    with edited(book, "Learners") as page:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
    undone(book)
    assert {one.LearnRefNumber: parts(one) for one in learners_in(book)} == before


def test_undo_refuses_what_somebody_typed_since(book: Path) -> None:
    changed(book, rename)
    with edited(book, "Learners") as page:
        page["C2"] = "Typed since"
    kept = book.read_bytes()
    with pytest.raises(InputError, match=r"Learners!C2 holds Typed since, not Changedly"):
        undone(book)
    assert book.read_bytes() == kept


@pytest.mark.parametrize("number", [0, 7])
def test_undo_of_no_change_says_so(book: Path, number: int) -> None:
    changed(book, rename)
    with pytest.raises(InputError, match=f"no change {number} in the log"):
        undone(book, number)


def test_book_without_a_log_is_left_alone(book: Path) -> None:
    with edited(book, "Changes") as page:
        page.parent.remove(page)
    kept = book.read_bytes()
    with pytest.raises(InputError, match="has no sheet Changes"):
        changed(book, rename)
    assert book.read_bytes() == kept


def test_empty_sheet_of_that_name_becomes_the_log(book: Path) -> None:
    with edited(book, "Changes") as page:
        page.parent.create_sheet("Other")
        page.parent.remove(page)
        page.parent["Other"].title = "Changes"
    changed(book, rename)
    assert [entry.new for entry in read_log(FileHost(book))] == ["Changedly", "1999-02-28"]


def test_merged_cell_stops_the_whole_change(book: Path) -> None:
    with edited(book, "Learners") as page:
        page.merge_cells("B2:C2")
    kept = book.read_bytes()
    with pytest.raises(InputError, match="inside merged cells"):
        changed(book, lambda learner: setattr(learner, "FamilyName", "Changedly"))
    assert book.read_bytes() == kept


def test_missing_column_is_named(book: Path) -> None:
    with edited(book, "Aims") as page:
        page.cell(1, column("Aims", "RES")).value = "Mine"
    changed(book, add_to_slot)
    assert any(entry.sheet == "Aim FAMs" for entry in read_log(FileHost(book)))
    with edited(book, "Employment") as page:
        page.cell(1, column("Employment", "EmpId")).value = "Mine"
    with pytest.raises(InputError, match="Employment: the column EmpId is not there, and 123456789 has to go into it"):
        changed(book, lambda one: new_record(one, "LearnerEmploymentStatus", EmpStat=10, EmpId=123456789) and None)


def test_preview_names_cells_and_contents(book: Path) -> None:
    reading = open_book(FileHost(book)).reading
    new = copied(reading.learners[0])
    rename(new)
    lines = preview(edits_for(reading, [(reading.learners[0], new)]), reading)
    assert lines[0] == f"Learners!C2  D00001  FamilyName: {reading.learners[0].FamilyName} -> Changedly"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_any_learner_can_become_any_other_and_back(
    tmp_path_factory: pytest.TempPathFactory, one: int, other: int
) -> None:
    path = made_book(tmp_path_factory.mktemp("book") / "book.xlsx", count=3)
    before = learners_in(path)
    twin = before[Random(other).randrange(1, 3)]

    def become(learner: Learner) -> None:
        shuffle = Random(one)
        for name in learner.FIELDS:
            if name != "LearnRefNumber" and shuffle.random() < 0.5:
                setattr(learner, name, getattr(twin, name))
                learner.texts = None
        for name in learner.CHILDREN:
            kept = [child for child in getattr(learner, name) if shuffle.random() < 0.7]
            taken = [copied(child, learner) for child in getattr(twin, name) if shuffle.random() < 0.5]
            for child in taken:
                for record in child.walk():
                    record.place, record.locate = None, None
            setattr(learner, name, [*kept, *taken])
        for number, aim in enumerate(learner.LearningDelivery, 1):
            aim.AimSeqNumber = number

    wanted = copied(before[0])
    become(wanted)
    changed(path, become)
    assert parts(learners_in(path)[0]) == parts(wanted)
    undone(path)
    assert [parts(one) for one in learners_in(path)] == [parts(one) for one in before]


def test_undo_edits_touch_only_what_was_changed(book: Path) -> None:
    done = changed(book, rename)
    host = FileHost(book)
    edits = undo_edits(open_book(host).reading, read_log(host), done.number)
    assert [(e.sheet, e.header) for e in edits] == [("Learners", "FamilyName"), ("Learners", "DateOfBirth")]
