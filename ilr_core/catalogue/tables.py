"""Reads the catalogue's data files. A year's folder holds only what differs from the year it follows."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ilr_core.errors import CatalogueError

Row = dict[str, str]
_CHANGES = ("", "add", "change", "remove")
DATA: Traversable = files("ilr_core.catalogue") / "data"


def spelling_key(name: str) -> str:
    """A rule name without case and underscores: official lists spell R07 and R_07, DateofBirth and DateOfBirth."""
    return name.replace("_", "").lower()


@lru_cache
def year_settings(year: str) -> dict[str, str]:
    """The year's own ``year.toml`` (dates as ISO text). Raises CatalogueError for a year that has no folder."""
    path = DATA / year / "year.toml"
    if not path.is_file():
        raise CatalogueError(f"There is no catalogue for the year {year}; known years are {', '.join(year_names())}.")
    return {key: str(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}


def year_names() -> tuple[str, ...]:
    """Every year with a folder of data, oldest first."""
    return tuple(sorted(folder.name for folder in DATA.iterdir() if folder.name.isdigit()))


def read_rows(year: str, table: str) -> list[Row]:
    """The rows of one file of one year's folder as written there; no file, no rows."""
    path = DATA / year / f"{table}.csv"
    if not path.is_file():
        return []
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def merged_rows(year: str, table: str, key: Callable[[Row], object]) -> list[Row]:
    """The year's whole table: the table of the year it follows with this year's rows added, changed or removed.

    An added row stands behind the row whose name its ``after`` column gives, at the front of its entity if ``after``
    is empty, or at the end in tables that have no ``after``.
    """
    earlier = year_settings(year).get("follows", "")
    rows = {key(row): row for row in merged_rows(earlier, table, key)} if earlier else {}
    for row in read_rows(year, table):
        change = row.pop("change", "")
        present = key(row) in rows
        if change not in _CHANGES or present == (change in ("", "add")):
            raise CatalogueError(f"{year}/{table}.csv: '{change}' does not fit the row {key(row)}.")
        if change == "remove":
            del rows[key(row)]
        elif change == "change":
            rows[key(row)] = row
        else:
            rows = _inserted(rows, key(row), row)
    return list(rows.values())


def _inserted(rows: dict[object, Row], new_key: object, row: Row) -> dict[object, Row]:
    if not row.get("after"):
        return {**rows, new_key: row}
    owner = "parent" if "parent" in row else "entity"
    name = "entity" if "parent" in row else "field"
    result: dict[object, Row] = {}
    for old_key, old in rows.items():
        result[old_key] = old
        if old[owner] == row[owner] and old[name] == row["after"]:
            result[new_key] = row
    if new_key not in result:
        raise CatalogueError(f"No row {row['after']} in {row[owner]} to put {row[name]} behind.")
    return result


@lru_cache
def online_reasons() -> dict[str, str]:
    """Why only the service can judge some rules, as clauses, by the reasons that ``rules.csv`` names."""
    rows = csv.DictReader((DATA / "online_reasons.csv").read_text("utf-8").splitlines())
    return {row["reason"]: row["text"] for row in rows}


@lru_cache
def return_rows() -> tuple[Row, ...]:
    """What each return is in every year, from ``returns.csv``."""
    path = files("ilr_core.catalogue") / "data" / "returns.csv"
    return tuple(csv.DictReader(path.read_text("utf-8").splitlines()))


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by the value of one column, in their order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
