"""``ilr check`` over many files: summary by provider, file of findings, several processes, a cluster."""

from __future__ import annotations

import csv
import json
import os
import signal
import time
from pathlib import Path

import psutil
import pytest
from pyarrow import parquet

from addin.cli.many_files import check_paths
from tests.cli.runs import Runner
from tests.commands.made import book, learners_of, official_name, return_xml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returns"
    made.mkdir()
    for number in range(1, 7):
        learners = learners_of("2627", 40)
        for learner in learners[:number]:
            learner.ULN = 1061484017
        text = return_xml("2627", learners, serial=number).replace(b"10000001", f"{10000001 + number % 2}".encode())
        name = official_name("2627", f"{number:02}").replace("10000001", str(10000001 + number % 2))
        (made / name).write_bytes(text)
    (made / official_name("2627", "09")).write_bytes(b"<torn")
    book(made / "=book.xlsx")
    return made


def test_summary_and_findings_agree_with_the_details(ilr: Runner, folder: Path, tmp_path: Path) -> None:
    files = ilr.check(folder)
    for kind in ("csv", "parquet"):
        done = ilr("check", folder, "--summary", "--format", "json", "--jobs", 2, "--findings", tmp_path / f"f.{kind}")
        assert done.code == 2
    data = json.loads(done.out)
    assert [(one["ukprn"], one["files"], one["unusable"]) for one in data["providers"]] == [
        (10000001, 5, 1), (10000002, 3, 0),
    ]  # fmt: skip
    for one in data["providers"]:
        own = [file for file in files if file.get("ukprn") == one["ukprn"]]
        assert one["learners"] == sum(file["learners"] for file in own)
        assert one["errors"] + one["warnings"] == sum(len(file["findings"]) for file in own)
        faulty = {(file["path"], f["learner"]) for file in own for f in file["findings"] if f["severity"] == "error"}
        assert one["clean_learners"] == one["learners"] - len(faulty)
    assert [one["path"] for one in data["unusable"]] == [file["path"] for file in files if "error" in file]
    table = parquet.read_table(tmp_path / "f.parquet").to_pylist()
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    expected = [
        (file["path"], found["rule"], found["learner"] or "", found["message"])
        for file in files
        for found in (
            file["findings"] or ([{"rule": "", "learner": "", "message": file["error"]}] if "error" in file else [])
        )
    ]
    for found in (table, rows):
        assert [(one["file"], one["rule"], one["learner"], one["message"]) for one in found] == expected


@pytest.mark.parametrize("kind", ["text", "csv", "html"])
def test_a_summary_in_every_format(ilr: Runner, folder: Path, kind: str) -> None:
    out = ilr("check", folder, "--summary", "--format", kind).out
    assert "10000001" in out
    assert "10000002" in out
    assert "ULN_04 × " in out


@pytest.mark.parametrize(
    ("name", "words"), [("f.txt", "must end in .csv or .parquet"), ("there.csv", "is there already")]
)
def test_findings_that_cannot_be_written(ilr: Runner, folder: Path, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "there.csv").write_text("mine")
    done = ilr("check", folder, "--findings", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_a_cluster_finds_the_same_though_a_worker_is_killed(folder: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed (optional extra cluster)")
    plain = [one.as_data() for one in check_paths([str(folder)], year=None, mark=False)]
    reports = check_paths([str(folder)], year=None, mark=False, jobs=2, cluster="")
    found, killed = [], []
    for report in reports:
        found.append(report.as_data())
        while not killed:
            killed = [one for one in psutil.Process().children(recursive=True) if one.name().startswith("ray::")]
            if not killed:
                time.sleep(0.01)
            for one in killed[:1]:
                os.kill(one.pid, signal.SIGKILL)
    assert killed
    assert not psutil.pid_exists(killed[0].pid) or killed[0].status() == psutil.STATUS_ZOMBIE
    assert found == plain
