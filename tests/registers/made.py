"""Small made registers in a real database, from rows by register and table as test cases write them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ilr_core.registers import RegisterDatabase, Registers, registers_in
from ilr_core.registers.tables import Table, shipped_tables

LOADED = datetime(2026, 8, 1, 9)
Rows = dict[str, dict[str, list[dict[str, Any]]]]


def made_database(registers: Rows) -> RegisterDatabase:
    """A database in memory that holds just these registers; columns that a row does not name are blank."""
    database = RegisterDatabase.in_memory()
    for register, tables in registers.items():
        known = {table.name: table for table in shipped_tables() if table.register == register}
        assert known, f"There is no register {register}."
        assert set(tables) <= set(known), f"{register} has no table {set(tables) - set(known)}."
        rows = {name: [_stored(known[name], row) for row in found] for name, found in tables.items()}
        database.replace(register, "made", LOADED, rows)
    return database


def made_registers(registers: Rows) -> Registers:
    """The same, ready to be looked things up in."""
    return registers_in(made_database(registers)) if registers else Registers()


@cache
def full_rows() -> Rows:
    """Rows of every register, with an entry for whatever the base learners of the rule cases name."""
    return yaml.safe_load((Path(__file__).parent / "full.yaml").read_text("utf-8"))


@cache
def full_registers() -> Registers:
    """Every register loaded with these rows."""
    return made_registers(full_rows())


def _stored(table: Table, row: dict[str, Any]) -> list[Any]:
    names = [column.name for column in table.columns]
    assert set(row) <= set(names), f"{table.name} has no column {set(row) - set(names)}."
    return [str(value) if isinstance(value := row.get(name), date) else value for name in names]
