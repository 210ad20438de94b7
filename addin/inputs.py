"""From a path that somebody names to the files it stands for, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.file_kinds import RETURNS, WORKBOOKS

LOCKS = ("~$", ".~lock")
"""How the files begin by which Excel and LibreOffice say that a workbook is open."""
DRAFTS = ".ilr-"
"""How the folders begin in which files of ours are made."""


@dataclass(frozen=True)
class Input:
    """A file to check: the path as it will be reported, and whether it was named itself or found in a folder.

    ``error`` says why there is nothing to check.
    """

    path: str
    named: bool
    error: str = ""


def expanded(path: str) -> Iterator[Input]:
    """A file as it is; of a folder every return and workbook in it and below, by name, marked copies included."""
    place = Path(path)
    if not place.is_dir():
        yield Input(path, named=True)
        return
    closed: list[OSError] = []
    files = sorted(_files_below(place, closed.append))
    if not files and not closed:
        yield Input(path, named=True, error=f"{path} holds no return and no workbook. Name another folder or a file.")
    for file in files:
        yield Input(str(file), named=False)
    for error in closed:
        sentence = f"{error.filename} may not be read, so what is in it was left out. Get the right to read it."
        yield Input(str(error.filename), named=False, error=sentence)


def _files_below(place: Path, refused: Callable[[OSError], None]) -> Iterator[Path]:
    """Every return and workbook in a folder and below, also links that lead nowhere, which are told when read."""
    for folder, folders, names in os.walk(place, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(DRAFTS)]
        for name in names:
            file = Path(folder) / name
            is_kind = file.suffix.lower() in RETURNS + WORKBOOKS and not name.startswith(LOCKS)
            if is_kind and _may_be_read(file):
                yield file


def _may_be_read(file: Path) -> bool:
    """Whether it is a file, no pipe; one that cannot be looked at is told when it is read."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return True


def once(entries: Iterable[Input]) -> list[Input]:
    """The same without a file that comes again, by another name or through a link; the name that was typed counts."""
    kept: dict[object, Input] = {}
    for entry in entries:
        known = kept.setdefault(identity(Path(entry.path)), entry)
        if entry.named and not known.named:
            kept[identity(Path(entry.path))] = entry
    return list(kept.values())


def identity(path: Path) -> object:
    """What is the same for all names of a file, and different for different files."""
    try:
        found = path.stat()
    except OSError:
        return path.absolute()
    return (found.st_dev, found.st_ino) if found.st_ino else path.resolve()
