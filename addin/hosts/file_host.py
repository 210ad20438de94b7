"""A closed workbook file as a host: read with calamine, changed part by part, saved in one move."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from addin.ooxml import (
    CellValue,
    Package,
    PackageError,
    SheetData,
    SheetEditor,
    Value,
    cell_name,
    is_open_elsewhere,
    parse_cell,
    read_names,
    read_workbook,
    set_notes,
)

AUTHOR = "ILR check"
Say = Callable[[str], None]
Answer = Callable[[str, Sequence[str]], bool]


def _no(question: str, lines: Sequence[str]) -> bool:  # noqa: ARG001 - as every answer
    return False


class FileHost:
    """The workbook at ``path``. Raises PackageError, one sentence, if it is no workbook that can be worked on.

    ``export_folder`` answers the question where to export to, ``answer`` every question for a yes (without it the
    answer is no); ``say`` takes sentences for the user.
    """

    def __init__(self, path: Path, *, export_folder: Path | None = None, say: Say | None = None, answer: Answer = _no):
        self.path = path
        self.notices: list[str] = []
        self._export_folder = export_folder
        self._answer = answer
        self._say = say or (lambda sentence: print(sentence, file=sys.stderr))
        self._editors: dict[str, SheetEditor] = {}

    @property
    def title(self) -> str:
        """The file's name."""
        return self.path.name

    @cached_property
    def _sheets(self) -> list[SheetData]:
        return read_workbook(self.path)

    @cached_property
    def _package(self) -> Package:
        return Package.open(self.path)

    def read_sheets(self) -> list[SheetData]:
        """Every sheet, read once."""
        return self._sheets

    def read_names(self) -> dict[str, Value]:
        """The values of names such as ``ILR_Year``, from the cells they point to or the constants they hold."""
        sheets = {sheet.name: sheet for sheet in self._sheets}
        return {
            name: _named_value(text, sheets) for name, text in read_names(self.path).items() if name.startswith("ILR_")
        }

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """The cells that names point to, on sheets that are there."""
        present = {sheet.name for sheet in self._sheets}
        targets = {name: _target(text) for name, text in read_names(self.path).items() if name.startswith("ILR_")}
        return {name: (sheet, *cell) for name, (sheet, cell) in targets.items() if cell and sheet in present}

    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        """Writes cells; one inside a merged range is passed over and named in ``notices``."""
        skipped = self._editor(sheet).set_cells(values)
        for row, column, reason in skipped:
            area = "merged cells; unmerge them" if reason == "merged" else "an array formula; move it"
            self.notices.append(f"{sheet}: {cell_name(row, column)} could not be marked because it is inside {area}.")
        return [(row, column) for row, column, _ in skipped]

    def write_names(self, values: Mapping[str, CellValue]) -> None:
        """Writes the cells that names point to."""
        cells = self.find_names()
        for name, (sheet, row, column) in cells.items():
            if name in values:
                self.write_cells(sheet, {(row, column): values[name]})

    def fill_rows(
        self, sheet: str, first_row: int, rows: Iterable[Sequence[CellValue]], heights: Sequence[float | None] = ()
    ) -> None:
        """Replaces the rows of a sheet; a table that begins above them in column A grows or shrinks with them."""
        editor = self._editor(sheet)
        last = max(editor.fill_rows(first_row, rows, heights=heights), first_row)
        for table in editor.tables():
            area = table.area
            if (area.first_row, area.first_column, table.totals_rows) == (first_row - 1, 1, 0):
                editor.resize_table(str(area._replace(last_row=last)), table.name)
        editor.extend_ranges(last, first_row)

    def reach(self, sheet: str, last_row: int) -> None:
        """Stretches the only table of a sheet, and what goes with it, down to a row."""
        editor = self._editor(sheet)
        tables = editor.tables()
        if len(tables) == 1 and tables[0].totals_rows == 0 and tables[0].area.last_row < last_row:
            editor.resize_table(str(tables[0].area._replace(last_row=last_row)))
            editor.extend_ranges(last_row)

    def set_notes(self, sheet: str, notes: Iterable[tuple[int, int, str]]) -> None:
        """Replaces our notes on a sheet."""
        set_notes(self._editor(sheet), notes, AUTHOR)

    def refusal(self) -> str:
        """That the file is open elsewhere, or may not be written to."""
        if is_open_elsewhere(self.path):
            return f"{self.path} is open in another program. Close it there, then try again."
        return "" if os.access(self.path, os.W_OK) else f"{self.path} may not be written to. Work on a copy of it."

    def selected(self) -> tuple[str, int, int] | None:
        """None: nobody sees a closed file."""
        return None

    def selected_rows(self) -> tuple[str, tuple[int, ...]] | None:
        """None, for the same reason."""
        return None

    def select(self, sheet: str, row: int, column: int) -> None:
        """Nothing, for the same reason."""

    def save(self) -> Path:
        """Saves over the file; beside it, as ``BOOK (checked)``, if it is open elsewhere or read-only."""
        target = self.path
        if is_open_elsewhere(target):
            target = target.with_name(f"{target.stem} (checked){target.suffix}")
        try:
            self._package.save(target)
        except PermissionError as error:
            raise PackageError(
                f"{target} cannot be saved, for it or its folder may not be written to. "
                "Check a copy in another folder, or use --no-mark."
            ) from error
        return target

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        """What the caller's ``answer`` says."""
        return self._answer(question, lines)

    def ask_folder(self, question: str) -> Path | None:  # noqa: ARG002 - the answer was given beforehand
        """The folder given when the host was made."""
        return self._export_folder

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:  # noqa: ARG002 - nobody is there to ask
        """None: the command line names its files itself."""
        return None

    def ask_target(self, question: str, stem: str) -> Path | None:  # noqa: ARG002
        """None, for the same reason."""
        return None

    def open_book(self, path: Path) -> None:
        """Nothing: nobody sees it."""

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Nothing: a closed file has no place to show it; the command line shows its own."""

    def finished(self) -> None:
        """Nothing, for the same reason."""

    def tell(self, sentence: str) -> None:
        """Passes the sentence on."""
        self._say(sentence)

    def _editor(self, sheet: str) -> SheetEditor:
        if sheet not in self._editors:
            self._editors[sheet] = SheetEditor(self._package, sheet)
        return self._editors[sheet]


def _target(text: str) -> tuple[str, tuple[int, int] | None]:
    sheet, mark, cell = text.rpartition("!")
    if not mark:
        return "", None
    try:
        return sheet.strip("'").replace("''", "'"), parse_cell(cell.replace("$", ""))
    except ValueError:
        return "", None


def _named_value(text: str, sheets: Mapping[str, SheetData]) -> Value:
    name, cell = _target(text)
    if cell is None:
        return text.strip('"') or None
    rows = sheets[name].rows if name in sheets else []
    row, column = cell
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
