"""Sheets and their tables, as xlwings' engines give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.cell_range import CellRange

from addin.ooxml import MAX_COLUMN, MAX_ROW
from tests.excel.engine.cells import Note, Range
from tests.excel.engine.contents import shown
from tests.excel.engine.protection import SheetApi

if TYPE_CHECKING:
    from tests.excel.engine.books import Book


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
    def api(self) -> SheetApi:
        return SheetApi(self)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, MAX_ROW, MAX_COLUMN)

    def is_locked(self, cell: Any) -> bool:
        """Whether a cell is locked; one that nobody has touched is as its column."""
        column = self.page.column_dimensions.get(cell.column_letter)
        return bool((cell if cell.has_style or column is None else column).protection.locked)

    def shown(self, cell: Any) -> Any:
        """The value of a cell, for a formula the one that the file holds."""
        return shown(cell, lambda: self.book.stored[self.page.title][cell.coordinate].value)

    @property
    def arrays(self) -> list[set[tuple[int, int]]]:
        """The cells of each array formula."""
        return [set(CellRange(area).cells) for area in self.page.array_formulae.values()]

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

    @property
    def show_totals(self) -> bool:
        return bool(self.table.totalsRowCount)

    def resize(self, area: Any) -> None:
        self.table.ref = area.get_address(False, False)
        if self.table.autoFilter:
            self.table.autoFilter.ref = self.table.ref
