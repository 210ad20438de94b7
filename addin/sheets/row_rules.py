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
_WAYS_OUT = frozenset({"parent", "position", "walk", "children"})


def judged_by_row(rows: RowReader, year: Catalogue) -> Callable[[Rule], bool]:
    """Tells of a rule whether rows with these columns hold all that it and its exclusions look at.

    A rule that needs a register, compares learners, or mentions a field, an entity or a kind of entry (``ACT``) that
    has no column here is not judged. Nor is one that goes to other records of the learner.
    """
    own = rows.sheet.entity
    inside = {slot.entity for slot in rows.slots}
    fields = {name for entity in year.fields.values() for name in entity}
    shown_kinds = {text for slot in rows.slots for _, text in slot.fixed}
    lists = {year.fields[slot.entity][name].list for slot in rows.slots for name, _ in slot.fixed}
    kinds = {code for name in lists if name in year.lists for code in year.lists[name].codes}
    shown = inside | {name for _, name in rows.present} | shown_kinds
    outside = ((fields | year.entities.keys() | kinds) - shown) | _WAYS_OUT

    def judged(rule: Rule) -> bool:
        if rule.needs or rule.key or rule.scope not in (own, *inside) or not rows.present.issuperset(rule.reads):
            return False
        return outside.isdisjoint(_mentions(rule))

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
