"""The engine: what it runs, in which order it tells, and what it does when data or a register is not there."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import spelling_key
from ilr_core.checking import check_return
from ilr_core.model import (
    Finding,
    Learner,
    Message,
    built,
    built_learner,
)
from ilr_core.rules import Check, Context, ReturnFile, engine, in_file_order, registry
from ilr_core.rules.registry import rule
from ilr_core.rules.status import rule_statuses
from tests.registers.made import full_registers
from tests.rules.case_files import base_data, bases
from tests.rules.made_checks import (
    NOW,
    YEAR,
    always_broken,
    context,
    file_needs,
    found_in,
    header_data,
    learner,
    names,
)


def faulty_return() -> list[dict]:
    """Learners of every base, all under one ULN, with faults in several places each."""
    random_order = random.Random(3)
    datas = []
    for number, base in enumerate([*bases()] * 3):
        data = base_data(base, YEAR)
        data["LearnRefNumber"] = f"A{number}"
        data["NINumber"] = "QQ"
        data["ULN"] = 1000000028
        for aim in data["LearningDelivery"]:
            aim["LearnPlanEndDate"] = YEAR.start - timedelta(days=900)
            aim["Outcome"] = 1
            random_order.shuffle(aim.get("LearningDeliveryFAM", []))
        datas.append(data)
    return datas


def as_xml(datas: list[dict]) -> bytes:
    def element(entity: str, data: dict) -> etree._Element:
        made = etree.Element(f"{{{YEAR.namespace}}}{entity}", nsmap={None: YEAR.namespace})
        record = built(entity, {k: v for k, v in data.items() if not isinstance(v, list)}, YEAR)
        for field in YEAR.fields[entity]:
            if record.text(field) is not None:
                etree.SubElement(made, f"{{{YEAR.namespace}}}{field}").text = record.text(field)
        for child in YEAR.children[entity]:
            made.extend(element(child, inner) for inner in data.get(child, []))
        return made

    return etree.tostring(element("Message", header_data() | {"Learner": datas}), encoding="UTF-8")


def without_places(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    return [replace(found, spots=tuple(replace(spot, place=None) for spot in found.spots)) for found in findings]


def all_findings(learners: list[Learner], message: Message) -> list[Finding]:
    """Every finding of a return in memory, learner by learner."""
    run = Check(context())
    found = [finding for learner in learners for finding in run.learner(learner)]
    return in_file_order([*found, *run.close(ReturnFile(message, YEAR.namespace, len(learners), "a.xml"))])


def test_streaming_and_memory_find_the_same_in_the_same_order() -> None:
    datas = faulty_return()
    message = built("Message", header_data(), YEAR)
    assert isinstance(message, Message)
    learners = [built_learner(data, YEAR, position) for position, data in enumerate(datas)]
    for one in learners:
        one.message = message
    in_memory = all_findings(learners, message)
    assert len(in_memory) > 20
    assert len({found.rule for found in in_memory}) > 5
    again = all_findings([built_learner(data, YEAR, i) for i, data in enumerate(datas)], message)
    assert without_places(again) == without_places(in_memory)
    streamed = check_return(io.BytesIO(as_xml(datas)), "a.xml", now=NOW).findings
    assert without_places(streamed) == without_places(in_memory)


def test_findings_come_in_file_order() -> None:
    message = built("Message", header_data(), YEAR)
    assert isinstance(message, Message)
    learners = [built_learner(data, YEAR, position) for position, data in enumerate(faulty_return())]
    findings = all_findings(learners, message)
    orders = [found.order for found in findings]
    assert orders == sorted(orders)
    assert orders[0][0] == -1
    assert orders[-1][0] == len(learners) - 1
    positions = {one.LearnRefNumber: one.position for one in learners}
    assert all(positions[found.learner] == found.order[0] for found in findings if found.learner is not None)


def test_records_of_one_learner_come_in_schema_order() -> None:
    data = base_data("apprentice", YEAR)
    data["LearningDelivery"][1]["LearnPlanEndDate"] = "2001-01-01"
    data["LearningDelivery"][0]["AppFinRecord"][1]["AFinAmount"] = -1
    data["PriorAttain"][0]["PriorLevel"] = 123
    data |= {"Sex": "FF", "ULN": 1000000028}
    data["LearnerEmploymentStatus"][0]["EmpStat"] = 123
    expected = ["FD_Sex_AL", "ULN_04", "Schema", "FD_EmpStat_AL", "FD_AFinAmount_AR", "LearnPlanEndDate_02"]
    found = [f for f in found_in(built_learner(data, YEAR)) if f.rule in expected]
    assert names(found) == expected
    assert [f.aim for f in found] == [None, None, None, None, 1, 2]


def duplicates(ulns: list[int | None], rule_name: str = "R_59") -> dict[str, list[str]]:
    """Findings of an across-learner rule for learners with those ULNs: learner to the spots' learners in order."""
    check = Check(context())
    for position, uln in enumerate(ulns):
        fields = {"ULN": uln} if uln is not None else {}
        check.learner(learner(position, LearnRefNumber=f"L{position}", **fields))
    closing = check.close(ReturnFile(Message(), YEAR.namespace, len(ulns)))
    return {
        found.learner or "": [f"L{spot.place - 1}" for spot in found.spots if isinstance(spot.place, int)]
        for found in closing
        if found.rule == rule_name
    }


@pytest.mark.parametrize(
    ("ulns", "expected"),
    [
        ([1000000027, 1000000035], {}),
        ([1000000027, 1000000027], {"L0": ["L0", "L1"], "L1": ["L1", "L0"]}),
        ([1000000027, 1000000035, 1000000027], {"L0": ["L0", "L2"], "L2": ["L2", "L0"]}),
        (
            [1000000027, 1000000027, 1000000027],
            {"L0": ["L0", "L1", "L2"], "L1": ["L1", "L0", "L2"], "L2": ["L2", "L0", "L1"]},
        ),
        (
            [1000000027, 1000000035, 1000000035, 1000000027],
            {"L0": ["L0", "L3"], "L1": ["L1", "L2"], "L2": ["L2", "L1"], "L3": ["L3", "L0"]},
        ),
        ([9999999999, 9999999999], {}),
        ([9999999999, 1000000027, 9999999999, 1000000027], {"L1": ["L1", "L3"], "L3": ["L3", "L1"]}),
        ([123, 123], {}),
    ],
    ids=["different", "two", "apart", "three", "nested pairs", "temporary", "temporary between", "faulty"],
)
def test_uln_of_more_than_one_learner(ulns: list[int | None], expected: dict[str, list[str]]) -> None:
    found = duplicates(ulns)
    assert found == expected
    assert list(found) == sorted(found)


def test_reference_of_more_than_one_learner() -> None:
    check = Check(context())
    for position, reference in enumerate(["A1", "A2", "A1"]):
        check.learner(learner(position, LearnRefNumber=reference, ULN=9999999999))
    closing = check.close(ReturnFile(Message(), YEAR.namespace, 3))
    repeated = [found for found in closing if found.rule == "R_06"]
    assert [(found.learner, found.order) for found in repeated] == [("A1", (0,)), ("A1", (2,))]
    assert repeated[0].fields == (("LearnRefNumber", "A1"),)
    assert "A1" in repeated[0].message


def test_code_unknown_to_an_incomplete_list_is_not_checked() -> None:
    check = Check(context())
    data = base_data("apprentice", YEAR)
    data["LearningDelivery"][0]["LearningDeliveryFAM"].append({"LearnDelFAMType": "LDM", "LearnDelFAMCode": "987"})
    found = check.learner(built_learner(data, YEAR))
    missing = {item.rule: item.needs for item in check.not_checked()}
    asked = [rule_name for rule_name, needs in missing.items() if "LIST:LearnDelFAM:LDM" in needs]
    assert asked
    assert not set(asked) & set(names(found))
    clean = Check(context())
    clean.learner(learner())
    assert not any("LIST:LearnDelFAM:LDM" in item.needs for item in clean.not_checked())


def test_rule_that_needs_a_register_is_not_run_without_it(free_names: list[str]) -> None:
    ran = []

    def judged(one: Learner, ctx: Context) -> bool:
        """Something with {ULN} is wrong.

        Mend it.
        """
        ran.append(one)
        return True

    rule(free_names[0], reads="ULN", needs="LARS")(judged)
    engine._rules_by_scope.cache_clear()
    rule_statuses.cache_clear()
    check = Check(context())
    assert free_names[0] not in names(check.learner(learner()))
    assert ran == []
    assert (free_names[0], ("LARS",)) in [(item.rule, item.needs) for item in check.not_checked()]
    status = next(s for s in rule_statuses(YEAR) if s.official.name == free_names[0])
    assert (status.state, status.needs) == ("needs_register", ("LARS",))
    rule_statuses.cache_clear()

    loaded = Check(context(LARS=full_registers().LARS))
    assert free_names[0] in names(loaded.learner(learner()))
    assert free_names[0] not in [item.rule for item in loaded.not_checked()]


def test_needs_of_an_unknown_register_never_run(free_names: list[str]) -> None:
    rule(free_names[0], reads="ULN", needs="postcodes")(always_broken)
    engine._rules_by_scope.cache_clear()
    check = Check(context(LARS=full_registers().LARS))
    assert free_names[0] not in names(check.learner(learner()))
    assert "postcodes" in {item.rule: item.needs for item in check.not_checked()}[free_names[0]]


def test_needs_of_a_file_rule_are_told(free_names: list[str]) -> None:
    rule(free_names[0], reads="LearningProvider.UKPRN")(file_needs)
    engine._rules_by_scope.cache_clear()
    check = Check(context())
    assert free_names[0] not in names(check.close(ReturnFile(Message(), YEAR.namespace, 0)))
    assert (free_names[0], ("organisations",)) in [(item.rule, item.needs) for item in check.not_checked()]


def test_severity_is_the_services() -> None:
    for found in found_in(learner(Ethnicity=123, ULN=1000000028)):
        assert found.severity == YEAR.rules[found.rule].severity


@pytest.mark.parametrize("year", catalogue.years())
def test_severity_rises_from_a_return_on(year: str, free_names: list[str]) -> None:
    specification = catalogue.load(year)
    rising = [official for official in specification.rules.values() if official.error_from]
    assert [official.name for official in rising] == ["LearnAimRef_153"]
    r03, r04 = (item.closes for item in specification.returns[2:4])
    for prepared, expected in [
        (specification.start, "warning"),
        (r03.date(), "warning"),
        (r03.date() + timedelta(days=1), "error"),
        (r04.date(), "error"),
        (specification.end, "error"),
    ]:
        assert Check(context(prepared, specification))._severity(rising[0]) == expected, prepared


@pytest.mark.parametrize(("prepared", "severity"), [(date(2026, 11, 5), "warning"), (date(2026, 11, 6), "error")])
def test_severity_of_the_return_reaches_the_finding(prepared: date, severity: str, free_names: list[str]) -> None:
    """Any function under the name of the one rule whose severity rises with R04."""
    registry._rules.pop(spelling_key("LearnAimRef_153"), None)
    rule("LearnAimRef_153", reads="ULN")(always_broken)
    engine._rules_by_scope.cache_clear()
    assert YEAR.returns[2].closes.date() == date(2026, 11, 5)
    found = [f for f in found_in(learner(), context(prepared)) if f.rule == "LearnAimRef_153"]
    assert [f.severity for f in found] == [severity]
