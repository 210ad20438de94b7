"""What holds of prior learning whatever the figures, and that nothing is too odd to be answered."""

from __future__ import annotations

import inspect
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ilr_core.rpl
from ilr_core.rpl import eligibility_after_rpl, price_reduction, suggest_duration

FUNCTIONS = sorted(name for name in set(ilr_core.rpl.__all__) - {"with_prior_learning", "judged"} if name.islower())
STARTS = st.dates(date(2022, 8, 1), date(2030, 12, 31))
HOURS = st.integers(1, 2000)
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.fractions(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.sampled_from([10**400, Decimal("1E+999999"), Decimal("1E-999999"), Decimal("sNaN"), 1e308, b"", [], {}]),
    st.sampled_from([date.min, date.max, "9" * 30, "-0", "²"]),
    st.integers(0, 500),
    st.dates(date(2022, 7, 31), date(2028, 8, 1)),
)


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_nothing_raises(name: str, data: st.DataObject) -> None:
    function = getattr(ilr_core.rpl, name)
    arguments = {argument: data.draw(ANYTHING, argument) for argument in inspect.signature(function).parameters}
    result = function(**arguments)
    if name != "service_entry_errors":
        assert result.steps
        assert all(isinstance(step, str) and step for step in result.steps)


@given(STARTS, st.integers(1, 40000), HOURS, st.data())
def test_the_parts_make_the_band(start: date, band: int, planned: int, data: st.DataObject) -> None:
    prior = data.draw(st.integers(0, planned))
    found = price_reduction(start=start, band_max=band, planned_hours=planned, prior_learning_hours=prior)
    assert found.minimum_reduction is not None
    assert found.minimum_reduction == Fraction(band * prior, 2 * planned)
    assert found.minimum_reduction + found.maximum_total_price == band
    assert found.minimum_reduction_to_record == ceil(found.minimum_reduction)
    assert found.minimum_reduction_service == floor(found.minimum_reduction)
    assert 2 * found.minimum_reduction_percent == found.prior_learning_percent


@given(STARTS, st.integers(1, 40000), HOURS, st.integers(0, 2000), st.integers(0, 2000))
def test_more_prior_learning_never_raises_the_ceiling(start: date, band: int, planned: int, one: int, two: int) -> None:
    less, more = (
        price_reduction(start=start, band_max=band, planned_hours=planned, prior_learning_hours=prior)
        for prior in sorted((one, two))
    )
    assert more.maximum_total_price <= less.maximum_total_price


@given(STARTS, st.integers(1, 40000), HOURS, st.integers(0, 2000), st.integers(0, 20000))
def test_what_meets_the_rule_is_never_flagged(start: date, band: int, planned: int, prior: int, cut: int) -> None:
    found = price_reduction(
        start=start, band_max=band, planned_hours=planned, prior_learning_hours=prior, price_reduction_given=cut
    )
    assert not (found.meets_rule and found.service_would_flag)
    assert found.meets_rule == (cut >= found.minimum_reduction_to_record)


@given(STARTS, st.integers(0, 1500), HOURS, st.integers(0, 2000), st.integers(0, 2000))
def test_a_suggestion_never_makes_the_programme_too_short(
    start: date, days: int, planned: int, one: int, two: int
) -> None:
    end = date.fromordinal(start.toordinal() + days)
    less, more = (
        suggest_duration(start=start, planned_end=end, planned_hours=planned, prior_learning_hours=prior)
        for prior in sorted((one, two))
    )
    assert less.weeks_removed <= more.weeks_removed
    if more.weeks_removed:
        judged = eligibility_after_rpl(
            start=start, planned_end=more.planned_end, planned_hours_full=9000, prior_learning_hours=0
        )
        assert judged.eligible
