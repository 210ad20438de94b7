"""A sheet of an open workbook, read when somebody first looks at it: most commands look at few of the many sheets."""

from __future__ import annotations

from collections.abc import Callable

from addin.ooxml import Area, SheetData


class SheetOnDemand(SheetData):
    """The sheet ``name``. ``load`` reads all of it but merged areas, which ``load_merged`` looks for.

    Merged areas take one question to the program for each half of a half of the sheet, and matter on few sheets.
    """

    __slots__ = ("_load", "_load_merged")

    def __init__(self, name: str, load: Callable[[], SheetData], load_merged: Callable[[], list[Area]]):
        self.name = name
        self._load = load
        self._load_merged = load_merged

    def __getattr__(self, attribute: str) -> object:
        """What is not there yet is read now."""
        if attribute == "merged":
            self.merged = self._load_merged()
        elif attribute in ("visibility", "rows", "formulas_without_value", "error_cells"):
            read = self._load()
            self.visibility, self.rows = read.visibility, read.rows
            self.formulas_without_value, self.error_cells = read.formulas_without_value, read.error_cells
        else:
            raise AttributeError(attribute)
        return getattr(self, attribute)
