"""``ILR_EARNINGS``: cases on paper, agreement with the core, ranges and odd cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.functions import FUNCTIONS
from addin.functions.earnings import Span, span
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.funding import on_programme

EARNINGS = FUNCTIONS["ILR_EARNINGS"]
START, END = date(2026, 9, 14), date(2027, 10, 22)
CASE = (8325.0, 9000.0, START, END)
DONE, PASSED = date(2027, 6, 18), date(2027, 8, 5)
DAYS = st.dates(date(2017, 5, 1), date(2030, 12, 31))
TYPED = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(-5, 60000), DAYS,
    st.sampled_from(["", "£9,000", "R03", "2627", "2627-R14", "x", "#N/A", "14/09/2026", 1e300, date.max, date.min]),
)  # fmt: skip


def answer(*arguments: object) -> Any:
    ((value,),) = EARNINGS.answer(*arguments)
    return value


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), 13 * 512.30769),
        (("total",), 13 * 512.30769),
        (("2627-R01",), 0),
        (("2627-R02",), 512.30769),
        (("2728-R02",), 512.30769),
        (("2728-R03",), 0),
        (("2627",), 11 * 512.30769),
        ((2627.0,), 11 * 512.30769),
        (("2026/27",), 11 * 512.30769),
        (("2728",), 2 * 512.30769),
        (("2627-R10", DONE, PASSED), 512.30769),
        (("2627-R11", DONE, PASSED), 2049.23079),
        (("2627-R12", DONE, PASSED), 0),
        (("2728-R01", DONE, PASSED), 1665),
        (("total", DONE, PASSED), 8325),
        (("total", DONE), 6660),
        (("total", None, None, date(2026, 10, 24)), 0),
        (("total", None, None, date(2026, 10, 25)), 512.30769),
        (("total", None, None, "31/10/2026"), 2 * 512.30769),
    ],
)
def test_the_example_on_paper(more: tuple[object, ...], expected: float) -> None:
    assert answer(*CASE, *more) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((10000, 9000, date(2025, 8, 1), date(2026, 7, 31)), 7200),
        (("£8,325", "9,000", "14/09/2026", "22/10/2027", "2627-R02"), 512.30769),
        ((0, 9000, START, END), 0),
        ((*CASE, "R02", 0.0, 0.0, 0.0), 512.30769),
        ((8325, None, START, END), ""),
        ((None, 9000, START, END), ""),
        ((-1, 9000, START, END), "The price is below 0 (-1). Check it."),
        ((8325, -1, START, END), "The funding band is below 0 (-1). Check it."),
        ((8325, 9000, END, START), "The planned end 14/09/2026 is before the start. Check both dates."),
        (
            (*CASE, None, date(2026, 9, 13)),
            "The completion 13/09/2026 is before the start. Check both dates.",
        ),
        (
            (*CASE, None, DONE, None, DONE),
            "An apprentice completes or leaves. Give the completion or the withdrawal, not both.",
        ),
        (
            (8325, 9000, date(2017, 4, 30), date(2018, 4, 30)),
            "No price is known on a day for which there are rules: nothing is earned.",
        ),
        ((*CASE, "R13"), "R13 is no period that earns. R13 and R14 only correct earlier periods. Give R01 to R12."),
        ((*CASE, "2627-R0"), "2627-R0 is no period that earns. Give R01 to R12."),
        (
            (*CASE, "soon"),
            "soon is no period. Give R03 of the year now running, 2627-R03, a whole year such as 2627, or total.",
        ),
        ((*CASE, "R03", "soon"), "soon is no date. Give a cell with a date, such as 31/08/2026."),
    ],
)
def test_cases(arguments: tuple[object, ...], expected: object) -> None:
    assert answer(*arguments) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("R03", Span(catalogue.load().year, 3)),
        ("r3", Span(catalogue.load().year, 3)),
        (3.0, Span(catalogue.load().year, 3)),
        ("12", Span(catalogue.load().year, 12)),
        ("2627-R03", Span("2627", 3)),
        ("2627 r3", Span("2627", 3)),
        ("2627R12", Span("2627", 12)),
        ("2026/27-R03", Span("2627", 3)),
        ("2026-27", Span("2627")),
        ("26/27", Span("2627")),
        ("9900", Span("9900")),
        (" Total ", Span()),
        ("all", Span()),
    ],
)
def test_periods(given_text: str | float, expected: Span) -> None:
    assert span(given_text) == expected


@pytest.mark.parametrize("wrong", ["R0", "R00", "R15", "2026", "2628", "2627-R13", "R", "R٣", "0", "-1", "R3.5", True])
def test_no_periods(wrong: str | bool) -> None:
    with pytest.raises(InputError, match="is no period"):
        span(wrong)


def test_prices_down_and_periods_across_make_a_table() -> None:
    prices, periods = [[8325.0], [None], ["x"]], [["R01", "R02", "R13"]]
    first, blank, wrong = EARNINGS.answer(prices, 9000, START, END, periods)
    assert first[:2] == [0, 512.30769]
    assert "only correct earlier periods" in str(first[2])
    assert blank == ["", "", ""]
    assert all("x is no number" in str(cell) for cell in wrong)


@given(st.integers(0, 40000), st.integers(1, 40000), DAYS, st.integers(0, 900), st.data())
@settings(deadline=None)
def test_it_agrees_with_the_core_and_periods_make_the_total(
    price: int, band: int, start: date, days: int, data: st.DataObject
) -> None:
    end, last = (date.fromordinal(start.toordinal() + count) for count in (days, data.draw(st.integers(0, 900))))
    how = data.draw(st.sampled_from(["completion", "withdrawal", None]))
    ends = {how: last} if how else {}
    core = on_programme(prices=[(start, end, price)], band_max=band, **ends)
    more = (ends.get("completion"), None, ends.get("withdrawal"))
    assert answer(price, band, start, end, None, *more) == pytest.approx(float(core.paid))
    years = sorted({one.academic_year for one in core})
    by_year = [answer(price, band, start, end, year, *more) for year in years]
    assert sum(by_year) == pytest.approx(float(core.paid))
    for year, whole in zip(years, by_year, strict=True):
        periods = [[f"{year}-R{number:02}" for number in range(1, 13)]]
        (row,) = EARNINGS.answer(price, band, start, end, periods, *more)
        assert sum(map(float, row)) == pytest.approx(whole)
        own = {one.period: one.amount for one in core if one.academic_year == year}
        assert row == [float(own.get(number, Decimal(0))) for number in range(1, 13)]


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_nothing_raises_into_the_cell(data: st.DataObject) -> None:
    told = answer(*[data.draw(TYPED) for _ in EARNINGS.arguments])
    assert isinstance(told, str | int | float)
    assert "failed" not in str(told)
