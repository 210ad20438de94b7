"""What the registry refuses, and the statuses of a year made from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ilr_core import catalogue
from ilr_core.catalogue import spelling_key
from ilr_core.errors import CatalogueError
from ilr_core.model import Learner, LearningDelivery
from ilr_core.rules import Context, registry, rules_of
from ilr_core.rules.registry import rule
from ilr_core.rules.status import rule_statuses
from tests.rules.made_checks import always_broken, fails, found_in, learner, names

STATES = {"implemented", "needs_register", "online_only", "missing"}


def without_remedy(one: Learner, ctx: Context) -> bool:
    """The number {ULN} is wrong."""
    return True


def undocumented(one: Learner, ctx: Context) -> bool:
    return True


def aim_always_broken(aim: LearningDelivery, ctx: Context) -> bool:
    """The aim of type {AimType} is wrong.

    Mend it.
    """
    return True


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (always_broken, {"name": "ULN_99", "reads": "ULN"}, "not a live rule of 2526"),
        (always_broken, {"name": "HRSAmount_01", "reads": "ULN"}, "not a live rule of 2526"),
        (always_broken, {"name": "ULN_04", "reads": "ULN"}, "registered twice for 2526"),
        (always_broken, {"name": "uln04", "reads": "ULN", "since": "2627"}, "registered twice for 2627"),
        (always_broken, {"reads": "ULM"}, "none has it"),
        (always_broken, {"reads": "Learner.AimType"}, "reads Learner.AimType, which 2526 does not have"),
        (always_broken, {"reads": "Lerner.ULN"}, "reads Lerner.ULN"),
        (always_broken, {"reads": "UKPRN"}, "say of which entity"),
        (always_broken, {"reads": "LearningDelivery.PHours"}, "PHours, which 2627 does not have"),
        (always_broken, {"reads": "ULN", "models": (36,)}, "must be about aims and read FundModel"),
        (aim_always_broken, {"reads": "AimType", "models": (36,)}, "must be about aims and read FundModel"),
        (without_remedy, {"reads": "ULN"}, "what to do next"),
        (undocumented, {"reads": "ULN"}, "what to do next"),
    ],
)
def test_registry_refuses(
    function: Callable[..., bool], arguments: dict[str, str], words: str, free_names: list[str]
) -> None:
    before = {key: list(found) for key, found in registry._rules.items() if found}
    with pytest.raises(CatalogueError, match=words):
        rule(**{"name": free_names[0]} | arguments)(function)
    assert {key: found for key, found in registry._rules.items() if found} == before


def test_a_rule_may_stand_in_two_forms(free_names: list[str]) -> None:
    rule(free_names[0], reads="ULN", until="2526")(always_broken)
    rule(free_names[0].upper(), reads="ULN", since="2627")(fails)
    assert rules_of("2526")[free_names[0]].function is always_broken
    assert rules_of("2627")[free_names[0]].function is fails
    with pytest.raises(CatalogueError, match="twice for 2627"):
        rule(free_names[0], reads="ULN", since="2627")(always_broken)


def test_a_rule_with_funding_models_is_asked_of_aims_that_have_one(free_names: list[str]) -> None:
    name = free_names[0]
    rule(name, reads="AimType FundModel", models=(36, 99))(aim_always_broken)
    for model, asked in ((36, True), (99, True), (35, False), (0, False), (None, False)):
        one = learner()
        for aim in one.LearningDelivery:
            aim.FundModel = model
        assert names(found_in(one)).count(name) == (len(one.LearningDelivery) if asked else 0)


@pytest.mark.parametrize("year", catalogue.years())
def test_rules_stand_in_the_order_and_spelling_of_the_list(year: str) -> None:
    listed, standing = list(catalogue.load(year).rules), rules_of(year)
    assert list(standing) == [name for name in listed if name in standing]
    registered = [r for found in registry._rules.values() for r in found if r.stands_in(year)]
    assert {spelling_key(r.name) for r in registered} == {spelling_key(name) for name in standing}


@pytest.mark.parametrize("year", catalogue.years())
def test_statuses_are_the_years_list(year: str) -> None:
    specification = catalogue.load(year)
    statuses = rule_statuses(specification)
    assert [status.official.name for status in statuses] == list(specification.rules)
    assert {status.state for status in statuses} <= STATES
    for status in statuses:
        assert status.severity in ("error", "warning")
        assert status.summary.endswith(".")
        assert "{" not in status.summary + status.remedy
        assert bool(status.needs) == (status.state == "needs_register")
        assert (status.state == "online_only") <= (not status.official.offline)
        assert (status.rule is not None) <= (status.state in ("implemented", "needs_register"))
    online = {status.official.name for status in statuses if status.state == "online_only"}
    standing = rules_of(year)
    assert online == {name for name, o in specification.rules.items() if not o.offline and name not in standing}
