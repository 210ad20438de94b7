"""``ilr verify`` from the command line: sealing, status, levels, and what it says when it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.hosts.file_host import FileHost
from tests.cli.runs import Runner
from tests.commands.made import book, column
from tests.keys.key_store import memory_key_store


@pytest.fixture
def store(data_folder: Path) -> Iterator[None]:
    with memory_key_store():
        yield


def test_the_whole_job(ilr: Runner, store: None, tmp_path: Path) -> None:
    path = book(tmp_path / "Book.xlsx", count=3)
    refused = ilr("verify", "seal", path, "--all-clean")
    assert (refused.code, "ilr keys create" in refused.err) == (2, True)
    assert ilr("keys", "create").code == 0
    assert "Nobody was sealed" in ilr("verify", "seal", path, "--all-clean", "--preview").out
    assert "3 learners: 3 not verified." in ilr("verify", "status", path).out
    done = ilr("verify", "seal", path, "--learners", "D00001", "D00002", "--who", "Vera")
    assert f"Sealed 2 learners in {path}." in done.out
    host = FileHost(path)
    host.write_cells("Learners", {(2, column("Learners", "DateOfBirth")): "1/2/1990"})
    host.save()
    status = ilr("verify", "status", path)
    assert status.code == 0
    assert "DateOfBirth 04/11/1993 -> 01/02/1990" in status.out
    assert "Level: none. 3 learners: 1 verified, 1 changed since verified, 1 not verified." in status.out
    data = json.loads(ilr("verify", "status", path, "--format", "json").out)
    assert [one["state"] for one in data["learners"]] == ["changed", "verified", "unsealed"]
    exported = ilr("export", path, "--out", tmp_path / "out", "--only", "verified")
    assert ": 1 learner." in exported.out
    assert "Left out because not verified: 2 learners: " in exported.out
    assert "Not verified: nobody" in exported.out
    assert "Seals: 3 learners: 1 verified" in ilr("check", path).out


def test_levels(ilr: Runner, store: None, tmp_path: Path) -> None:
    path = book(tmp_path / "Book.xlsx", count=1)
    assert "The level stays as it is." in ilr("verify", "level", path, "verify", "--preview").out
    done = ilr("verify", "level", path, "verify")
    assert "The level of the workbook is verify: data is locked" in done.out
    assert "Level: verify." in ilr("verify", "status", path).out
    assert ilr("check", path).code == 0
    wrong = ilr("verify", "level", path, "boss")
    assert wrong.code == 2


def test_fields_are_told_with_reasons(ilr: Runner) -> None:
    told = ilr("verify", "fields").out.splitlines()
    assert any(line.startswith("sealed") and "AppFinRecord.AFinAmount" in line for line in told)
    assert any(line.startswith("-") and "Learner.FamilyName" in line and "moves no money" in line for line in told)


def test_the_status_of_a_workbook_without_learners(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    assert ilr("new", "--out", path).code == 0
    assert ilr("verify", "status", path).out.splitlines()[-1] == "Level: none. There are no learners yet."


def test_whom_to_seal_must_be_said(ilr: Runner, tmp_path: Path) -> None:
    told = ilr("verify", "seal", tmp_path / "x.xlsx")
    assert (told.code, "--all-clean" in told.err) == (2, True)
