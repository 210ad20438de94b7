"""A document in another program as a host: every question is asked there, in plain values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from addin.hosts.dialog_kinds import BOOKS, WITH_MACROS, kind_in_words, with_ending
from addin.hosts.excel_cells import constant, read_value, runs, touched_rows
from addin.hosts.messages import Progress, with_preview
from addin.hosts.own_notes import own_note
from addin.hosts.questions import Asked, answered
from addin.hosts.refusals import protected
from addin.hosts.sheet_lock import SheetLock
from addin.hosts.sheet_on_demand import SheetOnDemand
from addin.ooxml import Area, CellValue, Formula, SheetData, Styled, Value, check_length

Ask = Callable[[str, Sequence[object]], Any]


class RemoteHost:
    """The document that answers ``ask``, a method's name and arguments of plain values.

    A day is plain as ``{"day": "2026-08-31T00:00:00"}``, a formula as ``{"formula": "..."}``. ``told`` are the
    sentences for the user, whom the caller tells.
    """

    def __init__(self, ask: Ask):
        self._ask = ask
        self.told: list[str] = []
        self._progress = Progress(lambda text: bool(ask("progress", (text,))))

    @property
    def title(self) -> str:
        """The document's name."""
        return str(self._ask("title", ()))

    def read_sheets(self) -> list[SheetData]:
        """Every sheet, each asked for in one go once somebody looks at it."""
        return [
            SheetOnDemand(name, partial(self._read, name), partial(self._merged, name))
            for name in self._ask("sheet_names", ())
        ]

    def read_names(self) -> dict[str, Value]:
        """The values of the cells that ``ILR_`` names point to, and of names that stand for constants."""
        found = {}
        for name, value in self._ask("read_names", ()).items():
            if not (isinstance(value, dict) and "formula" in value):
                found[name] = read_value(from_plain(value))
            elif (known := constant(value["formula"])) is not None:
                found[name] = known
        return found

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """The cells that ``ILR_`` names point to."""
        found = self._ask("find_names", ())
        return {name: (str(sheet), int(row), int(column)) for name, (sheet, row, column) in found.items()}

    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        """Writes cells, as many as lie below each other in one block; gives those that took no value."""
        self._progress.begin_writing()
        blocks = [(row, column, [[_plain(value)] for value in block]) for row, column, block in runs(values)]
        return [(int(row), int(column)) for row, column in self._ask("write_blocks", (sheet, blocks))]

    def write_names(self, values: Mapping[str, CellValue]) -> None:
        """Writes the cells of ``ILR_`` names."""
        for name, (sheet, row, column) in self.find_names().items():
            if name in values:
                self.write_cells(sheet, {(row, column): values[name]})

    def fill_rows(
        self, sheet: str, first_row: int, rows: Iterable[Sequence[CellValue]], heights: Sequence[float | None] = ()
    ) -> None:
        """Replaces all rows from ``first_row`` down. Raises InputError for a protected sheet."""
        self._progress.begin_writing()
        block = [[_plain(value) for value in row] for row in rows]
        if not self._ask("fill_rows", (sheet, first_row, block, list(heights))):
            raise protected(sheet)

    def reach(self, sheet: str, last_row: int) -> None:
        """Stretches the only table of a sheet down to a row."""
        self._progress.begin_writing()
        self._ask("reach", (sheet, last_row))

    def set_notes(self, sheet: str, notes: Iterable[tuple[int, int, str]], rows: Collection[int] | None = None) -> None:
        """Replaces our notes on a sheet, or in these rows of it."""
        self._progress.begin_writing()
        wanted = [(row, column, own_note(text)) for row, column, text in notes]
        self._ask("set_notes", (sheet, wanted, None if rows is None else sorted(rows)))

    def lock_sheet(self, sheet: str, lock: SheetLock | None) -> bool:
        """Locks a sheet there; False if its user has protected it."""
        self._progress.begin_writing()
        areas = None if lock is None else [tuple(area) for area in lock.open]
        return bool(self._ask("lock_sheet", (sheet, areas)))

    def refusal(self) -> str:
        """Empty: whoever sees the document may change it."""
        return ""

    def selected(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the selected cell."""
        found = self._ask("selected", ())
        return (str(found[0]), int(found[1]), int(found[2])) if found else None

    def selected_rows(self) -> tuple[str, tuple[int, ...]] | None:
        """The rows of all parts of the selection."""
        found = self._ask("selected_rows", ())
        if not found:
            return None
        sheet, areas, last_used = found
        return str(sheet), touched_rows([(int(first), int(last)) for first, last in areas], int(last_used))

    def select(self, sheet: str, row: int, column: int) -> None:
        """Shows a cell and selects it."""
        self._ask("select", (sheet, row, column))

    def save(self) -> None:
        """Nothing: the user sees the changes and saves them."""

    def is_saved(self) -> bool:
        """Whether the document lies in a file and was not changed since."""
        return bool(self._ask("is_saved", ()))

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        """Asks in a message box there."""
        return bool(self._ask("ask_yes", (with_preview(question, lines),)))

    def ask_answers(self, title: str, questions: Sequence[Asked], problem: str = "") -> dict[str, str] | None:
        """The answers given in a form there."""

        def ask(asked: Sequence[Asked]) -> dict[str, str] | None:
            found = self._ask("ask_answers", (title, [asdict(one) for one in asked], problem))
            return None if found is None else {str(name): str(text) for name, text in found.items()}

        return answered(questions, ask)

    def ask_folder(self, question: str) -> Path | None:
        """The folder picked in the other program's own dialog."""
        found = self._ask("ask_folder", (question,))
        return Path(found) if found else None

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:
        """The file picked in the other program's own dialog."""
        found = self._ask("ask_file", (question, list(kinds)))
        return Path(found) if found else None

    def ask_files(self, question: str, kinds: Sequence[str]) -> list[Path]:
        """The files picked in the other program's own dialog."""
        return [Path(name) for name in self._ask("ask_files", (question, list(kinds)))]

    def ask_target(self, question: str, stem: str, kinds: Sequence[str] = BOOKS) -> Path | None:
        """The name given there; macros are for Excel, so that kind is not offered."""
        offered = [kind for kind in kinds if kind != WITH_MACROS]
        filters = [(kind_in_words(kind), kind) for kind in offered]
        found = self._ask("ask_target", (question, f"{stem}.{offered[0]}", filters))
        return with_ending(Path(found), offered) if found else None

    def open_book(self, path: Path) -> None:
        """Opens it there."""
        self._ask("open_book", (str(path),))

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Shows the words there; Esc stops the command as long as it has not written."""
        self._progress(words, done, total)

    def finished(self) -> None:
        """Takes the words away there."""
        self._progress.end()
        self._ask("finished", ())

    def tell(self, sentence: str) -> None:
        """Keeps the sentence for the user."""
        self.told.append(sentence)

    def _read(self, name: str) -> SheetData:
        found = self._ask("read_sheet", (name,))
        rows = [[read_value(from_plain(value)) for value in row] for row in found["rows"]]
        errors = {(row, column): text for row, column, text in found["errors"]}
        for (row, column), text in errors.items():
            rows[row - 1][column - 1] = text
        return SheetData(name, "hidden" if found["hidden"] else "visible", rows, error_cells=errors)

    def _merged(self, name: str) -> list[Area]:
        return [Area(*area) for area in self._ask("merged_areas", (name,))]


def from_plain(value: Any) -> Any:
    """A value as it was before it was made plain; rows inside it as well."""
    if isinstance(value, list | tuple):
        return [from_plain(inner) for inner in value]
    return datetime.fromisoformat(value["day"]) if isinstance(value, dict) else value


def _plain(value: CellValue) -> object:
    if isinstance(value, Styled):
        return _plain(value.value)
    if isinstance(value, Formula):
        return {"formula": value.text.removeprefix("=")}
    if isinstance(value, str):
        check_length(value)
    if isinstance(value, date):
        return {"day": value.isoformat() if isinstance(value, datetime) else f"{value.isoformat()}T00:00:00"}
    return value if value is None or isinstance(value, str | bool | int | float) else float(value)
