"""``ilr check --watch`` as the process that a user starts, with real files saved into its folder."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addin.cli.watching import LOOK, PATIENCE, QUIET_LOOK, Watch
from addin.hosts.file_host import FileHost
from addin.ooxml import PackageError
from addin.reports import FileReport
from ilr_core.errors import InputError
from tests.commands.made import book, column, edited, value

ROOT = Path(__file__).parent.parent.parent
LINE = re.compile(r"\d\d:\d\d:\d\d  (.+?): (.+)")
SLOWEST = 120  # seconds after which a test gives up, however busy the machine is


def _hear_ctrl_c() -> None:
    """A shell starts what runs in the background deaf to Ctrl-C, and whatever that starts as well."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """The command at work; its lines as they come."""

    def __init__(self, *arguments: object):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "addin.cli", "check", *map(str, arguments), "--watch"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=_hear_ctrl_c if os.name == "posix" else None,
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self) -> str:
        return self.lines.get(timeout=SLOWEST)

    def outcome(self) -> tuple[str, str]:
        """File and outcome of the next check."""
        found = LINE.fullmatch(self.line())
        assert found
        return found[1], found[2]

    def stopped(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        _, told = self.process.communicate(timeout=SLOWEST)
        return self.process.returncode, told


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    begun: list[Running] = []

    def started(*arguments: object) -> Running:
        begun.append(Running(*arguments))
        assert begun[-1].line().startswith(f"Watching {arguments[0]}. A workbook is checked and marked whenever")
        return begun[-1]

    yield started
    for one in begun:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


def faulty(path: Path) -> Path:
    with edited(book(path), "Learners") as sheet:
        sheet.cell(3, column("Learners", "ULN"), "1061484017")
    return path


def marks(path: Path) -> object:
    return value(path, "Learners", 3, "Marks")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process on Windows")
def test_a_saved_workbook_is_checked_and_marked(start: Callable[..., Running], tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    (folder / "partner").mkdir(parents=True)
    source = faulty(tmp_path / "source.xlsx")
    old = Path(shutil.copy(source, folder / "Old.xlsx"))
    untouched = old.read_bytes()
    running = start(folder)
    new = folder / "partner" / "November return.xlsx"
    shutil.copy(source, new)
    assert running.outcome() == ("November return.xlsx", "1 error, 0 warnings")
    assert marks(new) == "|ULN|"
    # Nothing comes of our own saving, nor of a file that nobody saved; the next line is of the next saving.
    shutil.copy(book(tmp_path / "clean.xlsx"), new)
    assert running.outcome() == ("November return.xlsx", "0 errors, 0 warnings")
    assert marks(new) is None
    assert old.read_bytes() == untouched
    assert sorted(path.name for path in folder.rglob("*.*")) == ["November return.xlsx", "Old.xlsx"]
    code, told = running.stopped()
    assert (code, told) == (130, "Stopped; nothing was half-written.\n")
    assert running.lines.empty()


def test_a_workbook_saved_while_it_is_open_gets_a_marked_copy(start: Callable[..., Running], tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    saved = faulty(tmp_path / "made" / "source.xlsx").read_bytes()
    path = book(tmp_path / "Return.xlsx")
    running = start(path)
    (tmp_path / "~$Return.xlsx").write_bytes(b"\x05Admin")
    path.write_bytes(saved)
    assert running.outcome() == ("Return.xlsx", "1 error, 0 warnings; it is open, so see Return (checked).xlsx")
    assert path.read_bytes() == saved
    assert marks(tmp_path / "Return (checked).xlsx") == "|ULN|"
    (tmp_path / "~$Return.xlsx").unlink()
    path.write_bytes(saved)
    assert running.outcome() == ("Return.xlsx", "1 error, 0 warnings")
    assert marks(path) == "|ULN|"
    assert running.lines.empty()


def test_what_is_no_workbook_is_told_and_the_watch_goes_on(start: Callable[..., Running], tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    whole = faulty(tmp_path / "source.xlsx").read_bytes()
    running = start(folder)
    # Neither is ever looked at.
    for name in ("~$Return.xlsx", ".~lock.Return.xlsx#", "notes.txt", "Return (checked).xlsx", ".hidden.xlsx"):
        (folder / name).write_bytes(b"x")
    (folder / "noise.xlsx").write_bytes(b"this is no workbook")
    name, told = running.outcome()
    assert name == "noise.xlsx"
    assert told.endswith(".")
    # A file that takes its time: nothing is said of the half.
    (folder / "slow.xlsx").write_bytes(whole[: len(whole) // 2])
    (folder / "first.xlsx").write_bytes(whole)
    assert running.outcome() == ("first.xlsx", "1 error, 0 warnings")
    (folder / "slow.xlsx").write_bytes(whole)
    assert running.outcome() == ("slow.xlsx", "1 error, 0 warnings")
    assert running.process.poll() is None


def test_a_burst_of_savings_ends_in_marks_of_the_last(start: Callable[..., Running], tmp_path: Path) -> None:
    path = book(tmp_path / "Return.xlsx")
    clean, wrong = path.read_bytes(), faulty(tmp_path / "source.xlsx").read_bytes()
    running = start(path)
    for number in range(20):
        path.write_bytes(clean if number % 2 else wrong)
    path.write_bytes(wrong)
    while running.outcome() != ("Return.xlsx", "1 error, 0 warnings"):
        pass
    assert marks(path) == "|ULN|"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["gone.xlsx", "--watch"], "gone.xlsx is not there. Name a workbook or a folder to watch."),
        (["return.xml", "--watch"], "return.xml is no workbook (.xlsx, .xlsm, .ods). Name a workbook or a folder"),
        ([".", "--watch", "--format", "json"], "--watch prints a line for each check. Leave --format out."),
        ([".", "--watch", "--summary"], "--watch checks one file at a time. Leave --summary, --findings and --cluster"),
    ],
)
def test_what_cannot_be_watched(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "return.xml").write_text("<x/>")
    done = subprocess.run(
        [sys.executable, "-m", "addin.cli", "check", *arguments], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert done.stdout == ""


class Looks:
    """A watch whose clock the test moves."""

    def __init__(self, folder: Path, report: Callable[[Path], FileReport] | None = None):
        self.said: list[str] = []
        self.checked: list[str] = []
        self.now = 0.0
        self._report = report or (lambda path: FileReport(str(path), error="judged."))
        self.watch = Watch([str(folder)], self._check, self.said.append)

    def _check(self, path: Path) -> FileReport:
        self.checked.append(path.name)
        return self._report(path)

    def after(self, seconds: float) -> list[str]:
        self.now += seconds
        self.watch.look(self.now)
        return self.checked


def test_a_file_is_checked_once_it_has_stayed_as_it_is(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    path = book(tmp_path / "a.xlsx")
    assert looks.after(0) == []
    assert looks.after(LOOK / 2) == []
    path.write_bytes(path.read_bytes() + b"")
    os.utime(path, ns=(1, 1))
    assert looks.after(LOOK) == []
    assert looks.after(LOOK) == ["a.xlsx"]
    assert looks.after(QUIET_LOOK) == ["a.xlsx"]
    assert not looks.watch.is_waiting


def test_a_half_written_file_is_waited_for_and_then_told(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    (tmp_path / "a.xlsx").write_bytes(book(tmp_path / "b.xlsx").read_bytes()[:5000])
    (tmp_path / "b.xlsx").unlink()
    looks.after(0)
    assert looks.after(PATIENCE / 2) == []
    assert looks.watch.is_waiting
    assert looks.after(PATIENCE / 2) == ["a.xlsx"]


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    path = book(tmp_path / "a.xlsx")
    looks.after(0)
    path.unlink()
    assert looks.after(LOOK) == []
    assert looks.said[0].endswith("a.xlsx: has gone before it could be checked.")
    book(path)
    looks.after(0)
    assert looks.after(LOOK) == ["a.xlsx"]


def test_a_folder_that_comes_back_is_not_checked_anew(tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    book(folder / "a.xlsx")
    looks = Looks(folder)
    folder.rename(tmp_path / "away")
    looks.after(1)
    (tmp_path / "away").rename(folder)
    looks.after(1)
    assert looks.after(1) == []


def test_somebody_elses_saving_during_a_check_is_not_overwritten_and_checked_next(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx")
    theirs = faulty(tmp_path / "theirs.xlsx").read_bytes()
    (tmp_path / "theirs.xlsx").unlink()

    def saved_meanwhile(place: Path) -> FileReport:
        host = FileHost(place)
        host.write_cells("Learners", {(3, 1): "x"})
        path.write_bytes(theirs)
        with pytest.raises(PackageError, match="saved by somebody else meanwhile") as told:
            host.save()
        return FileReport(str(place), error=str(told.value))

    looks = Looks(tmp_path, saved_meanwhile)
    os.utime(path, ns=(1, 1))
    looks.after(0)
    assert looks.after(LOOK) == ["a.xlsx"]
    assert path.read_bytes() == theirs
    looks.after(0)
    assert looks.after(LOOK) == ["a.xlsx", "a.xlsx"]


def test_paths_that_are_neither_workbook_nor_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        Looks(tmp_path / "gone")
