"""The logs of two copies of a workbook: who changed what, the trail of the first goes on, undo takes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from addin.audit.verdict import verdict_on
from addin.change_log import read_log
from addin.hosts.file_host import FileHost
from addin.undo import undo_change
from tests.cli.runs import Runner
from tests.commands.made import NOW, value
from tests.merging.copies import Copies


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
