"""The files that other systems export, as grids of cells: CSV in any usual spelling, and spreadsheets."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from addin.ooxml import Area, PackageError, Value, read_workbook
from ilr_core.errors import InputError

TEXT_FILES = (".csv", ".txt", ".tsv")
SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".ods")
OLD_SPREADSHEETS = (".xls",)
KINDS = tuple(ending.removeprefix(".") for ending in (*TEXT_FILES, *SPREADSHEETS, *OLD_SPREADSHEETS))
"""The ends of the names of files that can be read, without the dot."""

_SEPARATORS = ",;\t|"
_LOOKED_AT = 200
_LARGEST = 512 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Grid:
    """One sheet, or one CSV file, as it stands: ``rows[0][0]`` is A1; ``lines`` number the rows for people.

    ``name`` is the file's name, with the sheet's where a file has several. ``without_value`` are cells (row and column
    from 1) with a formula whose result was never saved, ``merged`` the merged areas.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    lines: Sequence[int]
    merged: list[Area] = field(default_factory=list)
    without_value: set[tuple[int, int]] = field(default_factory=set)


def grids_in(path: Path) -> list[Grid]:
    """The sheets of a file that hold anything, hidden ones left out.

    Raises InputError or PackageError for a file that cannot be read or holds nothing; OSError if it is not there.
    """
    ending = path.suffix.casefold()
    if path.stat().st_size > _LARGEST:
        raise InputError(f"{path.name} is larger than 512 MB. Export fewer rows at a time.")
    with path.open("rb") as stream:
        begins = stream.read(8)
    if begins.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<" and ending not in SPREADSHEETS:
        raise InputError(
            f"{path.name} is XML or a web page. Export it as CSV or as a workbook (.xlsx); a return in XML is imported "
            "with --out."
        )
    if begins.startswith(_OLE):
        grids = _old_spreadsheet(path)
    elif begins.startswith(_ZIP) or ending in SPREADSHEETS:
        grids = _spreadsheet(path)
    else:
        grids = [_text_file(path)]
    grids = [grid for grid in grids if any(value is not None and value != "" for row in grid.rows for value in row)]
    if not grids:
        raise InputError(f"{path.name} is empty. Export it again, with its row of column names.")
    return grids


def _spreadsheet(path: Path) -> list[Grid]:
    seen = [sheet for sheet in read_workbook(path) if sheet.visibility == "visible"]
    return [
        Grid(
            _name(path, sheet.name, len(seen)), sheet.rows, range(1, len(sheet.rows) + 1), sheet.merged,
            sheet.formulas_without_value,
        )
        for sheet in seen
    ]  # fmt: skip


def _old_spreadsheet(path: Path) -> list[Grid]:
    """The sheets of a workbook of Excel 97 to 2003."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        shown = [
            sheet
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        found = []
        for sheet in shown:
            data = book.get_sheet_by_name(sheet.name)
            rows = [[_plain(value) for value in row] for row in data.to_python(skip_empty_area=False)]
            merged = [
                Area(top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in data.merged_cell_ranges or ()
            ]
            found.append(Grid(_name(path, sheet.name, len(shown)), rows, range(1, len(rows) + 1), merged))
    except (CalamineError, ValueError) as error:
        raise PackageError(
            f"{path.name} cannot be read: it is damaged, or protected by a password. Open it in Excel, save it as "
            ".xlsx without a password and try again."
        ) from error
    return found


def _plain(value: object) -> Value:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value if not isinstance(value, str) or value else None  # type: ignore[return-value]  # calamine's own types


def _name(path: Path, sheet: str, count: int) -> str:
    return f"{path.name}, {sheet}" if count > 1 else path.name


def _text_file(path: Path) -> Grid:
    text = _decoded(path.read_bytes(), path.name)
    first, _, rest = text.partition("\n")
    separator = ""
    skipped = 0
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        # How a CSV tells Excel its separator.
        separator, text, skipped = first.strip()[-1], rest, 1
    separator = separator or _separator(text)
    rows: list[list[Value]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = skipped + 1
    try:
        for row in reader:
            rows.append([value or None for value in row])
            lines.append(begins)
            begins = skipped + reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path.name}, line {begins}, cannot be read as CSV. Export the file again.") from error
    return Grid(path.name, rows, lines)


def _decoded(data: bytes, name: str) -> str:
    """The text of a file: what its first bytes say, else UTF-8, else what Windows writes in the UK (cp1252)."""
    encoding = marked = next((known for mark, known in _MARKS if data.startswith(mark)), "")
    if not encoding and b"\x00" in data[:_LOOKED_AT]:
        # UTF-16 that does not say so: of every two bytes of plain letters one is zero.
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise InputError(f"{name} is cut off or damaged ({encoding.upper()}). Export it again.") from error
        text = data.decode("cp1252", "replace")  # with zeros in it, if it is no text at all
    if "\x00" in text:
        raise InputError(f"{name} is no text file. Export it as CSV or as a workbook (.xlsx).")
    return text


def _separator(text: str) -> str:
    """The separator that splits most of the first rows into the same number of cells, more than one."""
    best, found = (0, 0), ","
    for separator in _SEPARATORS:
        widths: dict[int, int] = {}
        rows = csv.reader(io.StringIO(text[: 256 * 1024], newline=""), delimiter=separator)
        try:
            for row, _ in zip(rows, range(_LOOKED_AT), strict=False):
                if len(row) > 1:
                    widths[len(row)] = widths.get(len(row), 0) + 1
        except csv.Error:
            continue
        score = max(((count * (width - 1), width) for width, count in widths.items()), default=(0, 0))
        if score > best:
            best, found = score, separator
    return found
