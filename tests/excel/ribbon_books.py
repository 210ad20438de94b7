"""What the tests of the ribbon share: a host whose user is heard, and books with slips typed into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from addin.hosts.dialog_kinds import BOOKS
from addin.hosts.file_host import FileHost
from addin.hosts.questions import Asked
from addin.ooxml import read_workbook
from ilr_core import catalogue
from workbook_templates.layout import layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


class RecordingHost(FileHost):
    """A workbook file whose user is heard: ``told`` are the sentences, ``asked`` and ``shown`` the questions.

    ``answers`` are given to questions for a yes, then always yes. ``typed`` is what is typed into the next forms, by
    the names of the questions (None: the user cancels), ``forms`` what they asked. ``batches`` are the files picked
    where several may be, ``offered`` the kinds of the last file to be saved.
    """

    def __init__(self, path: Path, folder: Path | None = None):
        self.told: list[str] = []
        self.asked: list[str] = []
        self.cursor: tuple[str, int, int] | None = None
        self.picked: Path | None = None
        self.batches: list[list[Path]] = []
        self.target: Path | None = None
        self.offered: tuple[str, ...] = ()
        self.opened: list[Path] = []
        self.rows: tuple[str, tuple[int, ...]] | None = None
        self.shown: list[tuple[str, list[str]]] = []
        self.answers: list[bool] = []
        self.typed: list[Mapping[str, str] | None] = []
        self.forms: list[tuple[str, list[Asked]]] = []
        super().__init__(path, export_folder=folder, say=self.told.append, answers=self._fill)

    def _fill(self, title: str, questions: Sequence[Asked]) -> dict[str, str] | None:
        self.forms.append((title, list(questions)))
        typed = self.typed.pop(0)
        return None if typed is None else {one.name: typed.get(one.name, one.default) for one in questions}

    def selected(self) -> tuple[str, int, int] | None:
        return self.cursor

    def selected_rows(self) -> tuple[str, tuple[int, ...]] | None:
        return self.rows

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        self.shown.append((question, list(lines)))
        return self.answers.pop(0) if self.answers else True

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:
        self.asked.append(f"{question} {' '.join(kinds)}")
        return self.picked

    def ask_files(self, question: str, kinds: Sequence[str]) -> list[Path]:
        self.asked.append(f"{question} {' '.join(kinds)}")
        if self.batches:
            return self.batches.pop(0)
        return [self.picked] if self.picked else []

    def ask_target(self, question: str, stem: str, kinds: Sequence[str] = BOOKS) -> Path | None:
        self.asked.append(f"{question} {stem}")
        self.offered = tuple(kinds)
        return self.target

    def open_book(self, path: Path) -> None:
        self.opened.append(path)

    def select(self, sheet: str, row: int, column: int) -> None:
        self.cursor = (sheet, row, column)

    def ask_folder(self, question: str) -> Path | None:
        self.asked.append(question)
        return super().ask_folder(question)


class FailingHost(RecordingHost):
    """A host that cannot be read."""

    def __init__(self, path: Path, failure: Exception):
        super().__init__(path)
        self.failure = failure
        self.cursor = ("Learners", 2, 1)

    def read_names(self):
        raise self.failure

    def read_sheets(self):
        raise self.failure


def type_into(book: Path, year: str, sheet: str, header: str, row: int, value: str | int | None) -> None:
    host = FileHost(book)
    host.write_cells(sheet, {(row, layout(catalogue.load(year)).sheets[sheet].number(header)): value})
    host.save()


def cells(book: Path, sheet: str) -> list[dict[str, object]]:
    headers, *rows = next(one for one in read_workbook(book) if one.name == sheet).rows
    return [dict(zip(map(str, headers), row, strict=False)) for row in rows]
