"""From the paths of ``ilr check`` to a report for every file, one after the other or several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from addin.cli.progress import Progress
from addin.ooxml import PackageError
from addin.reports import FileReport
from ilr_core.errors import IlrError, InputError

RETURNS = (".xml", ".zip")
WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".ods")


@dataclass(frozen=True)
class Input:
    """A file to check: the path as it will be reported, and whether it was named itself or found in a folder."""

    path: str
    named: bool


def check_paths(
    paths: Sequence[str], *, year: str | None, mark: bool, jobs: int = 1, schema: bytes | None = None
) -> list[FileReport]:
    """A report for every file, in the order of the paths; one that cannot be checked says why."""
    reports: list[FileReport] = []
    found = [entry for path in paths for entry in _expanded(path, reports)]
    work = partial(_checked, year=year, mark=mark, schema=schema)
    with Progress("Checking files") as progress:
        if jobs > 1 and len(found) > 1:
            with ProcessPoolExecutor(max_workers=jobs) as pool:
                for report in pool.map(work, found):
                    reports.append(report)
                    progress(len(reports), len(found))
        else:
            for entry in found:
                reports.append(work(entry))
                progress(len(reports), len(found))
    return reports


def _expanded(path: str, refused: list[FileReport]) -> Iterator[Input]:
    place = Path(path)
    if not place.is_dir():
        yield Input(path, named=True)
        return
    files = sorted(file for file in place.rglob("*") if file.suffix.lower() in RETURNS + WORKBOOKS and file.is_file())
    kept = [file for file in files if not file.name.startswith(("~$", ".~lock"))]
    if not kept:
        refused.append(
            FileReport(path, error=f"{path} holds no return and no workbook. Name another folder or a file.")
        )
    for file in kept:
        yield Input(str(file), named=False)


def _checked(entry: Input, *, year: str | None, mark: bool, schema: bytes | None) -> FileReport:
    from addin.cli import file_sentence

    kind = Path(entry.path).suffix.lower()
    try:
        if kind in RETURNS:
            return _checked_return(entry.path, year, schema)
        if kind in WORKBOOKS:
            return _checked_book(entry.path, year, mark and entry.named, schema)
        sentence = f"{entry.path} is no return (.xml, .zip) and no workbook (.xlsx, .xlsm, .ods). Name one of these."
        return FileReport(entry.path, error=sentence if Path(entry.path).exists() else f"{entry.path} is not there.")
    except InputError as error:
        from ilr_core.checking import refused

        return FileReport(entry.path, error=str(error), refusals=refused(error))
    except (IlrError, PackageError) as error:
        return FileReport(entry.path, error=str(error))
    except OSError as error:
        return FileReport(entry.path, error=file_sentence(error))
    except MemoryError:
        return FileReport(entry.path, error=f"{entry.path} is too large for this machine's memory. Split it.")
    except RecursionError:
        return FileReport(entry.path, error=f"{entry.path} is nested too deeply to be a return. Export it again.")


def _checked_return(path: str, year: str | None, schema: bytes | None) -> FileReport:
    from ilr_core.checking import check_return

    file = Path(path)
    with file.open("rb") as stream, Progress(f"{file.name}: learners") as progress:
        now = datetime.now()  # noqa: DTZ005 - returns carry local time
        return FileReport(
            path, check_return(stream, file.name, now=now, year=year, official_schema=schema, progress=progress)
        )


def _checked_book(path: str, year: str | None, mark: bool, schema: bytes | None) -> FileReport:
    from addin.commands.check import check_book
    from addin.hosts.file_host import FileHost

    file = Path(path)
    host = FileHost(file)
    now = datetime.now()  # noqa: DTZ005 - returns carry local time
    done = check_book(host, now=now, year=year, mark=mark, official_schema=schema)
    marked = str(done.marked) if done.marked else ""
    return FileReport(path, done.report, cells=done.cells, marked=marked, notices=tuple(host.notices))
