"""The sheets ``Programmes`` and ``New learners`` of a workbook as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from addin.hosts.port import Host
from addin.ooxml import CellValue, SheetData, Value, cell_name
from addin.programmes.typed import cell_of_texts, typed_texts
from addin.sheets.addresses import quoted
from addin.sheets.cells import is_blank
from addin.sheets.columns import FoundSheet, column_numbers, header_row_of
from addin.sheets.reading import BookReading
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.programmes import Programme, faults_of, programme_fields
from ilr_core.programmes.fields import NAME
from workbook_templates.layout import NEW_LEARNERS, PROGRAMMES, ROW_ID, STATUS, SheetLayout
from workbook_templates.programmes_sheet import NEEDED, new_learners_layout, programmes_layout

_ERROR_CELL, _NO_VALUE = "an error value", "a formula without a value; open and save the workbook once"


@dataclass(frozen=True)
class ProgrammeRow:
    """One row of the sheet: a programme, and what is wrong with it, as a sentence; empty if it can be used."""

    number: int
    programme: Programme
    fault: str = ""


@dataclass(frozen=True)
class ProgrammesSheet:
    """The sheet found in a workbook: its rows, and columns of the year that are not there."""

    found: FoundSheet
    rows: tuple[ProgrammeRow, ...]
    missing: tuple[str, ...]

    @property
    def programmes(self) -> list[Programme]:
        """The programmes that can be used."""
        return [row.programme for row in self.rows if not row.fault]

    @property
    def faults(self) -> list[str]:
        """What is wrong with the others."""
        return [row.fault for row in self.rows if row.fault]


def read_programmes(sheets: Sequence[SheetData], year: Catalogue, title: str) -> ProgrammesSheet:
    """The programmes of a workbook called ``title``; one that cannot be used says why.

    Raises InputError, with the next step, if the sheet is not there or not whole.
    """
    found = found_sheet(sheets, programmes_layout(year), title, NEEDED)
    missing = tuple(header for header in programme_fields(year) if header not in found.numbers)
    rows: list[ProgrammeRow] = []
    first: dict[str, int] = {}
    for number in filled_rows(found):
        row = _row(found, number, year)
        key = plain_name(row.programme.name)
        if key and key in first:
            rows_of_name = f"{found.name}, rows {first[key]} and {number}"
            fault = f"{rows_of_name}: there are two programmes {row.programme.name}. Rename one of them."
            row = ProgrammeRow(number, row.programme, fault)
        first.setdefault(key, number)
        rows.append(row)
    return ProgrammesSheet(found, tuple(rows), missing)


def rows_of_programmes(programmes: Iterable[Programme], year: Catalogue) -> list[list[CellValue]]:
    """The rows of programmes on the sheet of a new workbook; values for which the year has no column are left out."""
    layout = programmes_layout(year)
    rows = []
    for number, programme in enumerate(programmes, 1):
        said = {**programme.texts, NAME: (programme.name,)}
        cells = {
            header: cell_of_texts(said.get(header, ()), column, year)
            for header, column in programme_fields(year).items()
        }
        rows.append([f"{layout.table[0]}{number}" if one.header == ROW_ID else cells[one.header]
                     for one in layout.columns])  # fmt: skip
    return rows


def plain_name(name: str) -> str:
    """A programme's name as names are compared: without case and without spaces that do not matter."""
    return " ".join(name.casefold().split())


def programme_named(sheet: ProgrammesSheet, name: str) -> Programme:
    """The programme of a name. Raises InputError if there is none or it cannot be used."""
    of_name = [row for row in sheet.rows if plain_name(row.programme.name) == plain_name(name)]
    wrong = next((row.fault for row in of_name if row.fault), "")
    if wrong:
        raise InputError(wrong)
    if not of_name:
        known = ", ".join(row.programme.name for row in sheet.rows if row.programme.name)
        raise InputError(
            f"There is no programme '{name}' on the sheet {sheet.found.name}. "
            + (f"Use one of: {known}." if known else "Type it there first.")
        )
    return of_name[0].programme


def found_sheet(sheets: Sequence[SheetData], layout: SheetLayout, title: str, needed: Sequence[str]) -> FoundSheet:
    """A sheet with its columns, wherever they were moved. Raises InputError, with the next step, for a faulty one."""
    data = _data(sheets, layout.name)
    if data is None:
        raise InputError(
            f"{title} has no sheet {layout.name}: it was made before there was one, or the sheet was renamed. "
            f"Call it {layout.name} again, or close the workbook and run: ilr upgrade BOOK"
        )
    header_row = header_row_of(data, layout)
    if not header_row:
        raise InputError(
            f"{layout.name}: the row of column names ({', '.join(needed[:2])} ...) is not there. Put it back as row 1."
        )
    headings = data.rows[header_row - 1]
    numbers = column_numbers(headings, layout)
    missing = next((header for header in needed if header not in numbers), "")
    if missing:
        raise InputError(
            f"{data.name}: the column {missing} is not there. Type {missing} into a free cell of row {header_row}, "
            "then try again."
        )
    twice = next((header for header, columns in numbers.items() if len(columns) > 1), "")
    if twice:
        raise InputError(f"{data.name}: the column {twice} is there twice. Rename or delete the wrong one.")
    texts = tuple("" if value is None else str(value) for value in headings)
    return FoundSheet(layout, data, header_row, texts, {header: columns[0] for header, columns in numbers.items()})


def filled_rows(found: FoundSheet) -> Iterator[int]:
    """The rows under the header row that hold anything but what commands write."""
    typed = [number - 1 for header, number in found.numbers.items() if header not in (STATUS, ROW_ID)]
    for number, cells in enumerate(found.data.rows[found.header_row :], found.header_row + 1):
        if any(index < len(cells) and not is_blank(cells[index]) for index in typed):
            yield number


def value_of(found: FoundSheet, row: int, header: str) -> Value:
    """What a cell holds; None where there is no such column."""
    cells = found.data.rows[row - 1] if row <= len(found.data.rows) else []
    index = found.numbers.get(header, 0) - 1
    return cells[index] if 0 <= index < len(cells) else None


def unusable(found: FoundSheet, row: int, header: str) -> str:
    """That a cell holds an error or a formula without a value; empty for any other cell."""
    place = (row, found.numbers.get(header, 0))
    if place in found.data.error_cells:
        return _ERROR_CELL
    return _NO_VALUE if place in found.data.formulas_without_value else ""


def cell_address(found: FoundSheet, row: int, header: str) -> str:
    """A cell of the sheet as Excel writes it."""
    return f"{quoted(found.name)}!{cell_name(row, found.numbers.get(header, 1))}"


def add_to_reading(reading: BookReading, found: FoundSheet) -> None:
    """Lets cells of a sheet be changed, logged and undone like those of the sheets with records."""
    reading.sheets[found.layout.name] = found
    used = {*reading.row_ids.values(), *reading.new_ids.values()}
    letter, fresh = found.layout.table[0], 0
    for row in filled_rows(found):
        own = value_of(found, row, ROW_ID)
        if not is_blank(own) and str(own) not in used:
            reading.row_ids[found.name, row] = str(own)
            used.add(str(own))
            continue
        while f"{letter}{fresh}" in used or not fresh:
            fresh += 1
        reading.new_ids[found.name, row] = f"{letter}{fresh}"
        used.add(f"{letter}{fresh}")


def add_sheets_to_reading(host: Host, reading: BookReading, year: Catalogue) -> None:
    """The same for both sheets, of a workbook that may have neither, or faulty ones."""
    sheets = host.read_sheets()
    for layout in (programmes_layout(year), new_learners_layout(year)):
        data = _data(sheets, layout.name)
        with suppress(InputError):
            if data is not None:
                add_to_reading(reading, found_sheet(sheets, layout, host.title, ()))


def has_programmes(sheets: Sequence[SheetData]) -> bool:
    """Whether there is a sheet of programmes."""
    return _data(sheets, PROGRAMMES) is not None


def has_new_learners(sheets: Sequence[SheetData]) -> bool:
    """Whether there is a sheet for new learners with anything below its first row."""
    data = _data(sheets, NEW_LEARNERS)
    return data is not None and any(not is_blank(cell) for row in data.rows[1:] for cell in row)


def _data(sheets: Sequence[SheetData], name: str) -> SheetData | None:
    return next((sheet for sheet in sheets if sheet.name.strip().casefold() == name.casefold()), None)


def _row(found: FoundSheet, number: int, year: Catalogue) -> ProgrammeRow:
    texts: dict[str, tuple[str, ...]] = {}
    faults: list[str] = []
    for header, column in programme_fields(year).items():
        if header not in found.numbers:
            continue
        typed = typed_texts(value_of(found, number, header), column, year)
        fault = unusable(found, number, header)
        if fault or typed.fault:
            wrong = f"there is {fault}" if fault else typed.fault
            faults.append(f"{cell_address(found, number, header)}: {header}: {wrong}. Correct it.")
        if typed.texts:
            texts[header] = typed.texts
    name = next(iter(texts.pop(NAME, ())), "")
    programme = Programme(name, texts)
    if not faults and not name:
        faults = [f"{cell_address(found, number, NAME)}: the programme has no name. Give it one of its own."]
    if not faults:
        faults = [
            f"{cell_address(found, number, header)}: the programme {name}: {sentence}"
            for header, sentence in faults_of(programme, year)
        ]
    return ProgrammeRow(number, programme, faults[0] if faults else "")
