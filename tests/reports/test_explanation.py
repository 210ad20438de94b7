"""What is said of a rule: every rule of both years, the tool's own findings, and names that are no rule."""

from __future__ import annotations

import re

import pytest

from addin.reports.coverage import PAGE, page
from addin.reports.explanation import OWN, explanation
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.rules.status import rule_statuses

YEARS = [catalogue.load(year) for year in catalogue.years()]


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.year)
def test_every_rule_is_explained_in_whole_sentences(year):
    for status in rule_statuses(year):
        said = explanation(status.official.name, year)
        assert said.startswith(status.official.name)
        assert "{" not in said, said
        assert "Remark:" not in said, "the word stands before the remarks already"
        assert max(map(len, said.splitlines())) <= 110 or "·" in said.splitlines()[0]
        for part in ("What is wrong", "What to do", "Judged here"):
            assert re.search(rf"^{part}: +\S", said, re.MULTILINE), said


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.year)
def test_no_rule_is_missing_and_those_left_to_the_service_have_a_reason(year):
    statuses = rule_statuses(year)
    assert [status.official.name for status in statuses if status.state == "missing"] == []
    online = [status for status in statuses if status.state == "online_only"]
    assert online
    for status in online:
        assert not status.official.offline
        assert re.search(r"judge this: \w", status.summary)


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.year)
def test_rules_that_need_a_register_name_one_the_tool_can_load(year):
    from ilr_core.registers.tables import register_names

    for status in rule_statuses(year):
        assert set(status.needs) <= set(register_names())


def test_rule_with_register_names_fields_exclusions_years_and_need():
    said = explanation("LearnAimRef_88", YEARS[-1])
    for part in ("LARS", "LearningDelivery.LearnAimRef", "Excused:", "RES", "2025/26, 2026/27"):
        assert part in said


@pytest.mark.parametrize("name", [*OWN, *(own.lower() for own in OWN), " uln04 ", "FD_ULN_AL"])
def test_names_are_found_without_regard_to_case_underscore_and_spaces(name: str):
    assert "What is wrong" in explanation(name, YEARS[-1])


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ULN_44", "Did you mean ULN_04"),
        ("AddHours_01", "add --year 2526"),
        ("nonsense", "ilr rules"),
        ("", "ilr rules"),
    ],
)
def test_name_that_is_no_rule_gets_a_hint(name: str, hint: str):
    with pytest.raises(InputError, match=re.escape(hint)):
        explanation(name, catalogue.load("2627"))


def test_coverage_page_is_the_one_made_from_the_rules():
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m addin.reports.coverage"
