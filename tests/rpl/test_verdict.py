"""The verdict on a row: every boundary by one pound, one hour, one day, and nothing is too odd to be judged."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilr_core.rpl import Entry, judged
from tests.rpl.test_properties import ANYTHING

START = date(2026, 9, 14)
GOOD = Entry(
    start=START, planned_end=date(2027, 10, 22), band=9000, hours_before=480, hours_removed=72, price_before=8175,
    assessment_price=825, reduction_given=675,
)  # fmt: skip
SHORTEST = START + timedelta(days=241)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({}, "ok", "OK"),
        ({"price_before": 8176}, "refused", "Price above the ceiling by £1"),
        ({"price_before": 8174, "reduction_given": 674}, "notice", "OK, but service warns: reduction under £675"),
        ({"planned_end": SHORTEST}, "notice", "OK, but days exactly at the limit"),
        ({"planned_end": SHORTEST + timedelta(days=1)}, "ok", "OK"),
        ({"planned_end": SHORTEST - timedelta(days=1)}, "refused", "Not eligible: duration"),
        ({"planned_end": None}, "missing", "Enter LearnPlanEndDate on Aims"),
        ({"hours_removed": 293, "reduction_given": 3000}, "ok", "OK"),
        ({"hours_removed": 294, "reduction_given": 3000}, "refused", "Not eligible: hours"),
        ({"hours_removed": 294, "planned_end": START}, "refused", "Not eligible: hours and duration"),
        (
            {"hours_removed": 294, "planned_end": START, "is_restart": True},
            "refused",
            "Price above the ceiling by £2,082",
        ),
        ({"is_restart": True}, "notice", "OK, but a restart: hours and days not judged"),
        ({"published_minimum": 480}, "ok", "OK"),
        ({"published_minimum": 481}, "refused", "Not eligible: hours"),
        ({"start": date(2022, 7, 31)}, "none", "Not computed: start before August 2022"),
        ({"start": date(2022, 8, 1), "planned_end": date(2023, 7, 31)}, "notice", "OK, but days exactly at the limit"),
        ({"start": date(2025, 7, 31), "hours_removed": 202}, "refused", "Price above the ceiling by £1,219"),
        ({"start": date(2025, 7, 31), "hours_removed": 203}, "refused", "Not eligible: hours"),
        ({"start": date(2025, 8, 1), "hours_removed": 203}, "refused", "Price above the ceiling by £1,229"),
        ({"start": None}, "missing", "Enter LearnStartDate on Aims"),
        ({"hours_removed": 0}, "refused", "Reduction without hours removed"),
        ({"hours_removed": 1, "reduction_given": 4}, "refused", "Service would refuse: reduction under £5"),
        (
            {"hours_removed": 1, "reduction_given": 5, "price_before": 8000},
            "notice",
            "OK, but service warns: reduction under £9",
        ),
        ({"hours_before": 9999, "hours_removed": 999, "reduction_given": 825}, "ok", "OK"),
        ({"hours_before": 10000, "hours_removed": 999}, "refused", "Service would refuse: more than 9,999 hours"),
        ({"hours_before": 9999, "hours_removed": 1000}, "notice", "OK, but service may refuse over 999 hours removed"),
        ({"reduction_given": 18000, "price_before": 20000}, "ok", "OK"),
        ({"reduction_given": 18001, "price_before": 20000}, "refused", "Service would refuse: reduction above £18,000"),
        ({"reduction_given": 8176}, "refused", "Reduction above the price"),
        ({"hours_removed": 481}, "refused", "More hours removed than planned"),
        ({"hours_removed": 0, "reduction_given": 0}, "ok", "OK"),
        ({"hours_removed": None, "reduction_given": ""}, "none", "No prior learning entered"),
        ({"note": "Gone"}, "refused", "Gone"),
    ],
)
def test_verdict(changes: dict[str, object], kind: str, words: str) -> None:
    found = judged(replace(GOOD, **changes))
    assert (found.kind, found.words) == (kind, words)


def test_the_rules_behind_refusals_are_named() -> None:
    assert judged(replace(GOOD, hours_removed=0)).rule == "R_162"
    assert judged(replace(GOOD, reduction_given=4)).rule == "AFinType_16"
    assert judged(replace(GOOD, reduction_given=18001, price_before=20000)).rule == "AFinType_15"


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_nothing_is_too_odd_to_be_judged(data: st.DataObject) -> None:
    values = {field.name: data.draw(ANYTHING, field.name) for field in fields(Entry) if field.name != "note"}
    found = judged(Entry(**values))
    assert found.words
    assert found.may_be_applied in (True, False)


@given(st.integers(1, 30000), st.integers(188, 2000), st.data())
def test_more_hours_removed_never_raise_the_ceiling(band: int, hours: int, data: st.DataObject) -> None:
    removed = data.draw(st.integers(0, hours - 1))
    one, other = (
        judged(replace(GOOD, band=band, hours_before=hours, hours_removed=number)).highest_price
        for number in (removed, removed + 1)
    )
    assert one is not None
    assert other is not None
    assert other <= one
