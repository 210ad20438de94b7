"""A large return of clean learners with one planted learner for every breaking rule case that stands on its own."""

from __future__ import annotations

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
from ilr_core.rules import Rule, rules_of
from tests.rules.case_files import Case, _dated, all_cases, base_data, change

CLEAN = 5_000
CIRCUMSTANCES = {"prepared", "now", "complete", "ended", "registers", "others", "file"}


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


def plants(name: str) -> list[tuple[Plant, Data]]:
    """Every planted fault of a year with its learner."""
    rules = rules_of(name)
    found = []
    for case in all_cases():
        if case.year == name and case.kind == "breaks" and not CIRCUMSTANCES & case.data.keys():
            number = len(found) + 1
            data = _data(case, number)
            found.append(
                (Plant(case.rule, family_of(rules[case.rule]), str(data.get("LearnRefNumber", "")), case.words), data)
            )
    return found


def _data(case: Case, number: int) -> Data:
    year = catalogue.load(case.year)
    data = base_data(case.data["learner"], year)
    data |= {"LearnRefNumber": f"P{number:05}", "ULN": made_up_uln(500_000 + number)}
    for path, value in (case.data.get("set") or {}).items():
        if path.partition("@")[2] in ("", year.year):
            change(data, path.partition("@")[0], _dated(value, year))
    return data


@cache
def planted_learners(name: str) -> tuple[list[Learner], list[Plant]]:
    """``CLEAN`` learners of every kind of provision with the planted ones spread among them, and what was planted."""
    year = catalogue.load(name)
    mix = (*((kind, weight * 3) for kind, weight in USUAL), *EVERYTHING)
    faulty = plants(name)
    step = CLEAN // len(faulty)
    clean = list(made_data(year, CLEAN, prepared(year), mix=mix))
    groups = [clean[first : first + step] for first in range(0, CLEAN, step)]
    learners = [built_learner(data, year, n) for n, data in enumerate(_woven(groups, [data for _, data in faulty]))]
    return learners, [plant for plant, _ in faulty]


def _woven(groups: list[list[Data]], faulty: list[Data]) -> Iterator[Data]:
    for group, planted in zip_longest(groups, faulty):
        yield from group or ()
        if planted:
            yield planted
