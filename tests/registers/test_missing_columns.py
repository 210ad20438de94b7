"""What a loaded register does not say is not judged, and never counts as passed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ilr_core.registers.bodies import Organisations
from ilr_core.rules import Check, Context
from tests.registers.made import made_database
from tests.rules.case_files import Case, all_cases, context_of, learners_of

LACKED = {
    "HEFundingFieldsRequired": (
        "LearningDeliveryHE_03", "LearningDeliveryHE_07", "LearningDeliveryHE_08", "FUNDLEV_04", "FUNDCOMP_01",
    ),
    "LongTermResid": ("LSDPostcode_02",),
}  # fmt: skip
CASES = [
    (column, case)
    for column, rules in LACKED.items()
    for case in all_cases()
    if case.rule in rules
    and (case.kind == "breaks" or case.data.get("by") in ("residential_college", "funding_fields_not_asked_for"))
    and "organisations" in case.data.get("registers", {})
]


def judged(case: Case, context: Context) -> tuple[set[str], set[str]]:
    """The rules that found something, and those that could not be judged."""
    check = Check(context)
    found = {finding.rule for learner in learners_of(case) for finding in check.learner(learner)}
    return found, {skipped.rule for skipped in check.not_checked()}


def test_there_are_cases_for_every_rule():
    assert {case.rule for _, case in CASES} == {rule for rules in LACKED.values() for rule in rules}


@pytest.mark.parametrize(("column", "case"), CASES, ids=lambda value: getattr(value, "id", value))
def test_rule_that_reads_the_column_is_not_judged_without_it(column: str, case: Case):
    whole = context_of(case)
    found, skipped = judged(case, whole)
    assert (case.rule in found) is (case.kind == "breaks")
    assert case.rule not in skipped
    lacking = Organisations(made_database(case.data["registers"]), (column,))
    found, skipped = judged(case, replace(whole, registers=replace(whole.registers, organisations=lacking)))
    assert case.rule not in found
    assert case.rule in skipped
