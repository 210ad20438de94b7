"""Protected sheets, as COM shows them: on without a password or with one, and what is allowed all the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from tests.excel.engine.sheets import Sheet

# The last arguments of Worksheet.Protect in their order, with what openpyxl calls them.
OPTIONS = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}


class SheetApi:
    """As COM shows a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._protection = sheet.page.protection

    @property
    def ProtectContents(self) -> bool:
        return bool(self._protection.sheet)

    @property
    def ProtectDrawingObjects(self) -> bool:
        return bool(self._protection.objects)

    @property
    def ProtectScenarios(self) -> bool:
        return bool(self._protection.scenarios)

    @property
    def Protection(self) -> Any:
        return SimpleNamespace(**{name: not getattr(self._protection, own) for name, own in OPTIONS.items()})

    def Protect(
        self, password: str, drawings: bool, contents: bool, scenarios: bool, ours: bool, *allowed: bool
    ) -> None:
        assert not self._protection.sheet, "Excel keeps the options of before on a sheet that is protected already"
        assert (password, contents, ours, len(allowed)) == ("", True, False, len(OPTIONS))
        self._protection.enable()
        self._protection.objects, self._protection.scenarios = drawings, scenarios
        for own, is_allowed in zip(OPTIONS.values(), allowed, strict=True):
            setattr(self._protection, own, not is_allowed)

    def Unprotect(self, password: str) -> None:
        if self._protection.password and password != self._protection.password:
            raise RuntimeError("The password you supplied is not correct.")
        self._protection.disable()


def lock_cells(sheet: Sheet, area: tuple[int, int, int, int], is_locked: bool) -> None:
    """Locks cells that are there, and columns for those to come where the area reaches to the end of the sheet."""
    top, left, bottom, right = area
    for (row, column), cell in sheet.page._cells.items():
        if top <= row <= bottom and left <= column <= right:
            cell.protection = Protection(locked=is_locked)
    if bottom > sheet.page.max_row:
        for column in range(left, min(right, sheet.page.max_column + 2) + 1):
            sheet.page.column_dimensions[get_column_letter(column)].protection = Protection(locked=is_locked)
