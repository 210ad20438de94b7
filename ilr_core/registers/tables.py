"""The tables of every register, from the data file ``columns.csv``: what each column holds and what files call it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from ilr_core.errors import InputError

ColumnType = Literal["text", "code", "postcode", "number", "date", "flag"]
_TYPES: dict[str, ColumnType] = {kind: kind for kind in get_args(ColumnType)}
OPTIONAL_TABLES = ("ApprenticeshipFunding", "Funding")
"""Tables of LARS that no rule reads: without them only the greatest prices of standards and what aims are worth are
unknown."""
COLUMNS = ("register", "table", "column", "type", "needed", "key", "headers")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its official name, its type, whether a file must have it, and the headers files give it.

    A ``code`` is stored in capitals, a ``postcode`` in capitals without spaces, a ``flag`` as 1 or 0.
    """

    name: str
    type: ColumnType
    needed: bool
    key: bool
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a register; rows are found by its key column."""

    register: str
    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """The name of the key column."""
        return next(column.name for column in self.columns if column.key)

    @property
    def is_set(self) -> bool:
        """Whether the table holds nothing but its key."""
        return len(self.columns) == 1

    @property
    def stored_as(self) -> str:
        """The table's name in the database."""
        return f"{self.register}_{self.name}"


@cache
def shipped_text() -> str:
    """The columns file of the tool."""
    return (files("ilr_core.registers") / "columns.csv").read_text("utf-8")


@cache
def shipped_tables() -> tuple[Table, ...]:
    """Every table, with the headers this project knows."""
    tables: dict[tuple[str, str], list[Column]] = {}
    for _, row in _rows(shipped_text().splitlines()):
        column = Column(row["column"], _TYPES[row["type"]], row["needed"] == "yes", row["key"] == "yes", _headers(row))
        tables.setdefault((row["register"], row["table"]), []).append(column)
    return tuple(Table(register, name, tuple(columns)) for (register, name), columns in tables.items())


def tables_with_headers_of(lines: Iterable[str]) -> tuple[Table, ...]:
    """The tables with the headers of a columns file of the user; columns it does not name keep the tool's own.

    Raises InputError for a line that names no column of the tool or no header.
    """
    known = {(table.register, table.name, column.name) for table in shipped_tables() for column in table.columns}
    given: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for number, row in _rows(lines):
        at = (row["register"], row["table"], row["column"])
        if at not in known:
            raise InputError(
                f"Line {number} of the columns file names no column of a register ({', '.join(at)}). Change the "
                "headers only; see: ilr registers columns"
            )
        given[at] = _headers(row)
        if not given[at]:
            raise InputError(f"Line {number} of the columns file has no header. Name at least one.")
    return tuple(
        replace(
            table,
            columns=tuple(
                replace(column, headers=given.get((table.register, table.name, column.name), column.headers))
                for column in table.columns
            ),
        )
        for table in shipped_tables()
    )


def register_names() -> tuple[str, ...]:
    """The registers there are, under the names that "not checked" reports use."""
    return tuple(dict.fromkeys(table.register for table in shipped_tables()))


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(lines, restval="")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(f"A columns file begins with the line {','.join(COLUMNS)}.")
    return ((number, row) for number, row in enumerate(reader, start=2) if any(row[name] for name in COLUMNS))


def _headers(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(header.strip() for header in row["headers"].split("|") if header.strip())
