"""Loading registers from files, and handing those that are loaded to a check."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from functools import cache
from pathlib import Path

from addin.loading.csv_files import CsvFile, csv_files_in
from addin.user_data import data_folder
from ilr_core.errors import InputError
from ilr_core.registers import LoadedRegister, RegisterDatabase, Registers, registers_in
from ilr_core.registers.database import Row
from ilr_core.registers.recognition import Recognised, recognise, typed_rows
from ilr_core.registers.tables import OPTIONAL_TABLES, Table, read_tables, shipped_tables

FILE = "registers.sqlite"
COLUMNS_FILE = "register-columns.csv"
STEP = 20_000
SHOWN_HEADERS = 8
_POSTCODES_OF = re.compile(r"(?:ONSPD|NSPL)_([A-Za-z]{3})_(\d{4})")
_VERSION = re.compile(r"[_ -](V\d{1,4})(?=[_ .-])", re.IGNORECASE)
Found = dict[str, list[tuple[CsvFile, Recognised]]]
Told = Callable[[int], None]


def database_path() -> Path:
    """Where the registers are kept."""
    return data_folder() / FILE


def tables_in_use(columns: Path | None = None) -> tuple[Table, ...]:
    """The tables with the headers to look for: of a columns file given, of the user's own, or the shipped ones.

    Raises InputError for a columns file whose tables or columns are not those of the tool.
    """
    own = data_folder() / COLUMNS_FILE
    path = columns or (own if own.exists() else None)
    if path is None:
        return shipped_tables()
    tables = read_tables(path.read_text("utf-8-sig").splitlines())
    shape = {(table.stored_as, tuple((column.name, column.type) for column in table.columns)) for table in tables}
    known = {(t.stored_as, tuple((column.name, column.type) for column in t.columns)) for t in shipped_tables()}
    if shape != known:
        raise InputError(f"{path.name} has other tables or columns than the tool's own. Change its headers only.")
    return tables


def import_registers(
    paths: Sequence[Path], now: datetime, *, version: str = "", columns: Path | None = None, told: Told | None = None
) -> list[LoadedRegister]:
    """Loads every register found in some files; each is replaced as a whole, or stays as it was.

    ``told`` hears now and then how many rows have been read. Raises InputError, one sentence, for a file that is no
    register or cannot be read to its end, for a register that is not whole, and while another import goes on.
    """
    found = _recognised(paths, tables_in_use(columns))
    for register, files in found.items():
        _demand_whole(register, files)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with closing(RegisterDatabase.at(folder / FILE)) as database:
            return [
                _load(database, register, files, version or _version_of(files), now, told)
                for register, files in found.items()
            ]
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise InputError("Another import is going on. Try again when it has ended.") from error
        raise InputError(f"The registers could not be written ({error}). Check the disk, then try again.") from error
    except sqlite3.DatabaseError as error:
        raise InputError(f"{folder / FILE} is damaged. Delete it, then import the registers again.") from error


def loaded_registers() -> tuple[dict[str, LoadedRegister], bool]:
    """What is loaded, and whether the database is one of this version of the tool (True if there is none)."""
    path = database_path()
    if not path.exists():
        return {}, True
    try:
        with closing(RegisterDatabase.to_read(path)) as database:
            return database.loaded(), database.is_of_this_layout
    except sqlite3.DatabaseError:
        return {}, False


@cache
def registers_at(path: Path, changed: float) -> tuple[Registers, tuple[str, ...]]:  # noqa: ARG001 - the cache asks it
    """The registers of a database file, open as long as this process lasts, and their names with versions."""
    database = RegisterDatabase.to_read(path)
    names = tuple(f"{entry.register} {entry.version}".strip() for entry in database.loaded().values())
    return registers_in(database), names


def registers_for_check() -> tuple[Registers, tuple[str, ...]]:
    """The registers that are loaded, and their names with versions; none if there are none or they cannot be read."""
    path = database_path()
    try:
        return registers_at(path, path.stat().st_mtime) if path.exists() else (Registers(), ())
    except sqlite3.DatabaseError:
        return Registers(), ()


def _recognised(paths: Sequence[Path], tables: Sequence[Table]) -> Found:
    found: Found = {}
    for path in paths:
        files = csv_files_in(path)
        known = [(file, match) for file in files if (match := _match(file, tables, alone=len(files) == 1))]
        if not known:
            raise InputError(f"{path.name} holds no register that this tool knows. See: ilr registers columns.")
        for file, match in known:
            found.setdefault(match.table.register, []).append((file, match))
    return found


def _match(file: CsvFile, tables: Sequence[Table], *, alone: bool) -> Recognised | None:
    with file.rows() as rows:
        header = next(rows, [])
    match = recognise(header, tables)
    if match is None and alone:
        shown = ", ".join(header[:SHOWN_HEADERS]) or "nothing"
        more = " ..." if len(header) > SHOWN_HEADERS else ""
        raise InputError(
            f"{file.name} is no register that this tool knows: its first row holds {shown}{more}. If it is one, say "
            "what its columns are: ilr registers columns --out FILE makes the list to change, --columns FILE reads it."
        )
    return match


def _demand_whole(register: str, files: list[tuple[CsvFile, Recognised]]) -> None:
    there = {match.table.name for _, match in files}
    wanted = {table.name for table in shipped_tables() if table.register == register} - set(OPTIONAL_TABLES)
    missing = sorted(wanted - there)
    if missing:
        raise InputError(f"{register} is not whole: {', '.join(missing)} is missing. Import the whole download.")


def _version_of(files: list[tuple[CsvFile, Recognised]]) -> str:
    for file, _ in files:
        for name in (file.path.name, file.member):
            month, number = _POSTCODES_OF.search(name), _VERSION.search(name)
            if month:
                return f"{month[1].title()} {month[2]}"
            if number:
                return number[1].upper()
    changed = max(file.path.stat().st_mtime for file, _ in files)
    return f"file of {datetime.fromtimestamp(changed):%d %b %Y}"  # noqa: DTZ006 - as the user's system shows it


def _load(
    database: RegisterDatabase, register: str, files: list[tuple[CsvFile, Recognised]], version: str, now: datetime,
    told: Told | None,
) -> LoadedRegister:  # fmt: skip
    read = 0

    def counted(rows: Iterator[Row]) -> Iterator[Row]:
        nonlocal read
        for row in rows:
            read += 1
            if told and read % STEP == 0:
                told(read)
            yield row

    with ExitStack() as stack:
        by_table: dict[str, list[Iterator[Row]]] = {}
        for file, match in files:
            rows = stack.enter_context(file.rows())
            next(rows, None)
            by_table.setdefault(match.table.name, []).append(typed_rows(match, rows, file.name))
        chained = {name: counted(row for rows in parts for row in rows) for name, parts in by_table.items()}
        return database.replace(register, version, now, chained)
