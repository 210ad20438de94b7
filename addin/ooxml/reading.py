"""Fast reading of whole workbooks with calamine, with what calamine leaves out."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from addin.ooxml import merges, ods, safe_xml, sheet_scan
from addin.ooxml.archive import Archive
from addin.ooxml.errors import PackageError
from addin.ooxml.escapes import unescape_text
from addin.ooxml.package import Package
from addin.ooxml.references import Area
from addin.ooxml.rows import plain_sheet_xml
from ilr_core.collector import not_collected

Value: TypeAlias = str | int | float | bool | date | datetime | None
Visibility: TypeAlias = Literal["visible", "hidden", "very hidden"]

# A stray value in the last row or column would make calamine build the whole grid in memory.
_MAX_GRID = 12_000_000
# Beyond this a float no longer tells neighbouring whole numbers apart.
_WHOLE_LIMIT = 2.0**53
_VISIBILITY: dict[str, Visibility] = {"hidden": "hidden", "veryHidden": "very hidden"}
_DURATION = re.compile(r"PT(\d{2,})H(\d\d)M(\d\d)(?:[.,]\d+)?S\Z")


@dataclass(slots=True)
class SheetData:
    """One sheet of cells. `rows[0][0]` is A1; rows may differ in length; hidden and filtered rows are included.

    A value is text as stored, a whole number as int, a date or date and time for cells of a date format, None if empty;
    a time of day or a duration is text (`09:30:00`, `37:30:00`), an error its text (`#N/A`).
    """

    name: str
    visibility: Visibility
    rows: list[list[Value]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    formulas_without_value: set[tuple[int, int]] = field(default_factory=set)
    error_cells: dict[tuple[int, int], str] = field(default_factory=dict)


def read_workbook(path: str | Path) -> list[SheetData]:
    """All worksheets of an .xlsx, .xlsm, .xltx, .xltm or .ods file in book order. PackageError if it cannot be read."""
    path = Path(path)
    archive = Archive(path)
    with not_collected():
        try:
            book = CalamineWorkbook.from_filelike(BytesIO(archive.data))
            return _read_ods(archive, book) if ods.is_ods(archive) else _read_sheets(path, archive, book)
        except PackageError:
            raise
        except (CalamineError, ValueError) as error:
            raise PackageError(
                f"{path.name} is damaged; open it in Excel, let Excel repair it, save it and try again."
            ) from error


def read_names(path: str | Path) -> dict[str, str]:
    """The defined names that hold for the whole book, with their formula text (`'Start'!$B$3`, `"2627"`)."""
    path = Path(path)
    archive = Archive(path)
    if ods.is_ods(archive):
        return ods.read_names(archive)
    return {name.name: name.text for name in Package(archive, path.name).defined_names if name.sheet is None}


def _read_sheets(path: Path, archive: Archive, book: CalamineWorkbook) -> list[SheetData]:
    package = Package(archive, path.name)
    found = []
    # calamine works without the interpreter lock: one sheet is parsed there while another is searched here.
    with ThreadPoolExecutor(1) as pool:
        for sheet in (sheet for sheet in package.sheets if sheet.kind == "worksheet"):
            data = plain_sheet_xml(package.read(sheet.part), sheet.part)
            is_dense = sheet_scan.grid_size(data) <= _MAX_GRID
            parsing = pool.submit(book.get_sheet_by_name, sheet.name) if is_dense else None
            read = SheetData(sheet.name, _VISIBILITY.get(sheet.state, "visible"))
            read.merged = _merged(data, sheet.part)
            read.formulas_without_value = set(sheet_scan.formulas_without_value(data))
            read.error_cells = dict(sheet_scan.error_cells(data))
            found.append((read, parsing))
        for read, parsing in found:
            read.rows = _read_sparse(path, read.name) if parsing is None else _dense_rows(parsing.result())
            _put_errors(read)
    return [read for read, _ in found]


def _merged(data: bytes, part: str) -> list[Area]:
    start = data.find(b"<mergeCells")
    end = data.find(b"</mergeCells>", start)
    if start < 0 or end < 0:
        return []
    return merges.listed_areas(safe_xml.parse(data[start : end + len(b"</mergeCells>")], part))


def _put_errors(sheet: SheetData) -> None:
    for (row, column), text in sheet.error_cells.items():
        sheet.rows.extend([] for _ in range(row - len(sheet.rows)))
        values = sheet.rows[row - 1]
        values.extend([None] * (column - len(values)))
        values[column - 1] = text


def _read_sparse(path: Path, name: str) -> list[list[Value]]:
    """The rows of a sheet with far-off cells, each row only as long as its last value."""
    # Imported where needed: openpyxl is slow to load, and such sheets are rare.
    import openpyxl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        rows: list[list[Value]] = []
        sheet = book[name]
        assert isinstance(sheet, ReadOnlyWorksheet)
        # openpyxl fills rows up to the extent the file states, right or wrong.
        sheet.reset_dimensions()
        for cells in sheet.rows:
            values = [_plain(unescape_text(c.value) if isinstance(c.value, str) else c.value) for c in cells]
            while values and values[-1] is None:
                values.pop()
            rows.append(values)
        while rows and not rows[-1]:
            rows.pop()
        return rows
    finally:
        book.close()


def _dense_rows(sheet: CalamineSheet) -> list[list[Value]]:
    rows: Sequence[Sequence[object]] = sheet.to_python(skip_empty_area=False)
    return [[(value or None) if type(value) is str else _plain(value) for value in row] for row in rows]


def _plain(value: object) -> Value:
    if isinstance(value, float):
        return int(value) if abs(value) < _WHOLE_LIMIT and value.is_integer() else value
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, (int, date)):
        return value
    return str(value)


def _clock_text(value: Value) -> Value:
    """An OpenDocument duration, which calamine gives as stored (`PT37H30M00S`), as `37:30:00`."""
    match = _DURATION.match(value) if isinstance(value, str) and value.startswith("PT") else None
    return f"{match[1]}:{match[2]}:{match[3]}" if match else value


def _read_ods(archive: Archive, book: CalamineWorkbook) -> list[SheetData]:
    details = ods.read_details(archive)
    found = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            detail = details.get(sheet.name, ods.Details())
            visibility: Visibility = "visible" if sheet.visible == SheetVisibleEnum.Visible else "hidden"
            rows = [[_clock_text(value) for value in row] for row in _dense_rows(book.get_sheet_by_name(sheet.name))]
            found.append(
                SheetData(
                    sheet.name, visibility, rows, detail.merged, detail.formulas_without_value, detail.error_cells
                )
            )
            _put_errors(found[-1])
    return found
