"""A code that is in no list we know in full is reported as not checked, never as wrong or right."""

from __future__ import annotations

import pytest

from ilr_core import catalogue
from ilr_core.rules import Check
from tests.rules.case_files import Case, context_of, learners_of


@pytest.mark.parametrize("year", catalogue.years())
@pytest.mark.parametrize(
    ("kind", "code", "rules"),
    [
        ("LDM", "998", ["LearnDelFAMType_04", "LearnDelFAMType_06", "LearnDelFAMType_104"]),
        ("DAM", "998", ["LearnDelFAMType_04", "LearnDelFAMType_06"]),
        ("LDM", "356", []),
        ("SOF", "109", []),
    ],
)
def test_unknown_code_is_not_checked(kind: str, code: str, rules: list[str], year: str):
    entry = {"LearnDelFAMType": kind, "LearnDelFAMCode": code}
    case = Case(
        "", "passes", "", year, {"learner": "apprentice", "set": {"LearningDelivery.LearningDeliveryFAM": [entry]}}
    )
    check = Check(context_of(case))
    for learner in learners_of(case):
        check.learner(learner)
    skipped = {found.rule: found.needs for found in check.not_checked() if f"LIST:LearnDelFAM:{kind}" in found.needs}
    assert skipped == dict.fromkeys(rules, (f"LIST:LearnDelFAM:{kind}",))
