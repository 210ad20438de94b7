"""Ranges of cells and their notes, as xlwings' engines give them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from tests.excel.engine.sheets import Sheet


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
