"""The rows of a list of new learners, wherever it comes from: a CSV or XLSX file, the sheet New learners, a program."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from addin.ooxml import PackageError, SheetData, read_workbook
from addin.programmes.list_headings import WHOLE_NAME, Headings, read_headings
from addin.programmes.sheet import filled_rows, found_sheet, unusable
from addin.sheets.cells import CellInput, is_blank
from addin.sheets.columns import FoundSheet
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.programmes.fields import START
from workbook_templates.programmes_sheet import new_learners_layout

BOOKS, TEXTS = (".xlsx", ".xlsm", ".ods"), (".csv", ".txt", ".tsv")
HEADER_ROWS = 10
_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class ListRow:
    """One row: where it stands, for people, and what its cells hold by header. ``number`` is its row on a sheet."""

    where: str
    cells: Mapping[str, CellInput]
    number: int = 0


@dataclass(frozen=True)
class LearnerList:
    """A list: its rows, the headings that nobody knows, and the sheet it stands on, if it is one of the workbook."""

    rows: tuple[ListRow, ...]
    unknown: tuple[str, ...] = ()
    sheet: FoundSheet | None = field(default=None)


def list_of_rows(rows: Iterable[Mapping[str, CellInput]], year: Catalogue) -> LearnerList:
    """A list from rows by heading."""
    found = []
    unknown: dict[str, None] = {}
    for number, row in enumerate(rows, 1):
        names = list(row)
        headings = read_headings(names, year, f"row {number}")
        unknown |= dict.fromkeys(headings.unknown)
        cells = {header: row[names[index]] for header, index in headings.columns.items()}
        found.append(ListRow(f"row {number}", cells, number))
    return LearnerList(tuple(found), tuple(unknown))


def list_in_file(path: Path, year: Catalogue) -> LearnerList:
    """A list in a CSV file or a workbook. Raises InputError for a file that is none or has no column of start dates."""
    if not path.exists():
        raise InputError(f"{path} is not there. Name the file with the new learners.")
    kind = path.suffix.lower()
    if kind in TEXTS:
        return _list(_lines(path), path.name, "line", year)
    if kind not in BOOKS:
        raise InputError(f"{path.name} is no list that can be read. Save it as .csv or .xlsx.")
    try:
        sheets = read_workbook(path)
    except PackageError as error:
        raise InputError(str(error)) from error
    best = max(sheets, key=lambda one: _header_row(one.rows, year)[1], default=None)
    if best is None:
        raise InputError(f"{path.name} has no sheets. Name another file.")
    return _list(_with_errors(best), f"{path.name}, {best.name}", "row", year)


def list_on_sheet(sheets: Sequence[SheetData], year: Catalogue, title: str) -> LearnerList:
    """The list that was pasted into the sheet New learners; as above."""
    found = found_sheet(sheets, new_learners_layout(year), title, ())
    headings = read_headings(found.headings, year, found.name)
    if START not in headings.columns:
        raise InputError(_no_start(found.name, f"row {found.header_row}"))
    rows = []
    for number in filled_rows(found):
        line = found.data.rows[number - 1]
        cells = {header: line[index] if index < len(line) else None for header, index in headings.columns.items()}
        for header in headings.columns:
            if wrong := unusable(found, number, header):
                raise InputError(f"{found.name}, row {number}: {header} holds {wrong}. Type the value itself.")
        if any(not is_blank(value) for value in cells.values()):
            rows.append(ListRow(f"{found.name}, row {number}", cells, number))
    return LearnerList(tuple(rows), headings.unknown, found)


def _list(lines: Sequence[Sequence[CellInput]], name: str, word: str, year: Catalogue) -> LearnerList:
    at, _ = _header_row(lines, year)
    headings = read_headings(lines[at], year, name) if lines else Headings({}, ())
    if START not in headings.columns:
        raise InputError(_no_start(name, "the first row"))
    rows = []
    for number, line in enumerate(lines[at + 1 :], at + 2):
        cells = {header: line[index] if index < len(line) else None for header, index in headings.columns.items()}
        if any(not is_blank(value) for value in cells.values()):
            rows.append(ListRow(f"{name}, {word} {number}", cells))
    if WHOLE_NAME in headings.columns and "FamilyName" in headings.columns:
        raise InputError(f"{name} has the names twice: in one column and apart. Delete one of them.")
    return LearnerList(tuple(rows), headings.unknown)


def _no_start(name: str, where: str) -> str:
    return (
        f"{name}: there is no column of start dates. Call it {START} in {where}, beside columns such as FamilyName, "
        "GivenNames and Programme."
    )


def _header_row(lines: Sequence[Sequence[CellInput]], year: Catalogue) -> tuple[int, int]:
    """The line (from 0) among the first ten with most headings that are known, and how many these are."""
    counts = []
    for line in lines[:HEADER_ROWS]:
        known = {
            plain for value in line if isinstance(value, str) for plain in read_headings([value], year, "").columns
        }
        counts.append(len(known))
    most = max(counts, default=0)
    return (counts.index(most) if counts else 0), most


def _lines(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    # A title above the column names has no separator, and an address may have a comma.
    first = max(text.splitlines()[:HEADER_ROWS], key=lambda line: max(map(line.count, _SEPARATORS)), default="")
    separator = max(_SEPARATORS, key=first.count)
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error as error:
        raise InputError(
            f"{path.name} is no CSV file that can be read. Save the list again as .csv or .xlsx."
        ) from error


def _with_errors(sheet: SheetData) -> list[list[CellInput]]:
    """The rows of a sheet, with the text of error cells, which is no value of any column."""
    lines: list[list[CellInput]] = [list(row) for row in sheet.rows]
    for (row, column), text in sheet.error_cells.items():
        if row <= len(lines) and column <= len(lines[row - 1]):
            lines[row - 1][column - 1] = text
    return lines
