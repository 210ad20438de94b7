"""``ilr fix`` and ``ilr undo`` on a workbook as an admin types it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.runs import Runner
from tests.commands.made import book, column, edited, value


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """A book with a postcode run together, a code typed as its label, and a value that nobody can guess."""
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Learners") as sheet:
        sheet.cell(2, column("Learners", "Postcode")).value = "cv12wt"
        sheet.cell(3, column("Learners", "Sex")).value = "Female"
        sheet.cell(4, column("Learners", "ULN")).value = "12345"
    return path


def test_only_what_has_one_answer_is_mended_and_shown(ilr: Runner, typed: Path):
    said = ilr("fix", typed, "--who", "A. Tester")
    assert said.code == 0
    assert "cv12wt" in said.out
    assert "CV1 2WT" in said.out
    assert "12345" not in said.out
    assert value(typed, "Learners", 2, "Postcode") == "CV1 2WT"
    assert str(value(typed, "Learners", 4, "ULN")) == "12345"
    assert value(typed, "Changes", 2, "Who") == "A. Tester"
    assert [value(typed, "Changes", row, "Reason") for row in (2, 3)] == ["found by Postcode_15", "found by FD_Sex_AL"]


def test_preview_changes_nothing(ilr: Runner, typed: Path):
    before = typed.read_bytes()
    said = ilr("fix", typed, "--preview")
    assert said.code == 0
    assert "CV1 2WT" in said.out
    assert "Nothing was changed" in said.out
    assert typed.read_bytes() == before


def test_a_rule_that_is_none(ilr: Runner, typed: Path):
    before = typed.read_bytes()
    said = ilr("fix", typed, "--rule", "banana")
    assert (said.code, said.out) == (2, "")
    assert said.err == "There is no rule banana in 2026/27. The names are listed by: ilr rules\n"
    assert typed.read_bytes() == before
    for known in ("Schema", "postcode14", "Sheet"):
        assert ilr("fix", typed, "--rule", known, "--preview").code == 0


def test_one_rule_only(ilr: Runner, typed: Path):
    said = ilr("fix", typed, "--rule", "uln_04")
    assert "nothing that can be mended" in said.out
    assert value(typed, "Learners", 2, "Postcode") == "cv12wt"


def test_undo_gives_back_what_was_typed_and_says_when_there_is_nothing(ilr: Runner, typed: Path):
    ilr("fix", typed)
    assert ilr("undo", typed).code == 0
    assert value(typed, "Learners", 2, "Postcode") == "cv12wt"
    again = ilr("undo", typed)
    assert again.code == 2
    assert len(again.err.strip().splitlines()) == 1


def test_undo_of_an_unknown_change_is_refused(ilr: Runner, typed: Path):
    ilr("fix", typed)
    said = ilr("undo", typed, "--change", "7")
    assert said.code == 2
    assert "7" in said.err


def test_cell_that_was_changed_since_is_not_overwritten(ilr: Runner, typed: Path):
    ilr("fix", typed)
    with edited(typed, "Learners") as sheet:
        sheet.cell(2, column("Learners", "Postcode")).value = "B1 1AA"
    said = ilr("undo", typed)
    assert said.code == 2
    assert value(typed, "Learners", 2, "Postcode") == "B1 1AA"


def test_end_of_a_contract_that_its_aim_decides_is_filled_in(ilr: Runner, tmp_path: Path):
    path = book(tmp_path / "book.xlsx", count=30)
    rows = [row for row in range(2, 40) if value(path, "Aim FAMs", row, "LearnDelFAMDateTo") is not None]
    assert rows
    ends = column("Aim FAMs", "LearnDelFAMDateTo")
    with edited(path, "Aim FAMs") as sheet:
        right = sheet.cell(rows[0], ends).value
        sheet.cell(rows[0], ends).value = right - timedelta(days=1)
    assert rules_found(ilr, path)
    said = ilr("fix", path)
    assert said.code == 0
    assert "LearnDelFAMDateTo" in said.out
    assert rules_found(ilr, path) == set()
    with edited(path, "Aim FAMs") as sheet:
        assert sheet.cell(rows[0], ends).value == right


def rules_found(ilr: Runner, path: Path) -> set[str]:
    found = ilr("check", path, "--format", "json").files[0]["findings"]
    return {one["rule"] for one in found} - {"Filename_1"}


@pytest.mark.parametrize("command", ["fix", "undo"])
def test_what_is_no_workbook_is_one_sentence(ilr: Runner, tmp_path: Path, command: str):
    path = tmp_path / "x.xlsx"
    path.write_text("no workbook")
    said = ilr(command, path)
    assert said.code == 2
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are made otherwise there")
@pytest.mark.parametrize(("answer", "after"), [(b"n\n", "cv12wt"), (b"\n", "cv12wt"), (b"y\n", "CV1 2WT")])
def test_somebody_at_a_terminal_is_asked(typed: Path, answer: bytes, after: str):
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "addin.cli", "fix", str(typed)], stdin=theirs,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
    os.write(ours, answer)
    out, _ = process.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert b"[y/N]" in out
    assert value(typed, "Learners", 2, "Postcode") == after


def test_a_read_only_workbook_is_not_said_to_be_open(ilr: Runner, typed: Path):
    typed.chmod(0o444)
    before = typed.read_bytes()
    said = ilr("fix", typed)
    assert (said.code, said.err) == (2, f"{typed} may not be written to: it is read-only. Work on a copy of it.\n")
    assert typed.read_bytes() == before
