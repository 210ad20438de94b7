"""The registers' database: one SQLite file in which each register is replaced as a whole.

SQLite and not DuckDB: rules look single keys up, which a row store answers by prepared statements in microseconds; it
comes with Python, and several processes may read the file while another replaces a register.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ilr_core.errors import InputError
from ilr_core.registers.tables import Table, shipped_tables

Row = Sequence[str | int | float | None]
_SQL_TYPES = {"number": "NUMERIC", "flag": "NUMERIC"}
LAYOUT = 1
"""Raised when tables or columns change: a database of another layout is loaded again."""
_LOADED = "loaded_register"


@dataclass(frozen=True, slots=True)
class LoadedRegister:
    """A register that is loaded: its version as its source names it, when it was loaded, and how many rows."""

    register: str
    version: str
    loaded: datetime
    rows: int


class RegisterDatabase:
    """One open database of registers.

    Values are stored as they are looked up: days as ISO text, numbers as numbers, blanks as NULL.
    """

    def __init__(self, connection: sqlite3.Connection):
        self.connection = connection

    @classmethod
    def in_memory(cls) -> RegisterDatabase:
        """An empty database that is gone when it is closed."""
        return cls._prepared(sqlite3.connect(":memory:", isolation_level=None))

    @classmethod
    def at(cls, path: Path) -> RegisterDatabase:
        """The database at a path, made if it is not there, for loading registers."""
        return cls._prepared(sqlite3.connect(path, isolation_level=None, timeout=30))

    @classmethod
    def to_read(cls, path: Path) -> RegisterDatabase:
        """The database at a path, for looking things up only."""
        return cls(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30))

    @classmethod
    def _prepared(cls, connection: sqlite3.Connection) -> RegisterDatabase:
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        if layout != LAYOUT:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                connection.execute(f'DROP TABLE "{name}"')
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {_LOADED} (register TEXT PRIMARY KEY, version TEXT, loaded TEXT, rows INTEGER)"
        )
        return cls(connection)

    @property
    def is_of_this_layout(self) -> bool:
        """Whether this version of the tool made the database; another one's has to be loaded again."""
        return bool(self.connection.execute("PRAGMA user_version").fetchone()[0] == LAYOUT)

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def loaded(self) -> dict[str, LoadedRegister]:
        """The registers that are loaded, by name; none in a database of another layout."""
        if not self.is_of_this_layout:
            return {}
        rows = self.connection.execute(f"SELECT * FROM {_LOADED} ORDER BY register")  # noqa: S608 - a name of our own
        return {row[0]: LoadedRegister(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows}

    def replace(self, register: str, version: str, now: datetime, rows: Mapping[str, Iterable[Row]]) -> LoadedRegister:
        """Puts a register in the place of the one there was, in one step: after any failure the old one stands.

        ``rows`` are by table name, each with the values of all its columns in order; a table without rows is empty.
        Raises InputError if no table has any; what the rows' iterators raise is passed on.
        """
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            loaded = self._fill(register, version, now, rows)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        return loaded

    def found(self, register: str, table: str, key: str | int) -> Iterator[dict[str, str | int | float | None]]:
        """The rows of a table with that key, as values by column name."""
        cursor = self.connection.execute(_selection(register, table), (key,))
        names = [entry[0] for entry in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def _fill(self, register: str, version: str, now: datetime, rows: Mapping[str, Iterable[Row]]) -> LoadedRegister:
        connection = self.connection
        count = 0
        for table in (table for table in shipped_tables() if table.register == register):
            connection.execute(f'DROP TABLE IF EXISTS "{table.stored_as}"')
            connection.execute(_creation(table))
            marks = ", ".join("?" * len(table.columns))
            insertion = "INSERT OR IGNORE" if table.is_set else "INSERT"
            cursor = connection.executemany(
                f'{insertion} INTO "{table.stored_as}" VALUES ({marks})', rows.get(table.name, ())
            )
            count += max(cursor.rowcount, 0)
            if not table.is_set:
                connection.execute(f'CREATE INDEX "{table.stored_as}_key" ON "{table.stored_as}" ("{table.key}")')
        if not count:
            raise InputError(f"{register} has no rows. Download the file again; nothing was loaded.")
        connection.execute(
            f"INSERT OR REPLACE INTO {_LOADED} VALUES (?, ?, ?, ?)",  # noqa: S608 - a name of our own
            (register, version, now.isoformat(timespec="seconds"), count),
        )
        return LoadedRegister(register, version, now, count)


def _creation(table: Table) -> str:
    columns = ", ".join(f'"{column.name}" {_SQL_TYPES.get(column.type, "TEXT")}' for column in table.columns)
    if table.is_set:
        return f'CREATE TABLE "{table.stored_as}" ({columns} PRIMARY KEY) WITHOUT ROWID'
    return f'CREATE TABLE "{table.stored_as}" ({columns})'


def _selection(register: str, table: str) -> str:
    known = next(entry for entry in shipped_tables() if (entry.register, entry.name) == (register, table))
    return f'SELECT * FROM "{known.stored_as}" WHERE "{known.key}" = ?'  # noqa: S608 - names are the project's own
