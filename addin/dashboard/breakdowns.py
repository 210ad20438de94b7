"""Errors by rule family and by programme: lines of learners, each with its number of errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from addin.dashboard.entries import WHOLE_RETURN, Entry, first_few, reference
from addin.dashboard.facts import Facts, position_of
from ilr_core.funding.programmes import PROGRAMME
from ilr_core.model import Finding, Learner, LearningDelivery
from ilr_core.programme_names import NO_PROGRAMME, programme_names
from ilr_core.rules import rules_of

MOST = 9
"""Groups shown by themselves; the others are taken together, so that a chart stays readable."""
FAMILIES = {
    "learner": "Learner details",
    "employment": "Employment",
    "aim": "Aims",
    "aim_fam": "Funding and monitoring",
    "aim_validity": "Aims against LARS",
    "finance": "Prices and payments",
    "hours": "Hours",
    "cross_record": "Records together",
    "higher_education": "Higher education",
    "file": "The file",
}
"""The families of the official rules, by the package that holds them."""
FIELDS, SHEETS = "Missing or badly typed", "Sheets and schema"


@dataclass(frozen=True)
class Group:
    """One bar: its name and the learners behind it, those with most errors first."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def errors(self) -> int:
        """How many errors they have together."""
        return int(sum((entry.number for entry in self.entries), Decimal(0)))

    @property
    def count(self) -> int:
        """How many lines its list has."""
        return len(self.entries)


def errors_by_family(facts: Facts) -> tuple[Group, ...]:
    """The errors by family of rules, most first; what is wrong with the return as a whole is a line of its own."""
    families = _families(facts.year.year)
    return _groups(facts, lambda found: families.get(found.rule) or (FIELDS if _is_field(found) else SHEETS))


def errors_by_programme(facts: Facts) -> tuple[Group, ...]:
    """The errors by standard, programme type or aim, most first; those of no aim count for the learner's main one."""
    names = programme_names(facts.year, facts.knowledge)

    def programme_of(found: Finding) -> str:
        position = position_of(found)
        aim = _aim_of(facts.learners[position], found.aim) if position >= 0 else None
        return WHOLE_RETURN if position < 0 else names(aim) if aim else NO_PROGRAMME

    return _groups(facts, programme_of)


@cache
def _families(year: str) -> dict[str, str]:
    """The family of each rule that has a function."""
    written = {name: (rule.key or rule.function).__module__ for name, rule in rules_of(year).items()}
    return {name: FAMILIES[module.split(".")[2]] for name, module in written.items()}  # ilr_core.rules.FAMILY.module


def _is_field(found: Finding) -> bool:
    return found.rule.startswith("FD_")


def _groups(facts: Facts, group_of: Callable[[Finding], str]) -> tuple[Group, ...]:
    found: dict[str, dict[int, list[Finding]]] = {}
    for one in facts.findings:
        if one.severity == "error":
            found.setdefault(group_of(one), {}).setdefault(position_of(one), []).append(one)
    groups = [Group(name, _lines(facts, lines)) for name, lines in found.items()]
    groups.sort(key=lambda group: (-group.errors, group.name))
    return tuple(groups)


def _lines(facts: Facts, found: dict[int, list[Finding]]) -> tuple[Entry, ...]:
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_line(facts, position, errors) for position, errors in ordered)


def _line(facts: Facts, position: int, errors: Sequence[Finding]) -> Entry:
    learner = reference(facts.learners[position]) if position >= 0 else WHOLE_RETURN
    spot = next((one.spots[0] for one in errors if one.spots), None)
    aims = {one.aim for one in errors}
    aim = aims.pop() if len(aims) == 1 else None
    return Entry(learner, position, aim, first_few(one.rule for one in errors), Decimal(len(errors)), spot)


def shown(groups: Iterable[Group], most: int = MOST) -> tuple[Group, ...]:
    """The largest groups, and the rest as one, so that the sum stays the same."""
    listed = tuple(groups)
    if len(listed) <= most + 1:
        return listed
    rest = listed[most:]
    return (*listed[:most], Group(f"{len(rest)} others", tuple(entry for group in rest for entry in group.entries)))


def _aim_of(learner: Learner, number: int | None) -> LearningDelivery | None:
    """The aim of that number, else the programme or aim that started last."""
    aims = learner.LearningDelivery
    for aim in aims:
        if number is not None and aim.AimSeqNumber == number:
            return aim
    main = [aim for aim in aims if aim.AimType == PROGRAMME] or aims
    return max(main, key=lambda aim: (aim.LearnStartDate is not None, aim.LearnStartDate or 0), default=None)
