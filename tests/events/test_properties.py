"""Whatever is recorded in whatever order: nothing returned is overwritten, the learner given stays as it is."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.demo.learners import made_learners
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.events import EVENTS, Answer, Changed, Question, Scene, changed_by
from ilr_core.events.details import DETAILS
from ilr_core.funding.earnings import earned_before, earnings_of
from ilr_core.funding.programmes import programmes_of
from ilr_core.model import Learner, LearningDelivery, built_learner, copied
from tests.core.odd_learners import from_cases, from_nothing
from tests.events.case_files import BASES, facts, learner_of
from tests.events.case_files import Case as EventCase

LOOSE = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def made(year: Catalogue) -> list[Learner]:
    based = [learner_of(EventCase("", year.year, {"learner": name})) for name in BASES]
    return [*based, *made_learners(year, 30, year.start + timedelta(days=110))]


def answer(question: Question, year: Catalogue, around: int) -> st.SearchStrategy[Answer]:
    """An answer, mostly one that could be: days near the one given, codes of the list."""
    near = st.integers(around, around + 4)
    planned = st.integers(around + 250, around + 500)
    of_plan = question.name.startswith("planned") or question.name == "until"
    usual = planned if of_plan else near
    offsets = st.integers(0, 9).flatmap(lambda odd: usual if odd < 9 else st.integers(-300, 500))
    days = offsets.map(lambda number: year.start + timedelta(days=number))
    aims = st.integers(1, 6)
    if question.codes:
        codes = {"Outcome": ["1", "3", "8"], "EmpStat": ["11", "12", "10"]}.get(question.codes)
        return st.sampled_from(codes or sorted(year.lists[question.codes].codes))
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "day": days,
        "pounds": st.integers(0, 20000),
        "whole": st.sampled_from([999999999, 0, 40, 300, 105, 1000000027, 9999999999]),
        "aim": aims,
        "text": st.sampled_from([*DETAILS, "EPA0002", "PA", "ABC123", ""]),
        "value": st.sampled_from(["Patternham", "2000-05-18", "ZZ99 9ZZ", "-", "F", "31", "1/1"]),
        "days_by_aim": st.one_of(
            days.map(lambda day: {None: day}), st.dictionaries(st.none() | aims, days, min_size=1, max_size=3)
        ),
        "shares_by_aim": st.one_of(
            st.just({None: 50}), st.dictionaries(st.none() | aims, st.integers(0, 99), min_size=1, max_size=3)
        ),
        "references": st.sampled_from([("60342843",), ("60342843", "60348614"), ()]),
    }
    return kinds[question.kind]


STORIES = (
    ("break", "return", "price", "break", "return", "withdraw"),
    ("break", "return", "employer", "break", "return", "change-programme"),
    ("support-on", "support-off", "break", "withdraw", "transfer-in"),
    ("redundancy", "employer", "aim-finished", "training-finished", "price", "result"),
    ("aim-finished", "training-finished", "withdraw", "result"),
)
LIKELY = ("date", "share_left", "actual_hours", "training_price", "last_day")


@st.composite
def happenings(draw: st.DrawFn, year: Catalogue) -> list[tuple[str, dict[str, Answer]]]:
    """Events one after the other, with answers; those not required are often left out."""
    found, day = [], 35
    anything = st.lists(st.sampled_from(sorted(EVENTS)), min_size=1, max_size=8)
    for name in draw(st.one_of(anything, st.sampled_from(STORIES))):
        event = EVENTS[name]
        answered = [
            question
            for question in event.asks
            if question.required or draw(st.integers(0, 9)) < (8 if question.name in LIKELY else 1)
        ]
        found.append((event.name, {question.name: draw(answer(question, year, day)) for question in answered}))
        day += draw(st.integers(0, 12).map(lambda days: days or -1))
    return found


def _is_settled(aim: LearningDelivery) -> bool:
    """Whether how an aim ended can change no more."""
    return aim.LearnActEndDate is not None and aim.CompStatus in (2, 3) and aim.Outcome != 8


def assert_nothing_is_overwritten(before: Learner, after: Learner) -> None:
    for old, new in zip(before.LearningDelivery, after.LearningDelivery, strict=False):
        for field in (
            "AimSeqNumber",
            "LearnAimRef",
            "LearnStartDate",
            "OrigLearnStartDate",
            "LearnPlanEndDate",
            "StdCode",
        ):
            assert old.value(field) == new.value(field)
        if old.LearnActEndDate is not None:
            assert new.LearnActEndDate == old.LearnActEndDate
        kept = [(fin.AFinType, fin.AFinCode, fin.AFinDate, fin.AFinAmount) for fin in new.AppFinRecord]
        assert [(fin.AFinType, fin.AFinCode, fin.AFinDate, fin.AFinAmount) for fin in old.AppFinRecord] == kept[
            : len(old.AppFinRecord)
        ]
        if _is_settled(old):
            assert new.same_as(old)
    assert len(after.LearningDelivery) >= len(before.LearningDelivery)
    statuses = [(one.EmpStat, one.DateEmpStatApp, one.EmpId) for one in after.LearnerEmploymentStatus]
    assert [(one.EmpStat, one.DateEmpStatApp, one.EmpId) for one in before.LearnerEmploymentStatus] == statuses[
        : len(before.LearnerEmploymentStatus)
    ]


@LOOSE
@given(st.data(), st.sampled_from(catalogue.years()))
def test_nothing_returned_is_overwritten(data: st.DataObject, name: str) -> None:
    year = catalogue.load(name)
    learner = data.draw(st.sampled_from(made(year)))
    for event, answers in data.draw(happenings(year)):
        kept = copied(learner)
        done = changed_by(EVENTS[event], learner, answers, Scene(year))
        assert learner.same_as(kept)
        if isinstance(done, Changed):
            assert facts(done.learner, year) != facts(learner, year)
            assert_nothing_is_overwritten(learner, done.learner)
            learner = done.learner
        else:
            assert done.sentence.endswith(".")


@LOOSE
@given(st.data(), st.sampled_from(catalogue.years()))
def test_no_event_fails_on_odd_records(data: st.DataObject, name: str) -> None:
    year = catalogue.load(name)
    odd = data.draw(st.one_of(from_cases(year), from_nothing(year)))
    learner = built_learner(odd, year)
    kept = copied(learner)
    for event, answers in data.draw(happenings(year)):
        changed_by(EVENTS[event], learner, answers, Scene(year, lambda standard, start: 9000))
    assert learner.same_as(kept)


@LOOSE
@given(st.integers(0, 29), st.integers(0, 700), st.sampled_from([None, 5000, 9000]))
def test_what_was_earned_before_a_day_is_what_the_earnings_say(number: int, days: int, band: int | None) -> None:
    year = catalogue.load()
    learner = made(year)[number]
    for spell in programmes_of(learner):
        day = spell.first.LearnStartDate + timedelta(days=days)
        line = earnings_of(learner, band_of=lambda standard, start: band).lines[0]
        month = (day.year, day.month)
        expected = sum(
            one.amount
            for one in line.payments
            if one.kind == "regular" and _month(one.academic_year, one.period) < month
        )
        assert earned_before(spell, day, band) == expected


def _month(academic_year: str, period: int) -> tuple[int, int]:
    begins = 2000 + int(academic_year[:2])
    return (begins, period + 7) if period <= 5 else (begins + 1, period - 5)
