"""The change log: the sheet ``Changes``, one row for each cell that a command changed."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from addin.hosts.port import Host
from addin.ooxml import CellValue, SheetData, Value
from addin.sheets.cells import is_blank
from ilr_core.errors import InputError
from ilr_core.model import plain_text
from workbook_templates.changes_sheet import CHANGE_COLUMNS
from workbook_templates.layout import CHANGES

HEADERS = tuple(header for header, _, _ in CHANGE_COLUMNS)


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

    def cells(self) -> list[CellValue]:
        """The entry as a row of the sheet."""
        blank_or = [
            self.change, self.when, self.who, self.command, self.learner, self.aim, self.sheet, self.row_id, self.field,
            self.old, self.new, self.reason, self.undoes,
        ]  # fmt: skip
        return [None if value == "" else value for value in blank_or]


def logged_text(value: Value | CellValue) -> str:
    """The content of a cell as the log keeps it: dates in ISO form, numbers in plain digits."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.hour == value.minute == value.second == 0:
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain_text(value) if isinstance(value, str | int | Decimal | date) else str(value)


def user_name() -> str:
    """The name under which somebody is logged in; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def read_log(host: Host) -> list[LogEntry]:
    """Every entry of the log, oldest first. A row that cannot be read as one is left out."""
    sheet = _sheet(host)
    return list(_entries(sheet)) if sheet is not None else []


def append(host: Host, entries: Sequence[LogEntry]) -> None:
    """Writes entries under those there are. Raises InputError if the workbook has no sheet for them."""
    sheet = _sheet(host)
    if sheet is None:
        raise InputError(
            f"{host.title} has no sheet {CHANGES} to keep what is changed, so nothing was changed. "
            f"Add an empty sheet called {CHANGES}, then try again."
        )
    used = [number for number, row in enumerate(sheet.rows, 1) if any(not is_blank(cell) for cell in row)]
    first = max(used, default=0) + 1
    cells: dict[tuple[int, int], CellValue] = {}
    if first == 1:
        cells = {(1, column): header for column, header in enumerate(HEADERS, 1)}
        first = 2
    for row, entry in enumerate(entries, first):
        cells |= {(row, column): value for column, value in enumerate(entry.cells(), 1) if value is not None}
    host.write_cells(CHANGES, cells)
    host.reach(CHANGES, first + len(entries) - 1)


def next_change(host: Host) -> int:
    """The number of the next run."""
    return max((entry.change for entry in read_log(host)), default=0) + 1


def _sheet(host: Host) -> SheetData | None:
    return next((sheet for sheet in host.read_sheets() if sheet.name == CHANGES), None)


def _entries(sheet: SheetData) -> Iterator[LogEntry]:
    for row in sheet.rows[1:]:
        values = dict(zip(HEADERS, [*row, *[None] * len(HEADERS)], strict=False))
        change, when = _number(values["Change"]), values["When"]
        if change is None:
            continue
        texts = {name: logged_text(value) for name, value in values.items()}
        yield LogEntry(
            change, when if isinstance(when, datetime) else None, texts["Who"], texts["Command"], texts["Learner"],
            _number(values["Aim"]), texts["Sheet"], texts["Row"], texts["Field"], texts["Old"], texts["New"],
            texts["Reason"], _number(values["Undoes"]),
        )  # fmt: skip


def _number(value: Value) -> int | None:
    text = logged_text(value).strip()
    return int(text) if text.isascii() and text.isdigit() else None
