"""What a user is shown of a change: every record beside what there is, in words."""

from __future__ import annotations

from datetime import date

import pytest

from addin.changes.beside import beside
from ilr_core import catalogue
from ilr_core.model import Learner, built_learner, copied
from tests.rules.case_files import base_data

YEAR = catalogue.load("2627")


@pytest.fixture
def learner() -> Learner:
    """A learner whose records stand in a workbook."""
    made = built_learner(base_data("apprentice", YEAR), YEAR)
    for number, record in enumerate(made.walk(), 2):
        record.place = ("Sheet", number)
    return made


def test_nothing_changed_is_no_line(learner: Learner) -> None:
    assert beside(learner, copied(learner), YEAR) == []


def test_fields_of_a_learner_and_of_a_record_inside(learner: Learner) -> None:
    new = copied(learner)
    new.FamilyName, new.Email = "Patternham", "robin@example.org"
    new.LearnerEmploymentStatus[0].EmpStat = 11
    new.LearningDelivery[0].AppFinRecord[0].AFinAmount = 7000
    assert beside(learner, new, YEAR) == [
        "learner: FamilyName Sample -> Patternham; Email (blank) -> robin@example.org",
        (
            "learner EmpStat 10 from 27/06/2025, EmpId 999999999, EII 8, LOE 4: EmpStat 10 · In paid employment -> "
            "11 · Not in paid work, looking and ready to start"
        ),
        "aim 1 ZPROG001 TNP 1 £8,000 from 31/08/2026: AFinAmount 8000 -> 7000",
    ]


def test_new_records_stand_beside_those_of_their_kind_that_stay(learner: Learner) -> None:
    new = copied(learner)
    price = copied(new.LearningDelivery[0].AppFinRecord[0])
    price.place, price.AFinAmount, price.AFinDate = None, 7500, date(2026, 11, 2)
    new.LearningDelivery[0].AppFinRecord.append(price)
    assert beside(learner, new, YEAR) == [
        (
            "aim 1 ZPROG001: new TNP 1 £7,500 from 02/11/2026 (beside TNP 1 £8,000 from 31/08/2026, TNP 2 £1,000 from "
            "31/08/2026)"
        )
    ]


def test_a_new_aim_and_what_is_taken_away(learner: Learner) -> None:
    new = copied(learner)
    aim = copied(new.LearningDelivery[1])
    for record in aim.walk():
        record.place = None
    aim.AimSeqNumber = 3
    new.LearningDelivery.append(aim)
    new.LearningDelivery[0].HRSRecord = []
    assert beside(learner, new, YEAR) == [
        "aim 1 ZPROG001: taken away HRS 1: 400 hours",
        (
            "new aim 3: LearnAimRef 60000001, AimType 3, LearnStartDate 31/08/2026, LearnPlanEndDate 14/12/2027, "
            "FundModel 36, ProgType 25, StdCode 91, DelLocPostCode ZZ99 9ZZ, CompStatus 1"
        ),
        "  with SOF 105",
    ]
