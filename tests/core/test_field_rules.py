"""Every field-definition rule can be broken on its own, and says so alone: no cascades."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, Field
from ilr_core.model import Finding, built_learner
from ilr_core.rules import Check, Context
from ilr_core.rules.field_definitions import field_rule
from tests.core.odd_learners import Data, everything
from tests.rules.case_files import base_data, bases

NEW = catalogue.load("2627")
FIELD_RULES = [
    (year, name) for year in catalogue.years() for name in catalogue.load(year).rules if name.startswith("FD_")
]


def findings_of(data: Data, year: Catalogue) -> list[Finding]:
    prepared = year.start + timedelta(days=100)
    return Check(Context(year, prepared, datetime.combine(prepared, time(12)))).learner(built_learner(data, year))


def form_findings(data: Data, year: Catalogue) -> list[Finding]:
    return [found for found in findings_of(data, year) if found.rule == "Schema" or found.rule.startswith("FD_")]


def holder_of(data: Data, entity: str) -> Data:
    """The first record of an entity in nested data."""

    def search(name: str, inner: Data) -> Data | None:
        if name == entity:
            return inner
        below = (search(child, record) for child, v in inner.items() if isinstance(v, list) for record in v)
        return next((found for found in below if found is not None), None)

    found = search("Learner", data)
    assert found is not None
    return found


def field_called(year: Catalogue, name: str) -> Field:
    (found,) = [f for fields in year.fields.values() for f in fields.values() if f.name.lower() == name.lower()]
    return found


def too_long(field: Field, good: str) -> tuple[str, set[str]]:
    """A text with one character too many, and what else is then wrong because one fact says both."""
    assert field.longest is not None
    if field.name == "Email":
        return "a@" + "b" * (field.longest - 1), set()
    if field.type == "string":
        also = {"AP"} if field.pattern else set()  # the pattern counts the characters as well
        return "A" * (field.longest + 1), also
    also = {"AR"} if field.high is not None else set()  # no longer number is in the range
    if field.type == "decimal":
        return "1." + "0" * (field.longest - 1), set()
    return "1" * (field.longest + 1), also


def out_of_range(field: Field, good: str) -> tuple[str, set[str]]:
    """A number of no more characters than allowed on the wrong side of the range."""
    assert field.low is not None
    if field.type == "string":
        return "-1", {"AP"}  # a number below the range holds a sign that the pattern refuses
    return f"{field.low - (1 if field.type != 'decimal' else field.low)}", set()


def wrong_characters(field: Field, good: str) -> tuple[str, set[str]]:
    """As long as a good text, with a character that no restricted text holds."""
    return good[:-1] + "|", set()


TEXTS: dict[str, Callable[[Field, str], tuple[str, set[str]]]] = {
    "AL": too_long, "AR": out_of_range, "AP": wrong_characters,
}  # fmt: skip


@pytest.mark.parametrize(("name", "rule"), FIELD_RULES)
def test_rule_can_be_broken_alone(name: str, rule: str) -> None:
    year = catalogue.load(name)
    _, subject, kind = rule.split("_")
    data = everything(year)
    if kind == "EO":
        expected, place, shown = _broken_occurrence(data, year, subject), subject, ""
    elif kind == "MA":
        field = field_called(year, subject)
        assert field.required
        del holder_of(data, field.entity)[field.name]
        expected, place, shown = {"MA"}, field.name, ""
    else:
        field = field_called(year, subject)
        record = holder_of(data, field.entity)
        shown, also = TEXTS[kind](field, record[field.name])
        record[field.name] = shown
        expected, place = {kind} | also, field.name
    found = form_findings(data, year)
    assert {f.rule for f in found} == {year.official_rule(f"FD_{subject}_{one}").name for one in expected}
    assert len(found) == len(expected)
    (own,) = [f for f in found if f.rule == rule]
    assert own.severity == year.rules[rule].severity
    assert own.fields == ((place, shown),)
    assert place in own.message
    assert "{" not in own.message
    assert own.spots[0].field == (place if kind != "EO" else "")
    if kind in ("AL", "AP", "AR"):
        assert shown in own.message


def _broken_occurrence(data: Data, year: Catalogue, entity: str) -> set[str]:
    """One record more than may be, or none where there must be one."""
    limits = year.entities[entity]
    records = holder_of(data, limits.parent)[entity]
    if limits.max is None:
        assert limits.min == 1
        records.clear()
    else:
        records.extend(copy.deepcopy(records[0]) for _ in range(limits.max))
    return {"EO"}


@pytest.mark.parametrize(("name", "rule"), FIELD_RULES)
def test_rule_says_what_it_asks(name: str, rule: str) -> None:
    found = field_rule(catalogue.load(name), rule)
    assert found is not None
    assert {field.casefold() for _, field in found.reads} <= {rule.split("_")[1].casefold()}
    assert rule.split("_")[1].casefold() in found.wrong.casefold()
    assert "None" not in found.wrong
    assert " 0 characters" not in found.wrong
    assert found.remedy


@pytest.mark.parametrize("name", catalogue.years())
def test_good_fields_break_nothing(name: str) -> None:
    year = catalogue.load(name)
    assert form_findings(everything(year), year) == []
    for base in bases():
        assert form_findings(base_data(base, year), year) == []


@pytest.mark.parametrize("name", catalogue.years())
def test_limits_themselves_are_good(name: str) -> None:
    """The longest text and both ends of the range of every field."""
    year = catalogue.load(name)
    for fields in year.fields.values():
        for field in fields.values():
            data = everything(year)
            if field.entity not in _inside_learner(year) or field.fixed:
                continue
            for text in _limits(field):
                holder_of(data, field.entity)[field.name] = text
                assert form_findings(data, year) == [], (field.name, text)


def _inside_learner(year: Catalogue, entity: str = "Learner") -> set[str]:
    return {entity}.union(*(_inside_learner(year, child) for child in year.children[entity]))


def _limits(field: Field) -> list[str]:
    if field.name == "Email":
        return ["a@b", "a@" + "b" * 98]
    if field.type == "string" and field.longest and field.name not in ("UCASSCHEMECODE", "UCASPERID"):
        sign = "1" if field.pattern.startswith("[0-9]") else "A"
        return [sign * field.longest, sign * (field.min_length or 1)]
    if field.name == "UCASPERID":
        return ["0" * 10, "9" * 10]
    if field.low is not None:
        return [str(field.low), str(field.high)]
    return ["9" * field.digits] if field.digits else []


def test_number_for_which_no_rule_has_a_name_is_a_schema_finding() -> None:
    data = base_data("apprentice", NEW)
    data["PriorAttain"][0]["PriorLevel"] = 123
    assert NEW.official_rule("FD_PriorLevel_AL") is None
    (found,) = form_findings(data, NEW)
    assert (found.rule, found.severity, found.fields) == ("Schema", "error", (("PriorLevel", "123"),))


# --- no cascades ---


def rules_broken(change: Callable[[Data], Any]) -> set[str]:
    data = base_data("apprentice", NEW)
    change(data)
    return {found.rule for found in findings_of(data, NEW)}


def test_own_rule_is_silent_where_it_reads_the_faulty_field() -> None:
    assert rules_broken(lambda d: d.update(ULN=1000000028)) == {"ULN_04"}
    assert rules_broken(lambda d: d.update(ULN=123)) == {"FD_ULN_AR"}
    assert rules_broken(lambda d: d.pop("ULN")) == {"FD_ULN_MA"}
    assert rules_broken(lambda d: d.update(ULN="x")) == {"Schema"}


def test_own_rule_speaks_where_another_field_is_faulty() -> None:
    assert rules_broken(lambda d: d.update(ULN=1000000028, Sex="FF")) == {"ULN_04", "FD_Sex_AL"}


def test_unreadable_date_says_one_thing() -> None:
    assert rules_broken(lambda d: d["LearningDelivery"][1].update(LearnPlanEndDate="31/2/2006")) == {"Schema"}
    early = {"LearnPlanEndDate": "2001-01-01"}
    assert "LearnPlanEndDate_02" in rules_broken(lambda d: d["LearningDelivery"][1].update(early))


def test_fault_in_one_aim_does_not_hide_the_other() -> None:
    def change(data: Data) -> None:
        data["LearningDelivery"][0]["LearnPlanEndDate"] = "31/2/2006"
        data["LearningDelivery"][1]["LearnPlanEndDate"] = "2001-01-01"

    assert {"Schema", "LearnPlanEndDate_02"} <= rules_broken(change)
