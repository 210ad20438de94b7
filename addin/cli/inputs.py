"""From a path of ``ilr check`` to the files it stands for, and from a file to its report."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from addin.ooxml import PackageError
from addin.reports import FileReport
from ilr_core.errors import IlrError, InputError

if TYPE_CHECKING:
    from ilr_core.knowledge import Knowledge

RETURNS = (".xml", ".zip")
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".ods")


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
    files = sorted(file for file in place.rglob("*") if file.suffix.lower() in RETURNS + WORKBOOKS and file.is_file())
    kept = [file for file in files if not file.name.startswith(("~$", ".~lock"))]
    if not kept:
        yield Input(path, named=True, error=f"{path} holds no return and no workbook. Name another folder or a file.")
    for file in kept:
        yield Input(str(file), named=False)


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
        if not Path(entry.path).exists():
            return FileReport(entry.path, error=f"{entry.path} is not there. Check the name and the folder.")
        sentence = f"{entry.path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these."
        return FileReport(entry.path, error=sentence)
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
