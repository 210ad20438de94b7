"""A field that has a fault silences the rules that read it where they look."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ilr_core.model import (
    EmploymentStatusMonitoring,
    LearningDelivery,
    LearningDeliveryFAM,
    built_learner,
)
from ilr_core.rules import Context, engine
from ilr_core.rules.registry import rule
from tests.rules.case_files import base_data
from tests.rules.made_checks import (
    YEAR,
    found_in,
    names,
)


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
