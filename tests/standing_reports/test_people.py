"""Who is counted, and how often: one person with two records, core aims, employers over time, leavers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.standing_reports import REPORTS
from addin.standing_reports.months import month_spans
from addin.standing_reports.registry import MONTHS
from ilr_core.model import Learner
from tests.dashboard.made import NOW, START, made_learner
from tests.standing_reports.made import facts_of, rows_of, total_of

TODAY = NOW.date()
DAYS = st.dates(date(2026, 5, 1), date(2027, 10, 31))
ONE = {"EmpStat": 10, "EmpId": 111111111}
OTHER = {"EmpStat": 10, "EmpId": 222222222}
OCTOBER = date(2026, 10, 5)
CORE = {"AimType": 5, "LearnAimRef": "60144324"}


def learner(*aims: dict[str, Any] | None, position: int = 0, **data: Any) -> Learner:
    first, *others = aims or ({},)
    return made_learner({"LearnRefNumber": f"A{position}", **data}, [first, None, *others], position=position)


def employed(*records: dict[str, Any], **data: Any) -> Learner:
    return learner(LearnerEmploymentStatus=list(records), **data)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.none() | DAYS), min_size=1, max_size=3))
def test_occupancy_is_what_counting_days_gives(spells: list[Any]) -> None:
    aims = [
        {"like": 1, "LearnStartDate": start, "LearnPlanEndDate": planned, "LearnActEndDate": actual}
        for start, planned, actual in spells
    ]
    on_programme = {
        month
        for start, planned, actual in spells
        for month, (first, last) in zip(MONTHS, month_spans(date(2026, 8, 1)), strict=True)
        for day in range(first.toordinal(), last.toordinal() + 1)
        if start.toordinal() <= day <= (actual or max(planned or TODAY, TODAY)).toordinal()
    }
    table = REPORTS["occupancy"].of(facts_of([learner(*aims)]))
    counts = total_of(table) if table.lines else dict.fromkeys(MONTHS, 0)
    assert {month for month in MONTHS if counts[month]} == on_programme


def test_one_person_with_two_records_counts_once() -> None:
    facts = facts_of([learner(), learner(position=1, LearnRefNumber=" a0"), learner(position=2)])
    assert total_of(REPORTS["occupancy"].of(facts))["Nov"] == 2
    assert total_of(REPORTS["employers"].of(facts))["Learners"] == 2
    assert len(REPORTS["learner-list"].of(facts).lines) == 3, "the list shows every record"


def test_people_without_a_reference_are_not_one_person() -> None:
    facts = facts_of([learner(LearnRefNumber=None), learner(LearnRefNumber=None, position=1)])
    assert total_of(REPORTS["occupancy"].of(facts))["Nov"] == 2


@pytest.mark.parametrize(
    ("aims", "shown"),
    [
        # A T Level: its core aim is part of the programme.
        ([{"ProgType": 31, "StdCode": None}, {"like": 1, **CORE, "ProgType": 31, "StdCode": None}], 1),
        # 16 to 19 without a programme: the core aim and what stands beside it.
        (
            [{**CORE, "ProgType": None, "StdCode": None}, {"like": 1, "AimType": 4, "ProgType": None, "StdCode": None}],
            2,
        ),
        # A core aim whose programme is another one.
        ([{}, {"like": 1, **CORE, "ProgType": None, "StdCode": None}], 2),
    ],
)
def test_a_core_aim_counts_where_it_is_in_no_programme(aims: list[dict[str, Any]], shown: int) -> None:
    facts = facts_of([learner(*aims)])
    assert len(REPORTS["learner-list"].of(facts).lines) == shown
    assert total_of(REPORTS["planned-ends"].of(facts))["Planned ends"] == shown


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        # Two employers on one day: both last until the next day with a record.
        (
            [ONE | {"DateEmpStatApp": START}, OTHER | {"DateEmpStatApp": START}],
            [("111111111", 1, START, None), ("222222222", 1, START, None)],
        ),
        (
            [ONE | {"DateEmpStatApp": START}, OTHER | {"DateEmpStatApp": START}, ONE | {"DateEmpStatApp": OCTOBER}],
            [("111111111", 1, START, None), ("222222222", 0, START, date(2026, 10, 4))],
        ),
        # In whatever order the records stand.
        (
            [OTHER | {"DateEmpStatApp": OCTOBER}, ONE | {"DateEmpStatApp": START}],
            [("111111111", 0, START, date(2026, 10, 4)), ("222222222", 1, OCTOBER, None)],
        ),
        # One that begins later, and one without a date.
        ([ONE | {"DateEmpStatApp": date(2026, 11, 24)}], [("111111111", 0, date(2026, 11, 24), None)]),
        ([ONE], [("111111111", 1, None, None)]),
        (
            [ONE, OTHER | {"DateEmpStatApp": START}],
            [("111111111", 0, None, date(2026, 8, 2)), ("222222222", 1, START, None)],
        ),
    ],
)
def test_a_record_lasts_until_the_next_later_one(records: list[Any], lines: list[Any]) -> None:
    rows = rows_of(REPORTS["employers"].of(facts_of([employed(*records)])))
    assert [(row["EmpId"], row["There today"], row["From"], row["To"]) for row in rows] == lines


@pytest.mark.parametrize(
    ("aims", "there", "to"),
    [
        ([{"CompStatus": 2, "LearnActEndDate": OCTOBER}], 0, OCTOBER),
        ([{"CompStatus": 3, "LearnActEndDate": TODAY}], 1, TODAY),
        ([{"CompStatus": 6, "LearnActEndDate": OCTOBER}], 1, None),
        # Training over, result awaited.
        ([{"CompStatus": 1, "LearnActEndDate": OCTOBER}], 1, None),
        ([{"CompStatus": 3, "LearnActEndDate": OCTOBER}, {"like": 1, "StdCode": 105}], 1, None),
        # A break, the return, and then the end.
        (
            [
                {"CompStatus": 6, "LearnActEndDate": date(2026, 9, 1)},
                {"like": 1, "LearnStartDate": date(2026, 9, 20), "CompStatus": 2, "LearnActEndDate": OCTOBER},
            ],
            0,
            OCTOBER,
        ),
        ([{"CompStatus": 3, "LearnActEndDate": "31/31/2026"}], 1, None),
    ],
)
def test_who_has_left_is_not_there_today(aims: list[Any], there: int, to: date | None) -> None:
    records = [ONE | {"DateEmpStatApp": START}]
    (row,) = rows_of(REPORTS["employers"].of(facts_of([learner(*aims, LearnerEmploymentStatus=records)])))
    assert (row["Learners"], row["There today"], row["To"]) == (1, there, to)


def test_an_employer_found_after_the_last_day_is_none_of_the_return() -> None:
    records = [ONE | {"DateEmpStatApp": START}, OTHER | {"DateEmpStatApp": OCTOBER}]
    left = learner({"CompStatus": 2, "LearnActEndDate": date(2026, 9, 30)}, LearnerEmploymentStatus=records)
    rows = rows_of(REPORTS["employers"].of(facts_of([left])))
    assert [(row["EmpId"], row["To"]) for row in rows] == [("111111111", date(2026, 9, 30))]
