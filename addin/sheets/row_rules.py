"""Which rules can be judged from one row alone: those whose code looks at nothing outside it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType

from addin.sheets.single_row import RowReader
from ilr_core.catalogue import Catalogue
from ilr_core.rules import Rule

_RULES = "ilr_core.rules."
_WAYS_OUT = frozenset({"children", "parent", "position", "walk"})


def judged_by_row(rows: RowReader, year: Catalogue) -> Callable[[Rule], bool]:
    """Tells of a rule whether rows with these columns hold all that it and its exclusions look at.

    Not judged are rules that need a register or compare learners, that mention a field without a column here, or that
    go from the row's record to others: even the entries shown in its row may have more of their kind in their own
    sheet. So whatever is found in a row, the check of the whole return finds as well.
    """
    records = {rows.sheet.entity, *(slot.entity for slot in rows.slots)}
    fields = {name for entity in year.fields.values() for name in entity}
    outside = (fields - {name for _, name in rows.present}) | year.entities.keys() | _WAYS_OUT

    def judged(rule: Rule) -> bool:
        is_own = rule.scope in records and rule.key is None and not rule.needs
        return is_own and rows.present.issuperset(rule.reads) and outside.isdisjoint(_mentions(rule))

    return judged


@cache
def _mentions(rule: Rule) -> frozenset[str]:
    """Every name and text in the code of a rule and of what it calls among the rules."""
    seen: set[Callable[..., object]] = set()
    found: set[str] = set()
    waiting: list[Callable[..., object]] = [rule.function, *rule.unless]
    while waiting:
        function = inspect.unwrap(waiting.pop())
        if function in seen or not isinstance(function, FunctionType):
            continue
        seen.add(function)
        names = set(_names(function.__code__))
        found |= names
        known = [function.__globals__.get(name) for name in names]
        known += [cell.cell_contents for cell in function.__closure__ or ()]
        for value in known:
            found.update(_texts(value))
            if callable(value) and getattr(value, "__module__", "").startswith(_RULES):
                waiting.append(value)
    return frozenset(found)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
        else:
            yield from _texts(constant)


def _texts(value: object) -> Iterator[str]:
    """The texts in a constant, however deep they lie in its containers."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | set | frozenset | dict):
        for inner in value:
            yield from _texts(inner)
        if isinstance(value, dict):
            yield from _texts(tuple(value.values()))
