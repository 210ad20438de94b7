"""What each figure counts, by cases with the day before and after; and what holds of all figures together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.dashboard.board import ORDER
from addin.dashboard.breakdowns import Group, errors_by_family, errors_by_programme, shown
from addin.dashboard.entries import WHOLE_RETURN, Entry, of_learner
from addin.dashboard.registry import FIGURES
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding
from ilr_core.registers import Registers
from ilr_core.registers.entries import LearningAim, Span
from ilr_core.rules import rules_of
from tests.dashboard.made import NOW, board_of, facts_of, made_learner
from workbook_templates.dashboard_sheet import GROUP_ROWS, TILES, WORK_ROWS

CASES = [
    (figure, case)
    for figure, cases in yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text("utf-8")).items()
    for case in cases
]


class MadeLars:
    """LARS with the basic skills of some aims."""

    def __init__(self, skills: dict[str, int]):
        self._skills = skills

    def aim(self, reference: str) -> LearningAim | None:
        kind = self._skills.get(reference)
        return LearningAim(reference, basic_skills=((kind, Span()),)) if kind else None

    def standard(self, code: int) -> None:
        return None


def known(case: dict[str, Any]) -> Knowledge:
    return Knowledge(Registers(LARS=MadeLars(case["lars"]))) if "lars" in case else Knowledge()


@pytest.mark.parametrize(("figure", "case"), CASES, ids=[f"{figure}: {case['case']}" for figure, case in CASES])
def test_figure(figure: str, case: dict[str, Any]) -> None:
    learner = made_learner(case.get("learner"), case.get("aims", ()))
    facts = facts_of([learner])
    counted = FIGURES[figure].of(replace(facts, knowledge=known(case)))
    assert counted is not None
    assert [entry.what for entry in counted.entries] == case["why"]
    assert counted.count == len(case["why"])


def test_the_learner_of_the_cases_is_clean() -> None:
    assert facts_of([made_learner()]).findings == []


def test_every_figure_has_its_cases_and_its_place() -> None:
    states = {"clean", "warnings", "errors", "not-verified"}
    assert {figure for figure, _ in CASES} | states == set(FIGURES) == set(ORDER)
    assert len(ORDER) == len(set(ORDER))
    work = [figure for figure in FIGURES.values() if figure.part == "work"]
    assert len(work) <= WORK_ROWS
    assert len(FIGURES) - len(work) + 2 == TILES


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_every_figure_says_what_it_is_in_sentences(figure: Any) -> None:
    for sentence in (figure.counts, figure.matters, figure.next_step):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_verification_is_told_only_where_there_is_some() -> None:
    learners = [made_learner(position=number) for number in range(3)]
    assert board_of(learners).figure("not-verified") is None
    assert board_of(learners, unverified=()).figure("not-verified").count == 0
    told = board_of(learners, unverified=((2, "no seal"), (0, "changed"))).figure("not-verified")
    assert [(entry.position, entry.what) for entry in told.entries] == [(2, "no seal"), (0, "changed")]


@pytest.mark.parametrize("year", ["2526", "2627"])
def test_every_rule_has_a_family(year: str) -> None:
    from addin.dashboard.breakdowns import FAMILIES, _families

    assert set(_families(year)) == set(rules_of(year))
    assert set(_families(year).values()) <= set(FAMILIES.values())


def finding(rule: str, position: int, aim: int | None = None, severity: Any = "error") -> Finding:
    return Finding(rule, severity, "A1", aim, "Learner", (), "", (), (position,) if position >= 0 else (-1,))


@pytest.mark.parametrize(
    ("rule", "position", "aim", "family", "programme"),
    [
        ("ULN_04", 0, None, "Learner details", "Standard 91"),
        ("FD_ULN_MA", 0, None, "Missing or badly typed", "Standard 91"),
        ("Schema", 0, 1, "Sheets and schema", "Standard 91"),
        ("LearnAimRef_01", 1, 2, "Aims", "Aim 60160731"),
        ("EmpStat_09", 1, None, "Employment", "Standard 105"),
        ("R_31", 1, 1, "Records together", "Standard 105"),
        ("TNP_01", 0, 9, "Sheets and schema", "Standard 91"),
        ("Filename_1", -1, None, "The file", WHOLE_RETURN),
    ],
)
def test_families_and_programmes(rule: str, position: int, aim: int | None, family: str, programme: str) -> None:
    second = made_learner(
        {}, [{"StdCode": 105}, {"AimType": 4, "ProgType": None, "StdCode": None, "LearnAimRef": "60160731"}], position=1
    )
    facts = replace(facts_of([made_learner(), second]), findings=[finding(rule, position, aim)] * 2)
    for groups, name in ((errors_by_family(facts), family), (errors_by_programme(facts), programme)):
        assert [(group.name, group.errors, group.count) for group in groups] == [(name, 2, 1)]


def test_small_groups_are_taken_together() -> None:
    line = of_learner(made_learner())
    groups = [Group(f"G{number}", (replace(line, number=line.number * number),)) for number in range(14, 0, -1)]
    few = shown(groups)
    assert len(few) == GROUP_ROWS
    assert (few[-1].name, few[-1].count) == ("5 others", 5)
    assert sum(group.errors for group in few) == sum(group.errors for group in groups)
    assert shown(groups[:GROUP_ROWS]) == tuple(groups[:GROUP_ROWS])


RULES = st.sampled_from(["ULN_04", "EmpStat_09", "FD_ULN_MA", "R_31", "Sheet", "Filename_1", "no such rule"])
FOUND = st.lists(
    st.tuples(RULES, st.integers(-1, 4), st.sampled_from([None, 1, 2, 7]), st.sampled_from(["error", "warning"]))
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(FOUND, st.frozensets(st.integers(0, 4), max_size=2), st.integers(5, 6))
def test_sums_agree(found: list[Any], blocked: frozenset[int], count: int) -> None:
    """Every learner is in one state, every error in one family and one programme, every count is that of its list."""
    learners = [made_learner({"LearnRefNumber": f"A{number}"}, position=number) for number in range(count)]
    facts = replace(facts_of(learners), findings=[finding(*one) for one in found], blocked=blocked)
    from addin.dashboard.board import dashboard_of

    board = dashboard_of(facts, title="made", ukprn=None)
    positions = [entry.position for state in board.states for entry in state.entries]
    assert sorted(positions) == list(range(count))
    assert board.total == count
    errors = sum(one[3] == "error" for one in found)
    for groups in (board.families, board.programmes):
        assert sum(group.errors for group in groups) == errors
    lists = dict(board.lists())
    assert len(lists) == len(board.lists())
    for one in (*board.states, *board.work):
        assert one.count == len(lists[one.figure.title])
    assert all(isinstance(entry, Entry) for entries in lists.values() for entry in entries)


def test_money_is_that_of_the_learners_with_errors_dearest_first() -> None:
    dear = [
        {
            "AppFinRecord": [
                {"AFinType": "TNP", "AFinCode": 1, "AFinDate": NOW.date().replace(month=8, day=3), "AFinAmount": 18000}
            ]
        }
    ]
    learners = [
        made_learner({"LearnRefNumber": "A1", "ULN": 1000000087}),
        made_learner({"LearnRefNumber": "A2", "ULN": 1000000086}, dear, position=1),
        made_learner({"LearnRefNumber": "A3"}, dear, position=2),
    ]
    money = board_of(learners).figure("money-at-risk")
    assert [entry.learner for entry in money.entries] == ["A2", "A1"]
    assert money.entries[0].number > money.entries[1].number > 0
    assert money.total == sum(entry.number for entry in money.entries)
