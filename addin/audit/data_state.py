"""What the data sheets of a workbook hold, as texts by RowId and column: to see what was typed since.

Kept is what a person types: keys, fields and the columns of slots, and the year and provider on Start. Marks, statuses
and ids are ours, and columns of the user's own are the user's business.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from addin.change_log import LogEntry, logged_text
from addin.ooxml import Value
from addin.sheets.reading import BookReading
from workbook_templates.layout import ROW_ID, START
from workbook_templates.names import UKPRN, YEAR

ROW, COLUMN = "(row)", "(column)"
"""In place of a field: a whole row came or went, its values as JSON; a column came or went, its header as the row."""
LONGEST = 960
Row = dict[str, str]


@dataclass
class SheetState:
    """A sheet: its columns, and the values of each row in their order, by RowId; blanks at the end are left out."""

    name: str
    headers: list[str] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def row(self, row_id: str) -> Row:
        """The values of a row that are not blank, by header."""
        values = self.rows.get(row_id, [])
        return {header: value for header, value in zip(self.headers, values, strict=False) if value}

    def put(self, row_id: str, header: str, value: str) -> None:
        """Changes one cell."""
        if header not in self.headers:
            self.headers.append(header)
        row, place = self.rows.setdefault(row_id, []), self.headers.index(header)
        row += [""] * (place + 1 - len(row))
        row[place] = value
        while row and not row[-1]:
            row.pop()
        if not row:
            del self.rows[row_id]


@dataclass
class DataState:
    """Every data sheet by its plain name, and the values of names on Start."""

    sheets: dict[str, SheetState] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def state_of(reading: BookReading, names: Mapping[str, Value]) -> DataState:
    """What a workbook holds, once every row has its id; ``names`` are those of the host."""
    texts = _Texts()
    state = DataState(names={name: texts[names.get(name)] for name in (UKPRN, YEAR)})
    for found in reading.sheets.values():
        if found.name not in reading.rows:
            continue  # a sheet of results that a command has added, not of records
        columns = [c.header for c in found.layout.columns if c.definition is not None]
        sheet = SheetState(found.name, [header for header in columns if header in found.numbers])
        sheet.gone = {header for header in (*columns, ROW_ID) if header not in found.numbers}
        state.sheets[plain_sheet(found.name)] = sheet
        if ROW_ID in sheet.gone:
            continue
        at = [found.numbers[header] - 1 for header in sheet.headers]
        ids, data = reading.row_ids, found.data.rows
        for number in reading.rows[found.name]:
            row_id = ids.get((found.name, number))
            cells = data[number - 1] if number <= len(data) else []
            width = len(cells)
            values = [texts[cells[place]] if place < width else "" for place in at]
            while values and not values[-1]:
                values.pop()
            if row_id and values:
                sheet.rows[row_id] = values
    return state


def advanced(state: DataState, entries: Iterable[LogEntry]) -> DataState:
    """The state after the cells of these entries were changed; the same object."""
    for entry in entries:
        if entry.sheet == START:
            if entry.field in state.names:
                state.names[entry.field] = kept_text(entry.new)
            continue
        sheet = state.sheets.get(plain_sheet(entry.sheet))
        if sheet is None:
            continue
        if entry.field == ROW:
            for header, value in (_row_in(entry.new) or dict.fromkeys(sheet.row(entry.row_id), "")).items():
                sheet.put(entry.row_id, header, value)
        elif entry.field == COLUMN:
            (sheet.gone.discard if entry.new else sheet.gone.add)(entry.row_id)
        elif entry.row_id:
            sheet.put(entry.row_id, entry.field, kept_text(entry.new))
    return state


def plain_sheet(name: str) -> str:
    """A sheet's name without regard to case and spaces around it."""
    return name.strip().casefold()


def kept_text(text: str) -> str:
    """A text as it is kept: of a very long one the beginning, and a hash by which a change of the rest is noticed."""
    if len(text) <= LONGEST:
        return text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{text[:LONGEST]}... ({len(text)} characters, {digest})"


def packed(state: DataState) -> bytes:
    """A state as bytes, small enough to be written at every check."""
    sheets = {key: [one.name, one.headers, one.rows, sorted(one.gone)] for key, one in state.sheets.items()}
    return zlib.compress(json.dumps([sheets, state.names], ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> DataState:
    """The state of such bytes. ValueError for others."""
    try:
        sheets, names = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        made = {key: SheetState(name, headers, rows, set(gone)) for key, (name, headers, rows, gone) in sheets.items()}
    except (zlib.error, TypeError, AttributeError) as error:
        raise ValueError("no state") from error
    return DataState(made, names)


def _row_in(text: str) -> Row:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {str(header): str(value) for header, value in found.items()} if isinstance(found, dict) else {}


class _Texts(dict[Value, str]):
    """Texts of values; a return repeats itself. True and 1 are one key, so those that are no texts are not kept."""

    def __missing__(self, value: Value) -> str:
        text = kept_text(logged_text(value))
        if isinstance(value, str) or value is None:
            self[value] = text
        return text
