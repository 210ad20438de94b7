"""What holds of earnings whatever the dates and prices."""

from __future__ import annotations

import inspect
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import ilr_core.funding
from ilr_core.funding import Instalment, co_investment, english_maths, incentives, learning_support, on_programme
from ilr_core.funding.co_investment import share_rows

DAYS = st.dates(date(2017, 5, 1), date(2030, 12, 31))
LENGTHS = st.integers(0, 1200)
PRICES = st.integers(0, 40000)
ROUNDING = Fraction(1, 200_000)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(max_size=5), DAYS,
    st.sampled_from([date.min, date.max, Decimal("sNaN"), 10**400, "non-levy", "levy"]),
)  # fmt: skip
SPANS = st.lists(
    st.tuples(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)), max_size=4
)
RAGGED = st.one_of(ANYTHING, st.lists(st.one_of(ANYTHING, st.lists(ANYTHING, max_size=4)), max_size=4))
ROWS = {
    "prices": st.one_of(
        RAGGED, st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS), st.integers(0, 9000)), max_size=4)
    ),
    "periods_in_learning": st.one_of(RAGGED, SPANS),
    "ranges": RAGGED,
    "employer": st.one_of(ANYTHING, st.sampled_from(["levy", "levy-funds-exhausted", "non-levy", ""])),
}
FUNCTIONS = sorted(
    {name for name in ilr_core.funding.__all__ if name.islower()}
    - {"academic_year_of", "period_of", "earnings_of", "so_far"}
)


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def census(one: Instalment) -> date:
    """The last day of an instalment's month."""
    month = (one.period + 6) % 12 + 1
    year = 2000 + int(one.academic_year[:2]) + (month < 8)
    return date(year, month, monthrange(year, month)[1])


def months_between(first: date, last: date) -> int:
    day, count = first, 0
    while day <= last:
        count += later(day, 1).month != day.month
        day = later(day, 1)
    return count


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_nothing_raises(name: str, data: st.DataObject) -> None:
    function = getattr(ilr_core.funding, name)
    if name == "census_months":
        assert function(data.draw(ANYTHING), data.draw(ANYTHING)) >= 0
        return
    arguments: dict[str, Any] = {
        argument: data.draw(ROWS.get(argument, ANYTHING), argument)
        for argument in inspect.signature(function).parameters
    }
    assert function(**arguments).steps


@given(DAYS, LENGTHS, PRICES, st.integers(0, 30000))
@settings(deadline=None)
def test_instalments_and_completion_make_the_capped_price(start: date, days: int, price: int, band: int) -> None:
    end = later(start, days)
    earned = on_programme(prices=[(start, end, price)], band_max=band)
    assert earned.on_programme_total + earned.completion_payment == min(price, band)
    count = months_between(start, end)
    assert len(earned) == count
    assert earned.total == (earned.on_programme_total if count else 0)
    assert abs(Fraction(earned.paid) - earned.total) <= ROUNDING * count
    whole = on_programme(prices=[(start, end, price)], band_max=band, completion=start, achievement=start)
    assert Fraction(whole.paid) == whole.total == min(price, band)


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Any]:
    """Up to three periods of learning with breaks, up to three prices, and an end."""
    start = draw(DAYS)
    periods: list[tuple[date, date | None, date]] = []
    begun = start
    for place in range(count := draw(st.integers(1, 3))):
        planned = later(begun, draw(st.integers(1, 700)))
        ended = later(begun, draw(st.integers(0, 400))) if place < count - 1 or draw(st.booleans()) else None
        periods.append((begun, ended, planned))
        begun = later(ended or planned, draw(st.integers(1, 300)))
    days = sorted({0, *draw(st.lists(st.integers(1, 900), max_size=2))})
    prices = [(later(start, day), periods[-1][2], draw(PRICES)) for day in days]
    end = draw(st.sampled_from(["completion", "withdrawal", "pause", None]))
    last = later(periods[-1][0], draw(st.integers(0, 900)))
    return {"prices": prices, "periods_in_learning": periods, "band_max": draw(st.one_of(st.none(), PRICES))} | (
        {end: last} if end else {}
    )


@given(histories())
@settings(deadline=None, max_examples=300)
def test_every_regular_instalment_lies_in_a_period_of_learning(history: dict[str, Any]) -> None:
    earned = on_programme(**history)
    last = next((history[name] for name in ("completion", "withdrawal", "pause") if name in history), date.max)
    seen: list[date] = []
    for one in earned:
        assert 1 <= one.period <= 12
        day = census(one)
        if one.kind == "regular":
            assert day <= last
            assert any(
                first <= day <= min(ended or planned, planned)
                for first, ended, planned in history["periods_in_learning"]
            )
            seen.append(day)
    assert seen == sorted(set(seen))


def qualifying_days(first: date, planned: date) -> int:
    length = (planned - first).days + 1
    return 42 if length >= 168 else 14 if length >= 14 else 1


def month_ends(first: date, last: date) -> list[date]:
    days = (later(first, count) for count in range((last - first).days + 1))
    return [day for day in days if later(day, 1).month != day.month]


def on_paper(history: dict[str, Any], last: date) -> dict[date, Fraction]:
    """The instalments month by month: at each month end, what is not yet earned over the month ends still to come."""
    band, paid = history["band_max"], dict[date, Fraction]()
    for first, ended, planned in history["periods_in_learning"]:
        for day in month_ends(first, min(ended or planned, planned, last)):
            in_force = [price for start, _, price in history["prices"] if start <= day]
            if day in paid or not in_force:
                continue
            capped = in_force[-1] if band is None else min(in_force[-1], band)
            paid[day] = (Fraction(capped * 4, 5) - sum(paid.values())) / len(month_ends(day, planned))
    return paid


@given(histories())
@settings(deadline=None, max_examples=300)
def test_instalments_are_those_worked_out_month_by_month(history: dict[str, Any]) -> None:
    last = next((history[name] for name in ("completion", "withdrawal", "pause") if name in history), date.max)
    # What does not qualify rolls forward, which cases show.
    assume(
        all(
            (min(ended or planned, last) - first).days + 1 >= qualifying_days(first, planned)
            for first, ended, planned in history["periods_in_learning"]
        )
    )
    earned = on_programme(**history)
    regular = {census(one): Fraction(one.amount) for one in earned if one.kind == "regular"}
    paid = on_paper(history, last)
    if "completion" in history:  # the balance takes up the month of completion
        paid, regular = (
            {day: amount for day, amount in one.items() if day < last.replace(day=1)} for one in (paid, regular)
        )
    assert paid.keys() == regular.keys()
    assert all(abs(paid[day] - amount) < Fraction(1, 1000) for day, amount in regular.items())


@given(histories(), st.integers(0, 60))
@settings(deadline=None, max_examples=300)
def test_who_completes_and_achieves_earns_the_price(history: dict[str, Any], days: int) -> None:
    for name in ("withdrawal", "pause", "completion"):
        history.pop(name, None)
    first, _, planned = history["periods_in_learning"][-1]
    completion = min(later(first, days), planned)
    history["periods_in_learning"][-1] = (first, completion, planned)
    prices = [price for price in history["prices"] if price[0] <= completion]
    earned = on_programme(**history, completion=completion, achievement=completion)
    band = history["band_max"]
    price = prices[-1][2] if band is None else min(prices[-1][2], band)
    assert earned.total == price
    assert abs(Fraction(earned.paid) - price) <= ROUNDING * len(earned)


@given(histories())
@settings(deadline=None)
def test_a_higher_band_never_earns_less(history: dict[str, Any]) -> None:
    history |= {"band_max": 5000, "prices": history["prices"][:1]}
    assert on_programme(**history).total <= on_programme(**history | {"band_max": 6000}).total


@given(DAYS, LENGTHS, st.integers(0, 3000), st.integers(0, 150), LENGTHS)
@settings(deadline=None)
def test_english_and_maths_make_the_adjusted_rate(
    start: date, days: int, rate: int, percent: int, learned: int
) -> None:
    end, done = later(start, days), later(start, learned)
    adjusted = Fraction(rate * (percent or 100), 100)
    earned = english_maths(start=start, planned_end=end, rate=rate, prior_learn_fund_adj=percent)
    assert earned.total == adjusted
    assert abs(Fraction(earned.paid) - adjusted) <= ROUNDING * len(earned)
    completed = english_maths(start=start, planned_end=end, rate=rate, prior_learn_fund_adj=percent, completion=done)
    assert abs(Fraction(completed.paid) - adjusted) <= ROUNDING * len(completed)
    left = english_maths(start=start, planned_end=end, rate=rate, prior_learn_fund_adj=percent, withdrawal=done)
    assert left.total <= adjusted
    assert all(census(one).replace(day=1) <= done for one in left)


@given(st.lists(st.tuples(DAYS, st.integers(-40, 400)), max_size=4))
@settings(deadline=None)
def test_learning_support_pays_each_month_end_once(spans: list[tuple[date, int]]) -> None:
    ranges = [(first, later(first, days)) for first, days in spans]
    paid = learning_support(ranges)
    ends = [census(one) for one in paid]
    assert ends == sorted(set(ends))
    assert all(any(first <= day <= last for first, last in ranges) for day in ends)
    assert len(ends) == len({
        (day.year, day.month)
        for first, last in ranges
        for day in (later(first, n) for n in range((last - first).days + 1))
        if later(day, 1).month != day.month
    })  # fmt: skip
    assert paid.total == 150 * len(ends)


@given(DAYS, LENGTHS, st.integers(15, 30), st.booleans(), st.booleans(), st.booleans(), st.integers(1, 200))
def test_a_break_never_brings_an_incentive_forward(
    start: date, days: int, age: int, care: bool, consent: bool, ehcp: bool, away: int
) -> None:
    end = later(start, days)
    about: dict[str, Any] = {"start": start, "age_at_start": age, "care_leaver": care, "consent": consent, "ehcp": ehcp}
    straight = incentives(**about, end=end)
    assert all(start < one.due <= end for one in straight if one.due)
    assert straight.total == sum((Fraction(one.amount) for one in straight), Fraction(0))
    pause = later(start, days // 2)
    back, late_end = later(pause, away + 1), later(end, away)
    broken = incentives(**about, end=late_end, periods_in_learning=[(start, pause, end), (back, None, late_end)])
    dues: Sequence[tuple[Any, Any]] = list(zip(straight, broken, strict=False))
    assert len(broken) == len(straight)
    assert all(one.due <= other.due for one, other in dues)


@given(DAYS, st.integers(0, 100000), st.sampled_from(["levy", "levy-funds-exhausted", "non-levy"]), st.integers(15, 70))
def test_both_shares_make_the_amount(start: date, amount: int, employer: str, age: int) -> None:
    shared = co_investment(start=start, amount=amount, employer=employer, age_at_start=age)
    assert shared.government is not None
    assert shared.employer is not None
    assert shared.government + shared.employer == amount
    assert shared.employer >= 0


def test_every_share_has_a_source() -> None:
    assert len(share_rows()) == 8
    assert all(row.source and 0 <= row.government <= 100 for row in share_rows())
