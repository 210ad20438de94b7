"""Workbooks and exports for the tests of importing; all people are made up."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from addin.books.book import open_book
from addin.commands.import_export import ExportImport, import_export
from addin.commands.new import filled_book, new_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from ilr_core.model import Learner, Record
from ilr_core.rules.derived.check_digits import uln_check_digit

YEAR = catalogue.load()
TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12)
ULNS = tuple(f"{n}{uln_check_digit(n * 10)}" for n in (106148401, 128693702, 302593745, 403724186, 711223344))


@dataclass
class Seen:
    """What the user was shown, who answers every question for a yes."""

    question: str = ""
    lines: list[str] = field(default_factory=list)
    says_yes: bool = True

    def __call__(self, question: str, lines: Sequence[str]) -> bool:
        self.question, self.lines = question, list(lines)
        return self.says_yes


def csv_file(path: Path, *rows: Sequence[object], separator: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    return path


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        new_book(path, YEAR, ukprn=10000001)
        return path.read_bytes()


def empty_book(folder: Path) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(_empty())
    return path


def book_of(folder: Path, count: int = 4, seed: int = 1) -> Path:
    path = folder / "book.xlsx"
    filled_book(path, YEAR, list(made_learners(YEAR, count, TODAY, seed)), ukprn=10000001)
    return path


def imported(book: Path, *files: Path, mapping: Path | None = None, seen: Seen | None = None) -> ExportImport:
    host = FileHost(book, answer=seen or Seen())
    return import_export(host, files, who="A. Tester", now=NOW, mapping=mapping)


def learners(book: Path) -> list[Learner]:
    return open_book(FileHost(book)).reading.learners


def all_of(record: Record) -> list[object]:
    """Everything in a record, entries of a kind in any order: a workbook shows some in their parent's row."""
    values = [(name, record.value(name)) for name in record.FIELDS]
    return [record.ENTITY, values, [sorted(map(repr, map(all_of, getattr(record, name)))) for name in record.CHILDREN]]
