"""Whatever a record holds, no rule raises and every finding can be shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import RECORDS, Finding, Message, Record, built, built_learner
from ilr_core.registers import Registers
from ilr_core.rules import Check, Context, Needs, ReturnFile, Rule, rules_of
from ilr_core.rules.origin import records_near
from tests.core.odd_learners import everything, from_cases, from_nothing, texts_of
from tests.registers.made import full_registers

PREPARED = (date.min, date(2025, 8, 1), date(2026, 1, 1), date(2026, 10, 31), date(2027, 7, 31), date.max)
PLACEHOLDER = re.compile(r"\{[A-Za-z]+\}")
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def odd_data(year: Catalogue) -> st.SearchStrategy[dict]:
    """Learners far from any real one, and real ones with something wrong."""
    return st.one_of(from_cases(year), from_cases(year), from_nothing(year))


def assert_well_formed(findings: list[Finding], year: Catalogue, typed: str) -> None:
    for found in findings:
        assert found.rule != "Defect", (found.message, found.entity, typed)
        assert found.rule == "Schema" or found.rule in year.rules, found.rule
        assert found.severity in ("error", "warning")
        assert found.entity in RECORDS or found.entity == "File"
        assert found.message.endswith(".") or "'" in found.message
        shown = set(PLACEHOLDER.findall(found.message)) - set(PLACEHOLDER.findall(typed))
        assert not shown, (found.rule, found.message)
        assert found.spots
        assert all(spot.entity in RECORDS for spot in found.spots)
        assert found.order
        assert all(isinstance(step, int) for step in found.order)
        assert all(isinstance(value, str | tuple) for _, value in found.fields)


@pytest.mark.parametrize("name", catalogue.years())
@quick
@given(st.data())
def test_no_check_fails(name: str, data: st.DataObject) -> None:
    year = catalogue.load(name)
    learners = data.draw(st.lists(odd_data(year), min_size=1, max_size=3))
    prepared = data.draw(st.sampled_from(PREPARED))
    context = Context(year, prepared, datetime.combine(prepared, time(12)), data.draw(registers()))
    check = Check(context)
    findings = [
        found
        for position, typed in enumerate(learners)
        for found in check.learner(built_learner(typed, year, position))
    ]
    header = data.draw(odd_header(year))
    message = built("Message", header, year)
    assert isinstance(message, Message)
    findings += check.close(ReturnFile(message, year.namespace, len(learners), data.draw(file_names()), None))
    assert_well_formed(findings, year, f"{learners} {header}")
    assert [missing.rule for missing in check.not_checked() if not missing.needs] == []


def registers() -> st.SearchStrategy[Registers]:
    """Mostly all of them loaded, else none."""
    return st.sampled_from([full_registers(), full_registers(), Registers()])


def odd_header(year: Catalogue) -> st.SearchStrategy[dict]:
    parts = {name: st.lists(from_nothing(year, name), max_size=2) for name in year.children["Message"][:3]}
    return st.fixed_dictionaries({}, optional=parts)


def file_names() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "", "x", "ILR-10000001-2627-20261101-120000-01.xml", "ILR-1-2-3-4-5.XML"])


@cache
def _optional_fields(year: Catalogue) -> frozenset[tuple[str, str]]:
    return frozenset((f.entity, f.name) for fields in year.fields.values() for f in fields.values() if not f.required)


def can_be_judged(rule: Rule, record: Record, year: Catalogue) -> bool:
    """Whether every mandatory field that the rule reads is there, in this record and those that matter to it."""
    return all(
        (entity, field) in _optional_fields(year) or near.value(field) is not None
        for entity, field in rule.reads
        if entity != "File" and field
        for near in records_near(record, entity)
    )


@pytest.mark.parametrize("name", catalogue.years())
@quick
@given(st.data())
def test_no_rule_or_exclusion_raises(name: str, data: st.DataObject) -> None:
    """Called directly, exclusions also where the rule is not broken, which no check does."""
    year = catalogue.load(name)
    learner = built_learner(data.draw(odd_data(year)), year)
    prepared = data.draw(st.sampled_from(PREPARED))
    context = Context(year, prepared, datetime.combine(prepared, time(12)), data.draw(registers()))
    for record in learner.walk():
        for official, rule in rules_of(name).items():
            if rule.scope == record.ENTITY and can_be_judged(rule, record, year):
                verdict = _called(official, rule.key or rule.function, record, context)
                assert rule.key or isinstance(verdict, bool | Needs | list | tuple), (official, verdict)
                for excuses in rule.unless:
                    answer = _called(official, excuses, record, context)
                    assert isinstance(answer, bool | Needs), (official, excuses.__name__)


def _called(name: str, function: Callable[..., object], record: Record, context: Context) -> object:
    try:
        return function(record, context)
    except Exception as error:
        raise AssertionError(f"{name}: {function.__name__} raises {error!r}") from error


@pytest.mark.parametrize("name", catalogue.years())
@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("prepared", [date.min, date.max])
def test_every_day_at_an_end_of_the_calendar(name: str, value: str, prepared: date) -> None:
    year = catalogue.load(name)
    typed = _with_days(everything(year), "Learner", value, year)
    check = Check(Context(year, prepared, datetime.combine(prepared, time(12)), full_registers()))
    assert_well_formed(check.learner(built_learner(typed, year)), year, "")


def _with_days(data: dict, entity: str, value: str, year: Catalogue) -> dict:
    changed = {}
    for name, old in data.items():
        if isinstance(old, list):
            changed[name] = [_with_days(inner, name, value, year) for inner in old] * 2
        else:
            changed[name] = value if year.fields[entity][name].type == "date" else old
    return changed


@pytest.mark.parametrize("name", catalogue.years())
def test_learner_with_nothing_and_with_everything_wrong(name: str) -> None:
    year = catalogue.load(name)
    context = Context(year, year.start, datetime.combine(year.start, time(12)))
    wrong = _with_text(everything(year), "x" * 400)
    for learner in (built_learner({}, year), built_learner(wrong, year)):
        assert_well_formed(Check(context).learner(learner), year, "")
    found = Check(context).learner(built_learner(wrong, year))
    assert {f.rule for f in found if not f.rule.startswith("FD_")} == {"Schema"}


def _with_text(data: dict, text: str) -> dict:
    return {
        name: [_with_text(inner, text) for inner in value] if isinstance(value, list) else text
        for name, value in data.items()
    }


def test_texts_cover_what_is_far_outside() -> None:
    """The control of the strategies: they do make the values that this file is about."""
    year = catalogue.load("2627")
    field = year.fields["LearningDelivery"]["LearnStartDate"]
    seen: set[str] = set()

    @settings(max_examples=300, database=None, derandomize=True)
    @given(texts_of(field, year))
    def collect(text: str) -> None:
        seen.add(text)

    collect()
    assert {"0001-01-01", "9999-12-31", str(year.start)} <= seen
