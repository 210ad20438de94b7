"""Killed at any moment, the workbook is the old or the new one, and the log agrees with it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from addin import private_files
from addin.audit import heads, recording, side_file, snapshot, verdict_on
from addin.books.book import open_book
from addin.changes import commit as committing
from addin.hosts.file_host import FileHost
from addin.ooxml import archive
from tests.audit.made import Place, change, copy_of
from tests.commands.made import check, column, edited

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed at a line by forking it")
WRITING = {module.__file__ for module in (private_files, side_file, heads, snapshot, recording, committing, archive)}
LOOPS = {
    "_zip_pieces",
    "packed",
    "_said",
    "_check",
    "_check_in",
    "_lines",
    "read_side",
    "_take_in",
    "_entries",
    "_start",
}
"""Functions that write nothing and have too many lines to stop at each."""


def killed_at(line: int, work: Callable[[], Any]) -> int:
    """Does the work in a process that is killed before this line of the writing code, or never (0).

    How many lines it went through if it came to its end; 0 if it was killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the other process
        done = 0

        def trace(frame: FrameType, event: str, arg: object) -> Any:
            nonlocal done
            code: CodeType = frame.f_code
            if code.co_filename not in WRITING or code.co_name in LOOPS:
                return None
            if event == "line":
                done += 1
                if done == line:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        try:
            sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
            sys.settrace(trace)
            work()
            sys.settrace(None)
            os.write(writing, str(done).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return int(told.read() or 0)


def name_in(path: Path) -> str | None:
    return open_book(FileHost(path)).reading.learners[0].FamilyName


def command(path: Path) -> None:
    change(path, "Killed", minute=30)


def check_of_typed(path: Path) -> None:
    check(path)


def typed_in(source: Path, folder: Path, place: Place) -> Path:
    """The same place after a check, with one name typed since."""
    copy = copy_of(source, folder / "typed")
    place.become_folder(copy)
    check(copy / "Return.xlsx")
    with edited(copy / "Return.xlsx", "Learners") as page:
        page.cell(2, column("Learners", "FamilyName")).value = "Typed"
    return copy


def moments(lines: int) -> list[int]:
    """Some all over the work, more at its end, where the workbook is there and the rest is still to be noted."""
    return sorted({*range(1, lines + 1, lines // 7), *range(lines - 40, lines + 1, 8)})


@pytest.mark.parametrize("work", [command, check_of_typed])
def test_killed_at_any_moment(place: Place, tmp_path: Path, work: Callable[[Path], None]) -> None:
    source = place.folder if work is command else typed_in(place.folder, tmp_path, place)
    whole = copy_of(source, tmp_path / "whole")
    place.become_folder(whole)
    lines = killed_at(0, lambda: work(whole / "Return.xlsx"))
    assert lines > 100
    seen = set()
    for number in moments(lines):
        folder = copy_of(source, tmp_path / f"at{number}")
        path = folder / "Return.xlsx"
        place.become_folder(folder)
        assert not killed_at(number, lambda path=path: work(path))
        verdict = verdict_on(path)
        assert verdict.troubles == (), number
        is_new = len(verdict.entries) > 8
        seen.add(is_new)
        if work is command:
            assert name_in(path) == ("Killed" if is_new else "Third")
        # Life goes on: what was lost is done again, what was half noted is noted, nothing is logged twice.
        change(path, "After", minute=40)
        after = verdict_on(path)
        assert after.troubles == (), number
        commands = [one.entry.command for one in after.entries[8:]]
        expected = ["test"] * (4 if is_new else 2) if work is command else ["typed", "test", "test"]
        assert commands == expected, number
    assert seen == {True, False}
