"""The rows of a workbook that hold records, with what their cells hold, and which row stands under which."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from addin.books.book import Book, open_book
from addin.change_log import LogEntry, logged_text, read_log
from addin.changes.future import whose
from addin.hosts.port import Host
from addin.ooxml import Value
from addin.sheets.cells import cell_text, is_blank
from addin.sheets.columns import FoundSheet
from addin.sheets.reading import SheetPlace
from ilr_core.model import Place, Record
from workbook_templates.layout import Column


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row: its sheet by the layout's name, its place, its id ("" for none), and its cells by header.

    ``parent`` is the place of the row of its parent, None for a learner or a row without one. ``learner`` and ``aim``
    say whose it is.
    """

    sheet: str
    place: SheetPlace
    row_id: str
    cells: Mapping[str, Value]
    parent: SheetPlace | None
    learner: str
    aim: int | None

    def text(self, header: str) -> str:
        """What a cell holds, as the log keeps it."""
        return logged_text(self.cells.get(header))


@dataclass
class BookRows:
    """A workbook to merge: its return, its rows by the layout's sheet name, and its log."""

    title: str
    book: Book
    by_sheet: dict[str, list[BookRow]]
    log: list[LogEntry]
    by_place: dict[SheetPlace, BookRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_place = {row.place: row for rows in self.by_sheet.values() for row in rows}


def book_rows(host: Host, year: str | None = None) -> BookRows:
    """The rows of a host's workbook. Raises InputError for a workbook that cannot be worked on."""
    book = open_book(host, year)
    reading = book.reading
    records = {record.place: record for learner in reading.learners for record in _row_records(learner)}
    by_sheet = {
        name: [_row(name, found, number, records, reading.row_ids) for number in reading.rows.get(found.name, [])]
        for name, found in reading.sheets.items()
    }
    return BookRows(host.title, book, by_sheet, read_log(host))


def _row_records(record: Record) -> Iterator[Record]:
    """The records that have a row of their own: all but those in slots."""
    if record.locate is None:
        yield record
    for child in record.children():
        yield from _row_records(child)


def _row(
    name: str, found: FoundSheet, number: int, records: Mapping[Place, Record], ids: Mapping[SheetPlace, str]
) -> BookRow:
    place = (found.name, number)
    values = found.data.rows[number - 1] if number <= len(found.data.rows) else []
    shown = ((header, column) for header, column in found.numbers.items() if is_data(found.layout.by_header[header]))
    cells = {header: values[column - 1] if column <= len(values) else None for header, column in shown}
    record = records.get(place)
    parent = record.parent.place if record is not None and record.parent is not None else None
    learner, aim = whose(record) if record is not None else ("", None)
    return BookRow(name, place, ids.get(place, ""), cells, parent if isinstance(parent, tuple) else None, learner, aim)


def is_data(column: Column) -> bool:
    """Whether people type into a column: it is a key, a field or a slot."""
    return column.definition is not None


def plain(value: Value, column: Column) -> Hashable:
    """What a cell says, however it is typed: a code with or without its label, a date or its text; None if blank."""
    if is_blank(value):
        return None
    assert column.definition is not None
    read = cell_text(value, column.definition)
    return read.text if read is not None else None
