"""``ilr merge``: two copies of a workbook, both changed, become one; what both changed is named and nothing written."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.audit.verdict import verdict_on
from addin.changes.log import read_log
from addin.commands.book import open_book
from addin.commands.undo import undo_change
from addin.hosts.file_host import FileHost
from addin.merging.conflicts import BY_HAND, Choices, read_choices
from addin.merging.merge import Merged, merge_books
from addin.ooxml import read_workbook
from ilr_core import catalogue
from ilr_core.errors import InputError
from tests.cli.runs import Runner
from tests.commands.made import NOW, book, column, edited, learners_of, made_book, value
from workbook_templates.layout import PARENT_ID, ROW_ID, SheetLayout, layout

WHAT_TO_SAY = "Say which copy to follow: --prefer a, --prefer b, or by number, --prefer a --prefer b:2"
Cell = tuple[str, int, str]


@pytest.fixture
def ilr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    return Runner(capsys, monkeypatch)


class Copies:
    """A workbook and two copies of it, each to be typed into."""

    def __init__(self, folder: Path, count: int = 4):
        self.base, self.a, self.b, self.out = (folder / f"{name}.xlsx" for name in ("base", "a", "b", "new"))
        for path in (self.base, self.a, self.b):
            book(path, count=count)

    @property
    def paths(self) -> tuple[Path, Path, Path, Path]:
        return self.base, self.a, self.b, self.out

    def type(self, path: Path, cells: Mapping[Cell, object]) -> None:
        host = FileHost(path)
        for (sheet, row, header), new in cells.items():
            assert not host.write_cells(sheet, {(row, column(sheet, header)): new})  # type: ignore[dict-item]
        host.save()

    def clear(self, path: Path, sheet: str, row: int) -> None:
        """A row emptied, its hidden ids too, as deleting its cells does."""
        self.type(path, dict.fromkeys(((sheet, row, header) for header in plan(sheet).by_header), None))

    def merge(self, *prefer: str, a: Path | None = None, b: Path | None = None) -> Merged:
        return merge_books(
            a or self.a, b or self.b, self.base, self.out, who="m.merger", now=NOW, answer=lambda *_: True,
            choices=read_choices(prefer),
        )  # fmt: skip

    def new(self, sheet: str, row: int, header: str) -> object:
        return value(self.out, sheet, row, header)


def plan(sheet: str) -> SheetLayout:
    return layout(catalogue.load()).sheets[sheet]


def rows_of(path: Path, sheet: str) -> list[dict[str, object]]:
    heads, *rows = next(one.rows for one in read_workbook(path) if one.name == sheet)
    return [dict(zip(map(str, heads), row, strict=False)) for row in rows]


def next_row(path: Path, sheet: str) -> int:
    return len(next(one.rows for one in read_workbook(path) if one.name == sheet)) + 1


def test_changes_of_both_are_in_the_new_workbook(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    copies.type(copies.a, {("Learners", 2, "Email"): "a@example.com", ("Learners", 3, "TelNo"): "0100"})
    copies.type(copies.b, {("Learners", 2, "AddLine1"): "9 New Road", ("Aims", 4, "OutGrade"): "PA"})
    done = copies.merge()
    assert (done.open, done.change, len(done.lines)) == ((), 1, 2)
    assert copies.new("Learners", 2, "Email") == "a@example.com"
    assert copies.new("Learners", 3, "TelNo") == "0100"
    assert copies.new("Learners", 2, "AddLine1") == "9 New Road"
    assert copies.new("Aims", 4, "OutGrade") == "PA"
    log = read_log(FileHost(copies.out))
    assert {(one.change, one.command, one.who, one.field, one.new) for one in log} == {
        (1, "merge", "m.merger", "AddLine1", "9 New Road"), (1, "merge", "m.merger", "OutGrade", "PA"),
    }  # fmt: skip
    assert all(one.reason == "b.xlsx: typed, not in its log" for one in log)


def test_the_same_change_on_both_sides_is_no_conflict(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    copies.type(copies.a, {("Learners", 2, "Sex"): "F", ("Learners", 3, "Email"): "x@example.com"})
    copies.type(copies.b, {("Learners", 2, "Sex"): "F · Female", ("Learners", 3, "Email"): "x@example.com"})
    done = copies.merge()
    assert (done.open, done.lines, done.change) == ((), (), 0)
    assert copies.out.read_bytes() == copies.a.read_bytes()


def test_nothing_to_take_over_is_said(ilr: Runner, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    done = ilr("merge", copies.a, copies.b, "--base", copies.base, "--out", copies.out, "--preview")
    assert done.out.splitlines()[-1] == f"Nothing was written; {copies.b.name} has no change to take over."


def test_conflicts_are_named_and_nothing_is_written(ilr: Runner, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    copies.type(copies.a, {("Aims", 3, "OutGrade"): "PA", ("Learners", 2, "Email"): "a@example.com"})
    copies.type(copies.b, {("Aims", 3, "OutGrade"): "FL"})
    learner, aim = value(copies.base, "Aims", 3, "LearnRefNumber"), value(copies.base, "Aims", 3, "AimSeqNumber")
    arguments = ("merge", copies.a, copies.b, "--base", copies.base, "--out", copies.out)
    done = ilr(*arguments)
    assert done.code == 1
    assert done.out.splitlines() == [
        f"1. Aims  {learner} aim {int(aim)}  OutGrade: was (blank); A: PA ({BY_HAND}); B: FL ({BY_HAND})",
        f"Nothing was written: 1 conflict. {WHAT_TO_SAY}",
    ]
    assert not copies.out.exists()
    assert ilr(*arguments, "--prefer", "b", "--preview").code == 0
    assert not copies.out.exists()
    assert ilr(*arguments, "--prefer", "b").code == 0
    assert copies.new("Aims", 3, "OutGrade") == "FL"
    assert copies.new("Learners", 2, "Email") == "a@example.com"


def test_who_changed_it_is_told_from_the_logs(ilr: Runner, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    copies.type(copies.base, {("Learners", 2, "Postcode"): "ze991aa"})
    copies.a.write_bytes(copies.base.read_bytes())
    copies.b.write_bytes(copies.base.read_bytes())
    assert ilr("fix", copies.a, "--who", "ann").code == 0
    copies.type(copies.b, {("Learners", 2, "Postcode"): "ZZ99 9ZZ"})
    done = ilr("merge", copies.a, copies.b, "--base", copies.base, "--out", copies.out)
    assert "A: ZE99 1AA (ann on 20/11/2026 10:15, change 1 (fix): found by" in done.out
    assert "B: ZZ99 9ZZ (typed, not in its log)" in done.out


def test_the_trail_of_a_goes_on_and_undo_takes_back_what_came_from_b(ilr: Runner, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    for path in (copies.base, copies.a, copies.b):
        copies.type(path, {("Learners", 2, "Postcode"): "ze991aa", ("Learners", 3, "Postcode"): "zz999zz"})
    copies.type(copies.a, {("Learners", 3, "Postcode"): "ZZ99 9ZZ"})
    assert ilr("fix", copies.a, "--who", "ann").code == 0
    copies.type(copies.b, {("Learners", 2, "Postcode"): "ZE99 1AA"})
    copies.type(copies.b, {("Learners", 4, "PostcodePrior"): "ze991aa"})
    assert ilr("fix", copies.b, "--who", "bob").code == 0
    done = copies.merge()
    assert (done.open, done.change) == ((), 2)
    first, second = sorted(read_log(FileHost(copies.out)), key=lambda one: one.change)
    assert (first.who, first.command, first.field) == ("ann", "fix", "Postcode")
    assert (second.who, second.command, second.field) == ("m.merger", "merge", "PostcodePrior")
    assert second.reason.startswith("b.xlsx: bob on 20/11/2026 10:15, change 1 (fix): found by ")
    host = FileHost(copies.out, answer=lambda *_: True)
    assert undo_change(host, who="m", now=NOW, number=2) is not None
    assert copies.new("Learners", 4, "PostcodePrior") == value(copies.base, "Learners", 4, "PostcodePrior")
    assert undo_change(FileHost(copies.out, answer=lambda *_: True), who="m", now=NOW, number=1) is not None
    assert copies.new("Learners", 2, "Postcode") == "ze991aa"


def test_copies_changed_on_one_computer_give_a_workbook_whose_log_verifies(
    ilr: Runner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies = Copies(tmp_path)
    copies.type(copies.base, {("Learners", row, "Postcode"): "zz999zz" for row in (2, 3, 4)})
    assert ilr("fix", copies.base, "--learner", value(copies.base, "Learners", 2, "LearnRefNumber")).code == 0
    shutil.copyfile(copies.base, copies.a)
    shutil.copyfile(copies.base, copies.b)
    for path, row in ((copies.a, 3), (copies.b, 4)):
        assert (
            ilr("fix", path, "--learner", value(path, "Learners", row, "LearnRefNumber"), "--who", path.stem).code == 0
        )
    assert verdict_on(FileHost(copies.a)).troubles, "two copies that went their own ways"
    capsys.readouterr()
    assert copies.merge().change == 3
    assert "somebody changed its log" not in "".join(capsys.readouterr())
    assert wrong(copies.out) == []
    assert ilr("check", copies.out, "--no-registers").err == ""
    assert undo_change(FileHost(copies.out, answer=lambda *_: True), who="m", now=NOW) is not None
    assert wrong(copies.out) == []
    assert wrong(copies.b), "the copy that was merged does not count any more"


def wrong(path: Path) -> list[str]:
    """The troubles of a log, but for signatures: nobody has a key here."""
    return [one.kind for one in verdict_on(FileHost(path)).troubles if one.kind not in ("unsigned", "signature")]


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


def test_choices_by_number(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    copies.type(copies.a, {("Learners", row, "Email"): f"a{row}@example.com" for row in (2, 3, 4)})
    copies.type(copies.b, {("Learners", row, "Email"): f"b{row}@example.com" for row in (2, 3, 4)})
    assert [one.number for one in copies.merge("b:2").open] == [1, 3]
    assert copies.merge("a", "b:2,3").open == ()
    assert [copies.new("Learners", row, "Email") for row in (2, 3, 4)] == [
        "a2@example.com", "b3@example.com", "b4@example.com",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["c", "", "a:", "a:x", "b:1,", "both"])
def test_choices_that_cannot_be_read(text: str) -> None:
    with pytest.raises(InputError, match="--prefer takes"):
        read_choices([text])


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


def test_what_is_not_ours_of_a_stays_and_that_of_b_is_named(tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    for path, word in ((copies.base, "x"), (copies.a, "of a"), (copies.b, "of b")):
        with edited(path, "Learners") as page:
            page.cell(1, 90).value = "My note"
            page.cell(2, 90).value = word
            page.parent.create_sheet("My plan")["A1"] = word
    copies.type(copies.b, {("Learners", 2, "Email"): "b@example.com"})
    done = copies.merge()
    reference = value(copies.base, "Learners", 2, "LearnRefNumber")
    assert done.remarks == (
        f"Learners: 1 cell of B in columns of your own not taken over: {reference} My note.",
        "Sheets of B that differ and are not taken over: My plan. Those of A stay.",
    )
    assert value(copies.out, "Learners", 2, "My note") == "of a"
    sheets = {one.name: one.rows for one in read_workbook(copies.out)}
    assert sheets["My plan"][0][0] == "of a"


def test_workbooks_that_do_not_belong_together(ilr: Runner, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    other_year, other_provider, others = (tmp_path / f"{name}.xlsx" for name in ("year", "provider", "others"))
    book(other_year, "2526", 4)
    book(other_provider, count=4)
    host = FileHost(other_provider)
    host.write_names({"ILR_UKPRN": 10000002})
    host.save()
    strangers = learners_of("2627", 4)
    for number, learner in enumerate(strangers):
        learner.LearnRefNumber = f"X{number}"
    made_book(others, strangers)
    for wrong, sentence in (
        (other_year, "year.xlsx is a return of 2025/26 and base.xlsx one of 2026/27."),
        (other_provider, "provider.xlsx is of provider 10000002 and base.xlsx of 10000001."),
        (others, "others.xlsx has only 0 of the 4 learners of base.xlsx, so it is no copy of it."),
        (tmp_path / "gone.xlsx", "gone.xlsx"),
    ):
        for a, b in ((wrong, copies.b), (copies.a, wrong)):
            done = ilr("merge", a, b, "--base", copies.base, "--out", copies.out)
            assert (done.code, done.out) == (2, "")
            assert sentence in done.err
            assert done.err.count("\n") == 1
    assert not copies.out.exists()


@pytest.mark.parametrize("name", ["new.xlsm", "new.txt", "a.xlsx"])
def test_names_that_cannot_be_used(name: str, ilr: Runner, tmp_path: Path) -> None:
    copies = Copies(tmp_path)
    done = ilr("merge", copies.a, copies.b, "--base", copies.base, "--out", tmp_path / name)
    assert done.code == 2
    assert done.err.count("\n") == 1


FIELDS = ("Email", "AddLine1", "TelNo", "GivenNames")
cells = st.dictionaries(
    st.tuples(st.just("Learners"), st.integers(2, 5), st.sampled_from(FIELDS)), st.sampled_from(["p", "q", None]),
    max_size=6,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(of_a=cells, of_b=cells, side=st.sampled_from(["a", "b"]))
def test_every_field_is_that_of_the_one_who_changed_it(
    of_a: dict[Cell, object], of_b: dict[Cell, object], side: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copies = Copies(tmp_path_factory.mktemp("copies"))
    copies.type(copies.a, of_a)
    copies.type(copies.b, of_b)
    done = copies.merge(side)
    assert not done.open
    conflicts = 0
    for old, a, b, new in zip(*(rows_of(path, "Learners") for path in copies.paths), strict=True):
        for header in FIELDS:
            both = a[header] != old[header] and b[header] != old[header] and a[header] != b[header]
            conflicts += both
            preferred = {"a": a, "b": b}[side] if both else (b if a[header] == old[header] else a)
            assert new[header] == preferred[header]
    assert conflicts == len(done.conflicts)
    assert Choices().of(done.conflicts[0]) is None if done.conflicts else True
