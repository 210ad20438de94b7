"""The earnings of learners as a return records them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.funding import LearnerEarnings, earnings_of, on_programme, so_far
from ilr_core.funding.earnings import full_years
from ilr_core.model import Learner, built_learner
from tests.core.odd_learners import from_cases, from_nothing

YEAR = catalogue.load("2627")
START, END = date(2026, 9, 14), date(2027, 10, 22)


def fam(kind: str, code: str, first: date | None = None, last: date | None = None) -> dict[str, Any]:
    found = {"LearnDelFAMType": kind, "LearnDelFAMCode": code}
    return found | ({"LearnDelFAMDateFrom": first} if first else {}) | ({"LearnDelFAMDateTo": last} if last else {})


def price(code: int, amount: int, day: date = START, kind: str = "TNP") -> dict[str, Any]:
    return {"AFinType": kind, "AFinCode": code, "AFinDate": day, "AFinAmount": amount}


def programme(*prices: dict[str, Any], **changes: Any) -> dict[str, Any]:
    aim = {
        "LearnAimRef": "ZPROG001", "AimType": 1, "AimSeqNumber": 1, "LearnStartDate": START, "LearnPlanEndDate": END,
        "FundModel": 36, "ProgType": 25, "StdCode": 91, "CompStatus": 1,
        "AppFinRecord": list(prices) or [price(1, 7500), price(2, 825)],
    }  # fmt: skip
    return aim | changes


def course(**changes: Any) -> dict[str, Any]:
    aim = {
        "LearnAimRef": "60000003", "AimType": 3, "AimSeqNumber": 2, "LearnStartDate": START,
        "LearnPlanEndDate": date(2027, 3, 31), "FundModel": 36, "ProgType": 25, "StdCode": 91, "CompStatus": 1,
        "LearningDeliveryFAM": [fam("ACT", "1", START)],
    }  # fmt: skip
    return aim | changes


def learner(*aims: dict[str, Any], born: date | None = date(2000, 5, 17)) -> Learner:
    data: dict[str, Any] = {"LearnRefNumber": "A1", "LearningDelivery": list(aims)}
    return built_learner(data | ({"DateOfBirth": born} if born else {}), YEAR)


def earned(*aims: dict[str, Any], band: object = 9000, rate: object = None, **about: Any) -> LearnerEarnings:
    return earnings_of(learner(*aims, **about), band_of=lambda *_: band, rate_of=lambda _: rate)


def lines(found: LearnerEarnings) -> dict[str, list[tuple[str, int, Decimal]]]:
    return {line.kind: [(one.academic_year, one.period, one.amount) for one in line.payments] for line in found.lines}


def straight(**about: Any) -> list[tuple[str, int, Decimal]]:
    return [(one.academic_year, one.period, one.amount) for one in on_programme(**about)]


def test_an_apprentice_in_learning() -> None:
    found = earned(programme())
    expected = straight(prices=[(START, END, 8325)], band_max=9000)
    assert lines(found) == {"on-programme": expected}
    assert found.notes == ()
    assert found.by_period("2627")[0] == 0
    assert found.by_period("2627")[1:] == (Decimal("512.30769"),) * 11
    assert found.by_period("2728")[:3] == (Decimal("512.30769"), Decimal("512.30769"), 0)
    assert found.by_period("2526") == (0,) * 12


def test_the_band_caps_and_without_one_that_is_said() -> None:
    assert lines(earned(programme(), band=Decimal(5200)))["on-programme"][0][2] == Decimal(320)
    for found in (earned(programme(), band=None), earnings_of(learner(programme()))):
        assert lines(found)["on-programme"][0][2] == Decimal("512.30769")
        assert found.notes == ("The funding band of standard 91 is not known: the price is not capped.",)


def test_the_band_is_asked_for_the_standard_and_the_start() -> None:
    asked = []
    earnings_of(learner(programme()), band_of=lambda *about: asked.append(about))
    assert asked == [(91, START)]


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"CompStatus": 2, "LearnActEndDate": date(2027, 6, 18), "AchDate": date(2027, 8, 5), "Outcome": 1},
         {"completion": date(2027, 6, 18), "achievement": date(2027, 8, 5)}),
        ({"CompStatus": 1, "LearnActEndDate": date(2027, 6, 18), "Outcome": 8}, {"completion": date(2027, 6, 18)}),
        ({"CompStatus": 3, "LearnActEndDate": date(2027, 1, 15), "Outcome": 3}, {"withdrawal": date(2027, 1, 15)}),
        ({"CompStatus": 3, "LearnActEndDate": date(2026, 10, 24), "Outcome": 3}, {"withdrawal": date(2026, 10, 24)}),
        ({"CompStatus": 6, "LearnActEndDate": date(2027, 1, 31), "Outcome": 3}, {"pause": date(2027, 1, 31)}),
    ],
)  # fmt: skip
def test_how_it_ended(changes: dict[str, Any], about: dict[str, Any]) -> None:
    found = earned(programme(**changes))
    expected = straight(prices=[(START, END, 8325)], band_max=9000, **about)
    assert lines(found).get("on-programme", []) == expected


def test_a_new_price_with_the_same_employer() -> None:
    change = date(2027, 2, 10)
    found = earned(programme(price(1, 7500), price(2, 825), price(1, 8100, change)))
    assert lines(found)["on-programme"] == straight(
        prices=[(START, date(2027, 2, 9), 8325), (change, END, 8925)], band_max=9000
    )


def test_payments_and_reductions_are_no_prices() -> None:
    found = earned(programme(price(1, 7500), price(2, 825), price(1, 500, kind="PMR"), price(1, 675, kind="RIP")))
    assert lines(found) == lines(earned(programme()))


def test_a_residual_price_after_a_change_of_employer() -> None:
    start, change, end = date(2025, 9, 1), date(2025, 11, 23), date(2026, 8, 31)
    aim = programme(
        price(1, 10000, start), price(2, 2000, start), price(3, 8400, change), price(4, 2000, change),
        LearnStartDate=start, LearnPlanEndDate=end,
    )  # fmt: skip
    found = lines(earned(aim, band=15000))["on-programme"]
    assert found[:2] == [("2526", 2, Decimal(800)), ("2526", 3, Decimal(800))]
    assert found[2:] == straight(prices=[(change, end, 10400)], band_max=None)
    capped = lines(earned(aim, band=9600))["on-programme"]
    assert capped[:2] == [("2526", 2, Decimal(640)), ("2526", 3, Decimal(640))]
    assert capped[2:] == straight(prices=[(change, end, 10400)], band_max=9600 - 1280)


def test_a_break_and_a_return_belong_together() -> None:
    back, later = date(2027, 3, 1), date(2027, 12, 31)
    first = programme(CompStatus=6, LearnActEndDate=date(2027, 1, 15), Outcome=3)
    second = programme(
        price(1, 7500, back), price(2, 825, back), LearnStartDate=back, OrigLearnStartDate=START, AimSeqNumber=5,
        LearnPlanEndDate=later, LearningDeliveryFAM=[fam("RES", "1")],
    )  # fmt: skip
    found = earned(second, first)
    assert lines(found) == {
        "on-programme": straight(
            prices=[(START, later, 8325)],
            band_max=9000,
            periods_in_learning=[(START, date(2027, 1, 15), END), (back, None, later)],
        )
    }
    assert found.notes == ()
    assert found.lines[0].aim == 5


def test_a_return_without_the_aim_before_it_says_so() -> None:
    back = date(2027, 3, 1)
    aim = programme(
        price(1, 7500, back), LearnStartDate=back, OrigLearnStartDate=START, LearningDeliveryFAM=[fam("RES", "1")]
    )
    found = earned(aim, born=date(2010, 1, 1))
    assert "the aim before it is not in the return" in found.notes[0]
    assert set(lines(found)) == {"on-programme"}


def test_two_programmes_are_two() -> None:
    first = programme(CompStatus=3, LearnActEndDate=date(2027, 1, 15), Outcome=3)
    second = programme(price(1, 5000, date(2027, 2, 1)), LearnStartDate=date(2027, 2, 1), StdCode=105, AimSeqNumber=4)
    assert [(line.kind, line.aim) for line in earned(first, second).lines] == [("on-programme", 1), ("on-programme", 4)]


def test_incentives_by_age() -> None:
    found = earned(programme(), born=date(2009, 1, 1))
    assert lines(found)["incentives"] == [("2627", 5, 500), ("2627", 5, 500), ("2728", 2, 500), ("2728", 2, 500)]
    assert "incentives" not in lines(earned(programme(), born=date(2007, 9, 14)))
    assert "incentives" in lines(earned(programme(), born=date(2007, 9, 15)))
    without = earned(programme(), born=None)
    assert without.notes == ("Without a date of birth no incentives are counted.",)


@pytest.mark.parametrize(
    ("codes", "kinds", "amount"),
    [((), set(), 0), (("2",), {"incentives"}, 2000), (("4",), {"incentives", "care-leavers-bursary"}, 4000),
     (("2", "4"), {"incentives", "care-leavers-bursary"}, 5000)],
)  # fmt: skip
def test_supported_apprentices(codes: tuple[str, ...], kinds: set[str], amount: int) -> None:
    found = earned(programme(LearningDeliveryFAM=[fam("EEF", code) for code in codes]), born=date(2005, 1, 1))
    by_day = [line for line in found.lines if line.kind != "on-programme"]
    assert {line.kind for line in by_day} == kinds
    assert sum((line.payments.total for line in by_day), Fraction(0)) == amount
    assert ("unconfirmed" in " ".join(found.notes)) == (codes == ("4",))


def test_english_and_maths_at_a_known_rate() -> None:
    found = earned(programme(), course(PriorLearnFundAdj=50), rate=Decimal(724))
    assert lines(found)["english-maths"] == [("2627", period, Decimal("51.71429")) for period in range(2, 9)]
    unknown = earned(programme(), course())
    assert unknown.notes == ("The rate of the English or maths aim 60000003 is not known: it is left out.",)
    assert set(lines(unknown)) == {"on-programme"}


def test_a_component_without_a_contract_is_no_course() -> None:
    assert set(lines(earned(programme(), course(LearningDeliveryFAM=[]), rate=724))) == {"on-programme"}


def test_english_and_maths_that_ended() -> None:
    done = {"CompStatus": 2, "LearnActEndDate": date(2026, 12, 10), "Outcome": 1}
    found = lines(earned(programme(), course(**done), rate=700))["english-maths"]
    assert found == [("2627", 2, 100), ("2627", 3, 100), ("2627", 4, 100), ("2627", 5, 400)]
    paused = {"CompStatus": 6, "LearnActEndDate": date(2026, 12, 10), "Outcome": 3}
    back = course(
        LearnStartDate=date(2027, 2, 1), OrigLearnStartDate=START, AimSeqNumber=3,
        LearningDeliveryFAM=[fam("RES", "1"), fam("ACT", "1", date(2027, 2, 1))],
    )  # fmt: skip
    assert len(lines(earned(programme(), course(**paused), rate=700))["english-maths"]) == 3
    found = lines(earned(programme(), course(**paused), back, rate=700))["english-maths"]
    assert found == [("2627", 2, 100), ("2627", 3, 100), ("2627", 4, 100), ("2627", 7, 200), ("2627", 8, 200)]


def test_learning_support_on_programme_and_course_pays_once() -> None:
    support = [fam("LSF", "1", START, date(2026, 11, 15))]
    other = [fam("LSF", "1", date(2026, 10, 1), date(2027, 1, 31)), fam("ACT", "1", START)]
    found = earned(programme(LearningDeliveryFAM=support), course(LearningDeliveryFAM=other), rate=1)
    assert lines(found)["learning-support"] == [("2627", period, 150) for period in range(2, 7)]
    for day, periods in ((date(2026, 10, 31), (2, 3)), (date(2026, 10, 30), (2,)), (date(2026, 9, 12), ())):
        left = {"CompStatus": 3, "LearnActEndDate": day, "Outcome": 3}
        found = lines(earned(programme(**left, LearningDeliveryFAM=support)))
        assert found.get("learning-support", []) == [("2627", period, 150) for period in periods]
    undated = earned(programme(LearningDeliveryFAM=[fam("LSF", "1", START)]))
    assert undated.notes == ("Learning support without both of its dates is not counted.",)


@pytest.mark.parametrize("changes", [{"FundModel": 99}, {"AimType": 4}, {"FundModel": 38}])
def test_others_earn_nothing_here(changes: dict[str, Any]) -> None:
    found = earned(programme(**changes), course(), rate=700)
    assert (found.lines, found.notes) == ((), ())


def test_a_programme_without_a_price_says_so() -> None:
    found = earned(programme(price(1, 500, kind="PMR")))
    assert (found.lines, found.notes) == ((), ("Aim 1 has no price (TNP): nothing on programme.",))


@pytest.mark.parametrize(
    ("day", "earned_to_date"),
    [(date(2026, 9, 29), 0), (date(2026, 9, 30), 1), (date(2026, 10, 1), 1), (date(2027, 7, 30), 10),
     (date(2027, 7, 31), 11)],
)  # fmt: skip
def test_earned_to_a_day(day: date, earned_to_date: int) -> None:
    each = Decimal("512.30769")
    sums = so_far(earned(programme()), "2627", day)
    assert (sums.to_date, sums.rest_of_year) == (each * earned_to_date, each * (11 - earned_to_date))
    assert (sums.earlier_years, sums.later_years) == (0, each * 2)


def test_incentives_count_from_their_own_day() -> None:
    young = earned(programme(), born=date(2009, 1, 1))
    each = Decimal("512.30769")
    assert so_far(young, "2627", date(2026, 12, 11)).to_date == 3 * each
    assert so_far(young, "2627", date(2026, 12, 12)).to_date == 3 * each + 1000
    assert so_far(young, "2728", date(2027, 8, 15)).earlier_years == 11 * each + 1000


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [(date(2008, 9, 14), START, 18), (date(2008, 9, 15), START, 17), (date(2008, 2, 29), date(2026, 2, 28), 18),
     (date(2008, 2, 29), date(2026, 2, 27), 17), (date(2008, 2, 29), date(2028, 2, 28), 19)],
)  # fmt: skip
def test_full_years(born: date, day: date, years: int) -> None:
    assert full_years(born, day) == years


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.one_of(from_cases(YEAR), from_nothing(YEAR)), band=st.sampled_from([None, 0, 9000, Decimal("sNaN"), "x"])
)
def test_no_learner_is_too_odd(data: dict[str, Any], band: object) -> None:
    found = earnings_of(built_learner(data, YEAR), band_of=lambda *_: band, rate_of=lambda _: band)
    assert all(1 <= one.period <= 12 for one in found.instalments())
    sums = so_far(found, "2627", YEAR.start + timedelta(days=100))
    whole = sums.earlier_years + sums.to_date + sums.rest_of_year + sums.later_years
    assert whole == sum((one.amount for one in found.instalments()), Decimal(0))


@pytest.mark.parametrize("missing", ["LearnStartDate", "LearnPlanEndDate", "CompStatus"])
def test_an_apprenticeship_that_cannot_be_read_is_not_passed_over_in_silence(missing: str) -> None:
    aim = programme()
    del aim[missing]
    found = earned(aim, programme(AimSeqNumber=7, StdCode=105))
    assert [line.aim for line in found.lines] == [7]
    assert found.notes == ("Aim 1 has no start, planned end or CompStatus that can be read: nothing counted.",)
    assert earned(aim | {"FundModel": 38}).notes == ()
