"""The change log: the sheet ``Changes``, one row for each cell that a command changed.

Its hidden columns hold what proves it (`addin/audit`); entries are written by `addin.audit.recording`, nowhere else.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import itemgetter

from addin.hosts.port import Host
from addin.ooxml import CellValue, SheetData, Value
from addin.sheets.cells import is_blank
from addin.sheets.columns import plain_header
from ilr_core.model import plain_text
from workbook_templates.changes_sheet import CHANGE_COLUMNS, ENTRY, HASH, PROOF_COLUMNS, SIGNED, TRAIL
from workbook_templates.layout import CHANGES

HEADERS = tuple(header for header, _, _ in CHANGE_COLUMNS)
PROOF = tuple(header for header, _, _ in PROOF_COLUMNS)
_MOST_DIGITS = 16
TYPED, REASON, AUDIT = "typed", "reason", "audit"
"""Commands that no command of the user's stands for: cells changed by hand, a reason given later, the log's own."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One changed cell. ``change`` numbers the command's run, ``undoes`` the run that this one undid, if it did.

    ``row_id`` finds the row again after sorting; ``old`` and ``new`` are what the cell held, as text ("" for nothing).
    """

    change: int
    when: datetime | None
    who: str
    command: str
    learner: str
    aim: int | None
    sheet: str
    row_id: str
    field: str
    old: str
    new: str
    reason: str = ""
    undoes: int | None = None

    def cells(self) -> dict[str, CellValue]:
        """The entry as a row of the sheet, by header."""
        values: list[CellValue] = [
            self.change, self.when, self.who, self.command, self.learner, self.aim, self.sheet, self.row_id, self.field,
            self.old, self.new, self.reason, self.undoes,
        ]  # fmt: skip
        return {header: value for header, value in zip(HEADERS, values, strict=True) if value not in ("", None)}


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of the sheet that holds something. ``entry`` is None if it cannot be read as one; the rest is its proof."""

    row: int
    entry: LogEntry | None
    number: int | None
    hash: str
    signed: str


@dataclass(frozen=True)
class LogSheet:
    """The sheet as it stands: where its columns are, those without a header too, its rows, and the id of its trail.

    ``trail_row`` is the row in which the id stands, or will stand.
    """

    columns: Mapping[str, int]
    headless: tuple[str, ...]
    rows: Sequence[LogRow] = ()
    trail: str = ""
    trail_row: int = 2
    last_row: int = 1

    def entries(self) -> list[LogEntry]:
        """Every entry that can be read, in the order of the rows."""
        return [row.entry for row in self.rows if row.entry is not None]


def logged_text(value: Value | CellValue) -> str:
    """The content of a cell as the log keeps it: dates in ISO form, numbers in plain digits."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime) and value.hour == value.minute == value.second == 0:
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain_text(value) if isinstance(value, int | Decimal | date) else str(value)


def user_name() -> str:
    """The name under which somebody is logged in; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def log_sheet(host: Host) -> LogSheet | None:
    """The log of a workbook; None if it has no sheet for it."""
    sheet = next((sheet for sheet in host.read_sheets() if sheet.name == CHANGES), None)
    return _read(sheet) if sheet is not None else None


def read_log(host: Host) -> list[LogEntry]:
    """Every changed cell of the log, oldest first, without the log's own entries. Rows that cannot be read are out."""
    sheet = log_sheet(host)
    return [entry for entry in sheet.entries() if entry.command not in (REASON, AUDIT)] if sheet is not None else []


def next_change(host: Host) -> int:
    """The number of the next run."""
    return max((entry.change for entry in read_log(host)), default=0) + 1


def _read(sheet: SheetData) -> LogSheet:
    columns, headless = _columns(sheet)
    rows = list(_rows(sheet, columns))
    trails = ((number, logged_text(_at(row, columns[TRAIL]))) for number, row in enumerate(sheet.rows[1:], 2))
    trail_row, trail = next((one for one in trails if one[1]), (2, ""))
    return LogSheet(columns, headless, rows, trail, trail_row, rows[-1].row if rows else 1)


def _columns(sheet: SheetData) -> tuple[dict[str, int], tuple[str, ...]]:
    """The column of each header; those that are not there come behind everything the sheet holds."""
    headings = [plain_header(value) if value is not None else "" for value in sheet.rows[0]] if sheet.rows else []
    there = {heading: number for number, heading in reversed(list(enumerate(headings, 1))) if heading}
    known = [header for header in (*HEADERS, *PROOF) if plain_header(header) in there]
    columns = {header: there[plain_header(header)] for header in known}
    end = max((len(row) for row in sheet.rows), default=0)
    headless = tuple(header for header in (*HEADERS, *PROOF) if header not in columns)
    return columns | {header: end + number for number, header in enumerate(headless, 1)}, headless


def _rows(sheet: SheetData, columns: Mapping[str, int]) -> Iterator[LogRow]:
    """The log may have tens of thousands of rows and is read by every command, so each row is taken apart once."""
    places = [columns[header] - 1 for header in (*HEADERS, ENTRY, HASH, SIGNED)]
    width, pick = max(places) + 1, itemgetter(*places)
    for number, row in enumerate(sheet.rows[1:], 2):
        *cells, entry, proof, signed = pick(row if len(row) >= width else [*row, *[None] * (width - len(row))])
        if cells[0] is not None or any(not is_blank(cell) for cell in (*cells, entry, proof, signed)):
            yield LogRow(number, _entry(cells), _number(entry), logged_text(proof), logged_text(signed))


def _entry(cells: Sequence[Value]) -> LogEntry | None:
    """An entry of its cells in the order of `HEADERS`; None without the number of a run."""
    change, when, who, command, learner, aim, sheet, row_id, field, old, new, reason, undoes = cells
    number = _number(change)
    if number is None:
        return None
    return LogEntry(
        number, _moment(when), logged_text(who), logged_text(command), logged_text(learner), _number(aim),
        logged_text(sheet), logged_text(row_id), logged_text(field), logged_text(old), logged_text(new),
        logged_text(reason), _number(undoes),
    )  # fmt: skip


def _at(row: Sequence[Value], column: int) -> Value:
    return row[column - 1] if column <= len(row) else None


def _moment(value: Value) -> datetime | None:
    """A moment to the second: programs keep it as a fraction of a day, and midnight as a day."""
    if isinstance(value, datetime):
        return (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return datetime.combine(value, time()) if isinstance(value, date) else None


def _number(value: Value) -> int | None:
    if value is None or (type(value) is int and 0 <= value < 10 ** (_MOST_DIGITS - 1)):
        return value
    text = logged_text(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else None
