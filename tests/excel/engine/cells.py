"""Ranges of cells and their notes, as xlwings' engines give them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from tests.excel.engine.contents import put
from tests.excel.engine.protection import lock_cells

if TYPE_CHECKING:
    from tests.excel.engine.sheets import Sheet


class Note:
    def __init__(self, sheet: Sheet, cell: Any) -> None:
        self.sheet = sheet
        self.cell = cell

    @property
    def api(self) -> Any:
        return SimpleNamespace(Parent=SimpleNamespace(Row=self.cell.row))

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
    def api(self) -> RangeApi:
        return RangeApi(self)

    @property
    def locked(self) -> bool | None:
        return common([self.sheet.is_locked(cell) for row in self._cells for cell in row])

    @property
    def has_array(self) -> bool | None:
        arrays = set().union(*self.sheet.arrays)
        return common([(cell.row, cell.column) in arrays for row in self._cells for cell in row])

    @property
    def number_format(self) -> str | None:
        return common([cell.number_format for row in self._cells for cell in row])

    @number_format.setter
    def number_format(self, form: str) -> None:
        for row in self._cells:
            for cell in row:
                cell.number_format = form

    def _covers_part_of(self, area: set[tuple[int, int]]) -> bool:
        inside = {(cell.row, cell.column) for row in self._cells for cell in row} & area
        return bool(inside) and inside != area

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
        return [[self.sheet.shown(cell) for cell in row] for row in self._cells]

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        """Like Excel: what is merged away drops its value, a part of an array formula and a locked cell refuse it."""
        if any(self._covers_part_of(area) for area in self.sheet.arrays):
            raise RuntimeError("You cannot change part of an array.")
        if self.sheet.page.protection.sheet and self.locked is not False:
            raise RuntimeError("The cell is protected.")
        for number, row in enumerate(self._cells):
            for place, cell in enumerate(row):
                if not isinstance(cell, MergedCell):
                    put(cell, values[number][place] if isinstance(values, list | tuple) else values)

    def clear_contents(self) -> None:
        self.raw_value = None

    @property
    def merge_cells(self) -> bool | None:
        """As Excel answers: None where some of the cells are merged."""
        first, last = self._cells[0][0], self._cells[-1][-1]
        touched = any(
            area.min_row <= last.row and first.row <= area.max_row
            and area.min_col <= last.column and first.column <= area.max_col
            for area in self._merged
        )  # fmt: skip
        return False if not touched else None if len(self) > 1 else True

    def unmerge(self) -> None:
        inside = {(cell.row, cell.column) for row in self._cells for cell in row}
        for area in [area for area in self._merged if inside & set(area.cells)]:
            self.sheet.page.unmerge_cells(str(area))

    def autofit(self, axis: str) -> None:
        """Rows get the height of their content, which openpyxl leaves to whoever opens the file."""
        assert axis == "r"
        for row in range(self.row, self.end_cell[0] + 1):
            self.sheet.page.row_dimensions[row].height = None

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


class RangeApi:
    """As COM shows a range: each area with its first row and the number of its rows; locks and arrays."""

    HasSpill = False

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def Areas(self) -> list[Any]:
        return [
            SimpleNamespace(Row=area.row, Rows=SimpleNamespace(Count=area.shape[0]))
            for area in (self._cells, *self._cells.others)
        ]

    @property
    def CurrentArray(self) -> Any:
        place = self._cells.row, self._cells.column
        return SimpleNamespace(Count=next(len(area) for area in self._cells.sheet.arrays if place in area))

    @property
    def Locked(self) -> bool | None:
        return self._cells.locked

    @Locked.setter
    def Locked(self, is_locked: bool) -> None:
        cells = self._cells
        if cells.sheet.page.protection.sheet:
            raise RuntimeError("The sheet is protected.")
        lock_cells(cells.sheet, (cells.row, cells.column, *cells.end_cell), is_locked)


def common(values: list[Any]) -> Any:
    """What all cells of a range have; None, as Excel says it, where they differ."""
    return values[0] if all(value == values[0] for value in values) else None
