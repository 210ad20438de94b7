"""A Calc document as the other side of the pipe asks for it. Rows and columns count from 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import uno
from com.sun.star.table import CellAddress, CellRangeAddress

_DATE = 2  # com.sun.star.util.NumberFormat.DATE
_ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
_VALUES = 1 | 2 | 4 | 16  # numbers, dates, texts and formulas of com.sun.star.sheet.CellFlags
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no time zones
_OPEN, _SAVE = 0, 1  # com.sun.star.ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE and FILESAVE_SIMPLE
_OK_CANCEL, _OK = 2, 1  # com.sun.star.awt.MessageBoxButtons.BUTTONS_OK_CANCEL and MessageBoxResults.OK
_POINT = 35.28  # hundredths of a millimetre
NOTE_HEAD = "ILR check"
"""The first line of our notes: LibreOffice lets nobody choose a note's author."""


class CalcDocument:
    """The document ``document``, worked on through UNO in the context ``context``."""

    def __init__(self, document: Any, context: Any):
        self._document = document
        self._context = context

    def title(self) -> str:
        """The document's name."""
        return PurePosixPath(self._document.URL).name or self._document.Title

    def sheet_names(self) -> list[str]:
        """The sheets in order."""
        return list(self._document.Sheets.ElementNames)

    def read_sheet(self, name: str) -> dict[str, Any]:
        """Rows of plain values from A1 on, error cells with their text, merged areas, and whether it is hidden."""
        sheet = self._document.Sheets.getByName(name)
        area = _used(sheet)
        data: Any = area.getDataArray()
        rows: list[list[Any]] = [[None if value == "" else value for value in row] for row in data]
        for first_row, first_column, last_row, last_column in self._dated(area):
            for row in rows[first_row : last_row + 1]:
                for column in range(first_column, min(last_column + 1, len(row))):
                    if isinstance(row[column], float):
                        row[column] = _day(row[column])
        return {
            "rows": rows, "errors": list(_errors(area)), "merged": list(_merged(area)), "hidden": not sheet.IsVisible
        }  # fmt: skip

    def read_names(self) -> dict[str, Any]:
        """The values of the cells that ``ILR_`` names point to."""
        return {name: self._value(cell) for name, cell in self._named_cells()}

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """Sheet, row and column of the cells that ``ILR_`` names point to."""
        places = {name: cell.CellAddress for name, cell in self._named_cells()}
        sheets = self._document.Sheets.ElementNames
        return {name: (sheets[place.Sheet], place.Row + 1, place.Column + 1) for name, place in places.items()}

    def write_blocks(self, name: str, blocks: Sequence[Any]) -> None:
        """Writes blocks of cells: row, column, rows of plain values."""
        sheet = self._document.Sheets.getByName(name)
        for row, column, block in blocks:
            _write(sheet, row, column, block)

    def write_names(self, values: dict[str, Any]) -> None:
        """Writes the cells of ``ILR_`` names."""
        for name, cell in self._named_cells():
            if name in values:
                place = cell.CellAddress
                _write(cell.Spreadsheet, place.Row + 1, place.Column + 1, [[values[name]]])

    def fill_rows(self, name: str, first_row: int, block: list[Any], heights: Sequence[float | None]) -> None:
        """Replaces all rows from one on; a table that begins above them grows or shrinks with them."""
        sheet = self._document.Sheets.getByName(name)
        used = _used(sheet).RangeAddress
        if used.EndRow >= first_row - 1:
            sheet.getCellRangeByPosition(0, first_row - 1, used.EndColumn, used.EndRow).clearContents(_VALUES)
        if block:
            _write(sheet, first_row, 1, block)
        self._resize_table(sheet, first_row, first_row + max(len(block), 1) - 1)
        for number, height in enumerate(heights):
            if height is not None:
                sheet.Rows.getByIndex(first_row - 1 + number).Height = int(height * _POINT)

    def reach(self, name: str, last_row: int) -> None:
        """Stretches the only table of a sheet down to a row."""
        index = self._document.Sheets.ElementNames.index(name)
        tables = self._document.DatabaseRanges
        areas = [tables.getByName(table).DataArea for table in tables.ElementNames]
        there = [area for area in areas if area.Sheet == index]
        if len(there) == 1 and there[0].EndRow < last_row - 1:
            self._resize_table(self._document.Sheets.getByName(name), there[0].StartRow + 2, last_row)

    def set_notes(self, name: str, notes: Sequence[Any]) -> None:
        """Replaces our notes on a sheet; a cell with somebody else's keeps that one."""
        annotations = self._document.Sheets.getByName(name).Annotations
        index = self._document.Sheets.ElementNames.index(name)
        for number in reversed(range(annotations.Count)):
            if annotations.getByIndex(number).String.startswith(NOTE_HEAD):
                annotations.removeByIndex(number)
        taken = {
            (one.Position.Row, one.Position.Column) for one in map(annotations.getByIndex, range(annotations.Count))
        }
        for row, column, text in notes:
            if (row - 1, column - 1) not in taken:
                annotations.insertNew(CellAddress(index, column - 1, row - 1), f"{NOTE_HEAD}\n{text}")

    def selected(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the selected cell."""
        controller = self._document.CurrentController
        place = getattr(controller.Selection, "RangeAddress", None) if controller else None
        if place is None:
            return None
        return self._document.Sheets.ElementNames[place.Sheet], place.StartRow + 1, place.StartColumn + 1

    def selected_rows(self) -> tuple[str, list[tuple[int, int]], int] | None:
        """A sheet, the first and last row of each selected area of it, and the last row in use."""
        controller = self._document.CurrentController
        selection = controller.Selection if controller else None
        one = getattr(selection, "RangeAddress", None)
        areas = [one] if one is not None else list(getattr(selection, "RangeAddresses", ()))
        if not areas:
            return None
        sheet = self._document.Sheets.getByIndex(areas[0].Sheet)
        rows = [(area.StartRow + 1, area.EndRow + 1) for area in areas if area.Sheet == areas[0].Sheet]
        return sheet.Name, rows, _used(sheet).RangeAddress.EndRow + 1

    def select(self, name: str, row: int, column: int) -> None:
        """Shows a cell and selects it."""
        sheet = self._document.Sheets.getByName(name)
        controller = self._document.CurrentController
        controller.setActiveSheet(sheet)
        controller.select(sheet.getCellByPosition(column - 1, row - 1))

    def ask_yes(self, question: str) -> bool:
        """Asks in a message box whether to go on."""
        window = self._document.CurrentController.Frame.ContainerWindow
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "QUERYBOX")
        box = window.Toolkit.createMessageBox(window, kind, _OK_CANCEL, "ILR", question)
        return bool(box.execute() == _OK)

    def ask_folder(self, question: str) -> str | None:
        """The folder that the user picks."""
        picker = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.ui.dialogs.FolderPicker", self._context
        )
        picker.setDescription(question)
        return uno.fileUrlToSystemPath(picker.Directory) if picker.execute() == 1 else None

    def ask_file(self, question: str, kinds: Sequence[str]) -> str | None:
        """The file that the user picks."""
        patterns = ";".join(f"*.{kind}" for kind in kinds)
        return self._picked(question, _OPEN, f"Returns ({patterns})", patterns, "")

    def ask_target(self, question: str, name: str) -> str | None:
        """The name that the user gives a new workbook."""
        return self._picked(question, _SAVE, "Workbook (*.xlsx)", "*.xlsx", name)

    def open_book(self, path: str) -> None:
        """Shows another workbook."""
        desktop = self._context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
        desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, ())

    def _picked(self, question: str, mode: int, label: str, patterns: str, name: str) -> str | None:
        picker = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.ui.dialogs.FilePicker", self._context
        )
        picker.initialize((mode,))
        picker.setTitle(question)
        picker.appendFilter(label, patterns)
        if name:
            picker.setDefaultName(name)
        return uno.fileUrlToSystemPath(picker.getSelectedFiles()[0]) if picker.execute() == 1 else None

    def progress(self, words: str) -> None:
        """Shows the words in the status bar."""
        controller = self._document.CurrentController
        if controller:
            indicator = controller.StatusIndicator
            indicator.start(words, 1)

    def finished(self) -> None:
        """Takes the words of `progress` away."""
        controller = self._document.CurrentController
        if controller:
            controller.StatusIndicator.end()

    def _dated(self, area: Any) -> Iterator[tuple[int, int, int, int]]:
        """The parts of an area, as rows and columns from 0, whose cells are of a date format."""
        formats = self._document.NumberFormats
        groups = area.getUniqueCellFormatRanges()
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            if formats.getByKey(group.getByIndex(0).NumberFormat).Type & _DATE:
                for place in group.RangeAddresses:
                    yield place.StartRow, place.StartColumn, place.EndRow, place.EndColumn

    def _value(self, cell: Any) -> Any:
        if cell.Type.value == "EMPTY":
            return None
        if cell.Type.value == "TEXT" or (cell.Type.value == "FORMULA" and cell.FormulaResultType2 == 2):
            return cell.String or None
        has_day = self._document.NumberFormats.getByKey(cell.NumberFormat).Type & _DATE
        return _day(cell.Value) if has_day else cell.Value

    def _named_cells(self) -> Iterator[tuple[str, Any]]:
        for name in self._document.NamedRanges.ElementNames:
            if name.startswith("ILR_"):
                cells = self._document.NamedRanges.getByName(name).getReferredCells()
                if cells is not None:
                    yield name, cells.getCellByPosition(0, 0)

    def _resize_table(self, sheet: Any, first_row: int, last_row: int) -> None:
        tables = self._document.DatabaseRanges
        for name in tables.ElementNames:
            table = tables.getByName(name)
            area = table.DataArea
            if (area.Sheet, area.StartRow, area.StartColumn) == (sheet.RangeAddress.Sheet, first_row - 2, 0):
                table.DataArea = CellRangeAddress(area.Sheet, 0, area.StartRow, area.EndColumn, last_row - 1)


def is_day(value: Any) -> bool:
    """Whether a plain value stands for a day."""
    return isinstance(value, dict) and "day" in value


def _used(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def _day(number: float) -> dict[str, str]:
    return {"day": (EPOCH + dt.timedelta(days=number)).replace(microsecond=0).isoformat()}


def _write(sheet: Any, row: int, column: int, block: list[Any]) -> None:
    """Writes rows of plain values; texts stay texts whatever they look like."""
    width = max(map(len, block))
    area = sheet.getCellRangeByPosition(column - 1, row - 1, column + width - 2, row + len(block) - 2)
    area.setDataArray(tuple(tuple(_written(value) for value in line) for line in block))
    for number, line in enumerate(block):
        for place, value in enumerate(line):
            cell = sheet.getCellByPosition(column - 1 + place, row - 1 + number)
            if isinstance(value, dict) and "formula" in value:
                cell.Formula = f"={value['formula']}"
            elif value is None:  # an empty text so far
                cell.clearContents(_VALUES)


def _written(value: Any) -> Any:
    if is_day(value):
        return (dt.datetime.fromisoformat(value["day"]) - EPOCH).total_seconds() / 86400
    if value is None or isinstance(value, dict):
        return ""
    return value if isinstance(value, str) else float(value)


def _errors(area: Any) -> Iterator[tuple[int, int, str]]:
    for place in area.queryFormulaCells(_ERRORS).RangeAddresses:
        for row in range(place.StartRow, place.EndRow + 1):
            for column in range(place.StartColumn, place.EndColumn + 1):
                yield row + 1, column + 1, area.getCellByPosition(column, row).String


def _merged(area: Any) -> Iterator[tuple[int, int, int, int]]:
    """The merged parts of an area that begins at A1, found by halving it."""
    if area.IsMerged is False and not _partly_merged(area):
        return
    place = area.RangeAddress
    height, width = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
    if (height, width) == (1, 1):
        if area.IsMerged:
            cursor = area.Spreadsheet.createCursorByRange(area)
            cursor.collapseToMergedArea()
            whole = cursor.RangeAddress
            yield whole.StartRow + 1, whole.StartColumn + 1, whole.EndRow + 1, whole.EndColumn + 1
        return
    if height > 1:
        middle = height // 2
        yield from _merged(area.getCellRangeByPosition(0, 0, width - 1, middle - 1))
        yield from _merged(area.getCellRangeByPosition(0, middle, width - 1, height - 1))
    else:
        middle = width // 2
        yield from _merged(area.getCellRangeByPosition(0, 0, middle - 1, 0))
        yield from _merged(area.getCellRangeByPosition(middle, 0, width - 1, 0))


def _partly_merged(area: Any) -> bool:
    state = area.getPropertyState("IsMerged")
    return bool(state.value == "AMBIGUOUS_VALUE")
