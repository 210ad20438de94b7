"""``ilr audit``: what a person sees of the trail, and the exit code that a script goes by."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from addin.change_log import read_log
from addin.hosts.file_host import FileHost
from addin.keys.own_key import VARIABLE
from tests.audit.made import change
from tests.cli.runs import Runner
from tests.commands.made import book, column, edited

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "Return.xlsx")


@pytest.fixture
def signed(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, "three made-up words")
    change(path, "=First()")
    change(path, "Second", which=1, minute=1)
    return path


def test_nothing_logged(ilr: Runner, path: Path) -> None:
    assert ilr("audit", "verify", path).out.startswith("Return.xlsx: nothing was logged yet.")
    assert ilr("audit", "show", path).out.startswith("Nothing was logged yet. ")


def test_show(ilr: Runner, signed: Path) -> None:
    lines = ilr("audit", "show", signed).out.splitlines()
    assert len(lines) == 4
    assert "A. Tester  change 1 test  Learners  D00001  FamilyName: " in lines[0]
    assert lines[0].endswith("-> =First()  (to =First())")
    assert len(ilr("audit", "show", signed, "--learner", "d00002").out.splitlines()) == 2
    assert ilr("audit", "show", signed, "--change", 2).out == ilr("audit", "show", signed, "--learner", "D00002").out
    assert len(ilr("audit", "show", signed, "--since", "20/11/2026").out.splitlines()) == 4
    assert (
        ilr("audit", "show", signed, "--since", "21/11/2026").out
        == "There is no such entry in the log. See all with: ilr audit show BOOK\n"
    )
    assert ilr("audit", "show", signed, "--since", "soon").code == 2


def test_verify_and_one_tampered_cell(ilr: Runner, signed: Path) -> None:
    good = ilr("audit", "verify", signed)
    assert good.code == 0
    assert "the audit trail verifies: 4 entries, signed 4 by you." in good.out
    with edited(signed, "Changes") as page:
        page["K3"] = "Forged"
    bad = ilr("audit", "verify", signed)
    assert bad.code == 1
    assert "wrong: Entry 2 (change 1, D00001 GivenNames) was edited: New is Forged" in bad.out


def test_export_for_an_auditor(ilr: Runner, signed: Path, tmp_path: Path) -> None:
    out, table = tmp_path / "trail.json", tmp_path / "trail.csv"
    said = ilr("audit", "export", signed, "--out", out)
    data = json.loads(out.read_text("utf-8"))
    assert data["head"] in said.out
    assert data["troubles"] == []
    assert len(data["entries"]) == 4
    assert data["columns"][-1] == "Signed"
    assert json.loads(ilr("audit", "export", signed).out)["head"] == data["head"]
    assert ilr("audit", "export", signed, "--out", out).code == 2
    assert ilr("audit", "export", signed, "--out", table).code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["New"] == "'=First()"
    assert ilr("audit", "verify", signed, "--head", out).code == 0
    assert ilr("audit", "verify", signed, "--head", data["head"]).code == 0
    other = f"9:{data['head'].partition(':')[2]}"
    cut = ilr("audit", "verify", signed, "--head", other)
    assert (cut.code, "was cut off" in cut.out) == (1, True)
    assert ilr("audit", "verify", signed, "--head", "none").code == 2


def test_reason_given_later(ilr: Runner, signed: Path) -> None:
    assert ilr("audit", "reason", signed, "--change", 2, "deed poll seen", "--who", "B. Checker").code == 0
    assert "B. Checker  change 2 reason  (deed poll seen)" in ilr("audit", "show", signed, "--change", 2).out
    assert len(read_log(FileHost(signed))) == 4
    assert ilr("undo", signed).code == 0
    assert ilr("audit", "verify", signed).code == 0
    assert ilr("audit", "reason", signed, "--change", 9, "x").code == 2
    assert ilr("audit", "reason", signed, "--change", 2, "  ").code == 2


def test_unsigned_and_signed_for(ilr: Runner, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(path, "First")
    unsigned = ilr("audit", "verify", path)
    assert unsigned.code == 1
    assert "Entries 1 to 2: not signed" in unsigned.out
    assert "ilr keys create" in ilr("audit", "sign", path, "--yes").err
    monkeypatch.setenv(VARIABLE, "three made-up words")
    assert ilr("keys", "create").code == 0
    assert ilr("audit", "sign", path, "--yes").out.splitlines()[-1] == "Signed for entries 1 to 2."
    assert ilr("audit", "verify", path).code == 0
    assert ilr("audit", "sign", path, "--yes").out == "Every entry is signed.\n"


def test_copies_that_go_their_own_ways(ilr: Runner, signed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Copy.xlsx"
    shutil.copy(signed, copy)
    change(signed, "Original", minute=5)
    change(copy, "Copied", minute=6)
    assert ilr("audit", "verify", signed).code == 1
    assert ilr("audit", "verify", copy).code == 1
    done = ilr("audit", "restart", copy, "--yes", "--reason", "a trial")
    assert done.code == 0
    again = ilr("audit", "verify", copy)
    assert (again.code, "verifies" in again.out) == (0, True)
    assert "a trial; wrong with it: " in ilr("audit", "show", copy, "--change", 0).out
    kept = ilr("audit", "verify", signed)
    assert (kept.code, "A copy of this workbook has a log of its own" in kept.out) == (0, True)
    change(copy, "Further", minute=9)
    assert ilr("audit", "verify", copy).code == 0


def test_roll_over_names_the_old_trail(
    ilr: Runner, signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = book(tmp_path / "Old.xlsx", "2526")
    change(old, "Renamed")
    new = tmp_path / "New.xlsx"
    assert ilr("roll-over", old, "--out", new, "--no-registers").code in (0, 1)
    head = json.loads(ilr("audit", "export", old).out)
    shown = ilr("audit", "show", new).out
    assert f"Begun: {head['trail']} {head['head']}"[:40] in shown
    assert "Old.xlsx" in shown
    assert ilr("audit", "verify", new).code == 0


def test_a_log_from_before_there_was_proof(ilr: Runner, signed: Path) -> None:
    with edited(signed, "Changes") as page:
        page.delete_cols(14, 4)
    change(signed, "Third", minute=8)
    said = ilr("audit", "verify", signed)
    assert said.code == 0, said.out
    assert (
        "4 entries above came from before this trail; proved from now on as they stood"
        in ilr("audit", "show", signed).out
    )
    with edited(signed, "Changes") as page:
        page["K2"] = "Forged"
    assert ilr("audit", "verify", signed).code == 1


def test_check_never_asks_and_says_what_was_typed(ilr: Runner, signed: Path) -> None:
    ilr("check", signed)
    with edited(signed, "Learners") as page:
        page.cell(2, column("Learners", "FamilyName")).value = "Typed"
    assert ilr("check", "--format", "json", signed).code in (0, 1)
    assert len(read_log(FileHost(signed))) == 4
    said = ilr("check", signed)
    assert "1 change made by hand since the last check: logged as change 3" in said.out + said.err
    assert ilr("audit", "reason", signed, "--change", 3, "spelt wrong").code == 0


def test_a_broken_id_stops_changes_not_checks(ilr: Runner, signed: Path) -> None:
    with edited(signed, "Changes") as page:
        page["Q2"] = "../../etc"
    assert ilr("audit", "verify", signed).code == 1
    checked = ilr("check", signed)
    assert checked.code in (0, 1)
    assert "ilr audit restart" in checked.err
    assert ilr("audit", "restart", signed, "--yes").code == 0
    assert ilr("audit", "verify", signed).code == 0
