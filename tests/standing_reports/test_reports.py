"""What each report says of a return: months at their edges, breaks, people counted once, blanks kept blank."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.standing_reports import ORDER, REPORTS
from addin.standing_reports.months import month_spans
from addin.standing_reports.registry import MONTHS, REGISTERED
from ilr_core.model import Learner
from tests.dashboard.made import END, START, made_learner
from tests.standing_reports.made import facts_of, rows_of, total_of

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
ALONE = {"AimType": 4, "ProgType": None, "StdCode": None, "LearnAimRef": "60342843"}


def apprentice(aim: dict[str, Any] | None = None, *, position: int = 0, **learner: Any) -> Learner:
    """One programme without a component."""
    return made_learner({"LearnRefNumber": f"A{position}", **learner}, [aim or {}, None], position=position)


def test_every_report_is_offered_once() -> None:
    assert sorted(ORDER) == sorted(REGISTERED)
    assert all(len(one.title) <= 31 for one in REPORTS.values()), "a title is the name of a sheet"


@pytest.mark.parametrize("name", ORDER)
def test_a_return_without_learners_gives_an_empty_report(name: str) -> None:
    table = REPORTS[name].of(facts_of([]), names=True)
    assert not table.lines
    assert table.total is None
    assert table.charts == ()


@pytest.mark.parametrize(
    ("start", "planned", "actual", "months"),
    [
        (date(2026, 8, 31), date(2027, 7, 31), None, MONTHS),
        (date(2026, 9, 1), date(2026, 12, 1), None, ("Sep", "Oct", "Nov", "Dec")),
        (date(2026, 9, 30), date(2027, 7, 31), date(2026, 9, 30), ("Sep",)),
        (date(2026, 9, 30), date(2027, 7, 31), date(2026, 10, 1), ("Sep", "Oct")),
        # Open beyond its planned end: up to today, 23 November.
        (date(2026, 10, 1), date(2026, 10, 31), None, ("Oct", "Nov")),
        (date(2025, 9, 1), date(2026, 7, 31), date(2026, 7, 31), ()),
        (date(2025, 9, 1), date(2026, 7, 31), date(2026, 8, 1), ("Aug",)),
        (date(2027, 7, 31), date(2028, 7, 31), None, ("Jul",)),
        (date(2027, 8, 1), date(2028, 7, 31), None, ()),
        (None, date(2028, 7, 31), None, ()),
        (date(2026, 9, 1), None, None, ("Sep", "Oct", "Nov")),
        (date(2026, 9, 1), date(2027, 7, 31), "31/31/2026", ()),
    ],
)
def test_an_aim_occupies_the_months_it_touches(start: Any, planned: Any, actual: Any, months: tuple[str, ...]) -> None:
    learner = apprentice({"LearnStartDate": start, "LearnPlanEndDate": planned, "LearnActEndDate": actual})
    rows = rows_of(REPORTS["occupancy"].of(facts_of([learner])))
    assert [name for row in rows for name in MONTHS if row[name]] == list(months)


def test_days_of_a_break_do_not_count() -> None:
    paused = {"LearnActEndDate": date(2026, 9, 15), "CompStatus": 6}
    back = {"like": 1, "LearnStartDate": date(2026, 11, 10)}
    rows = rows_of(REPORTS["occupancy"].of(facts_of([made_learner(None, [paused, None, back])])))
    assert [name for name in MONTHS if rows[0][name]] == ["Aug", "Sep", *MONTHS[3:]]


def test_a_learner_counts_once_in_a_month_whatever_the_programmes() -> None:
    twice = made_learner({"LearnRefNumber": "T1"}, [{}, None, {"like": 1, "StdCode": 105}])
    table = REPORTS["occupancy"].of(facts_of([twice, apprentice(position=1)]))
    assert [row["Nov"] for row in rows_of(table)] == [1, 2]
    assert total_of(table)["Nov"] == 2
    assert [row["Programme"] for row in rows_of(table)] == ["Standard 105", "Standard 91"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS, st.none() | DAYS, st.sampled_from((91, 105, 203))), max_size=6))
def test_everybody_is_never_more_than_the_sum_of_programmes(spells: list[Any]) -> None:
    learners = [
        apprentice({"LearnStartDate": a, "LearnPlanEndDate": b, "LearnActEndDate": c, "StdCode": d}, position=number)
        for number, (a, b, c, d) in enumerate(spells)
    ]
    table = REPORTS["occupancy"].of(facts_of(learners))
    total = total_of(table) if table.lines else dict.fromkeys(MONTHS, 0)
    for name in MONTHS:
        # Each of these learners has one programme only.
        assert sum(row[name] for row in rows_of(table)) == total[name] <= len(learners)


def test_the_months_of_a_year_follow_each_other_without_a_gap() -> None:
    spans = month_spans(date(2027, 8, 1))
    assert spans[0][0] == date(2027, 8, 1)
    assert spans[6] == (date(2028, 2, 1), date(2028, 2, 29))
    assert spans[-1][1] == date(2028, 7, 31)
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(spans))


def test_planned_ends_stand_by_month_with_what_became_of_them() -> None:
    ended = date(2026, 11, 1)
    learners = [
        apprentice({"LearnPlanEndDate": date(2026, 10, 31)}, position=0),
        apprentice({"LearnPlanEndDate": date(2026, 10, 1), "LearnActEndDate": ended, "CompStatus": 2}, position=1),
        apprentice({"LearnPlanEndDate": date(2026, 11, 1), "LearnActEndDate": ended, "CompStatus": 3}, position=2),
        apprentice({"LearnPlanEndDate": date(2026, 11, 30), "LearnActEndDate": ended, "CompStatus": 6}, position=3),
        apprentice({"LearnPlanEndDate": date(2026, 11, 30), "LearnActEndDate": ended, "CompStatus": 1}, position=4),
        apprentice({"LearnPlanEndDate": date(2026, 11, 2), "LearnActEndDate": ended, "CompStatus": 9}, position=5),
        apprentice({"LearnPlanEndDate": None}, position=6),
    ]
    table = REPORTS["planned-ends"].of(facts_of(learners))
    assert [tuple(line) for line in table.lines] == [
        (date(2026, 10, 1), 2, 1, 1, 0, 0, 0, 0),
        (date(2026, 11, 1), 4, 0, 0, 1, 1, 1, 1),
        (None, 1, 1, 0, 0, 0, 0, 0),
    ]
    assert table.total == ("Total", 7, 2, 1, 1, 1, 1, 1)


def test_the_learner_list_has_a_line_for_each_programme_or_single_aim() -> None:
    learners = [
        made_learner({"LearnRefNumber": "P1"}),
        made_learner({"LearnRefNumber": "S1"}, [None, {**ALONE, "CompStatus": 2, "LearnActEndDate": END}], position=1),
        made_learner({"LearnRefNumber": "N1"}, [None, None], position=2),
        made_learner({"LearnRefNumber": "U1"}, [{"CompStatus": 99}, None], position=3),
    ]
    rows = rows_of(REPORTS["learner-list"].of(facts_of(learners)))
    assert [(row["LearnRefNumber"], row["Start"], row["Actual end"]) for row in rows] == [
        ("P1", START, None), ("S1", START, END), ("N1", None, None), ("U1", START, None),
    ]  # fmt: skip
    assert rows[0]["Status"].startswith("Continuing") or "continuing" in rows[0]["Status"]
    assert rows[3]["Status"] == "99", "a code that nobody knows stands as typed"
    assert rows[2]["Programme"] is None


@pytest.mark.parametrize("name", ORDER)
def test_names_and_ulns_are_left_out_unless_asked_for(name: str) -> None:
    learner = apprentice({"HRSRecord": [{"HRSType": "HRS", "HRSCode": code, "HRSAmount": 90} for code in (1, 4)]},
                         FamilyName="Surname", GivenNames="Given", ULN=1000000108)  # fmt: skip
    facts = facts_of([learner])
    report = REPORTS[name]
    without, with_names = report.of(facts), report.of(facts, names=True)
    said = [str(cell) for line in without.lines for cell in line]
    assert without.lines, "a report of nobody shows nothing"
    assert not any(secret in cell for cell in said for secret in ("Surname", "Given", "1000000108"))
    named = any(column.named for column in report.columns)
    assert any("Surname" in str(cell) for line in with_names.lines for cell in line) == named
    assert set(without.personal) <= {"LearnRefNumber"}


def test_employers_are_counted_over_time() -> None:
    moved = [
        {"EmpStat": 10, "DateEmpStatApp": date(2026, 1, 5), "EmpId": 111111111, "AgreemId": "AGR1"},
        {"EmpStat": 10, "DateEmpStatApp": date(2026, 11, 23), "EmpId": 222222222},
    ]
    left = [
        {"EmpStat": 10, "DateEmpStatApp": date(2026, 1, 5), "EmpId": 111111111, "AgreemId": "AGR1"},
        {"EmpStat": 11, "DateEmpStatApp": date(2026, 11, 24)},
    ]
    unknown = [{"EmpStat": 10, "DateEmpStatApp": date(2026, 3, 1)}]
    learners = [
        apprentice(position=number, LearnerEmploymentStatus=records)
        for number, records in enumerate((moved, left, unknown, []))
    ]
    table = REPORTS["employers"].of(facts_of(learners))
    assert [tuple(line) for line in table.lines] == [
        ("111111111", "AGR1", 2, 1, date(2026, 1, 5), date(2026, 11, 23)),
        ("222222222", "", 1, 1, date(2026, 11, 23), None),
        ("not given", "", 1, 1, date(2026, 3, 1), None),
    ]
    assert table.total is not None
    assert table.total[:4] == ("All, each once", None, 3, 3)


def test_what_is_planned_but_not_known_is_blank_and_not_nought() -> None:
    rows = rows_of(REPORTS["hours"].of(facts_of([apprentice()])))
    assert rows[0]["So far"] is None
    assert rows[0]["Planned"] == Decimal(400)
    assert total_of(REPORTS["hours"].of(facts_of([apprentice()])))["So far"] is None


def test_prior_learning_in_the_return_is_on_the_register_without_a_sheet() -> None:
    hours = [{"HRSType": "HRS", "HRSCode": code, "HRSAmount": amount} for code, amount in ((1, 400), (4, 120))]
    learners = [apprentice({"HRSRecord": hours}), apprentice(position=1)]
    rows = rows_of(REPORTS["rpl-register"].of(facts_of(learners)))
    assert [(row["LearnRefNumber"], row["Hours removed"], row["Planned hours"]) for row in rows] == [("A0", 120, 400)]
    assert rows[0]["Evidence"].startswith("No entry on the sheet RPL")
