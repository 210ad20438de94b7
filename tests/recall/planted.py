"""A large return of clean learners with one planted learner for every breaking rule case that stands on its own.

Without registers only the cases that need none are planted; with registers those that bring entries of their own too.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

from addin.demo.further_provision import EVERYTHING
from addin.demo.learners import USUAL, made_data
from addin.demo.people import made_up_uln
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import Data, Learner, built_learner
from ilr_core.registers import Registers
from ilr_core.rules import Rule, rules_of
from tests.recall.planted_registers import generous_rows, renamed, together
from tests.registers.made import Rows, made_registers
from tests.rules.case_files import Case, _dated, all_cases, base_data, change

CLEAN = 5_000
CIRCUMSTANCES = {"prepared", "now", "complete", "ended", "others", "file"}


@dataclass(frozen=True)
class Plant:
    """A planted fault: the rule that must find it, the family of the rule, and the learner it is in."""

    rule: str
    family: str
    reference: str
    words: str


def prepared(year: Catalogue) -> date:
    """The day the return is made, as in the rule cases."""
    return year.start + timedelta(days=100)


def family_of(rule: Rule) -> str:
    """The module a rule is written in, such as ``learner.uln``."""
    return (rule.key or rule.function).__module__.removeprefix("ilr_core.rules.")


@dataclass(frozen=True)
class Planted:
    """The learners of a return in order, what was planted among them, and the registers for the check."""

    learners: list[Learner]
    plants: list[Plant]
    registers: Registers


def _plants(name: str, *, with_registers: bool) -> Iterator[tuple[Plant, Data, Rows]]:
    """Every planted fault of a year with its learner and its register entries."""
    rules, year = rules_of(name), catalogue.load(name)
    number = 0
    for case in all_cases():
        if case.year != name or case.kind != "breaks" or CIRCUMSTANCES & case.data.keys():
            continue
        registers = _dated(copy.deepcopy(case.data.get("registers") or {}), year)
        if registers and not with_registers:
            continue
        own = renamed(_data(case, number + 1), registers, number + 1)
        if own is None:
            continue
        number += 1
        data, entries = own
        family = family_of(rules[case.rule])
        yield Plant(case.rule, family, str(data.get("LearnRefNumber", "")), case.words), data, entries


def _data(case: Case, number: int) -> Data:
    year = catalogue.load(case.year)
    data = base_data(case.data["learner"], year)
    data |= {"LearnRefNumber": f"P{number:05}", "ULN": made_up_uln(500_000 + number)}
    for path, value in (case.data.get("set") or {}).items():
        if path.partition("@")[2] in ("", year.year):
            change(data, path.partition("@")[0], _dated(value, year))
    return data


@cache
def planted(name: str, *, with_registers: bool) -> Planted:
    """``CLEAN`` learners of every kind of provision with the planted ones spread among them."""
    year = catalogue.load(name)
    mix = (*((kind, weight * 3) for kind, weight in USUAL), *EVERYTHING)
    faulty = list(_plants(name, with_registers=with_registers))
    step = CLEAN // len(faulty)
    clean = list(made_data(year, CLEAN, prepared(year), mix=mix))
    entries = together([generous_rows(clean), *(rows for _, _, rows in faulty)]) if with_registers else {}
    groups = [clean[first : first + step] for first in range(0, CLEAN, step)]
    woven = _woven(groups, [data for _, data, _ in faulty])
    learners = [built_learner(data, year, n) for n, data in enumerate(woven)]
    return Planted(learners, [plant for plant, _, _ in faulty], made_registers(entries))


def _woven(groups: list[list[Data]], faulty: list[Data]) -> Iterator[Data]:
    for group, planted in zip_longest(groups, faulty):
        yield from group or ()
        if planted:
            yield planted
