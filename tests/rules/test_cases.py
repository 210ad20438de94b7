"""Every rule does what its cases say, and has the cases it needs."""

from __future__ import annotations

import pytest

from ilr_core import catalogue
from ilr_core.model import built_learner
from ilr_core.rules import rules_of
from tests.registers.made import full_rows
from tests.rules.case_files import Case, all_cases, bases, context_of, findings_of, learners_of
from tests.rules.case_files import base_data as data_of_base


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_case(case: Case):
    found = [finding for finding in findings_of(case) if finding.rule == case.rule]
    if case.kind != "breaks":
        assert found == []
        return
    assert found
    if "count" in case.data:
        assert len(found) == case.data["count"]
    if "place" in case.data:
        assert found[0].spots[0].field == case.data["place"]
    assert "{" not in found[0].message, found[0].message


@pytest.mark.parametrize("case", [c for c in all_cases() if c.kind == "excused"], ids=lambda case: case.id)
def test_exclusion_is_what_excuses(case: Case):
    """Without the named exclusion the rule would be broken: the case proves the exclusion, not some other field."""
    rule = rules_of(case.year)[case.rule]
    by = case.data["by"]
    context = context_of(case)
    records = [record for learner in learners_of(case) for record in learner.walk() if rule.scope == record.ENTITY]
    others = [predicate for predicate in rule.unless if predicate.__name__ != by]
    named = [predicate for predicate in rule.unless if predicate.__name__ == by]
    assert named, f"{case.rule} has no exclusion called {by}"
    assert any(
        rule.is_asked_of(record)
        and rule.function(record, context)
        and named[0](record, context)
        and not any(other(record, context) for other in others)
        for record in records
    )


@pytest.mark.parametrize("year", catalogue.years())
def test_every_rule_has_its_cases(year: str):
    present = {(case.rule, case.kind, case.data.get("by", "")) for case in all_cases() if case.year == year}
    needed = set()
    for name, rule in rules_of(year).items():
        needed |= {(name, "breaks", ""), (name, "passes", "")}
        needed |= {(name, "excused", predicate.__name__) for predicate in rule.unless}
    assert sorted(needed - present) == []
    assert sorted({case.rule for case in all_cases() if case.year == year} - rules_of(year).keys()) == []


@pytest.mark.parametrize("year", catalogue.years())
@pytest.mark.parametrize("base", bases())
def test_base_learners_are_clean(base: str, year: str):
    """A base learner breaks nothing, registers loaded or not, so that a case shows the effect of its own fields."""
    case = Case("", "passes", base, year, {"learner": base})
    loaded = Case("", "passes", base, year, {"learner": base, "registers": full_rows()})
    learner = built_learner(data_of_base(base, catalogue.load(year)), catalogue.load(year))
    assert learner.LearningDelivery
    assert [finding.rule for finding in findings_of(case)] == []
    assert [finding.rule for finding in findings_of(loaded)] == []
