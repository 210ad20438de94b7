"""The engine: what it runs, in which order it tells, and what it does when data or a rule is not there or fails."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.catalogue import Catalogue, spelling_key
from ilr_core.checking import check_return
from ilr_core.errors import CatalogueError
from ilr_core.model import (
    EmploymentStatusMonitoring,
    Finding,
    Learner,
    LearningDelivery,
    LearningDeliveryFAM,
    Message,
    built,
    built_learner,
)
from ilr_core.registers import Registers
from ilr_core.rules import Check, Context, Needs, ReturnFile, engine, in_file_order, registry, rules_of
from ilr_core.rules.registry import Verdict, rule, unique
from ilr_core.rules.status import rule_statuses
from tests.registers.made import full_registers
from tests.rules.case_files import base_data, bases

YEAR = catalogue.load("2627")
NOW = datetime.fromisoformat("2026-11-09T12:00")
STATES = {"implemented", "needs_register", "online_only", "missing"}
FREE = [
    name
    for name, official in YEAR.rules.items()
    if not official.offline and official.severity == "error" and name in catalogue.load("2526").rules
]


def context(prepared: date = date(2026, 11, 9), year: Catalogue = YEAR, **registers: object) -> Context:
    return Context(year, prepared, datetime.combine(prepared, time(12)), Registers(**registers))


def learner(position: int = 0, base: str = "apprentice", **fields: object) -> Learner:
    return built_learner(base_data(base, YEAR) | fields, YEAR, position)


def found_in(data: Learner, ctx: Context | None = None) -> list[Finding]:
    return Check(ctx or context()).learner(data)


def names(findings: list[Finding]) -> list[str]:
    return [found.rule for found in findings]


@pytest.fixture
def free_names() -> Iterator[list[str]]:
    """Official names without a function; whatever a test registers for them is gone afterwards."""
    taken = rules_of("2627").keys() | rules_of("2526").keys()
    free = [name for name in FREE if name not in taken]
    assert len(free) > 5
    before = {key: list(found) for key, found in registry._rules.items()}
    engine._rules_by_scope.cache_clear()
    yield free
    registry._rules.clear()
    registry._rules.update(before)
    engine._rules_by_scope.cache_clear()


# --- order ---


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


def header_data() -> dict:
    made = {"ProtectiveMarking": "OFFICIAL-SENSITIVE-Personal", "UKPRN": 10000001, "SerialNo": "01"}
    return {
        "Header": [
            {
                "CollectionDetails": [{"Collection": "ILR", "Year": "2627", "FilePreparationDate": date(2026, 11, 9)}],
                "Source": [made | {"DateTime": "2026-11-09T12:00:00"}],
            }
        ],
        "LearningProvider": [{"UKPRN": 10000001}],
    }


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


# --- across learners ---


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


# --- not checked ---


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
    check = Check(context())
    assert free_names[0] not in names(check.learner(learner()))
    assert ran == []
    assert (free_names[0], ("LARS",)) in [(item.rule, item.needs) for item in check.not_checked()]
    status = next(s for s in rule_statuses(YEAR) if s.official.name == free_names[0])
    assert (status.state, status.needs) == ("needs_register", ("LARS",))

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


# --- severity ---


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


# --- rules that fail ---


def always_broken(one: Learner, ctx: Context) -> bool:
    """The number {ULN} is wrong.

    Mend it.
    """
    return True


def fails(one: Learner, ctx: Context) -> bool:
    """The number {ULN} is wrong.

    Mend it.
    """
    raise ZeroDivisionError(one.FamilyName)


def fails_on_aims(aim: LearningDelivery, ctx: Context) -> Verdict:
    """The aim {AimSeqNumber} is wrong.

    Mend it.
    """
    return [aim.learner.LearnerHE[0]] if aim.AimSeqNumber == 2 else False


def failing_key(one: Learner, ctx: Context) -> int:
    """The number {ULN} is wrong.

    Mend it.
    """
    return 1 // (one.PlanEEPHours or 0)


def fails_on_the_file(file: ReturnFile, ctx: Context) -> bool:
    """The number {UKPRN} is wrong.

    Mend it.
    """
    return bool(file.message.Header[9])


def file_needs(file: ReturnFile, ctx: Context) -> Verdict:
    """The number {UKPRN} is wrong.

    Mend it.
    """
    return Needs(("organisations",))


def failing_excuse(one: Learner, ctx: Context) -> bool:
    raise KeyError(one.FamilyName)


@pytest.mark.parametrize(
    ("function", "unless", "aim", "error"),
    [
        (fails, (), None, "ZeroDivisionError"),
        (fails_on_aims, (), 2, "IndexError"),
        (always_broken, (failing_excuse,), None, "KeyError"),
    ],
)
def test_failing_rule_is_a_finding_and_the_others_go_on(
    function: Callable[..., Verdict], unless: tuple[Callable[..., bool], ...], aim: int | None, error: str,
    free_names: list[str],
) -> None:  # fmt: skip
    bad, good = free_names[:2]
    data = base_data("apprentice", YEAR) | {"ULN": 1000000028}
    data["LearningDelivery"][1]["LearnPlanEndDate"] = "2001-01-01"
    rule(good, reads="ULN")(always_broken)
    engine._rules_by_scope.cache_clear()
    expected = found_in(built_learner(data, YEAR))
    assert {good, "ULN_04", "LearnPlanEndDate_02"} <= set(names(expected))
    rule(bad, reads=f"{'AimSeqNumber' if aim else 'ULN'}", unless=unless)(function)
    engine._rules_by_scope.cache_clear()
    found = found_in(built_learner(data, YEAR))
    assert [f for f in found if f.rule != "Defect"] == expected
    (defect,) = [f for f in found if f.rule == "Defect"]
    assert (defect.severity, defect.learner, defect.aim) == ("warning", "A0001", aim)
    assert bad in defect.message
    assert error in defect.message
    assert "Sample" not in defect.message
    assert defect.spots
    assert defect.order


def test_failing_across_learner_rule_is_a_finding(free_names: list[str]) -> None:
    unique(free_names[0], reads="ULN")(failing_key)
    engine._rules_by_scope.cache_clear()
    check = Check(context())
    assert "Defect" in names(check.learner(learner()))
    for position in (1, 2):
        assert "Defect" not in names(check.learner(learner(position, LearnRefNumber=f"B{position}", PlanEEPHours=5)))
    found = [f for f in check.close(ReturnFile(Message(), YEAR.namespace, 3)) if f.rule == free_names[0]]
    assert [f.learner for f in found] == ["B1", "B2"]


def test_failing_file_rule_is_a_finding(free_names: list[str]) -> None:
    rule(free_names[0], reads="LearningProvider.UKPRN")(fails_on_the_file)
    engine._rules_by_scope.cache_clear()
    found = [f for f in Check(context()).close(ReturnFile(Message(), YEAR.namespace, 0)) if f.rule == "Defect"]
    assert [(f.severity, f.order[0]) for f in found] == [("warning", -1)]
    assert free_names[0] in found[0].message


def test_only_the_rules_asked_for_run(free_names: list[str]) -> None:
    rule(free_names[0], reads="ULN", needs="LARS")(always_broken)
    engine._rules_by_scope.cache_clear()
    data = base_data("apprentice", YEAR) | {"ULN": 1000000028, "Sex": "FF"}
    data["LearningDelivery"][1]["LearnPlanEndDate"] = "2001-01-01"
    check = Check(context(), only=lambda found: found.name == "ULN_04")
    assert names(check.learner(built_learner(data, YEAR))) == ["FD_Sex_AL", "ULN_04"]
    assert check.close(ReturnFile(built_header(), YEAR.namespace, 1)) == []
    assert check.not_checked() == []


def built_header() -> Message:
    message = built("Message", header_data(), YEAR)
    assert isinstance(message, Message)
    return message


# --- silence ---


def reads_own(aim: LearningDelivery, ctx: Context) -> bool:
    """Wrong: {FundModel}.

    Mend it.
    """
    return True


def on_entry(fam: LearningDeliveryFAM, ctx: Context) -> bool:
    """Wrong: {LearnDelFAMCode}.

    Mend it.
    """
    return True


def on_fact(fact: EmploymentStatusMonitoring, ctx: Context) -> bool:
    """Wrong: {ESMCode}.

    Mend it.
    """
    return True


FAULTS: dict[str, Callable[[dict], None]] = {
    "learner ULN": lambda d: d.update(ULN=123),
    "aim 1 FundModel": lambda d: d["LearningDelivery"][0].update(FundModel=123),
    "aim 2 FundModel": lambda d: d["LearningDelivery"][1].update(FundModel=123),
    "aim 1 FAM": lambda d: d["LearningDelivery"][0]["LearningDeliveryFAM"][0].update(LearnDelFAMCode="1234567"),
    "aim 2 FAM": lambda d: d["LearningDelivery"][1]["LearningDeliveryFAM"][0].update(LearnDelFAMCode="1234567"),
    "aim 1 price": lambda d: d["LearningDelivery"][0]["AppFinRecord"][0].update(AFinAmount=-1),
    "employment": lambda d: d["LearnerEmploymentStatus"][0].update(EmpStat=123),
}


@pytest.mark.parametrize(
    ("function", "reads", "fault", "speaks"),
    [
        # a rule on aims: aims that still break it
        (reads_own, "FundModel", "aim 1 FundModel", [2]),
        (reads_own, "FundModel", "aim 2 FundModel", [1]),
        (reads_own, "FundModel", "learner ULN", [1, 2]),
        (reads_own, "FundModel", "aim 1 FAM", [1, 2]),
        (reads_own, "ULN FundModel", "learner ULN", []),
        (reads_own, "FundModel LearnDelFAMCode", "aim 1 FAM", [2]),
        (reads_own, "FundModel LearnDelFAMCode", "aim 2 FAM", [1]),
        (reads_own, "FundModel LearnDelFAMType", "aim 2 FAM", [1, 2]),
        (reads_own, "FundModel EmpStat", "employment", []),
        (reads_own, "FundModel EmpStat", "aim 1 FundModel", [2]),
        # a rule on entries of aims (two on the first, one on the second)
        (on_entry, "LearnDelFAMCode", "aim 1 FAM", [1, 2]),
        (on_entry, "LearnDelFAMCode FundModel", "aim 1 FundModel", [2]),
        (on_entry, "LearnDelFAMCode ULN", "learner ULN", []),
        (on_entry, "LearnDelFAMCode AFinAmount", "aim 1 price", [2]),
        (on_entry, "LearnDelFAMCode EmpStat", "employment", []),
        # a rule on a fact of an employment record looks at every aim
        (on_fact, "ESMCode FundModel", "aim 2 FundModel", []),
        (on_fact, "ESMCode", "aim 2 FundModel", [None, None]),
        (on_fact, "ESMCode EmpStat", "employment", []),
    ],
)
def test_faulty_field_silences_rules_that_read_it(
    function: Callable[..., bool], reads: str, fault: str, speaks: list[int | None], free_names: list[str]
) -> None:
    rule(free_names[0], reads=reads)(function)
    engine._rules_by_scope.cache_clear()
    data = base_data("apprentice", YEAR)
    before = [f.aim for f in found_in(built_learner(data, YEAR)) if f.rule == free_names[0]]
    assert len(before) == {reads_own: 2, on_entry: 3, on_fact: 2}[function]
    FAULTS[fault](data)
    found = found_in(built_learner(data, YEAR))
    assert any(name.startswith("FD_") for name in names(found))
    assert sorted((f.aim for f in found if f.rule == free_names[0]), key=str) == speaks


def test_values_shown_are_those_of_the_records_near(free_names: list[str]) -> None:
    rule(free_names[0], reads="FundModel LearnDelFAMCode EmpStat")(reads_own)
    engine._rules_by_scope.cache_clear()
    data = base_data("apprentice", YEAR)
    del data["LearningDelivery"][1]["LearningDeliveryFAM"]
    found = [f for f in found_in(built_learner(data, YEAR)) if f.rule == free_names[0]]
    assert [f.fields for f in found] == [
        (("FundModel", "36"), ("LearnDelFAMCode", ("105", "1")), ("EmpStat", ("10",))),
        (("FundModel", "36"), ("LearnDelFAMCode", ()), ("EmpStat", ("10",))),
    ]


# --- registry ---


def without_remedy(one: Learner, ctx: Context) -> bool:
    """The number {ULN} is wrong."""
    return True


def undocumented(one: Learner, ctx: Context) -> bool:
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


@pytest.mark.parametrize("year", catalogue.years())
def test_rules_stand_in_the_order_and_spelling_of_the_list(year: str) -> None:
    listed, standing = list(catalogue.load(year).rules), rules_of(year)
    assert list(standing) == [name for name in listed if name in standing]
    registered = [r for found in registry._rules.values() for r in found if r.stands_in(year)]
    assert {spelling_key(r.name) for r in registered} == {spelling_key(name) for name in standing}


# --- statuses ---


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
