"""The registry of guided changes: names, questions, and the rules by which they refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ilr_core.events
from ilr_core import catalogue
from ilr_core.events import EVENTS, FAMILIES
from ilr_core.events.registry import REGISTERED

MODULES = sorted(Path(ilr_core.events.__file__).parent.glob("*.py"))
RULE = re.compile(r'"((?:R|FD|[A-Z][A-Za-z]+)_(?:[A-Z][A-Za-z]+_[A-Z]{2}|[0-9]{2,3}))"')


def test_every_registered_change_is_offered() -> None:
    assert set(EVENTS) == set(REGISTERED)
    assert len(FAMILIES) > 5


def test_rules_named_in_refusals_are_official() -> None:
    named = {rule for module in MODULES for rule in RULE.findall(module.read_text("utf-8"))}
    assert len(named) > 20
    assert {
        rule for rule in named if not any(catalogue.load(year).official_rule(rule) for year in catalogue.years())
    } == set()


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.name)
def test_questions_are_well_put(event) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", event.name)
    names = [question.name for question in event.asks]
    assert len(set(names)) == len(names)
    reserved = {"book", "learner", "reason", "yes", "preview", "who", "year"}
    assert not reserved & set(names)
    for question in event.asks:
        assert bool(question.otherwise) != question.required, question.name
        assert not question.about.endswith(".")
        assert (question.kind == "code") == bool(question.codes)
        for year in map(catalogue.load, catalogue.years()):
            assert not question.codes or question.offered(year)
            assert not question.codes or {code.code for code in question.offered(year)} >= set(question.among)
    assert event.when.endswith(".")
    assert event.writes
    assert event.function.__doc__
