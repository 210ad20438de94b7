"""The columns that nobody is sure of, as questions of a form, and what the answers decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from addin.hosts.questions import Asked
from addin.mis_import.dates import DAY_FIRST, MONTH_FIRST, Order
from addin.mis_import.mapping import ColumnUse, MappedTable
from addin.mis_import.targets import target_named
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError

LEAVE_OUT = "leave out"
_ORDERS: tuple[Order, ...] = (DAY_FIRST, MONTH_FIRST)


def asked_columns(tables: Sequence[MappedTable]) -> list[Asked]:
    """A question for each column that has a likely meaning and waits for somebody to confirm it."""
    return [
        Asked(name, f"{mapped.table.name}: {one.column.header}", f"It {one.why}.", _choices(one), LEAVE_OUT, False)
        for name, mapped, one in _waiting(tables)
    ]


def with_answers(tables: Sequence[MappedTable], answers: Mapping[str, str], year: Catalogue) -> list[MappedTable]:
    """The tables with the columns decided as answered. Raises InputError for an answer that names no field."""
    decided = {
        id(one): _decided(one, answers[name].strip(), year) for name, _, one in _waiting(tables) if name in answers
    }
    return [MappedTable(one.table, tuple(decided.get(id(use), use) for use in one.uses)) for one in tables]


def _waiting(tables: Sequence[MappedTable]) -> Iterator[tuple[str, MappedTable, ColumnUse]]:
    for number, mapped in enumerate(tables, 1):
        for one in mapped.uses:
            if one.use == "ask" and one.target is not None:
                yield f"{number}{one.column.letters}", mapped, one


def _choices(one: ColumnUse) -> tuple[str, ...]:
    assert one.target is not None
    name = one.target.spelling
    return (LEAVE_OUT, *(f"{name}, {order}" for order in _ORDERS)) if one.order else (LEAVE_OUT, name)


def _decided(one: ColumnUse, answer: str, year: Catalogue) -> ColumnUse:
    if not answer or answer.casefold() == LEAVE_OUT:
        return replace(one, use="no", why="was left out")
    name, _, said = answer.partition(",")
    target = target_named(name, year)
    order = next((known for known in _ORDERS if known == said.strip().casefold()), one.order)
    if target is None:
        raise InputError(
            f"'{name[:40]}' is no field of {year.title}, so nothing was imported. "
            f"For the column '{one.column.header}' type a column name of the workbook, or {LEAVE_OUT}."
        )
    return replace(one, target=target, use="yes", certainty=100, why="was confirmed", order=order)
