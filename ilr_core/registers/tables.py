"""The tables of every register, from the data file ``columns.csv``: what each column holds and what files call it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from ilr_core.errors import InputError

ColumnType = Literal["text", "code", "postcode", "number", "date", "flag"]
_TYPES: dict[str, ColumnType] = {kind: kind for kind in get_args(ColumnType)}
OPTIONAL_TABLES = ("Category", "FrameworkAims", "ApprenticeshipFunding", "StandardFunding")
"""Tables of LARS without which most of its rules can be judged."""
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
def shipped_tables() -> tuple[Table, ...]:
    """Every table, with the headers this project knows."""
    return read_tables((files("ilr_core.registers") / "columns.csv").read_text("utf-8").splitlines())


def read_tables(lines: Iterable[str]) -> tuple[Table, ...]:
    """Tables from the lines of a columns file. Raises InputError for a row that says nothing usable."""
    tables: dict[tuple[str, str], list[Column]] = {}
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(f"A columns file begins with the line {','.join(COLUMNS)}.")
    for number, row in enumerate(reader, start=2):
        kind = _TYPES.get(row["type"])
        if not kind or not row["column"] or not row["headers"]:
            raise InputError(f"Line {number} of the columns file needs a column, a type and at least one header.")
        headers = tuple(header.strip() for header in row["headers"].split("|"))
        column = Column(row["column"], kind, row["needed"] == "yes", row["key"] == "yes", headers)
        tables.setdefault((row["register"], row["table"]), []).append(column)
    return tuple(Table(register, name, tuple(columns)) for (register, name), columns in tables.items())


def register_names() -> tuple[str, ...]:
    """The registers there are, under the names that "not checked" reports use."""
    return tuple(dict.fromkeys(table.register for table in shipped_tables()))
