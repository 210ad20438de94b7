"""What is loaded, for the commands that show it and for a check."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from addin.loading.registers import database_path
from ilr_core.registers import LoadedRegister, RegisterDatabase, Registers, registers_in

OTHER_LAYOUT = "The registers were loaded by another version of this tool. Import them again."


def loaded_registers() -> tuple[dict[str, LoadedRegister], str]:
    """What is loaded by name, and a sentence that says why the database is of no use; empty if there is no trouble."""
    path = database_path()
    if not path.exists():
        return {}, ""
    try:
        with closing(RegisterDatabase.to_read(path)) as database:
            return database.loaded(), "" if database.is_of_this_layout else OTHER_LAYOUT
    except sqlite3.DatabaseError as error:
        return {}, _trouble(error, path)


def registers_for_check() -> tuple[Registers, tuple[str, ...], str]:
    """The registers that are loaded, their names with versions, and the sentence as of ``loaded_registers``."""
    path = database_path()
    try:
        if not path.exists():
            return Registers(), (), ""
        state = path.stat()
        return _registers_at(path, (state.st_mtime_ns, state.st_size))
    except sqlite3.DatabaseError as error:
        return Registers(), (), _trouble(error, path)


@lru_cache(maxsize=1)
def _registers_at(
    path: Path, state: tuple[int, int]  # noqa: ARG001 - a replaced file is opened anew
) -> tuple[Registers, tuple[str, ...], str]:  # fmt: skip
    """The registers of a database file, which stays open until the file is replaced."""
    database = RegisterDatabase.to_read(path)
    if not database.is_of_this_layout:
        database.close()
        return Registers(), (), OTHER_LAYOUT
    names = tuple(f"{entry.register} {entry.version}".strip() for entry in database.loaded().values())
    return registers_in(database), names, ""


def _trouble(error: sqlite3.DatabaseError, path: Path) -> str:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return "The registers are being written. Try again in a minute."
    if isinstance(error, sqlite3.OperationalError):
        return f"The registers in {path} cannot be read ({error}). Check the folder, then try again."
    return f"{path} is damaged. Delete it, then import the registers again."
