"""The sheet ``RPL`` of a workbook as it stands: its columns, its rows, and what is typed above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from addin.ooxml import SheetData, Value, column_letters
from addin.sheets.cells import is_blank
from addin.sheets.columns import FoundSheet, column_numbers, header_row_of
from addin.sheets.reading import BookReading
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from workbook_templates.layout import ROW_ID
from workbook_templates.rpl_columns import COLUMNS, HEADER_ROW, INPUTS, RPL, TICK, rpl_layout

REFERENCE, AIM = "LearnRefNumber", "AimSeqNumber"
SPARE = {"FamilyName", "GivenNames", "StdCode", "TNP1 now", "Hours now", AIM}
"""Columns that the sheet can do without."""


@dataclass(frozen=True)
class RplRow:
    """One row: its number, the id of its aim, and what its cells hold by header."""

    number: int
    cells: Mapping[str, Value]

    @property
    def row_id(self) -> str:
        """The id of the aim's row; empty if it was never filled in."""
        return self.text(ROW_ID)

    @property
    def is_ticked(self) -> bool:
        """Whether the what-if is to be tried on this row."""
        return not is_blank(self.cells.get(TICK))

    def text(self, header: str) -> str:
        """What a cell holds, as text."""
        value = self.cells.get(header)
        return "" if is_blank(value) else str(value).strip()

    def inputs(self) -> dict[str, Any]:
        """What is typed, by the attribute of `ilr_core.rpl.Entry`."""
        return {name: self.cells.get(header) for name, header in INPUTS.items()}


@dataclass(frozen=True)
class RplSheet:
    """The sheet found in a workbook: columns by header, rows that belong to somebody, and the next free row."""

    found: FoundSheet
    rows: tuple[RplRow, ...]
    next_row: int

    @property
    def name(self) -> str:
        """The sheet's name as the workbook spells it."""
        return self.found.name

    @property
    def letters(self) -> dict[str, str]:
        """The letters of each header's column."""
        return {header: column_letters(number) for header, number in self.found.numbers.items()}

    @property
    def lines_above(self) -> int:
        """How many more lines there are above the table than in a new workbook."""
        return self.found.header_row - HEADER_ROW

    def cell(self, row: int, header: str) -> Value:
        """What a cell holds."""
        cells = self.found.data.rows[row - 1] if row <= len(self.found.data.rows) else []
        index = self.found.numbers[header] - 1
        return cells[index] if index < len(cells) else None


def has_rpl_sheet(sheets: Sequence[SheetData]) -> bool:
    """Whether the workbook has the sheet, whole or not."""
    return _data_of(sheets) is not None


def rpl_sheet(sheets: Sequence[SheetData], year: Catalogue, title: str) -> RplSheet:
    """The sheet of a workbook called ``title``. Raises InputError, with the next step, if it is not there or whole."""
    data = _data_of(sheets)
    if data is None:
        raise InputError(
            f"{title} has no sheet {RPL}: it was made before there was one, or the sheet was renamed. Close it and "
            "run: ilr upgrade BOOK"
        )
    layout = rpl_layout(year)
    header_row = header_row_of(data, layout)
    headings = data.rows[header_row - 1] if header_row else []
    numbers = column_numbers(headings, layout)
    _refuse_faults(data.name, header_row, numbers)
    first = {header: columns[0] for header, columns in numbers.items()}
    texts = tuple("" if value is None else str(value) for value in headings)
    found = FoundSheet(layout, data, header_row, texts, first)
    rows = tuple(_rows(found))
    used = (number for number, cells in enumerate(data.rows, 1) if any(not is_blank(cell) for cell in cells))
    return RplSheet(found, rows, max(header_row, *used) + 1)


def _data_of(sheets: Sequence[SheetData]) -> SheetData | None:
    return next((sheet for sheet in sheets if sheet.name.strip().casefold() == RPL.casefold()), None)


def add_to_reading(reading: BookReading, sheet: RplSheet) -> None:
    """Lets cells of the sheet be changed, logged and undone like those of the sheets with records."""
    reading.sheets[RPL] = sheet.found
    for row in sheet.rows:
        if row.row_id:
            reading.row_ids[sheet.name, row.number] = row.row_id


def _refuse_faults(name: str, header_row: int, numbers: Mapping[str, list[int]]) -> None:
    if not header_row:
        raise InputError(f"{name}: the row of column names is not there. Put it back as row {HEADER_ROW}.")
    missing = [column.header for column in COLUMNS if column.header not in numbers and column.header not in SPARE]
    if missing:
        more = f" ({len(missing) - 1} more are missing as well)" if len(missing) > 1 else ""
        raise InputError(
            f"{name}: the column {missing[0]} is not there{more}. Type {missing[0]} into a free cell of row "
            f"{header_row}, then try again."
        )
    twice = next((header for header, columns in numbers.items() if len(columns) > 1), "")
    if twice:
        raise InputError(f"{name}: the column {twice} is there twice. Rename or delete the wrong one, then try again.")
    if header_row < HEADER_ROW:
        raise InputError(
            f"{name}: the lines above the table are not all there. Insert rows until the column names stand in row "
            f"{HEADER_ROW}, then fill the sheet again."
        )


def _rows(found: FoundSheet) -> list[RplRow]:
    rows = []
    for number, values in enumerate(found.data.rows[found.header_row :], found.header_row + 1):
        cells = {header: values[at - 1] for header, at in found.numbers.items() if at <= len(values)}
        row = RplRow(number, cells)
        if row.row_id or row.text(REFERENCE):
            rows.append(row)
    return rows
