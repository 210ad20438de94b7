"""Loading registers from files into the database in the user's data folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from addin.loading.csv_files import CsvFile, csv_files_in
from addin.loading.editions import Edition, edition_of
from addin.user_data import data_folder
from ilr_core.errors import InputError
from ilr_core.registers import LoadedRegister, RegisterDatabase
from ilr_core.registers.database import Row
from ilr_core.registers.recognition import Recognised, lacking, recognise, typed_rows
from ilr_core.registers.tables import OPTIONAL_TABLES, Table, shipped_tables, tables_with_headers_of

FILE = "registers.sqlite"
COLUMNS_FILE = "register-columns.csv"
STEP = 20_000
SHOWN = 8
Told = Callable[[int], None]


@dataclass
class Source:
    """What was found of one register: its files with their tables, and the edition they are."""

    files: list[tuple[CsvFile, Recognised]] = field(default_factory=list)
    beside: list[tuple[CsvFile, list[str]]] = field(default_factory=list)

    @property
    def edition(self) -> Edition:
        """Its version and day."""
        return edition_of([file for file, _ in self.files], self.beside)


def database_path() -> Path:
    """Where the registers are kept."""
    return data_folder() / FILE


def tables_in_use(columns: Path | None = None) -> tuple[Table, ...]:
    """The tables with the headers to look for: of a columns file given, of the user's own, or the shipped ones.

    Raises InputError for a columns file that names what the tool does not have.
    """
    own = data_folder() / COLUMNS_FILE
    path = columns or (own if own.exists() else None)
    if path is None:
        return shipped_tables()
    try:
        return tables_with_headers_of(path.read_text("utf-8-sig", errors="replace").splitlines())
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def import_registers(
    paths: Sequence[Path], now: datetime, *, version: str = "", columns: Path | None = None, fewer: bool = False,
    told: Told | None = None,
) -> list[LoadedRegister]:  # fmt: skip
    """Loads every register found in some files: all of them as a whole, or none.

    ``told`` hears now and then how many rows have been read; with ``fewer`` a register may shrink to less than half.
    Raises InputError, one sentence, for a file that is no register or cannot be read to its end, for a register that is
    not whole, and while another import goes on.
    """
    sources = _sources(paths, tables_in_use(columns))
    for register, source in sources.items():
        _demand_whole(register, source)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with closing(RegisterDatabase.at(folder / FILE)) as database, database.changes():
            before = database.loaded()
            done = []
            told_of_all = _adding_up(told)
            for register, source in sources.items():
                done.append(_load(database, register, source, version, now, told_of_all))
                if not fewer and register in before:
                    _demand_as_many(done[-1], before[register])
            return done
    except sqlite3.OperationalError as error:
        raise InputError(f"The registers could not be written ({error}). Check the disk, then try again.") from error
    except sqlite3.DatabaseError as error:
        raise InputError(f"{folder / FILE} is damaged. Delete it, then import the registers again.") from error


def _sources(paths: Sequence[Path], tables: Sequence[Table]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for path in dict.fromkeys(paths):
        headers = [(file, _header(file)) for file in csv_files_in(path)]
        found = [(file, match) for file, header in headers if (match := _match(file, header, tables))]
        if not found:
            raise InputError(_unknown(path, headers))
        wholes = {match.table.register for file, match in found if not file.is_part_of_whole}
        for file, match in found:
            source = sources.setdefault(match.table.register, Source())
            if not (file.is_part_of_whole and match.table.register in wholes):
                source.files.append((file, match))
        for register in {match.table.register for _, match in found}:
            sources[register].beside += headers
    return sources


def _header(file: CsvFile) -> list[str]:
    with file.rows() as rows:
        return next(rows, [])


def _match(file: CsvFile, header: list[str], tables: Sequence[Table]) -> Recognised | None:
    try:
        return recognise(header, tables)
    except InputError as error:
        raise InputError(f"{file.name} {error}") from error


def _unknown(path: Path, headers: list[tuple[CsvFile, list[str]]]) -> str:
    if len(headers) == 1:
        file, header = headers[0]
        held = f"{file.name} is no register that this tool knows: its first row holds {_some(header) or 'nothing'}"
    else:
        held = f"{path.name} holds no register that this tool knows, but {_some([file.name for file, _ in headers])}"
    return (
        f"{held}. If it is one, say what its columns are: ilr registers columns --out FILE makes the list to change, "
        "--columns FILE reads it."
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(name[:40] for name in names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")


def _demand_whole(register: str, source: Source) -> None:
    lacking([match for _, match in source.files], register)
    if len([table for table in shipped_tables() if table.register == register]) == 1:
        return
    first: dict[str, CsvFile] = {}
    for file, match in source.files:
        other = first.setdefault(match.table.name, file)
        if other is not file:
            raise InputError(
                f"{register} {match.table.name} comes twice, in {other.path} and in {file.path}. Import one download "
                "at a time; nothing was loaded."
            )


def _demand_as_many(loaded: LoadedRegister, before: LoadedRegister) -> None:
    if loaded.rows * 2 < before.rows:
        raise InputError(
            f"{loaded.register} has {loaded.rows:,} rows, the one loaded before {before.rows:,}: is the file whole? "
            "Download it again, or import it with --fewer; nothing was loaded."
        )


def _adding_up(told: Told | None) -> Callable[[], None]:
    read = 0

    def row_read() -> None:
        nonlocal read
        read += STEP
        if told:
            told(read)

    return row_read


def _load(
    database: RegisterDatabase, register: str, source: Source, version: str, now: datetime, told: Callable[[], None]
) -> LoadedRegister:
    edition = source.edition
    with ExitStack() as stack:
        by_table: dict[str, list[Iterator[Row]]] = {}
        for file, match in source.files:
            rows = stack.enter_context(file.rows())
            next(rows, None)
            by_table.setdefault(match.table.name, []).append(typed_rows(match, rows, file.name))
        return database.replace(
            register, version or edition.version, now,
            {name: _counted(parts, register, name, told) for name, parts in by_table.items()},
            dated=edition.dated, lacks=lacking([match for _, match in source.files], register),
        )  # fmt: skip


def _counted(parts: list[Iterator[Row]], register: str, table: str, told: Callable[[], None]) -> Iterator[Row]:
    number = 0
    for number, row in enumerate(chain.from_iterable(parts), start=1):
        if number % STEP == 0:
            told()
        yield row
    if not number and table not in OPTIONAL_TABLES:
        name = register if table.casefold() in register.casefold() else f"{register} {table}"
        raise InputError(f"{name} has no rows. Download the file again; nothing was loaded.")
