"""From the rows of one sheet to records that do not know their parents yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from addin.ooxml import SheetData
from addin.sheets.cells import BLANKS, CellInput, CellReader, cell_reader, is_blank, unreadable
from addin.sheets.columns import FoundSheet
from addin.sheets.places import SlotPlaces
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import RECORDS, Reading, Record, plain_text
from workbook_templates.codes import deciding_field, list_for
from workbook_templates.formats import fixed_values
from workbook_templates.layout import PARENT_ID, ROW_ID, Column, Slot

Readings = list[Reading | None]
TYPED_ID = "T"


@dataclass(slots=True)
class Row:
    """One row of a sheet as a record.

    ``keys`` are the texts of the visible key columns, ``row_id`` and ``parent_id`` the hidden ids ("" if there is
    none). ``is_typed`` is True for a row that import has not written: it has no id, a copied one, or one that was given
    to it later.
    """

    record: Record
    number: int
    keys: tuple[str, ...]
    row_id: str
    parent_id: str
    is_typed: bool


def sheet_rows(found: FoundSheet, year: Catalogue) -> list[Row]:
    """The rows of a sheet that hold anything in a column of the layout, each with the records shown in it."""
    return SheetReader(found, year).rows(found.data)


class SheetReader:
    """Reads rows that have the columns of ``found``; made once, it reads any number of row ranges."""

    def __init__(self, found: FoundSheet, year: Catalogue):
        self._found = found
        self._year = year
        self._columns = [_column_reader(found, column, number, year) for column, number in _data_columns(found)]
        there = {column.header for column in self._columns}
        self._slots = [
            (SlotReader(slot, found.name, year), [(name, header) for header, name in slot.columns if header in there])
            for slot in found.layout.slots
        ]

    def rows(self, data: SheetData) -> list[Row]:
        """The rows under the header row that hold anything in a column of the layout."""
        found = self._found
        cells = _cells(found, data)
        columns = list(zip_longest(*cells))
        readings = self._readings(data, columns, len(cells))
        filled = [False] * len(cells)
        for column in readings.values():
            for index, reading in enumerate(column):
                if reading is not None:
                    filled[index] = True
        entity = RECORDS[found.layout.entity]
        first = found.header_row + 1
        records = {
            index: entity(None, 0, (found.name, first + index)) for index, is_used in enumerate(filled) if is_used
        }
        for header in found.layout.fields:
            if header in readings:
                _set_field(records, header, readings[header])
        for slot, shown in self._slots:
            _add_slot(records, slot, first, [(name, readings[header]) for name, header in shown])
        row_ids, parent_ids = (_texts(found, name, columns, len(cells)) for name in (ROW_ID, PARENT_ID))
        keys = [readings.get(header, [None] * len(cells)) for header in found.layout.keys]
        known: set[str] = set()
        rows = []
        for index, record in records.items():
            row_id = row_ids[index]
            is_typed = not row_id or row_id in known or row_id.startswith(TYPED_ID)
            row_id = "" if row_id in known else row_id
            known.add(row_id)
            own_keys = tuple(_key_text(column[index]) for column in keys)
            rows.append(Row(record, first + index, own_keys, row_id, parent_ids[index], is_typed))
        return rows

    def _readings(self, data: SheetData, columns: Sequence[Sequence[CellInput]], count: int) -> dict[str, Readings]:
        """The readings of every key, field and slot column by header, one for each row under the header row."""
        readings: dict[str, Readings] = {}
        for column in self._columns:
            values = columns[column.index] if column.index < len(columns) else (None,) * count
            if column.decider and column.decider in readings:
                deciders = readings[column.decider]
                readings[column.header] = _dependent(values, deciders, column.field, column.decider, self._year)
            else:
                read = column.read
                readings[column.header] = [None if value is None else read(value) for value in values]
        _put_unreadable(self._found, data, readings)
        return readings


def read_into(record: Record, name: str, reading: Reading) -> None:
    """Puts the reading of a cell into a field, with what was typed and its faults."""
    setattr(record, name, reading.value)
    if reading.text is not None:
        record.keep_text(name, reading.text)
    for fault in reading.faults:
        record.add_fault(name, fault)


class SlotReader:
    """Makes the records of one slot in the rows of one sheet."""

    def __init__(self, slot: Slot, sheet: str, year: Catalogue):
        own = year.fields[slot.entity]
        self.entity = slot.entity
        self._class = RECORDS[slot.entity]
        self._sheet = sheet
        self._headers = {name: header for header, name in slot.columns}
        fixed = ((name, cell_reader(year, own[name], "")(text)) for name, text in slot.fixed)
        self._fixed = [(name, reading.value) for name, reading in fixed if reading is not None]

    def add(self, parent: Record, row: int, cells: Iterable[tuple[str, Reading]]) -> None:
        """Adds a record to its parent; ``cells`` are the readings of the fields that have columns."""
        siblings = getattr(parent, self.entity)
        record = self._class(parent, len(siblings), parent.place)
        record.locate = SlotPlaces(self._sheet, row, self._headers)
        for name, value in self._fixed:
            setattr(record, name, value)
        for name, reading in cells:
            read_into(record, name, reading)
        siblings.append(record)


@dataclass(frozen=True, slots=True)
class _ColumnReader:
    """How one column is read; ``decider`` is the header of the column that chooses its code list, if one does."""

    header: str
    index: int
    field: Field
    decider: str
    read: CellReader


def _column_reader(found: FoundSheet, column: Column, index: int, year: Catalogue) -> _ColumnReader:
    field = column.definition
    assert field is not None
    list_name = list_for(field.list, fixed_values(found.layout, column))
    decider = deciding_field(list_name) if field.type == "string" else ""
    return _ColumnReader(column.header, index, field, decider, cell_reader(year, field, list_name))


def _cells(found: FoundSheet, data: SheetData) -> list[Sequence[CellInput]]:
    """The rows under the header row, down to the last one with a value, a formula or an error."""
    last = max((row for row, _ in (*data.formulas_without_value, *data.error_cells)), default=0)
    return [*data.rows[found.header_row :], *([()] * (last - max(len(data.rows), found.header_row)))]


def _data_columns(found: FoundSheet) -> list[tuple[Column, int]]:
    """Columns of the layout that are there, with their index in a row; those that choose a list come first."""
    numbers = found.numbers
    columns = [(c, numbers[c.header] - 1) for c in found.layout.columns if c.definition and c.header in numbers]
    return sorted(columns, key=lambda pair: bool(pair[0].definition and deciding_field(pair[0].definition.list)))


def _dependent(
    values: Sequence[CellInput], deciders: Readings, field: Field, decider: str, year: Catalogue
) -> Readings:
    """Readings of a column whose code list depends on another cell of the row."""
    found: Readings = []
    for value, chosen in zip(values, deciders, strict=True):
        kind = plain_text(chosen.value) if chosen and chosen.value is not None else ""
        name = list_for(field.list, ((decider, kind),))
        found.append(None if value is None else cell_reader(year, field, name if name in year.lists else "")(value))
    return found


def _put_unreadable(found: FoundSheet, data: SheetData, readings: dict[str, Readings]) -> None:
    """Formulas without a value and error cells cannot be read, whatever stands in the row."""
    headers = {found.numbers[header]: header for header in readings}
    wrong = dict.fromkeys(data.formulas_without_value, "") | data.error_cells
    for (row, column), text in wrong.items():
        index = row - found.header_row - 1
        if column in headers and index >= 0:
            readings[headers[column]][index] = unreadable(text)


def _set_field(records: dict[int, Record], name: str, column: Readings) -> None:
    for index, record in records.items():
        reading = column[index]
        if reading is None:
            continue
        if reading.text is None and not reading.faults:
            setattr(record, name, reading.value)
        else:
            read_into(record, name, reading)


def _add_slot(records: dict[int, Record], slot: SlotReader, first: int, columns: list[tuple[str, Readings]]) -> None:
    for index, record in records.items():
        cells = [(name, reading) for name, column in columns if (reading := column[index]) is not None]
        if cells:
            slot.add(record, first + index, cells)


def _texts(found: FoundSheet, header: str, columns: Sequence[Sequence[CellInput]], count: int) -> list[str]:
    number = found.numbers.get(header, 0) - 1
    if not 0 <= number < len(columns):
        return [""] * count
    return ["" if is_blank(value) else str(value).strip(BLANKS) for value in columns[number]]


def _key_text(reading: Reading | None) -> str:
    if reading is None:
        return ""
    return plain_text(reading.value) if reading.value is not None else reading.text or ""
