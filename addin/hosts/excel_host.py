"""A workbook open in Excel as a host, through xlwings: read and written in blocks, saved by its user."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import xlwings as xw

from addin.hosts.dialog_kinds import BOOKS
from addin.hosts.escape_key import EscapeKey, Keyboard, keyboard
from addin.hosts.excel_areas import barred, in_use, is_protected, merged_on
from addin.hosts.excel_cells import (
    FIRST_DAY,
    TEXT_FORMAT,
    address_rows,
    clock_text,
    constant,
    excel_value,
    read_value,
    runs,
    touched_rows,
)
from addin.hosts.excel_dialogs import pick_file, pick_files, pick_folder, pick_target
from addin.hosts.excel_locks import lifts_lock, put_lock
from addin.hosts.excel_questions import Form, NoForm, ask_in_boxes, ask_in_form
from addin.hosts.messages import Progress, with_preview
from addin.hosts.own_notes import AUTHOR, is_own_note, own_note
from addin.hosts.questions import Asked, answered
from addin.hosts.refusals import protected
from addin.hosts.sheet_lock import SheetLock
from addin.hosts.sheet_on_demand import SheetOnDemand
from addin.ooxml import CellValue, Formula, SheetData, Styled, Value
from ilr_core.errors import InputError

_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?")
_DURATION = re.compile(r"\[[hms]+\]", re.IGNORECASE)


class ExcelHost:
    """The open workbook ``book``. ``told`` are the sentences for the user, whom the caller tells.

    ``keys`` is the keyboard on which Esc stops a command; None where it cannot be read. ``form`` asks several things.
    """

    def __init__(self, book: xw.Book, keys: Keyboard | None = None, form: Form = ask_in_form):
        self._book = book
        self._form = form
        self.told: list[str] = []
        keys = keys or keyboard()
        self._escape = EscapeKey(book.app.pid, keys) if keys else None
        self._progress = Progress(self._show, can_stop=keys is not None)

    @property
    def title(self) -> str:
        """The workbook's name."""
        return str(self._book.name)

    def read_sheets(self) -> list[SheetData]:
        """Every sheet, each read in one go once somebody looks at it."""
        return [
            SheetOnDemand(str(sheet.name), partial(self._read, sheet), partial(merged_on, sheet))
            for sheet in self._book.sheets
        ]

    def read_names(self) -> dict[str, Value]:
        """The values of the cells that ``ILR_`` names point to, and of names that stand for constants."""
        texts = {str(name.name): str(name.refers_to) for name in self._book.names if str(name.name).startswith("ILR_")}
        found = {name: known for name, text in texts.items() if (known := constant(text)) is not None}
        return found | {name: read_value(cell.options(err_to_str=True).value) for name, cell in self._named_cells()}

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """The cells that ``ILR_`` names point to."""
        return {name: (str(cell.sheet.name), int(cell.row), int(cell.column)) for name, cell in self._named_cells()}

    @lifts_lock
    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        """Writes cells, as many as lie below each other in one go; gives those that took no value."""
        self._progress.begin_writing()
        page = self._book.sheets[sheet]
        refused = barred(page, values.keys())
        for row, column, block in runs({cell: value for cell, value in values.items() if cell not in refused}):
            _write(page.range((row, column), (row + len(block) - 1, column)), [[value] for value in block])
        return sorted(refused)

    def write_names(self, values: Mapping[str, CellValue]) -> None:
        """Writes the cells that names point to."""
        for name, (sheet, row, column) in self.find_names().items():
            if name in values:
                self.write_cells(sheet, {(row, column): values[name]})

    @lifts_lock
    def fill_rows(
        self, sheet: str, first_row: int, rows: Iterable[Sequence[CellValue]], heights: Sequence[float | None] = ()
    ) -> None:
        """Replaces the rows of a sheet; a table that begins above them in column A grows or shrinks with them.

        Raises InputError for a protected sheet.
        """
        self._progress.begin_writing()
        page = self._book.sheets[sheet]
        if is_protected(page):
            raise protected(sheet)
        for table in page.tables:
            # Excel writes into filtered rows as it likes; it refuses this where nothing is filtered.
            with suppress(Exception):
                table.api.AutoFilter.ShowAllData()
        used = page.used_range.last_cell
        if used.row >= first_row:
            old = page.range((first_row, 1), (used.row, used.column))
            if old.merge_cells is not False:
                old.unmerge()
            old.clear_contents()
            old.rows.autofit()
        block = [list(row) for row in rows]
        width = max(map(len, block), default=0)
        for column in range(width):
            cells = [[row[column] if column < len(row) else None] for row in block]
            _write(page.range((first_row, column + 1), (first_row + len(block) - 1, column + 1)), cells)
        last = first_row + max(len(block), 1) - 1
        for table in page.tables:
            area = table.range
            if (area.row, area.column) == (first_row - 1, 1) and not table.show_totals:
                table.resize(page.range((area.row, 1), (last, area.last_cell.column)))
        for number, height in enumerate(heights, first_row):
            if height is not None:
                page.range((number, 1)).row_height = height

    @lifts_lock
    def reach(self, sheet: str, last_row: int) -> None:
        """Stretches the only table of a sheet down to a row; Excel takes formats and dropdowns along.

        One with totals stays, and one on a protected sheet.
        """
        self._progress.begin_writing()
        page = self._book.sheets[sheet]
        tables = [] if is_protected(page) else list(page.tables)
        if len(tables) == 1 and not tables[0].show_totals and tables[0].range.last_cell.row < last_row:
            area = tables[0].range
            tables[0].resize(page.range((area.row, area.column), (last_row, area.last_cell.column)))

    @lifts_lock
    def set_notes(self, sheet: str, notes: Iterable[tuple[int, int, str]], rows: Collection[int] | None = None) -> None:
        """Replaces our notes on a sheet, or in these rows; other people's and those of a locked sheet stay."""
        self._progress.begin_writing()
        page = self._book.sheets[sheet]
        if is_protected(page):
            return
        for note in [note for note in page.notes if is_own_note(str(note.text), str(note.author))]:
            if rows is None or note.api.Parent.Row in rows:
                note.delete()
        with self._as_author():
            for row, column, text in notes:
                cell = page.range((row, column))
                if cell.note is None:
                    cell.add_note(own_note(text))

    def lock_sheet(self, sheet: str, lock: SheetLock | None) -> bool:
        """Locks a sheet; False if its user has protected it."""
        self._progress.begin_writing()
        return put_lock(self._book.sheets[sheet], lock)

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

    def is_saved(self) -> bool:
        """Whether Excel would close the workbook without a question."""
        # A Mac has no such property.
        with suppress(Exception):
            return self._book.api.Saved is True
        return False

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        """Asks in a message box of Excel."""
        answer = self._book.app.alert(with_preview(question, lines), "ILR", "ok_cancel")
        if self._escape:
            self._escape.forget()
        return bool(answer == "ok")

    def ask_answers(self, title: str, questions: Sequence[Asked], problem: str = "") -> dict[str, str] | None:
        """Asks in a form before Excel; where none can be shown, one thing after the other in Excel's own box."""
        try:
            with self._without_complaints():
                found = self._form(title, questions, problem, self._window())
        except NoForm:
            boxes = partial(ask_in_boxes, self._book.app.api.InputBox, title, problem)
            found = answered(questions, boxes)
        if self._escape:
            self._escape.forget()
        return found

    def ask_folder(self, question: str) -> Path | None:
        """The folder that the user picks in Excel's own dialog."""
        return pick_folder(self._book.app.api, question)

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:
        """The file that the user picks there."""
        return pick_file(self._book.app.api, question, kinds)

    def ask_files(self, question: str, kinds: Sequence[str]) -> list[Path]:
        """The files that the user picks there, several with Ctrl."""
        return pick_files(self._book.app.api, question, kinds)

    def ask_target(self, question: str, stem: str, kinds: Sequence[str] = BOOKS) -> Path | None:
        """The name that the user gives a file there."""
        return pick_target(self._book.app.api, question, stem, kinds)

    def open_book(self, path: Path) -> None:
        """Opens it in the same Excel. Raises InputError if another of that name is open, which Excel does not allow."""
        try:
            self._book.app.books.open(str(path))
        except ValueError as error:
            sentence = f"{path} is made, but a workbook of that name is open. Close that, then open it."
            raise InputError(sentence) from error

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Shows the words in the status bar; Esc stops the command as long as it has not written."""
        self._progress(words, done, total)

    def finished(self) -> None:
        """Gives the status bar back to Excel."""
        self._progress.end()
        self._book.app.status_bar = False

    def tell(self, sentence: str) -> None:
        """Keeps the sentence for the message box."""
        self.told.append(sentence)

    def _window(self) -> int:
        """Excel's own window, as Windows knows it; 0 elsewhere."""
        return int(self._book.app.hwnd or 0) if sys.platform == "win32" else 0

    def _show(self, text: str) -> bool:
        self._book.app.status_bar = text
        return self._escape is not None and self._escape.is_pressed()

    def _read(self, sheet: xw.Sheet) -> SheetData:
        cells = in_use(sheet).options(ndim=2, err_to_str=True).value
        rows = [[read_value(value) for value in row] for row in cells]
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if isinstance(value, date) and value.year <= FIRST_DAY.year:
                    row[column - 1] = _early(sheet.range((number, column)), value)
        errors = {
            (number, column): value
            for number, row in enumerate(rows, 1)
            for column, value in enumerate(row, 1)
            if isinstance(value, str) and value.startswith("#") and _ERROR.fullmatch(value)
        }
        return SheetData(sheet.name, "visible" if sheet.visible else "hidden", rows, error_cells=errors)

    def _named_cells(self) -> Iterator[tuple[str, Any]]:
        for name in self._book.names:
            if str(name.name).startswith("ILR_"):
                # A name may stand for a constant or for a cell that was deleted.
                with suppress(Exception):
                    yield str(name.name), name.refers_to_range(1, 1)

    @contextmanager
    def _without_complaints(self) -> Iterator[None]:
        """Excel waits for us; a user who takes their time must not be told that it waits for another application."""
        app = self._book.app
        before = app.display_alerts
        app.display_alerts = False
        try:
            yield
        finally:
            app.display_alerts = before

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


def _write(area: xw.Range, block: Sequence[Sequence[CellValue]]) -> None:
    """Writes a column of cells. A formula in a cell of texts would be one, so such a cell loses that format."""
    kinds = {type(value.value if isinstance(value, Styled) else value) for (value,) in block}
    form = area.number_format if kinds & {str, Formula} else None
    if form == TEXT_FORMAT and Formula in kinds:
        area.number_format, form = "General", None
    area.value = [[excel_value(value, form) for value in row] for row in block]


def _early(cell: xw.Range, day: date) -> Value:
    """What a cell holds that seems to be a day in early 1900: a duration, or a day as Excel counts them there.

    Excel counts a 29 February 1900 that never was, so the days before it are one later than COM says.
    """
    moment = datetime.combine(day, time()) if not isinstance(day, datetime) else day
    if _DURATION.search(str(cell.number_format)):
        return clock_text(moment)
    if moment.date() >= FIRST_DAY:
        return day
    return day + timedelta(days=1)
