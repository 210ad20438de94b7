"""One collection year's specification, read once from the project's data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import TypeVar

from pydantic import TypeAdapter

from ilr_core.catalogue import tables
from ilr_core.catalogue.definitions import (
    Code,
    CodeListStatus,
    Entity,
    Field,
    OfficialRule,
    Parameter,
    Return,
    ReturnKind,
)
from ilr_core.errors import CatalogueError

T = TypeVar("T")


@dataclass(frozen=True)
class CodeList:
    """A code list of one year: codes by their text, and whether an absent code is wrong."""

    name: str
    complete: bool
    about: str
    codes: Mapping[str, Code]

    def label(self, code: str) -> str:
        """The code's meaning, or an empty text."""
        known = self.codes.get(code)
        return known.label if known else ""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The specification of one collection year (``year`` as in the file: ``2627``).

    ``fields`` are by entity and name, both in schema order; ``rules`` by name in the official spelling.
    """

    year: str
    namespace: str
    title: str
    start: date
    end: date
    entities: Mapping[str, Entity]
    fields: Mapping[str, Mapping[str, Field]]
    lists: Mapping[str, CodeList]
    rules: Mapping[str, OfficialRule]
    returns: tuple[Return, ...]
    parameters: Mapping[str, tuple[Parameter, ...]]

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the entities directly inside each entity, in schema order."""
        return {name: tuple(e.name for e in self.entities.values() if e.parent == name) for name in self.entities}

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """The entities that hold a field of that name; learner data first, as people mean it."""
        owners: dict[str, tuple[str, ...]] = {}
        for entity, fields in self.fields.items():
            for name in fields:
                owners[name] = (*owners.get(name, ()), entity)
        return owners

    @cached_property
    def _rule_spellings(self) -> Mapping[str, str]:
        return {tables.spelling_key(name): name for name in self.rules}

    def official_rule(self, name: str) -> OfficialRule | None:
        """The year's rule of that name, found without regard to case and underscores; None if not live."""
        spelling = self._rule_spellings.get(tables.spelling_key(name))
        return self.rules[spelling] if spelling else None

    def parameter(self, name: str, on: date) -> Decimal | date | None:
        """The value of a dated parameter on that day; None where none applies. Unknown names raise CatalogueError."""
        dated = self.dated(name, on)
        return dated.value if dated else None

    def dated(self, name: str, on: date) -> Parameter | None:
        """The row of a dated parameter that applies on that day, with its source; else as ``parameter``."""
        if name not in self.parameters:
            raise CatalogueError(f"There is no parameter called {name} in {self.year}.")
        for dated in self.parameters[name]:
            if (dated.valid_from is None or dated.valid_from <= on) and (
                dated.valid_to is None or on <= dated.valid_to
            ):
                return dated
        return None

    def return_on(self, moment: datetime | date) -> Return:
        """The return that a file made at that moment belongs to: the first one that has not closed, else the last."""
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - the calendar is in local time
        return next((item for item in self.returns if moment <= item.closes), self.returns[-1])


def load(year: str | None = None) -> Catalogue:
    """The catalogue of a year (``"2627"``); without one, of the year now running. Raises CatalogueError if unknown.

    The same year is always the same object.
    """
    return _loaded(year or default_year())


@cache
def _loaded(year: str) -> Catalogue:
    settings = tables.year_settings(year)
    entities = _table(year, "entities", Entity, lambda row: (row["parent"], row["entity"]))
    fields = _table(year, "fields", Field, lambda row: (row["entity"], row["field"]))
    rules = _table(year, "rules", OfficialRule, lambda row: tables.spelling_key(row["name"]))
    returns = _rows(_with_purposes(_named(tables.read_rows(year, "calendar"), "return", "name")), Return)
    if not returns:
        raise CatalogueError(f"{year}/calendar.csv lists no returns; every year has its own calendar.")
    return Catalogue(
        year=year,
        namespace=settings["namespace"],
        title=settings["title"],
        start=date.fromisoformat(settings["start"]),
        end=date.fromisoformat(settings["end"]),
        entities={item.name: item for item in entities},
        fields={entity.name: {f.name: f for f in fields if f.entity == entity.name} for entity in entities},
        lists=_code_lists(year),
        rules={item.name: item for item in rules},
        returns=tuple(returns),
        parameters=_parameters(year),
    )


def years() -> tuple[str, ...]:
    """Every year the catalogue knows, oldest first."""
    return tables.year_names()


@cache
def default_year() -> str:
    """The year now running, from the data file ``current.toml``."""
    import tomllib

    return str(tomllib.loads((tables.DATA / "current.toml").read_text("utf-8"))["year"])


@cache
def return_kinds() -> tuple[ReturnKind, ...]:
    """R01 to R14 as they are in every year, in their order."""
    return tuple(_rows(_named(list(tables.return_rows()), "return", "name"), ReturnKind))


def _with_purposes(rows: list[tables.Row]) -> list[tables.Row]:
    known = {row["return"]: {name: row[name] for name in ("covers", "purpose")} for row in tables.return_rows()}
    return [row | known.get(row.get("name", ""), {}) for row in rows]


def _table(year: str, table: str, kind: type[T], key: object) -> list[T]:
    assert callable(key)
    return _rows(tables.merged_rows(year, table, key), kind)


def _rows(rows: list[tables.Row], kind: type[T]) -> list[T]:
    filled = [{name: value for name, value in row.items() if value} for row in rows]
    try:
        return TypeAdapter(list[kind]).validate_python(filled)  # type: ignore[valid-type]  # kind is a class at run time
    except ValueError as error:
        raise CatalogueError(f"The catalogue's data for {kind.__name__} is wrong: {error}") from error


def _named(rows: list[tables.Row], old: str, new: str) -> list[tables.Row]:
    return [{(new if name == old else name): value for name, value in row.items()} for row in rows]


def _code_lists(year: str) -> dict[str, CodeList]:
    codes = _table(year, "codes", Code, lambda row: (row["list"], row["code"]))
    by_list: dict[str, dict[str, Code]] = {}
    for code in codes:
        by_list.setdefault(code.list, {})[code.code] = code
    statuses = _table(year, "lists", CodeListStatus, lambda row: row["list"])
    unknown = by_list.keys() - {status.list for status in statuses}
    if unknown:
        raise CatalogueError(f"Codes of lists without a row in lists.csv: {', '.join(sorted(unknown))}.")
    return {s.list: CodeList(s.list, s.complete, s.about, by_list.get(s.list, {})) for s in statuses}


def _parameters(year: str) -> dict[str, tuple[Parameter, ...]]:
    dated = _table(year, "parameters", Parameter, lambda row: (row["name"], row.get("valid_from", "")))
    names = dict.fromkeys(item.name for item in dated)
    return {name: tuple(item for item in dated if item.name == name) for name in names}
