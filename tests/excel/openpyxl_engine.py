"""An xlwings engine over openpyxl, so that what is written against xlwings runs where no Excel is.

Only what `addin.hosts.excel_host` asks for. Like Excel it gives numbers as float and blanks as None, and takes a text
with an apostrophe before it for a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, range_boundaries


class Engine:
    name = "openpyxl"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def clean_value_data(
        data: list[list[Any]], datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def cleaned(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, date):
                return value if isinstance(value, datetime) else datetime.combine(value, time())
            if isinstance(value, int | float) and not isinstance(value, bool):
                return float(value)
            if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "#N/A")):
                return value if err_to_str else None
            return value

        return [[cleaned(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value


class Apps:
    def __init__(self) -> None:
        self.all: list[App] = []

    def add(self, **options: Any) -> App:
        self.all.append(App(self))
        return self.all[-1]

    def keys(self) -> list[int]:
        return [app.pid for app in self.all]

    def __iter__(self) -> Iterator[App]:
        return reversed(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.all if app.pid == pid)


class App:
    def __init__(self, apps: Apps) -> None:
        self.apps = apps
        self.pid = -1 - len(apps.all)
        self.status_bar: Any = None
        self.selection: Any = None
        self.api = SimpleNamespace(
            UserName="Admin",
            FileDialog=self._file_dialog,
            GetOpenFilename=lambda kinds, number, title: self.answers.pop(0),
            GetSaveAsFilename=lambda name, kinds, number, title: self.answers.pop(0),
        )
        self.answers: list[str | bool] = []
        self.asked: list[str] = []
        self.clicked = "ok"
        self.opened: list[Path] = []
        self.names_in_use: dict[str, Path] = {}
        self.folder: Path | None = None
        self.books = Books(self)

    engine = property(lambda self: ENGINE)

    def activate(self, steal_focus: Any = None) -> None:
        """Nothing: there is only one."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: str) -> str:
        self.asked.append(prompt)
        return self.clicked

    def _file_dialog(self, kind: int) -> Any:
        assert kind == 4
        chosen = SimpleNamespace(Item=lambda number: str(self.folder))
        return SimpleNamespace(Title="", SelectedItems=chosen, Show=lambda: -1 if self.folder else 0)


class Books:
    def __init__(self, app: App) -> None:
        self.app = app

    def __call__(self, name: str) -> Any:
        if name not in self.app.names_in_use:
            raise KeyError(name)
        return SimpleNamespace(fullname=str(self.app.names_in_use[name]))

    def open(self, path: Any, *rest: Any, **options: Any) -> Book:
        self.app.opened.append(Path(path))
        return Book(self.app, Path(path))


class Book:
    def __init__(self, app: App, path: Path) -> None:
        self.app = app
        self.path = path
        self.book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        """Nothing: there is only one."""

    def save(self, path: Any = None, password: Any = None) -> None:
        self.book.save(path or self.path)


class Names:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.all = list(book.book.defined_names)

    def snapshot(self) -> list[Any]:
        return [(name, Name(self.book, name)) for name in self.all]

    def __call__(self, which: Any) -> Name:
        return Name(self.book, self.all[which - 1] if isinstance(which, int) else which)

    def contains(self, name: Any) -> bool:
        return name in self.all

    def __len__(self) -> int:
        return len(self.all)


class Name:
    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to_range(self) -> Range:
        ((sheet, area),) = self.book.book.defined_names[self._name].destinations
        return Sheet(self.book, self.book.book[sheet]).range(area)


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    def __call__(self, which: Any) -> Sheet:
        pages = self.book.book.worksheets
        return Sheet(self.book, pages[which - 1] if isinstance(which, int) else self.book.book[which])

    def __len__(self) -> int:
        return len(self.book.book.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, page) for page in self.book.book.worksheets)


class Sheet:
    def __init__(self, book: Book, page: Any) -> None:
        self.book = book
        self.page = page

    @property
    def name(self) -> str:
        return self.page.title

    @property
    def index(self) -> int:
        return self.book.book.worksheets.index(self.page) + 1

    @property
    def visible(self) -> bool:
        return self.page.sheet_state == "visible"

    @property
    def used_range(self) -> Range:
        return Range(self, 1, 1, self.page.max_row, self.page.max_column)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def notes(self) -> list[Note]:
        return [Note(self, cell) for row in self.page.iter_rows() for cell in row if cell.comment]

    def activate(self) -> None:
        self.book.book.active = self.page

    def range(self, first: Any, second: Any = None) -> Range:
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first.replace("$", ""))
            return Range(self, top, left, bottom, right)
        if isinstance(first, tuple) and len(first) == 4:  # row, column, height and width
            top, left, height, width = first
            return Range(self, top, left, top + height - 1, left + width - 1)
        top, left = (first.row, first.column) if isinstance(first, Range) else first
        bottom, right = (top, left) if second is None else second if isinstance(second, tuple) else second.end_cell
        return Range(self, top, left, bottom, right)


class Tables:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.all = list(sheet.page.tables.values())

    def __call__(self, which: Any) -> Table:
        return Table(self.sheet, self.all[which - 1])

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.sheet, table) for table in self.all)


class Table:
    def __init__(self, sheet: Sheet, table: Any) -> None:
        self.sheet = sheet
        self.table = table

    @property
    def range(self) -> Range:
        return self.sheet.range(self.table.ref)

    def resize(self, area: Any) -> None:
        self.table.ref = area.get_address(False, False)
        if self.table.autoFilter:
            self.table.autoFilter.ref = self.table.ref


class Note:
    def __init__(self, sheet: Sheet, cell: Any) -> None:
        self.sheet = sheet
        self.cell = cell

    @property
    def author(self) -> str:
        return self.cell.comment.author

    @property
    def text(self) -> str:
        return self.cell.comment.text

    def delete(self) -> None:
        self.cell.comment = None


class Range:
    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet = sheet
        self.row, self.column = top, left
        self.end_cell = bottom, right
        self.shape = bottom - top + 1, right - left + 1
        self.others: list[Range] = []

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self.sheet.name, self.row, self.column, *self.shape

    @property
    def api(self) -> Any:
        """As COM shows a range: each area with its first row and the number of its rows."""
        areas = [(self.row, self.shape[0]), *((other.row, other.shape[0]) for other in self.others)]
        return SimpleNamespace(
            Areas=[SimpleNamespace(Row=row, Rows=SimpleNamespace(Count=count)) for row, count in areas]
        )

    @property
    def _cells(self) -> list[tuple[Any, ...]]:
        bottom, right = self.end_cell
        return list(self.sheet.page.iter_rows(min_row=self.row, max_row=bottom, min_col=self.column, max_col=right))

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, top, left, top, left)

    @property
    def raw_value(self) -> list[list[Any]]:
        return [[cell.value for cell in row] for row in self._cells]

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        for number, row in enumerate(self._cells):
            for place, cell in enumerate(row):
                value = values[number][place] if isinstance(values, list | tuple) else values
                is_text = isinstance(value, str) and value.startswith("'")
                cell.value = value[1:] if is_text else None if value == "" else value
                if is_text:
                    cell.data_type = "s"

    def clear_contents(self) -> None:
        self.raw_value = None

    @property
    def merge_cells(self) -> bool | None:
        """As Excel answers: None where some of the cells are merged."""
        inside = [cell.coordinate in area for row in self._cells for cell in row for area in self._merged]
        return False if not any(inside) else None if len(self) > 1 else True

    @property
    def merge_area(self) -> Range:
        (cell,) = self._cells[0]
        area = next(area for area in self._merged if cell.coordinate in area)
        return Range(self.sheet, area.min_row, area.min_col, area.max_row, area.max_col)

    @property
    def _merged(self) -> list[Any]:
        return self.sheet.page.merged_cells.ranges

    @property
    def note(self) -> Note | None:
        cell = self._cells[0][0]
        return Note(self.sheet, cell) if cell.comment else None

    def add_note(self, text: str) -> Note:
        cell = self._cells[0][0]
        cell.comment = Comment(text, self.sheet.book.app.api.UserName)
        return Note(self.sheet, cell)

    @property
    def row_height(self) -> float | None:
        return self.sheet.page.row_dimensions[self.row].height

    @row_height.setter
    def row_height(self, height: float) -> None:
        self.sheet.page.row_dimensions[self.row].height = height

    def select(self) -> None:
        self.sheet.book.app.selection = self

    def get_address(self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False) -> str:
        bottom, right = self.end_cell
        return f"{get_column_letter(self.column)}{self.row}:{get_column_letter(right)}{bottom}"

    @property
    def address(self) -> str:
        return self.get_address()


ENGINE = Engine()


def opened(path: Path) -> xw.Book:
    """A workbook file as xlwings shows a workbook of Excel."""
    if ENGINE.name not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[ENGINE.name].activate()
    return xw.Book(impl=ENGINE.apps.add().books.open(path))
