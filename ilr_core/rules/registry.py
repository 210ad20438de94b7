"""The registry of rules: what a rule is, and the decorator that makes a function one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from ilr_core import catalogue
from ilr_core.catalogue import spelling_key
from ilr_core.errors import CatalogueError
from ilr_core.model import LearningDelivery, Record
from ilr_core.rules.context import Context, Needs

Verdict = bool | Needs | Sequence[Record]
# The first argument is one of the record classes; which one, its annotation says.
RuleFunction = Callable[[Any, Context], Verdict]
Predicate = Callable[[Any, Context], bool | Needs]
KeyFunction = Callable[[Any, Context], Hashable | None]
F = TypeVar("F", bound=RuleFunction)
K = TypeVar("K", bound=KeyFunction)


@dataclass(frozen=True, slots=True)
class Rule:
    """One official rule as this project judges it.

    ``scope`` is the entity its function is given (``File`` for the return as a whole); ``reads`` are the fields it
    looks at as (entity, field), the first of them the one to mend; ``models`` are the funding models of the aims it is
    asked of (none: of all); ``since`` and ``until`` are the first and last year it stands in this form; ``key`` groups
    records across learners, and every record of a group of two or more breaks the rule. ``wrong`` and
    ``remedy`` are its texts, with ``{Field}`` for values.
    """

    name: str
    function: RuleFunction
    scope: str
    reads: tuple[tuple[str, str], ...]
    unless: tuple[Predicate, ...]
    needs: tuple[str, ...]
    since: str
    until: str
    wrong: str
    remedy: str
    remarks: str = ""
    key: KeyFunction | None = None
    models: frozenset[int] = frozenset()

    def is_asked_of(self, record: Record) -> bool:
        """Whether the rule is about a record of its scope: about an aim, if it has one of the funding models."""
        return not self.models or funding_model(record) in self.models

    def stands_in(self, year: str) -> bool:
        """Whether the rule stands in this form in that year."""
        return self.since <= year <= self.until


_rules: dict[str, list[Rule]] = {}


def funding_model(record: Record) -> int | None:
    """The FundModel of an aim, by which rules are indexed; None for any other record."""
    return record.FundModel if isinstance(record, LearningDelivery) else None


def rule(
    name: str,
    *,
    reads: str,
    unless: Iterable[Predicate] = (),
    needs: str = "",
    models: Iterable[int] = (),
    since: str = "",
    until: str = "",
) -> Callable[[F], F]:
    """Registers a function as the official rule of that name.

    The function returns True if its record breaks the rule, the records inside it that do, or ``Needs``. Its first
    argument's annotation gives the scope. Its docstring gives the texts users see: first paragraph what is wrong,
    second what to do next, any further ones remarks on the official text.

    Args:
        name: the official name; a name in no year's list, or taken already for a year, is refused.
        reads: field names, the one to mend first; ``Entity.Field`` where the name alone does not say which.
        unless: named predicates that excuse a record.
        needs: names of the registers without which the rule cannot be judged.
        models: funding models of the aims that the rule is about, for rules of aims; it is not called for others.
        since: first year of this form of the rule; without it, the oldest year known.
        until: last year of this form; without it, the newest year known.
    """

    def register(function: F) -> F:
        add(_described(name, function, reads, unless, needs, since, until, models=models))
        return function

    return register


def unique(name: str, *, reads: str, since: str = "", until: str = "") -> Callable[[K], K]:
    """Registers an across-learner rule: the function gives a record's key (None: none), which must not come twice."""

    def register(function: K) -> K:
        add(_described(name, _never, reads, (), "", since, until, key=function))
        return function

    return register


def add(new: Rule) -> None:
    """Puts a rule into the registry. Raises CatalogueError for a name that is unknown or taken in one of its years."""
    others = _rules.setdefault(spelling_key(new.name), [])
    for year in (year for year in catalogue.years() if new.stands_in(year)):
        specification = catalogue.load(year)
        if specification.official_rule(new.name) is None:
            raise CatalogueError(f"{new.name} is not a live rule of {year}; say since= or until=.")
        if any(other.stands_in(year) for other in others):
            raise CatalogueError(f"{new.name} is registered twice for {year}.")
        for entity, field in new.reads:
            if entity != "File" and field not in specification.fields.get(entity, {}):
                raise CatalogueError(f"{new.name} reads {entity}.{field}, which {year} does not have.")
    others.append(new)


def rules_of(year: str) -> dict[str, Rule]:
    """The rules with a function that stand in a year, by their official spelling, in the order of the year's list."""
    standing: dict[str, Rule] = {}
    for name in catalogue.load(year).rules:
        found = next((r for r in _rules.get(spelling_key(name), ()) if r.stands_in(year)), None)
        if found:
            standing[name] = found
    return standing


def _never(record: Record, ctx: Context) -> bool:
    return False


def _described(
    name: str, function: RuleFunction, reads: str, unless: Iterable[Predicate], needs: str, since: str, until: str,
    key: KeyFunction | None = None, models: Iterable[int] = (),
) -> Rule:  # fmt: skip
    first, last = since or catalogue.years()[0], until or catalogue.years()[-1]
    written = key or function
    scope = next(iter(get_type_hints(written).values())).__name__
    scope = "File" if scope == "ReturnFile" else scope
    texts = [" ".join(part.split()) for part in inspect.cleandoc(written.__doc__ or "").split("\n\n")]
    if len(texts) < 2:
        raise CatalogueError(f"{name} does not say what is wrong and what to do next.")
    read = tuple(word.rpartition(".")[2] for word in reads.split())
    if models and (scope != LearningDelivery.ENTITY or "FundModel" not in read):
        raise CatalogueError(f"{name} has funding models; then it must be about aims and read FundModel.")
    year = next((year for year in reversed(catalogue.years()) if first <= year <= last), catalogue.years()[-1])
    return Rule(
        name=name,
        function=function,
        scope=scope,
        reads=tuple(_resolved(word, scope, year, name) for word in reads.split()),
        unless=tuple(unless),
        needs=tuple(needs.split()),
        since=first,
        until=last,
        wrong=texts[0],
        remedy=texts[1],
        remarks="\n\n".join(texts[2:]),
        key=key,
        models=frozenset(models),
    )


def _resolved(word: str, scope: str, year: str, name: str) -> tuple[str, str]:
    entity, _, field = word.rpartition(".")
    if entity:
        return entity, field
    specification = catalogue.load(year)
    owners = specification.owners.get(field, ())
    if scope in owners:
        return scope, field
    if len(owners) != 1:
        raise CatalogueError(f"{name} reads {field}: say of which entity ({', '.join(owners) or 'none has it'}).")
    return owners[0], field
