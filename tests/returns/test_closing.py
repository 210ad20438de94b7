"""What is closed on a day of the year, and from which day a difference counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ilr_core.returns.comparison import closing_at, differences, first_day_of, has_open_aims
from tests.returns.compared import YEAR, aim, apprentice, price


@pytest.mark.parametrize(
    ("moment", "closed", "open_from", "is_last", "earlier"),
    [
        ((2026, 9, 4, 17, 59), None, date(2026, 8, 1), False, False),
        ((2026, 9, 4, 18), "R01", date(2026, 9, 1), False, False),
        ((2026, 11, 26), "R03", date(2026, 11, 1), False, True),
        ((2027, 8, 6), "R12", date(2027, 8, 1), False, True),
        ((2027, 10, 21, 17), "R13", date(2027, 8, 1), False, True),
        ((2027, 10, 21, 18), "R14", date(2027, 8, 1), True, True),
    ],
)
def test_what_is_closed(
    moment: tuple[int, ...], closed: str | None, open_from: date, is_last: bool, earlier: bool
) -> None:
    found = closing_at(YEAR, datetime(*moment))
    assert (found.closed, found.open_from, found.is_last, found.earlier_closed) == (closed, open_from, is_last, earlier)
    assert found.reaches_back(open_from - timedelta(days=1))
    assert found.reaches_back(open_from) == is_last
    assert not found.reaches_back(None)


FIRST_DAYS = {
    "a name": ({"GivenNames": "Ann"}, {}, {}, None),
    "a date of birth": ({"DateOfBirth": "2000-01-01"}, {}, {}, date(2026, 9, 1)),
    "an end that was moved": (
        {}, {"LearnActEndDate": "2026-12-01"}, {"LearnActEndDate": "2026-10-15"}, date(2026, 10, 15),
    ),
    "a planned end": ({}, {}, {"LearnPlanEndDate": "2027-11-01"}, date(2026, 9, 1)),
    "an aim's number": ({}, {}, {"AimSeqNumber": 9}, None),
    "an outcome": (
        {}, {"LearnActEndDate": "2026-11-01"}, {"LearnActEndDate": "2026-11-01", "Outcome": 1}, date(2026, 11, 1),
    ),
    "a later price": ({}, {}, {"AppFinRecord": [price(1, "2026-10-01", 7000)]}, date(2026, 10, 1)),
    "planned hours": (
        {}, {}, {"HRSRecord": [{"HRSType": "HRS", "HRSCode": 1, "HRSAmount": 400}]}, date(2026, 9, 1),
    ),
    "actual hours": (
        {}, {"LearnActEndDate": "2026-11-01"},
        {"LearnActEndDate": "2026-11-01", "HRSRecord": [{"HRSType": "HRS", "HRSCode": 3, "HRSAmount": 400}]},
        date(2026, 11, 1),
    ),
    "a note": (
        {}, {}, {"ProviderSpecDeliveryMonitoring": [{"ProvSpecDelMonOccur": "A", "ProvSpecDelMon": "x"}]}, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FIRST_DAYS)
def test_from_which_day_a_difference_counts(case: str) -> None:
    of_learner, before, after, wanted = FIRST_DAYS[case]
    old = apprentice(LearningDelivery=[aim(1, **before)])
    new = apprentice(LearningDelivery=[aim(1, **after)], **of_learner)
    found = differences(old, new)
    assert found
    assert {first_day_of(one) for one in found} == {wanted}


def test_who_goes_on() -> None:
    assert has_open_aims(apprentice(LearningDelivery=[aim(1, LearnActEndDate="2026-10-01"), aim(2)]))
    assert not has_open_aims(apprentice(LearningDelivery=[aim(1, LearnActEndDate="2026-10-01")]))
