"""From a file to its report, whatever happens to it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from addin.failures import defect_sentence, file_sentence
from addin.file_kinds import RETURNS, WORKBOOKS, no_return
from addin.inputs import Input
from addin.ooxml import PackageError
from addin.reports import FileReport
from ilr_core.errors import IlrError, InputError

if TYPE_CHECKING:
    from ilr_core.knowledge import Knowledge


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
        gone = f"{entry.path} is not there. Check the name and the folder."
        return FileReport(entry.path, error=no_return(entry.path) if there else gone)
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
