"""The table on a sheet that a command fills: where its columns are, and what its user typed into it.

Filling such a sheet again must lose nothing that somebody typed: columns for the user, and columns of the user's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from addin.hosts.port import Host
from addin.ooxml import CellValue, SheetData, Value
from addin.sheets.cells import is_blank
from addin.sheets.columns import plain_header
from ilr_core.errors import InputError

HEADER_ROWS = 80
Kept = dict[int, Value]
"""Cells of one row that the user typed, by column."""


@dataclass
class ResultTable:
    """A filled table as it stands: ``numbers`` are its columns (from 1) by header, ``rows`` those below its header."""

    sheet: str
    header_row: int
    numbers: Mapping[str, int]
    rows: Sequence[Sequence[Value]]
    width: int
    typed: tuple[int, ...] = field(default=())
    """Columns of the user: those that the table has for typing, and those of nobody else."""

    @property
    def first_row(self) -> int:
        """The first row below the header."""
        return self.header_row + 1

    def value(self, row: Sequence[Value], header: str) -> Value:
        """What a row holds under a header; None where the column or the cell is not there."""
        column = self.numbers.get(header)
        return row[column - 1] if column and column <= len(row) else None


def result_table(
    host: Host, sheet: str, headers: Sequence[str], needed: Collection[str], typed: Collection[str]
) -> ResultTable:
    """The table of a sheet, wherever its columns have been moved to.

    ``needed`` are headers without which it cannot be filled, ``typed`` those of columns that the user fills. Raises
    InputError, one sentence with the next step, for a workbook without the sheet or the table.
    """
    data = next((one for one in host.read_sheets() if one.name == sheet), None)
    if data is None:
        raise InputError(
            f"{host.title} has no sheet {sheet}: it was made before there was one, or the sheet was renamed. "
            f"Call it {sheet} again, or export the return and import it into a new workbook, which has it."
        )
    header_row, numbers = _header(data, headers)
    missing = [name for name in needed if name not in numbers]
    if missing:
        raise InputError(
            f"{sheet}: the column {missing[0]} is not there. Put the row of column names back, or export the return "
            "and import it into a new workbook."
        )
    rows = data.rows[header_row:]
    width = max([len(data.rows[header_row - 1]), *numbers.values(), *map(len, rows)])
    ours = {number for name, number in numbers.items() if name not in typed}
    own = tuple(number for number in range(1, width + 1) if number not in ours)
    return ResultTable(sheet, header_row, numbers, rows, width, own)


def _header(data: SheetData, headers: Sequence[str]) -> tuple[int, dict[str, int]]:
    """The row (from 1) with most of the headers, and the column of each; of columns there twice the first counts."""
    official = {plain_header(header): header for header in headers}
    best: tuple[int, dict[str, int]] = (1, {})
    for number, row in enumerate(data.rows[:HEADER_ROWS], 1):
        found: dict[str, int] = {}
        for column, value in enumerate(row, 1):
            header = official.get(plain_header(value)) if isinstance(value, str) else None
            if header:
                found.setdefault(header, column)
        if len(found) > len(best[1]):
            best = (number, found)
    return best


class Typed:
    """What the user typed into a table, row by row, handed back by key; rows with the same key in their order."""

    def __init__(self, table: ResultTable, keys: Sequence[str]):
        self._table, self._keys = table, keys
        self._by_key: dict[tuple[str, ...], list[tuple[Kept, Sequence[Value]]]] = {}
        for row in table.rows:
            kept = {
                number: row[number - 1]
                for number in table.typed
                if number <= len(row) and not is_blank(row[number - 1])
            }
            if kept:
                own = tuple(key_text(table.value(row, header)) for header in keys)
                self._by_key.setdefault(own, []).append((kept, row))

    def take(self, *key: object) -> Kept:
        """What was typed in the row of a key, which is then given away; empty if nothing was."""
        found = self._by_key.get(tuple(map(key_text, key)))
        return found.pop(0)[0] if found else {}

    def value(self, kept: Kept, header: str) -> Value:
        """What was typed under a header."""
        return kept.get(self._table.numbers.get(header, 0))

    def left(self, remark_header: str, remark: str) -> list[tuple[dict[str, CellValue], Kept]]:
        """Rows whose key nobody asked for: their key cells, a remark, and what was typed."""
        found: list[tuple[dict[str, CellValue], Kept]] = []
        for kept, row in (one for rows in self._by_key.values() for one in rows):
            cells: dict[str, CellValue] = {header: self._table.value(row, header) for header in self._keys}
            found.append((cells | {remark_header: remark}, kept))
        return found


def key_text(value: object) -> str:
    """A key as it is compared: without regard to case, spaces around it, and the form of a number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).partition(" · ")[0].strip().casefold()


def laid_out(table: ResultTable, rows: Iterable[tuple[Mapping[str, CellValue], Kept]]) -> list[list[CellValue]]:
    """Rows of values by header, with what was typed, as rows of the sheet; columns that are not there are left out."""
    found: list[list[CellValue]] = []
    for values, kept in rows:
        line: list[CellValue] = [None] * table.width
        for header, value in values.items():
            column = table.numbers.get(header)
            if column:
                line[column - 1] = value
        for column, typed in kept.items():
            line[column - 1] = typed
        found.append(line)
    return found
