"""From the paths of ``ilr check`` to a report for every file, one after the other or several at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from addin.cli import clock
from addin.cli.progress import Progress
from addin.ooxml import PackageError
from addin.reports import FileReport
from ilr_core.errors import IlrError, InputError

if TYPE_CHECKING:
    from ilr_core.knowledge import Knowledge

RETURNS = (".xml", ".zip")
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".ods")
MOST_JOBS = 61  # Windows cannot wait for more processes


@dataclass(frozen=True)
class Input:
    """A file to check: the path as it will be reported, and whether it was named itself or found in a folder.

    ``error`` says why there is nothing to check.
    """

    path: str
    named: bool
    error: str = ""


def check_paths(
    paths: Sequence[str],
    *,
    year: str | None,
    mark: bool,
    jobs: int = 1,
    schema: bytes | None = None,
    use_loaded: bool = True,
) -> list[FileReport]:
    """A report for every file, in the order of the paths; one that cannot be checked says why.

    ``jobs`` processes work at the same time: on a file each, or on a single large return together.
    ``use_loaded``: with the registers and lists in the user's data folder, which every process opens for itself.
    """
    reports: list[FileReport] = []
    found = [entry for path in paths for entry in _expanded(path)]
    work = partial(_checked, year=year, mark=mark, schema=schema, use_loaded=use_loaded)
    with Progress("Checking files") as progress:
        if jobs > 1 and len(found) > 1:
            with ProcessPoolExecutor(max_workers=min(jobs, len(found), MOST_JOBS)) as pool:
                for report in pool.map(work, found):
                    reports.append(report)
                    progress(len(reports), len(found))
        else:
            for entry in found:
                reports.append(work(entry, jobs=jobs))
                progress(len(reports), len(found))
    return reports


def _expanded(path: str) -> Iterator[Input]:
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


def _checked(
    entry: Input, *, year: str | None, mark: bool, schema: bytes | None, use_loaded: bool, jobs: int = 1
) -> FileReport:
    if entry.error:
        return FileReport(entry.path, error=entry.error)
    kind = Path(entry.path).suffix.lower()
    try:
        if kind in RETURNS + WORKBOOKS:
            knowledge = _knowledge(use_loaded)
            if kind in RETURNS:
                return _checked_return(entry.path, year, schema, knowledge, jobs, use_loaded)
            return _checked_book(entry.path, year, mark and entry.named, schema, knowledge)
        sentence = f"{entry.path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these."
        return FileReport(entry.path, error=sentence if Path(entry.path).exists() else f"{entry.path} is not there.")
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
    path: str, year: str | None, schema: bytes | None, knowledge: Knowledge, jobs: int, loaded: bool
) -> FileReport:
    from addin.cli.shares import check_with

    now = clock.now()
    report = check_with(jobs, Path(path), now=now, year=year, schema=schema, knowledge=knowledge, loaded=loaded)
    return FileReport(path, report, registers=knowledge.used_in(report.year))


def _checked_book(path: str, year: str | None, mark: bool, schema: bytes | None, knowledge: Knowledge) -> FileReport:
    from addin.commands.check import check_book
    from addin.hosts.file_host import FileHost
    from addin.upgrade.lacking import upgrade_notice

    file = Path(path)
    notices = []
    if mark and file.suffix.lower() == ".ods":
        mark = False
        notices.append("An OpenDocument file is checked but not marked. Save it as .xlsx to see the marks in it.")
    now = clock.now()
    host = FileHost(file)
    lacks = upgrade_notice(host)
    done = check_book(host, now=now, year=year, mark=mark, knowledge=knowledge, official_schema=schema)
    marked = str(done.marked) if done.marked else ""
    seals = f"Seals: {done.seals}" if done.seals else ""
    notices += [notice for notice in (done.notice, done.typed, done.unmarked, seals, lacks) if notice]
    used = knowledge.used_in(done.report.year)
    return FileReport(path, done.report, cells=done.cells, marked=marked, notices=tuple(notices), registers=used)
