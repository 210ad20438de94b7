"""``ilr merge``: two copies of a workbook, both changed, become one; what both changed is named and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.change_log import read_log
from addin.hosts.file_host import FileHost
from addin.merging.conflicts import BY_HAND, Choices, read_choices
from addin.ooxml import read_workbook
from addin.sheets.cells import CellInput
from ilr_core.errors import InputError
from tests.cli.runs import Runner
from tests.commands.made import book, edited, learners_of, made_book, value
from tests.merging.copies import Cell, Copies, rows_of

WHAT_TO_SAY = "Say which copy to follow: --prefer a, --prefer b, or by number, --prefer a --prefer b:2"


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
    of_a: dict[Cell, CellInput], of_b: dict[Cell, CellInput], side: str, tmp_path_factory: pytest.TempPathFactory
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
