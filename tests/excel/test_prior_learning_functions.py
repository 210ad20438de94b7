"""The worksheet functions on prior learning: cases as an admin types them, agreement with the core, and odd cells."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.functions import FUNCTIONS
from ilr_core.rpl import (
    agreed_price_check,
    eligibility_after_rpl,
    price_reduction,
    required_hours,
    service_entry_errors,
)

NAMES = [name for name in FUNCTIONS if name.startswith(("ILR_RPL_", "ILR_OTJ_"))]
PERCENT, HOURS, PRICE = "ILR_RPL_PERCENT", "ILR_RPL_HOURS", "ILR_RPL_PRICE"
MAX_PRICE, RPL_OK, MINIMUM = "ILR_RPL_MAX_PRICE", "ILR_RPL_OK", "ILR_OTJ_MINIMUM"
REFUSES = "The apprenticeship service would refuse"
TOO_FEW = "Enter a number between 187 and 9,999 hours; 186 is too low."
START, END = date(2026, 9, 14), date(2027, 10, 22)
STARTS = st.dates(date(2022, 8, 1), date(2030, 12, 31))
WHOLE = st.integers(1, 2000)
TYPED = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(-5, 60000), st.dates(date(2016, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["", "£9,000", "480", "7.5", "-3", "x", "#N/A", "14/09/2026", "31/2/2026", 1e300, date.max]),
)  # fmt: skip


def answer(name: str, *arguments: object) -> Any:
    ((value,),) = FUNCTIONS[name].answer(*arguments)
    return value


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        (PERCENT, (480.0, 72.0), 15),
        (PERCENT, (300, 100), pytest.approx(100 / 3)),
        (PERCENT, (480, 0), 0),
        (PERCENT, (480, 480), 100),
        (PERCENT, (480, 481), "Prior learning is more than the planned hours. Check both figures."),
        (PERCENT, (0, 0), "The planned hours without prior learning are missing or not above 0: not computed."),
        (PERCENT, (480, -1), "The hours of prior learning are missing or below 0: not computed."),
        (PERCENT, ("480 h", 72), "480 h is no number. Give a cell with a number, such as 480."),
        (PERCENT, (True, 72), "TRUE is no number. Give a cell with a number, such as 480."),
        (PERCENT, ("#N/A", 72), "#N/A is no number. Give a cell with a number, such as 480."),
        (PERCENT, (None, 72), ""),
        (HOURS, (480.0, 72.0), 408),
        (HOURS, (480, 37.5), 442.5),
        (HOURS, (480, 480), 0),
        (HOURS, (480, 481), "Prior learning is more than the planned hours. Check both figures."),
        (PRICE, (START, 9000.0, 480.0, 72.0), 675),
        (PRICE, (START, 12000, 510, 37), 436),
        (PRICE, ("14/09/2026", "£12,000", "510", " 37 "), 436),
        (PRICE, (46279.0, 9000, 300, 100), 1500),
        (PRICE, (START, 9000, 480, 0), 0),
        (PRICE, (START, 3000, 600, 1), 5),
        (PRICE, (START, 3000, 600, 2), 5),
        (PRICE, (START, 3001, 600, 2), 6),
        (PRICE, (START, 0, 480, 72), "The maximum funding band is missing or not above 0: not computed."),
        (PRICE, (START, None, 480, 72), ""),
        (PRICE, ("soon", 9000, 480, 72), "soon is no date. Give a cell with a date, such as 31/08/2026."),
        (PRICE, (date(2022, 8, 1), 9000, 480, 72), 675),
        (MAX_PRICE, (START, 9000, 480, 72), 8325),
        (MAX_PRICE, (START, 12000, 510, 37), pytest.approx(12000 - 7400 / 17)),
        (MAX_PRICE, (START, 9000, 480, 480), 4500),
        (MINIMUM, (date(2022, 7, 31), date(2023, 7, 30), 30), pytest.approx(278.4)),
        (MINIMUM, (date(2022, 7, 31), date(2023, 7, 30), 37.5), 348),
        (
            MINIMUM,
            (date(2022, 7, 31), date(2023, 7, 30)),
            "The weekly hours of work and a planned end after the start are needed: not computed.",
        ),
        (MINIMUM, (date(2022, 8, 1), date(2023, 7, 31), 30), 278),
        (MINIMUM, (date(2022, 8, 1), date(2024, 7, 28)), 556),
        (MINIMUM, (date(2025, 7, 31), date(2027, 7, 28), 15, 900), 278),
        (MINIMUM, (date(2025, 7, 31),), "A planned end after the start is needed: not computed."),
        (MINIMUM, (date(2025, 8, 1),), 187),
        (MINIMUM, (date(2025, 8, 1), None, None, 450), 450),
        (MINIMUM, (START, None, None, 450, 72), 378),
        (MINIMUM, (START, None, None, 259, 72), 187),
        (MINIMUM, (START, 0.0, 0.0, 450, 72), 378),
        (MINIMUM, (date(2022, 8, 1), date(2024, 7, 28), 0), 556),
        (MINIMUM, (START, END, -1), "The hours of work a week are below 0 (-1). Check them."),
        (MINIMUM, (START, False, 30), "FALSE is no date. Give a cell with a date, such as 31/08/2026."),
        (MINIMUM, (None,), ""),
    ],
)
def test_cases(name: str, arguments: tuple[object, ...], expected: object) -> None:
    assert answer(name, *arguments) == expected


@pytest.mark.parametrize("name", [PRICE, MAX_PRICE])
def test_early_starts_are_not_computed_and_say_why(name: str) -> None:
    told = answer(name, date(2022, 7, 31), 9000, 480, 72)
    assert told.startswith("A start on 31 July 2022 is before 1 August 2022.")
    assert told.endswith("not computed.")
    assert answer(RPL_OK, date(2022, 7, 31), 9000, 480, 72, END, 8000) == told


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "OK"),
        ({"price_reduction_given": 675}, "OK"),
        ({"price_reduction_given": 675, "published_minimum_hours": 480}, "OK"),
        ({"agreed_total_price": 8326}, "Price: £8,326 is above the ceiling of £8,325."),
        (
            {"band_max": 12000, "planned_hours": 510, "prior_learning_hours": 37, "agreed_total_price": 11565},
            "Price: £11,565 is above the ceiling of £11,564.",
        ),
        ({"band_max": 12000, "planned_hours": 510, "prior_learning_hours": 37, "agreed_total_price": 11564}, "OK"),
        (
            {"price_reduction_given": 674},
            "The apprenticeship service would warn: it asks for a reduction of £675 or more.",
        ),
        ({"prior_learning_hours": 0, "agreed_total_price": 9000}, "OK"),
        (
            {"prior_learning_hours": 0, "agreed_total_price": 9000, "price_reduction_given": 5},
            "Reduction: no hours are removed, so it is no reduction for prior learning.",
        ),
        ({"prior_learning_hours": 0, "agreed_total_price": 9000, "price_reduction_given": 0}, "OK"),
        ({"planned_hours": 259, "agreed_total_price": 7000}, "OK"),
        ({"planned_hours": 258, "agreed_total_price": 7000}, "Hours: 186 would remain; at least 187 must."),
        ({"published_minimum_hours": 481}, "Hours: 408 would remain; at least 409 must."),
        ({"planned_end": date(2027, 5, 12)}, "Duration: the plan takes 241 days; at least 242 are needed."),
        ({"planned_end": date(2027, 5, 14)}, "OK"),
        (
            {"prior_learning_hours": 37.5},
            f"{REFUSES} TrainingHoursReduction: Enter a whole number between 1 and 999 hours.",
        ),
        (
            {"planned_hours": 9000, "prior_learning_hours": 1000},
            f"{REFUSES} TrainingHoursReduction: Enter a number between 1 and 999 hours; 1,000 is too high.",
        ),
        (
            {"planned_hours": 186, "prior_learning_hours": 1, "agreed_total_price": 1},
            f"Hours: 185 would remain; at least 187 must. {REFUSES} TrainingTotalHours: {TOO_FEW}",
        ),
        (
            {"band_max": 300, "prior_learning_hours": 4, "agreed_total_price": 298, "price_reduction_given": 4},
            f"{REFUSES} PriceReducedBy: Enter a number between 5 and 18,000 pounds; 4 is too low.",
        ),
    ],
)
def test_verdict(changed: dict[str, object], expected: str) -> None:
    case: dict[str, object] = {
        "start": START, "band_max": 9000, "planned_hours": 480, "prior_learning_hours": 72, "planned_end": END,
        "agreed_total_price": 8325, "price_reduction_given": None, "published_minimum_hours": None,
    } | changed  # fmt: skip
    assert answer(RPL_OK, *case.values()) == expected


def test_a_plan_at_the_limit_says_so() -> None:
    told = answer(RPL_OK, START, 9000, 480, 72, date(2027, 5, 13), 8325)
    assert told.startswith("OK, at the limit:")


@given(STARTS, st.integers(1, 40000), WHOLE, st.data())
@settings(deadline=None)
def test_price_and_hours_agree_with_the_core(start: date, band: int, planned: int, data: st.DataObject) -> None:
    prior = data.draw(st.integers(0, planned))
    core = price_reduction(start=start, band_max=band, planned_hours=planned, prior_learning_hours=prior)
    moment = datetime.combine(start, time())
    case = (moment, float(band), float(planned), float(prior))
    assert answer(PERCENT, *case[2:]) == pytest.approx(float(core.prior_learning_percent))
    assert answer(HOURS, *case[2:]) == planned - prior
    least = core.minimum_reduction_to_record
    assert answer(PRICE, *case) == (max(least, 5) if least else 0)
    assert answer(MAX_PRICE, *case) == pytest.approx(float(core.maximum_total_price))


@given(STARTS, st.integers(0, 900), st.integers(1, 40000), WHOLE, st.integers(0, 40000), st.data())
@settings(deadline=None)
def test_the_verdict_agrees_with_the_core(
    start: date, days: int, band: int, planned: int, price: int, data: st.DataObject
) -> None:
    prior = data.draw(st.integers(0, planned))
    given_back = data.draw(st.one_of(st.none(), st.integers(0, 20000)))
    end = date.fromordinal(start.toordinal() + days)
    about: dict[str, Any] = {"start": start, "band_max": band, "planned_hours": planned, "prior_learning_hours": prior}
    checked = agreed_price_check(**about, agreed_total_price=price)
    left = eligibility_after_rpl(start=start, planned_end=end, planned_hours_full=planned, prior_learning_hours=prior)
    refused = service_entry_errors(
        start=start,
        recognise_prior_learning=True,
        training_total_hours=planned,
        training_hours_reduction=prior,
        is_duration_reduced_by_rpl=False,
        price_reduced_by=0 if given_back is None else given_back,
    )
    refused = tuple(error for error in refused if given_back is not None or error.property != "PriceReducedBy")
    flagged = price_reduction(**about, price_reduction_given=given_back).service_would_flag
    told = answer(RPL_OK, start, band, planned, prior, end, price, given_back)
    assert ("Price:" in told) == (not checked.ok)
    assert ("Hours:" in told) == ("hours" in left.reasons)
    assert ("Duration:" in told) == ("duration" in left.reasons)
    if prior:
        assert ("would refuse" in told) == any(error.code != "remaining_too_low" for error in refused)
        assert ("would warn" in told) == flagged
        assert told.startswith("OK") == (checked.ok and left.eligible and not refused and not flagged)


@given(
    st.dates(date(2017, 5, 1), date(2030, 12, 31)),
    st.integers(0, 1500),
    st.integers(1, 60),
    st.one_of(st.none(), WHOLE),
    st.one_of(st.none(), WHOLE),
)
@settings(deadline=None)
def test_the_least_hours_agree_with_the_core(
    start: date, days: int, weekly: int, published: int | None, prior: int | None
) -> None:
    end = date.fromordinal(start.toordinal() + days)
    core = required_hours(
        start=start,
        planned_end=end,
        weekly_hours=weekly,
        published_minimum_hours=published,
        prior_learning_hours=prior,
    )
    assert answer(MINIMUM, start, end, weekly, published, prior) == pytest.approx(float(core.hours or 0))


def test_ranges_are_answered_row_by_row() -> None:
    starts = [[START], [date(2022, 7, 31)], [None], ["soon"]]
    found = FUNCTIONS[PRICE].answer(starts, 9000, [[480], [480], [480], [480]], 72)
    assert [row[0] for row in found[:1] + found[2:3]] == [675, ""]
    assert "before 1 August 2022" in str(found[1][0])
    assert "soon is no date" in str(found[3][0])


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_nothing_raises_into_the_cell(name: str, data: st.DataObject) -> None:
    told = answer(name, *[data.draw(TYPED) for _ in FUNCTIONS[name].arguments])
    assert isinstance(told, str | int | float)
    assert "failed" not in str(told)
