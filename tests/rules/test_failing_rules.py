"""Rules that raise: each becomes a finding of its own, and the others go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ilr_core.model import (
    Learner,
    LearningDelivery,
    Message,
    built_learner,
)
from ilr_core.rules import Check, Context, ReturnFile, engine
from ilr_core.rules.registry import Verdict, rule, unique
from tests.rules.case_files import base_data
from tests.rules.made_checks import (
    YEAR,
    always_broken,
    built_header,
    context,
    fails,
    found_in,
    learner,
    names,
)


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
