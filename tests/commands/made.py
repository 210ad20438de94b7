"""Returns and workbooks for the tests of the commands, made once and copied."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from addin.commands.check import BookCheck, check_book
from addin.commands.export import Export, export_book
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.ooxml import SheetData, read_workbook
from ilr_core import catalogue
from ilr_core.model import Finding, Learner, SourceFile, SourceFiles
from ilr_core.xml import HeaderFacts, ReturnReader, write_return
from workbook_templates.layout import layout

YEARS = ("2526", "2627")
UKPRN = 10000001


def anyone_may_write_anywhere() -> bool:
    """Whether permissions mean nothing to this user, as to root."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        return os.access(folder, os.W_OK)


def now_of(year: str) -> datetime:
    """A moment in the year."""
    return datetime(2000 + int(year[:2]), 11, 20, 10, 15, 30)


NOW = now_of("2627")


def learners_of(year: str, count: int = 6) -> list[Learner]:
    return list(made_learners(catalogue.load(year), count, now_of(year).date()))


def return_xml(
    year: str, learners: Sequence[Learner] | None = None, files: Sequence[SourceFiles] = (), serial: int = 1
) -> bytes:
    """A return as XML."""
    out = io.BytesIO()
    now = now_of(year)
    facts = HeaderFacts(UKPRN, now.date(), now, serial, "Some software", "Some release", "1.2")
    write_return(
        out, catalogue.load(year), facts, files, learners_of(year) if learners is None else learners, strict=False
    )
    return out.getvalue()


def official_name(year: str, serial: str = "01", ending: str = "XML") -> str:
    return f"ILR-{UKPRN}-{year}-{now_of(year):%Y%m%d-%H%M%S}-{serial}.{ending}"


def source_files() -> list[SourceFiles]:
    files = SourceFiles()
    for number, name in enumerate(("=A1.xml", "part two.xml")):
        one = SourceFile(files, number)
        one.SourceFileName, one.FilePreparationDate, one.SerialNo = name, NOW.date(), "01"
        one.SoftwareSupplier = "Some software"
        files.SourceFile.append(one)
    return [files]


def records_in(file: Path, year: str | None = None) -> list[Learner]:
    with file.open("rb") as stream:
        return list(ReturnReader(stream, file.name, year).learners())


def header_of(file: Path) -> ReturnReader:
    with file.open("rb") as stream:
        reader = ReturnReader(stream, file.name)
        assert list(reader.learners())
        return reader


def assert_same(before: Sequence[Learner], after: Sequence[Learner]) -> None:
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert one.same_as(other), (one, other)


@cache
def _book(year: str, count: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        filled_book(path, catalogue.load(year), learners_of(year, count), ukprn=UKPRN)
        return path.read_bytes()


def book(path: Path, year: str = "2627", count: int = 6) -> Path:
    """A workbook with this many learners without a fault."""
    path.write_bytes(_book(year, count))
    return path


def made_book(path: Path, learners: Sequence[Learner], year: str = "2627") -> Path:
    """A workbook with these learners."""
    filled_book(path, catalogue.load(year), learners, ukprn=UKPRN)
    return path


def check(path: Path, year: str = "2627", **options: Any) -> BookCheck:
    return check_book(FileHost(path), now=now_of(year), **options)


def export(path: Path, folder: Path, year: str = "2627", **options: Any) -> Export:
    done = export_book(FileHost(path), folder, now=now_of(year), **options)
    assert done is not None
    return done


@contextmanager
def edited(path: Path, sheet: str) -> Iterator[Worksheet]:
    """A sheet to change as another program would; saved at the end."""
    opened = openpyxl.load_workbook(path)
    yield opened[sheet]
    opened.save(path)


def column(sheet: str, header: str, year: str = "2627") -> int:
    return layout(catalogue.load(year)).sheets[sheet].number(header)


def values(path: Path, sheet: str) -> SheetData:
    return next(one for one in read_workbook(path) if one.name == sheet)


def value(path: Path, sheet: str, row: int, header: str) -> Any:
    data = values(path, sheet)
    place = data.rows[0].index(header)
    cells = data.rows[row - 1] if row <= len(data.rows) else []
    return cells[place] if place < len(cells) else None


def found(done: BookCheck) -> set[tuple[str, str]]:
    """Rule and cell to mend of every finding."""
    return {(one.rule, cell_of(done, one)) for one in done.report.findings}


def cell_of(done: BookCheck, finding: Finding) -> str:
    return next((done.cells[spot] for spot in finding.spots if spot in done.cells), "")


def messages(done: BookCheck, rule: str = "Sheet") -> list[str]:
    return [one.message for one in done.report.findings if one.rule == rule]
