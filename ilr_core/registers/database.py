"""The registers' database: one SQLite file in which registers are replaced as a whole.

SQLite and not DuckDB: rules look single keys up, which a row store answers by prepared statements in microseconds; it
comes with Python, and several processes may read the file while another replaces a register.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from ilr_core.errors import InputError
from ilr_core.registers.tables import Table, shipped_tables

Row = Sequence[str | int | float | None]
_SQL_TYPES = {"number": "NUMERIC", "flag": "NUMERIC"}
_FORM = 2
"""Raised when values are stored in another way; tables and columns are counted in by themselves."""
_LOADED = "loaded_register"
# Milliseconds: another import takes long, a reader gives the file free between two look-ups.
_WAIT_FOR_IMPORT, _WAIT_FOR_READERS = 1_000, 30_000


@dataclass(frozen=True, slots=True)
class LoadedRegister:
    """A register that is loaded: its version as its source names it, when it was loaded, and how many rows.

    ``dated`` is the day its content is of, None if nothing says it; ``lacks`` names the tables and columns that its
    files did not have.
    """

    register: str
    version: str
    loaded: datetime
    rows: int
    dated: date | None = None
    lacks: tuple[str, ...] = ()


class RegisterDatabase:
    """One open database of registers.

    Values are stored as they are looked up: days as ISO text, numbers as numbers, blanks as NULL.
    """

    def __init__(self, connection: sqlite3.Connection):
        self.connection = connection

    @classmethod
    def in_memory(cls) -> RegisterDatabase:
        """An empty database that is gone when it is closed."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    @classmethod
    def at(cls, path: Path) -> RegisterDatabase:
        """The database at a path, made if it is not there, for loading registers."""
        return cls(sqlite3.connect(path, isolation_level=None))

    @classmethod
    def to_read(cls, path: Path) -> RegisterDatabase:
        """The database at a path, for looking things up only, from any thread."""
        # Not opened as read-only: the first to open it after an import was killed must put the old state back.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        wait = _WAIT_FOR_READERS / 1_000
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        return cls(connection)

    @property
    def is_of_this_layout(self) -> bool:
        """Whether this version of the tool made the database, or nothing is in it; another has to be loaded again."""
        tables = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return not tables or bool(self.connection.execute("PRAGMA user_version").fetchone()[0] == layout())

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def loaded(self) -> dict[str, LoadedRegister]:
        """The registers that are loaded, by name; none in a database of another layout."""
        known = self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_LOADED,)).fetchone()
        if not known or not self.is_of_this_layout:
            return {}
        rows = self.connection.execute(f"SELECT * FROM {_LOADED} ORDER BY register")  # noqa: S608 - a name of our own
        return {row[0]: _loaded_register(*row) for row in rows}

    @contextmanager
    def changes(self) -> Iterator[None]:
        """What is replaced inside comes to be in one step: after any failure all is as it was before.

        Readers see the old state until the end, and wait for the moment in which the new one is written. Raises
        InputError while another import goes on, or if readers give the file free at no moment.
        """
        # What spills from memory before the end would lock readers out of the file as long as the import lasts.
        self.connection.execute("PRAGMA cache_spill = OFF")
        self._run(f"PRAGMA busy_timeout = {_WAIT_FOR_IMPORT}", "BEGIN IMMEDIATE", "Another import is going on.")
        try:
            self._prepare()
            yield
            self._run(f"PRAGMA busy_timeout = {_WAIT_FOR_READERS}", "COMMIT", "A check keeps the registers in use.")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def replace(
        self, register: str, version: str, now: datetime, rows: Mapping[str, Iterable[Row]], *,
        dated: date | None = None, lacks: Sequence[str] = (),
    ) -> LoadedRegister:  # fmt: skip
        """Puts a register in the place of the one there was; by itself, or with others within ``changes``.

        ``rows`` are by table name, each with the values of all its columns in order; a table without rows is empty.
        Raises InputError if no table has any; what the rows' iterators raise is passed on.
        """
        if not self.connection.in_transaction:
            with self.changes():
                return self.replace(register, version, now, rows, dated=dated, lacks=lacks)
        tables = [table for table in shipped_tables() if table.register == register]
        count = sum(self._fill(table, rows.get(table.name, ())) for table in tables)
        if not count:
            raise InputError(f"{register} has no rows. Download the file again; nothing was loaded.")
        entry = LoadedRegister(register, version, now, count, dated, tuple(lacks))
        self.connection.execute(
            f"INSERT OR REPLACE INTO {_LOADED} VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - a name of our own
            (register, version, now.isoformat(timespec="seconds"), count, dated and dated.isoformat(), " ".join(lacks)),
        )
        return entry

    def found(self, register: str, table: str, key: str | int) -> Iterator[sqlite3.Row]:
        """The rows of a table with that key, whose values are found by column name."""
        cursor = self.connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(_selection(register, table), (key,))

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is looked up inside is of one state, and faster: the file is not locked anew for every look-up."""
        begins = not self.connection.in_transaction
        if begins:
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if begins:
                self.connection.execute("COMMIT")

    def has(self, register: str, table: str, key: str | int) -> bool:
        """Whether a table has a row with that key."""
        return self.connection.execute(_selection(register, table), (key,)).fetchone() is not None

    def _prepare(self) -> None:
        """Empties a database of another layout and makes the table of what is loaded."""
        if not self.is_of_this_layout:
            for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                self.connection.execute(f'DROP TABLE "{name}"')
        self.connection.execute(f"PRAGMA user_version = {layout()}")
        self.connection.execute(
            f"CREATE TABLE IF NOT EXISTS {_LOADED} "
            "(register TEXT PRIMARY KEY, version TEXT, loaded TEXT, rows INTEGER, dated TEXT, lacks TEXT)"
        )

    def _fill(self, table: Table, rows: Iterable[Row]) -> int:
        self.connection.execute(f'DROP TABLE IF EXISTS "{table.stored_as}"')
        self.connection.execute(_creation(table))
        marks = ", ".join("?" * len(table.columns))
        insertion = "INSERT OR IGNORE" if table.is_set else "INSERT"
        cursor = self.connection.executemany(f'{insertion} INTO "{table.stored_as}" VALUES ({marks})', rows)
        if not table.is_set:
            self.connection.execute(f'CREATE INDEX "{table.stored_as}_key" ON "{table.stored_as}" ("{table.key}")')
        return max(cursor.rowcount, 0)

    def _run(self, patience: str, statement: str, obstacle: str) -> None:
        self.connection.execute(patience)
        try:
            self.connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise InputError(f"{obstacle} Try again when it has ended; nothing was loaded.") from error


@cache
def layout() -> int:
    """A number that is another one whenever tables or columns are others."""
    shape = [(table.stored_as, [(c.name, c.type, c.key) for c in table.columns]) for table in shipped_tables()]
    return zlib.crc32(repr((_FORM, shape)).encode()) >> 1


def _loaded_register(
    register: str, version: str, loaded: str, rows: int, dated: str | None, lacks: str
) -> LoadedRegister:
    day = date.fromisoformat(dated) if dated else None
    return LoadedRegister(register, version, datetime.fromisoformat(loaded), rows, day, tuple(lacks.split()))


def _creation(table: Table) -> str:
    columns = ", ".join(f'"{column.name}" {_SQL_TYPES.get(column.type, "TEXT")}' for column in table.columns)
    if table.is_set:
        return f'CREATE TABLE "{table.stored_as}" ({columns} PRIMARY KEY) WITHOUT ROWID'
    return f'CREATE TABLE "{table.stored_as}" ({columns})'


@cache
def _selection(register: str, table: str) -> str:
    known = next(entry for entry in shipped_tables() if (entry.register, entry.name) == (register, table))
    return f'SELECT * FROM "{known.stored_as}" WHERE "{known.key}" = ?'  # noqa: S608 - the project's own names
