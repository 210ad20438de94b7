"""From a path of ``ilr check`` to the files it stands for, and from a file to its report."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from addin.file_kinds import RETURNS, WORKBOOKS, no_return
from addin.ooxml import PackageError
from addin.reports import FileReport
from ilr_core.errors import IlrError, InputError

if TYPE_CHECKING:
    from ilr_core.knowledge import Knowledge

__all__ = ["RETURNS", "WORKBOOKS", "Input", "checked", "expanded", "identity", "once"]

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


def checked(
    entry: Input,
    *,
    now: datetime,
    year: str | None,
    mark: bool,
    schema: bytes | None,
    use_loaded: bool,
    jobs: int = 1,
) -> FileReport:
    """The report of one file. ``jobs`` processes may work on a large return together."""
    if entry.error:
        return FileReport(entry.path, error=entry.error)
    kind = Path(entry.path).suffix.lower()
    try:
        if kind in RETURNS + WORKBOOKS:
            knowledge = _knowledge(use_loaded)
            if kind in RETURNS:
                return _checked_return(entry.path, now, year, schema, knowledge, jobs, use_loaded)
            return _checked_book(entry.path, now, year, mark and entry.named, schema, knowledge)
        there = Path(entry.path).exists()
        return FileReport(entry.path, error=no_return(entry.path) if there else f"{entry.path} is not there.")
    except InputError as error:
        from ilr_core.checking import refused

        return FileReport(entry.path, error=str(error), refusals=refused(error))
    except Exception as error:  # a defect at one file must not lose the reports of the others
        sentence = _sentence(error, entry.path)
        if not sentence:
            raise
        return FileReport(entry.path, error=sentence)


def _knowledge(use_loaded: bool) -> Knowledge:
    from addin.loading.knowledge import loaded_knowledge
    from ilr_core.knowledge import Knowledge

    # What cannot be used is said once for all files, by the command.
    return replace(loaded_knowledge(), troubles=()) if use_loaded else Knowledge()


def _sentence(error: Exception, path: str) -> str:
    """Why a file could not be checked; empty for a defect that is to be seen in full."""
    from addin.cli import defect_sentence, file_sentence

    if isinstance(error, (IlrError, PackageError)):
        return str(error)
    if isinstance(error, OSError):
        return file_sentence(error)
    if isinstance(error, MemoryError):
        return f"{path} is too large for this machine's memory. Split it."
    if isinstance(error, RecursionError):
        return f"{path} is nested too deeply to be a return. Export it again."
    return "" if os.environ.get("ILR_DEBUG") else f"{path}: {defect_sentence(error)}"


def _checked_return(
    path: str, now: datetime, year: str | None, schema: bytes | None, knowledge: Knowledge, jobs: int, loaded: bool
) -> FileReport:
    from addin.cli.shares import check_with

    report = check_with(jobs, Path(path), now=now, year=year, schema=schema, knowledge=knowledge, loaded=loaded)
    return FileReport(path, report, registers=knowledge.used_in(report.year))


def _checked_book(
    path: str, now: datetime, year: str | None, mark: bool, schema: bytes | None, knowledge: Knowledge
) -> FileReport:
    from addin.commands.check import check_book
    from addin.hosts.file_host import FileHost
    from addin.upgrade.lacking import upgrade_notice

    file = Path(path)
    notices = []
    if mark and file.suffix.lower() == ".ods":
        mark = False
        notices.append("An OpenDocument file is checked but not marked. Save it as .xlsx to see the marks in it.")
    host = FileHost(file)
    lacks = upgrade_notice(host)
    done = check_book(host, now=now, year=year, mark=mark, knowledge=knowledge, official_schema=schema)
    marked = str(done.marked) if done.marked else ""
    seals = f"Seals: {done.seals}" if done.seals else ""
    notices += [notice for notice in (done.notice, done.typed, done.unmarked, seals, lacks) if notice]
    used = knowledge.used_in(done.report.year)
    return FileReport(path, done.report, cells=done.cells, marked=marked, notices=tuple(notices), registers=used)
