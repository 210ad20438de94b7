"""``ilr check --watch``: every workbook is checked and marked when somebody saves it, until Ctrl-C.

What counts is how the files look, compared at every look; news from the system only say when to look. So a network
drive that sends none is watched as well, and a folder that comes back is not checked anew.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from addin.cli import clock
from addin.file_kinds import WORKBOOKS
from addin.hosts.file_host import CHECKED
from addin.reports import FileReport
from addin.wording import counted
from ilr_core.errors import InputError

LOOK = 0.5  # seconds between two looks while something happens, and for which a file must stay as it is
QUIET_LOOK = 3.0  # where no news come
PATIENCE = 10.0  # for a file that is half-written or locked
_OTHERS = ("~$", ".~lock", ".")

Stamp = tuple[int, int]
Check = Callable[[Path], FileReport]
Say = Callable[[str], None]


@dataclass
class _Changed:
    """A file that has changed: how it looked last, since when it looks so, since when it is waited for."""

    stamp: Stamp
    since: float
    begun: float


class Watch:
    """Looks at workbooks and folders of them. ``check`` checks and marks one, ``say`` tells the line for the user.

    Raises InputError for a path that is neither.
    """

    def __init__(self, paths: Sequence[str], check: Check, say: Say):
        self._places = [_place(path) for path in paths]
        self._check = check
        self._say = say
        self._known = self._stamps()
        self._changed: dict[Path, _Changed] = {}

    @property
    def folders(self) -> list[tuple[Path, bool]]:
        """The folders in which something may happen, and whether the folders inside them count."""
        return [(place, True) if place.is_dir() else (place.parent, False) for place in self._places]

    @property
    def is_waiting(self) -> bool:
        """Whether a file has changed and is not checked yet."""
        return bool(self._changed)

    def look(self, now: float) -> None:
        """Takes note of what was saved, and checks what has stayed as it is since the last look."""
        stamps = self._stamps()
        for path, stamp in stamps.items():
            waiting = self._changed.get(path)
            if waiting is None and stamp != self._known.get(path):
                self._changed[path] = _Changed(stamp, now, now)
            elif waiting and waiting.stamp != stamp:
                waiting.stamp, waiting.since = stamp, now
        for path, waiting in list(self._changed.items()):
            if path not in stamps:
                del self._changed[path]
                self._say(_line(path, "has gone before it could be checked."))
            elif now - waiting.since >= LOOK and (_is_whole(path) or now - waiting.since >= PATIENCE):
                del self._changed[path]
                self._known[path] = waiting.stamp
                self._check_one(path)

    def _check_one(self, path: Path) -> None:
        before = self._known[path]
        report = self._check(path)
        if report.marked == str(path):
            self._known[path] = _stamp(path) or before
        self._say(_line(path, _outcome(path, report)))

    def _stamps(self) -> dict[Path, Stamp]:
        found = {path: _stamp(path) for place in self._places for path in _workbooks(place)}
        return {path: stamp for path, stamp in found.items() if stamp}


def watch(paths: Sequence[str], check: Check, say: Say) -> None:
    """Watches until KeyboardInterrupt."""
    watched = Watch(paths, check, say)
    say(f"Watching {', '.join(paths)}. A workbook is checked and marked whenever it is saved; Ctrl-C ends.")
    for has_news in _looks(watched.folders):
        if has_news or watched.is_waiting:
            watched.look(time.monotonic())


def _looks(folders: Sequence[tuple[Path, bool]]) -> Iterator[bool]:
    """Comes back every moment; True when it is time to look."""
    last = time.monotonic()
    for has_news in _moments(folders):
        is_time = has_news or time.monotonic() - last >= QUIET_LOOK
        last = time.monotonic() if is_time else last
        yield is_time


def _moments(folders: Sequence[tuple[Path, bool]]) -> Iterator[bool]:
    """Comes back every moment; True if the system has news of the folders. Without such news it is never True."""
    places = {folder for folder, _ in folders if folder.is_dir()}
    try:
        # Imported where needed: nothing else uses it.
        from watchfiles import watch as news

        step = int(LOOK * 1000)
        deep = any(is_deep for _, is_deep in folders)
        for changes in news(*places, watch_filter=None, debounce=step, rust_timeout=step, yield_on_timeout=True,
                            recursive=deep, ignore_permission_denied=True):  # fmt: skip
            yield bool(changes)
    except (ImportError, OSError, RuntimeError):
        # No news on this computer, of this drive, or of more folders than the system allows.
        while True:
            time.sleep(LOOK)
            yield False


def _place(path: str) -> Path:
    place = Path(path)
    if not place.exists():
        raise InputError(f"{path} is not there. Name a workbook or a folder to watch.")
    if not place.is_dir() and place.suffix.lower() not in WORKBOOKS:
        raise InputError(f"{path} is no workbook (.xlsx, .xlsm, .ods). Name a workbook or a folder to watch.")
    return place


def _workbooks(place: Path) -> Iterator[Path]:
    """The workbooks of a place that people save: no marked copies, locks or files of the moment."""
    if place.suffix.lower() in WORKBOOKS and not place.is_dir():
        yield place
        return
    for folder, _, names in os.walk(place):
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() in WORKBOOKS and not name.startswith(_OTHERS) and not path.stem.endswith(CHECKED):
                yield path


def _stamp(path: Path) -> Stamp | None:
    """By what a saving is noticed; None for a file that is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _is_whole(path: Path) -> bool:
    """Whether a workbook is written to its end and may be read."""
    try:
        return is_zipfile(path)
    except OSError:
        return False


def _outcome(path: Path, report: FileReport) -> str:
    if report.report is None:
        return report.error
    found = f"{counted(report.report.errors, 'error')}, {counted(report.report.warnings, 'warning')}"
    copy = f"; it is open, so see {Path(report.marked).name}" if report.marked not in ("", str(path)) else ""
    return " ".join([f"{found}{copy}", *report.notices])


def _line(path: Path, outcome: str) -> str:
    now = clock.now()
    words = outcome.removeprefix(f"{path} ").removeprefix(f"{path.name} ")
    return f"{now:%H:%M:%S}  {path.name}: {words}"
