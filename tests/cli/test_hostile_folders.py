"""``ilr check`` over folders with files that would do harm, and stopped by its user."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.cli.runs import Runner
from tests.commands.made import anyone_may_write_anywhere, book, learners_of, official_name, return_xml, value

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C goes to a group of processes only elsewhere")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returns"
    made.mkdir()
    for number in (1, 2):
        (made / official_name("2627", f"{number:02}")).write_bytes(return_xml("2627", learners_of("2627", 3)))
    return made


def summary(ilr: Runner, *arguments: object) -> dict[str, object]:
    """The only provider of a summary."""
    (found,) = json.loads(ilr("check", *arguments, "--summary", "--format", "json").out)["providers"]
    return found


def test_a_file_that_the_paths_lead_to_twice_counts_once(ilr: Runner, folder: Path) -> None:
    first = folder / official_name("2627")
    (folder / "again.xml").symlink_to(first)
    os.link(first, folder / "once more.xml")
    assert summary(ilr, folder, first, folder)["files"] == 2
    assert len(ilr.check(first, first)) == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_a_workbook_that_is_named_and_found_is_marked_once(ilr: Runner, tmp_path: Path, is_first: bool) -> None:
    made = book(tmp_path / "Return.xlsx", count=2)
    paths = [made, tmp_path] if is_first else [tmp_path, made]
    done = ilr("check", *paths, "--jobs", 2)
    assert done.code == 0
    assert done.out.count("Return.xlsx\n") == 1
    assert value(made, "Learners", 2, "Status") == "✔"


def test_links_that_lead_nowhere_and_pipes(ilr: Runner, folder: Path) -> None:
    (folder / "lost.xml").symlink_to(folder / "gone.xml")
    (folder / "round").symlink_to(folder)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.xml")
    done = ilr("check", folder, "--jobs", 2)
    assert done.code == 2
    assert "gone.xml" not in done.out
    assert f"{folder / 'lost.xml'} is not there." in done.out
    assert "pipe.xml" not in done.out
    assert done.out.count("-01.XML") == 1


def test_drafts_that_a_crash_has_left_are_no_returns(ilr: Runner, folder: Path) -> None:
    (folder / ".ilr-abc").mkdir()
    (folder / ".ilr-abc" / "torn.xml").write_bytes(b"<torn")
    assert summary(ilr, folder)["files"] == 2


@pytest.mark.skipif(anyone_may_write_anywhere(), reason="permissions mean nothing to root")
def test_a_folder_that_may_not_be_read_is_told(ilr: Runner, folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    (closed / "a.xml").write_bytes(b"<torn")
    closed.chmod(0)
    try:
        done = ilr("check", folder)
    finally:
        closed.chmod(0o700)
    assert done.code == 2
    assert f"{closed} may not be read, so what is in it was left out." in done.out
    assert done.out.count(".XML") >= 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_findings_may_lie_in_the_folder_that_is_checked(ilr: Runner, folder: Path, jobs: int) -> None:
    (folder / "bad.xml").write_bytes(b"<torn")
    target = folder / "findings.csv"
    assert ilr("check", folder, "--summary", "--jobs", jobs, "--findings", target).code == 2
    with target.open(encoding="utf-8-sig", newline="") as lines:
        assert [Path(row["file"]).name for row in csv.DictReader(lines)] == ["bad.xml"]
    assert len(list(folder.iterdir())) == 4
    again = ilr("check", folder, "--findings", target)
    assert (again.code, again.out) == (2, "")


def test_files_of_one_provider_under_two_names_are_one_line(ilr: Runner, folder: Path) -> None:
    """A workbook, a return with another name, and a file that only its name says the provider of."""
    book(folder / "Return.xlsx", count=2)
    (folder / "copy.xml").write_bytes(return_xml("2627", learners_of("2627", 1)))
    (folder / official_name("2627", "09")).write_bytes(b"<torn")
    found = summary(ilr, folder)
    assert (found["ukprn"], found["files"], found["unusable"], found["learners"]) == (10000001, 5, 1, 9)


@UNIX
@pytest.mark.parametrize("small", [0, 3])
def test_ctrl_c_ends_all_processes_with_one_sentence(tmp_path: Path, small: int) -> None:
    """Also those that wait for work, and with marks half-way: nothing is left, and no traceback is printed."""
    made = tmp_path / "returns"
    made.mkdir()
    large = return_xml("2627", learners_of("2627", 6000))
    for number in range(2 if small else 12):
        (made / f"large{number}.xml").write_bytes(large)
    for number in range(small):
        (made / f"small{number}.xml").write_bytes(return_xml("2627", learners_of("2627", 1)))
    command = [
        sys.executable,
        "-m",
        "addin.cli",
        "check",
        str(made),
        "--jobs",
        "4",
        "--findings",
        str(tmp_path / "f.csv"),
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    whole = psutil.Process(process.pid)
    until = time.monotonic() + PATIENCE
    while len(whole.children()) < min(4, 2 + small) and time.monotonic() < until:
        time.sleep(0.01)
    while not any(one.cpu_times().user > 0.3 for one in whole.children()) and time.monotonic() < until:
        time.sleep(0.01)
    workers = whole.children()
    assert workers
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, told) == (130, "Stopped; nothing was half-written.\n")
    assert not [one for one in workers if one.is_running()]
    assert [path.name for path in tmp_path.iterdir()] == ["returns"]
