"""Rows of two copies of a workbook: added, deleted, sorted, typed without an id."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.books.book import open_book
from addin.hosts.file_host import FileHost
from tests.commands.made import column, edited, value
from tests.merging.copies import Copies, next_row, plan, rows_of
from workbook_templates.layout import PARENT_ID, ROW_ID


def added_learner(copies: Copies, path: Path, reference: str, row: int, number: int = 1) -> None:
    """A learner with an aim and a price, typed under the others, with the ids that a check gives to typed rows."""
    aim, price = (next_row(path, sheet)
                  for sheet in ("Aims", "Finance"))  # fmt: skip
    copies.type(path, {
        ("Learners", row, "LearnRefNumber"): reference, ("Learners", row, "FamilyName"): f"Of {path.stem}",
        ("Learners", row, ROW_ID): "T1",
        ("Aims", aim, "LearnRefNumber"): reference, ("Aims", aim, "AimSeqNumber"): number,
        ("Aims", aim, "LearnAimRef"): "ZPROG001", ("Aims", aim, ROW_ID): "T2", ("Aims", aim, PARENT_ID): "T1",
        ("Finance", price, "LearnRefNumber"): reference, ("Finance", price, "AimSeqNumber"): number,
        ("Finance", price, "AFinAmount"): 100 * row, ("Finance", price, ROW_ID): "T3",
        ("Finance", price, PARENT_ID): "T2",
    })  # fmt: skip


def test_rows_added_on_both_sides_with_the_same_ids(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    added_learner(copies, copies.a, "ANN1", 6)
    added_learner(copies, copies.b, "BOB1", 6)
    done = copies.merge()
    assert done.open == ()
    assert any("3 rows added in B got another hidden id" in remark for remark in done.remarks)
    reading = open_book(FileHost(copies.out)).reading
    by_reference = {one.LearnRefNumber: one for one in reading.learners}
    assert {"ANN1", "BOB1"} <= by_reference.keys()
    for reference, name in (("ANN1", "Of a"), ("BOB1", "Of b")):
        learner = by_reference[reference]
        assert learner.FamilyName == name
        assert [len(aim.AppFinRecord) for aim in learner.LearningDelivery] == [1]
    ids = [value(copies.out, sheet, row, ROW_ID)
           for sheet in ("Learners", "Aims", "Finance") for row in range(2, next_row(copies.out, sheet))]  # fmt: skip
    assert len(ids) == len(set(ids))
    assert not [found for found in reading.problems if found.severity == "error"]


def test_a_row_that_both_added_is_one_row(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    for path in (copies.a, copies.b):
        added_learner(copies, path, "BOTH1", 6)
    copies.type(copies.a, {("Learners", 6, "FamilyName"): "Patternham"})
    copies.type(copies.b, {("Learners", 6, "FamilyName"): "Patternham", ("Learners", 6, "Email"): "b@example.com"})
    done = copies.merge()
    assert (done.open, done.rows) == ((), {"added": 0, "deleted": 0})
    assert copies.new("Learners", 6, "Email") == "b@example.com"
    assert len(open_book(FileHost(copies.out)).reading.learners) == 5


def test_aims_added_to_one_learner_by_both(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    learner = str(value(copies.base, "Learners", 2, "LearnRefNumber"))
    last = next_row(copies.base, "Aims")
    for path, aim in ((copies.a, "60000001"), (copies.b, "60000002")):
        copies.type(path, {("Aims", last, "LearnRefNumber"): learner, ("Aims", last, "AimSeqNumber"): 9,
                           ("Aims", last, "LearnAimRef"): aim})  # fmt: skip
    note = next_row(copies.base, "Aim FAMs")
    entry = {"LearnRefNumber": learner, "AimSeqNumber": 9, "LearnDelFAMType": "LDM", "LearnDelFAMCode": "357"}
    copies.type(copies.b, {("Aim FAMs", note, header): content for header, content in entry.items()})
    done = copies.merge()
    assert f"Aim 9 that B added to {learner} is aim 10 now, for A has an aim 9 of its own." in done.remarks
    (found,) = [one for one in open_book(FileHost(copies.out)).reading.learners if one.LearnRefNumber == learner]
    aims = {aim.AimSeqNumber: (aim.LearnAimRef, len(aim.LearningDeliveryFAM)) for aim in found.LearningDelivery}
    assert (aims[9], aims[10]) == (("60000001", 0), ("60000002", 1))


def test_what_one_deleted_and_the_other_left_alone_is_gone(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    gone = str(value(copies.base, "Aims", 2, "LearnRefNumber"))
    copies.clear(copies.b, "Aims", 2)
    copies.clear(copies.a, "Aims", 7)
    before = [len(one.LearningDelivery) for one in open_book(FileHost(copies.base)).reading.learners]
    done = copies.merge()
    assert done.open == ()
    after = [len(one.LearningDelivery) for one in open_book(FileHost(copies.out)).reading.learners]
    assert sum(before) - sum(after) == 2
    assert gone in {str(line).split()[1] for line in done.lines}


@pytest.mark.parametrize("prefer", ["a", "b"])
@pytest.mark.parametrize("deleter", ["a", "b"])
def test_deleted_by_one_and_changed_by_the_other(deleter: str, prefer: str, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    kept = {"a": copies.b, "b": copies.a}[deleter]
    aim = next(row for row in range(2, 9) if value(copies.base, "Aims", row, "AimType") == 3
               or str(value(copies.base, "Aims", row, "AimType")).startswith("3"))  # fmt: skip
    reference = value(copies.base, "Aims", aim, "LearnAimRef")
    copies.clear({"a": copies.a, "b": copies.b}[deleter], "Aims", aim)
    copies.type(kept, {("Aims", aim, "OutGrade"): "PA"})
    stopped = copies.merge()
    assert not copies.out.exists()
    (conflict,) = stopped.open
    assert {conflict.a, conflict.b} == {"deleted", "changed (OutGrade)"}
    assert str(reference) in conflict.base
    done = copies.merge(prefer)
    assert done.open == ()
    grades = [
        one.OutGrade for learner in open_book(FileHost(copies.out)).reading.learners for one in learner.LearningDelivery
    ]
    assert grades.count("PA") == (0 if prefer == deleter else 1)


def test_a_row_added_under_what_the_other_deleted(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    learner = str(value(copies.base, "Learners", 2, "LearnRefNumber"))
    for sheet in ("Learners", "Aims", "Employment", "Finance", "Aim FAMs", "LLDD"):
        own = [number for number, row in enumerate(rows_of(copies.base, sheet), 2) if row["LearnRefNumber"] == learner]
        copies.type(copies.a, {(sheet, row, header): None for row in own for header in plan(sheet).by_header})
    last = next_row(copies.base, "Aims")
    copies.type(copies.b, {("Aims", last, "LearnRefNumber"): learner, ("Aims", last, "AimSeqNumber"): 9,
                           ("Aims", last, "LearnAimRef"): "60000001"})  # fmt: skip
    stopped = copies.merge()
    assert [(one.sheet, one.a, one.b) for one in stopped.open] == [("Learners", "deleted", "has new rows under it")]
    copies.merge("a")
    assert learner not in {one.LearnRefNumber for one in open_book(FileHost(copies.out)).reading.learners}
    copies.out.unlink()
    copies.merge("b")
    (found,) = [one for one in open_book(FileHost(copies.out)).reading.learners if one.LearnRefNumber == learner]
    (before,) = [one for one in open_book(FileHost(copies.b)).reading.learners if one.LearnRefNumber == learner]
    assert found.same_as(before)


def test_sorted_rows_and_moved_columns(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    with edited(copies.b, "Learners") as page:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=5)]
        for number, cells in enumerate(reversed(rows), 2):
            for at, content in enumerate(cells, 1):
                page.cell(number, at).value = content
        page.cell(2, column("Learners", "Email")).value = "last@example.com"
    done = copies.merge()
    assert len(done.lines) == 1
    assert copies.new("Learners", 5, "Email") == "last@example.com"


def test_typed_rows_without_ids_are_found_again(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    for path in (copies.base, copies.a, copies.b):
        copies.type(path, {("Learners", 6, "LearnRefNumber"): "TYPED1", ("Learners", 6, "FamilyName"): "Typed"})
    copies.type(copies.a, {("Learners", 6, "Email"): "a@example.com", ("Learners", 6, ROW_ID): "T1"})
    copies.type(copies.b, {("Learners", 6, "TelNo"): "0100"})
    done = copies.merge()
    assert (done.open, len(done.lines)) == ((), 1)
    assert (copies.new("Learners", 6, "Email"), copies.new("Learners", 6, "TelNo")) == ("a@example.com", "0100")
