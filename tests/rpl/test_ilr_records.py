"""The records of the ILR that a row of prior learning makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.model import Learner, LearningDelivery, built_learner
from ilr_core.rpl import PriorLearning, with_prior_learning
from ilr_core.rules import Check, Context
from tests.rules.case_files import base_data

YEARS = catalogue.years()
ROW = PriorLearning(price_before=8700, hours_before=480, hours_removed=72, reduction_given=675)


def learner(year: str) -> Learner:
    specification = catalogue.load(year)
    return built_learner(base_data("apprentice", specification), specification)


def programme(year: str = "2627") -> LearningDelivery:
    return learner(year).LearningDelivery[0]


def hours(aim: LearningDelivery) -> dict[int, int]:
    return {record.HRSCode: record.HRSAmount for record in aim.HRSRecord}


def prices(aim: LearningDelivery) -> dict[tuple[str, int], tuple[int, date]]:
    return {(record.AFinType, record.AFinCode): (record.AFinAmount, record.AFinDate) for record in aim.AppFinRecord}


def applied(aim: LearningDelivery, row: PriorLearning = ROW, year: str = "2627") -> LearningDelivery:
    change = with_prior_learning(aim, row, catalogue.load(year))
    assert change.aim is not None, change.refusals
    assert change.refusals == ()
    return change.aim


def refused(row: PriorLearning, aim: LearningDelivery | None = None, year: str = "2627") -> list[str]:
    change = with_prior_learning(aim or programme(year), row, catalogue.load(year))
    assert change.aim is None
    assert all(refusal.message.endswith(".") for refusal in change.refusals)
    return [refusal.rule for refusal in change.refusals]


def test_2627_has_hours_price_and_reduction() -> None:
    aim = programme()
    start = aim.LearnStartDate
    after = applied(aim)
    assert hours(after) == {1: 408, 4: 72}
    assert prices(after) == {
        ("TNP", 1): (8025, start),
        ("TNP", 2): (1000, start),
        ("RIP", 1): (675, start),
    }
    assert (hours(aim), prices(aim)) == ({1: 400}, {("TNP", 1): (8000, start), ("TNP", 2): (1000, start)})


def test_2526_has_hours_and_price() -> None:
    aim = programme("2526")
    after = applied(aim, year="2526")
    assert (after.PHours, after.HRSRecord) == (408, [])
    assert prices(after) == {("TNP", 1): (8025, aim.LearnStartDate), ("TNP", 2): (1000, aim.LearnStartDate)}
    assert aim.PHours == 400


@pytest.mark.parametrize("year", YEARS)
def test_applying_twice_changes_nothing(year: str) -> None:
    once = applied(programme(year), year=year)
    assert applied(once, year=year).same_as(once)


@pytest.mark.parametrize("year", YEARS)
def test_the_result_breaks_no_rule(year: str) -> None:
    whole, specification = learner(year), catalogue.load(year)
    whole.LearningDelivery[0] = applied(whole.LearningDelivery[0], year=year)
    day = specification.start + timedelta(days=100)
    now = datetime(day.year, day.month, day.day)
    check = Check(Context(specification, day, now))
    assert [found.rule for found in check.learners([whole]) if found.severity == "error"] == []


def test_a_row_that_recognises_nothing_takes_both_records_away() -> None:
    before = applied(programme())
    after = applied(before, replace(ROW, hours_removed=0, reduction_given=0))
    assert hours(after) == {1: 480}
    assert ("RIP", 1) not in prices(after)
    assert prices(after)["TNP", 1][0] == 8700


def test_the_first_training_price_changes_and_later_ones_stay() -> None:
    aim = programme()
    later = aim.AppFinRecord[0].__class__(aim, 2)
    later.AFinType, later.AFinCode, later.AFinAmount = "TNP", 1, 9500
    later.AFinDate = aim.LearnStartDate + timedelta(days=60)
    aim.AppFinRecord.insert(0, later)
    amounts = [(one.AFinAmount, one.AFinDate) for one in applied(aim).AppFinRecord if one.AFinCode == 1]
    assert amounts == [(9500, later.AFinDate), (8025, aim.LearnStartDate), (675, aim.LearnStartDate)]


def test_missing_records_are_added_and_doubled_ones_become_one() -> None:
    aim = programme()
    once = applied(aim)
    for record in (*once.HRSRecord, *(one for one in once.AppFinRecord if one.AFinType == "RIP")):
        twin = type(record)(once, 9)
        for name in record.FIELDS:
            setattr(twin, name, record.value(name))
        getattr(once, record.ENTITY).append(twin)
    assert applied(once).same_as(applied(aim))
    bare = programme()
    bare.HRSRecord, bare.AppFinRecord = [], []
    after = applied(bare)
    assert hours(after) == {1: 408, 4: 72}
    assert {key: amount for key, (amount, _) in prices(after).items()} == {("TNP", 1): 8025, ("RIP", 1): 675}


def test_what_was_typed_wrongly_is_gone() -> None:
    aim = programme()
    aim.HRSRecord[0].keep_text("HRSAmount", "four hundred")
    aim.HRSRecord[0].add_fault("HRSAmount", "unreadable")
    after = applied(aim)
    assert after.HRSRecord[0].text("HRSAmount") == "408"
    assert after.HRSRecord[0].faults == {}
    assert aim.HRSRecord[0].text("HRSAmount") == "four hundred"


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"reduction_given": 5}, None),
        ({"reduction_given": 4}, ["AFinType_16"]),
        ({"reduction_given": 0}, ["AFinType_16"]),
        ({"reduction_given": 18000, "price_before": 20000}, None),
        ({"reduction_given": 18001, "price_before": 20000}, ["AFinType_15"]),
        ({"hours_removed": 0}, ["R_162"]),
        ({"hours_removed": 481}, [""]),
        ({"reduction_given": 8701}, [""]),
        ({"hours_before": 10000}, ["FD_HRSAmount_AR"]),
        ({"reduction_given": None}, [""]),
        ({"hours_before": "many"}, [""]),
        ({"price_before": -1}, [""]),
        ({"hours_removed": 71.5}, [""]),
        ({"hours_removed": "72", "hours_before": 480.0}, None),
    ],
)
def test_amounts_at_their_limits(changes: dict[str, Any], rules: list[str] | None) -> None:
    row = replace(ROW, **changes)
    if rules is None:
        applied(programme(), row)
    else:
        assert refused(row) == rules


def test_2526_has_no_rule_to_name_for_the_limits() -> None:
    assert refused(replace(ROW, reduction_given=4), year="2526") == [""]


def test_only_programme_aims_of_apprenticeships_from_august_2022() -> None:
    component = learner("2627").LearningDelivery[1]
    assert refused(ROW, component) == ["AFinType_04"]
    early = programme()
    early.LearnStartDate = date(2022, 7, 31)
    assert refused(ROW, early) == [""]
    early.LearnStartDate = date(2022, 8, 1)
    applied(early)


def test_a_price_left_after_a_change_of_employer_is_not_touched() -> None:
    aim = programme()
    aim.AppFinRecord[0].AFinCode = 3
    assert refused(ROW, aim) == ["AFinDate_05"]


@given(st.builds(PriorLearning, price_before=st.integers(0, 30000), hours_before=st.integers(0, 12000),
                 hours_removed=st.integers(0, 2000), reduction_given=st.integers(0, 20000)))  # fmt: skip
def test_the_parts_add_up_and_come_in_pairs(row: PriorLearning) -> None:
    change = with_prior_learning(programme(), row, catalogue.load("2627"))
    assert (change.aim is None) == bool(change.refusals)
    if change.aim is None:
        return
    amounts = {key: amount for key, (amount, _) in prices(change.aim).items()}
    assert (("RIP", 1) in amounts) == (4 in hours(change.aim))
    assert amounts["TNP", 1] + amounts.get(("RIP", 1), 0) == row.price_before
    assert sum(hours(change.aim).values()) == row.hours_before
