"""Imports into the test's own data folder, and what is there afterwards."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from addin.loading.loaded import loaded_registers, registers_for_check
from addin.loading.registers import database_path
from ilr_core.registers import Lars, Postcodes

NOW = datetime(2026, 11, 26, 9)


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def versions_and_rows() -> dict[str, tuple[str, int]]:
    return {name: (entry.version, entry.rows) for name, entry in loaded_registers()[0].items()}


def stored(table: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database_path())
    try:
        return connection.execute(f'SELECT * FROM "{table}"').fetchall()
    finally:
        connection.close()


def loaded_lars() -> Lars:
    lars = registers_for_check()[0].LARS
    assert lars is not None
    return lars


def loaded_postcodes() -> Postcodes:
    postcodes = registers_for_check()[0].postcodes
    assert postcodes is not None
    return postcodes
