"""A workbook open in Excel as a host, through xlwings: read and written in blocks, saved by its user."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import xlwings as xw

from addin.hosts.excel_cells import address_rows, excel_value, read_value, runs, touched_rows
from addin.hosts.file_host import AUTHOR
from addin.hosts.questions import with_preview
from addin.ooxml import Area, CellValue, SheetData, Value
from ilr_core.errors import InputError

_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?")
_FOLDER_PICKER = 4  # msoFileDialogFolderPicker
_CHOSEN = -1


class ExcelHost:
    """The open workbook ``book``. ``told`` are the sentences for the user, whom the caller tells."""

    def __init__(self, book: xw.Book):
        self._book = book
        self.told: list[str] = []

    @property
    def title(self) -> str:
        """The workbook's name."""
        return str(self._book.name)

    def read_sheets(self) -> list[SheetData]:
        """Every sheet, each read in one go."""
        return [self._read(sheet) for sheet in self._book.sheets]

    def read_names(self) -> dict[str, Value]:
        """The values of the cells that the workbook's ``ILR_`` names point to."""
        return {name: read_value(cell.options(err_to_str=True).value) for name, cell in self._named_cells()}

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """The cells that ``ILR_`` names point to."""
        return {name: (str(cell.sheet.name), int(cell.row), int(cell.column)) for name, cell in self._named_cells()}

    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        """Writes cells, as many as lie below each other in one go; Excel drops what is written inside merged cells."""
        page = self._book.sheets[sheet]
        for row, column, block in runs(values):
            page.range((row, column), (row + len(block) - 1, column)).value = [[excel_value(one)] for one in block]
        used = page.used_range
        if used.merge_cells is False:
            return []
        dropped = list(_merged(page.range((1, 1), (used.last_cell.row, used.last_cell.column))))
        return [
            (row, column)
            for row, column in values
            for area in dropped
            if area.contains(row, column) and (row, column) != (area.first_row, area.first_column)
        ]

    def write_names(self, values: Mapping[str, CellValue]) -> None:
        """Writes the cells that names point to."""
        for name, cell in self._named_cells():
            if name in values:
                cell.value = excel_value(values[name])

    def fill_rows(
        self, sheet: str, first_row: int, rows: Iterable[Sequence[CellValue]], heights: Sequence[float | None] = ()
    ) -> None:
        """Replaces the rows of a sheet; a table that begins above them in column A grows or shrinks with them."""
        page = self._book.sheets[sheet]
        used = page.used_range.last_cell
        if used.row >= first_row:
            page.range((first_row, 1), (used.row, used.column)).clear_contents()
        block = [[excel_value(value) for value in row] for row in rows]
        if block:
            page.range((first_row, 1)).value = block
        last = first_row + max(len(block), 1) - 1
        for table in page.tables:
            area = table.range
            if (area.row, area.column) == (first_row - 1, 1):
                table.resize(page.range((area.row, 1), (last, area.last_cell.column)))
        for number, height in enumerate(heights, first_row):
            if height is not None:
                page.range((number, 1)).row_height = height

    def reach(self, sheet: str, last_row: int) -> None:
        """Stretches the only table of a sheet down to a row; Excel takes formats and dropdowns along."""
        page = self._book.sheets[sheet]
        tables = list(page.tables)
        if len(tables) == 1 and tables[0].range.last_cell.row < last_row:
            area = tables[0].range
            tables[0].resize(page.range((area.row, area.column), (last_row, area.last_cell.column)))

    def set_notes(self, sheet: str, notes: Iterable[tuple[int, int, str]]) -> None:
        """Replaces our notes on a sheet; a cell with somebody else's keeps that one."""
        page = self._book.sheets[sheet]
        for note in [note for note in page.notes if note.author == AUTHOR]:
            note.delete()
        with self._as_author():
            for row, column, text in notes:
                cell = page.range((row, column))
                if cell.note is None:
                    cell.add_note(text)

    def refusal(self) -> str:
        """Empty: whoever sees the workbook may change it, and save it under another name."""
        return ""

    def selected(self) -> tuple[str, int, int] | None:
        """The first cell of the selection; None if a chart or a picture is selected."""
        cells = self._book.app.selection
        return (str(cells.sheet.name), int(cells.row), int(cells.column)) if cells is not None else None

    def selected_rows(self) -> tuple[str, tuple[int, ...]] | None:
        """The rows of all areas of the selection; None if a chart or a picture is selected."""
        cells = self._book.app.selection
        if cells is None:
            return None
        return str(cells.sheet.name), touched_rows(_row_areas(cells), cells.sheet.used_range.last_cell.row)

    def select(self, sheet: str, row: int, column: int) -> None:
        """Shows a cell and selects it."""
        page = self._book.sheets[sheet]
        page.activate()
        page.range((row, column)).select()

    def save(self) -> None:
        """Nothing: the user sees the changes and saves them."""

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        """Asks in a message box of Excel."""
        return bool(self._book.app.alert(with_preview(question, lines), "ILR", "ok_cancel") == "ok")

    def ask_folder(self, question: str) -> Path | None:
        """The folder that the user picks in Excel's own dialog."""
        dialog = self._book.app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = question
        return Path(str(dialog.SelectedItems.Item(1))) if dialog.Show() == _CHOSEN else None

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:
        """The file that the user picks in Excel's own dialog."""
        patterns = ";".join(f"*.{kind}" for kind in kinds)
        found = self._book.app.api.GetOpenFilename(f"Returns ({patterns}),{patterns}", 1, question)
        return Path(found) if isinstance(found, str) else None

    def ask_target(self, question: str, stem: str) -> Path | None:
        """The name that the user gives a workbook with macros in Excel's own dialog."""
        found = self._book.app.api.GetSaveAsFilename(
            f"{stem}.xlsm", "Workbook with macros (*.xlsm),*.xlsm", 1, question
        )
        return Path(found) if isinstance(found, str) else None

    def open_book(self, path: Path) -> None:
        """Opens it in the same Excel. Raises InputError if another of that name is open, which Excel does not allow."""
        try:
            self._book.app.books.open(str(path))
        except ValueError as error:
            sentence = f"{path} is made, but a workbook of that name is open. Close that, then open it."
            raise InputError(sentence) from error

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Shows the words in the status bar."""
        share = f": {done:,} of {total:,}" if total else ""
        self._book.app.status_bar = f"ILR: {words}{share}"

    def finished(self) -> None:
        """Gives the status bar back to Excel."""
        self._book.app.status_bar = False

    def tell(self, sentence: str) -> None:
        """Keeps the sentence for the message box."""
        self.told.append(sentence)

    def _read(self, sheet: xw.Sheet) -> SheetData:
        last = sheet.used_range.last_cell
        area = sheet.range((1, 1), (last.row, last.column))
        cells = area.options(ndim=2, err_to_str=True).value
        rows = [[read_value(value) for value in row] for row in cells]
        errors = {
            (number, column): value
            for number, row in enumerate(rows, 1)
            for column, value in enumerate(row, 1)
            if isinstance(value, str) and value.startswith("#") and _ERROR.fullmatch(value)
        }
        merged = list(_merged(area)) if area.merge_cells is not False else []
        return SheetData(sheet.name, "visible" if sheet.visible else "hidden", rows, merged, error_cells=errors)

    def _named_cells(self) -> Iterator[tuple[str, Any]]:
        for name in self._book.names:
            if str(name.name).startswith("ILR_"):
                # A name may stand for a constant or for a cell that was deleted.
                with suppress(Exception):
                    yield str(name.name), name.refers_to_range

    @contextmanager
    def _as_author(self) -> Iterator[None]:
        """Excel takes the author of a note from the user's name, by which the next check knows its own notes."""
        application = self._book.app.api
        before = application.UserName
        application.UserName = AUTHOR
        try:
            yield
        finally:
            application.UserName = before


def _row_areas(cells: xw.Range) -> list[tuple[int, int]]:
    """First and last row of each area of a selection."""
    # The address of many areas is cut off, so on Windows they are asked for one by one; a Mac has no such call.
    areas = getattr(cells.api, "Areas", None)
    if not areas or sys.platform == "darwin":
        return address_rows(cells.get_address())
    return [(int(area.Row), int(area.Row) + int(area.Rows.Count) - 1) for area in areas]


def _merged(area: xw.Range) -> Iterator[Area]:
    """The merged areas in a range that has some, found by halving it. Excel answers None where only some cells are."""
    if area.shape == (1, 1):
        whole = area.merge_area
        if (whole.row, whole.column) == (area.row, area.column):
            yield Area(whole.row, whole.column, whole.last_cell.row, whole.last_cell.column)
        return
    height, width = area.shape
    if height > 1:
        halves = (area[: height // 2, :], area[height // 2 :, :])
    else:
        halves = (area[:, : width // 2], area[:, width // 2 :])
    for half in halves:
        if half.merge_cells is not False:
            yield from _merged(half)
