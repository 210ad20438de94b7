"""The verdict on an apprentice's off-the-job hours: cases of every regime, breaks, and what holds always."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from addin.off_the_job.apprentices import apprentices_of
from addin.off_the_job.progress import HoursLine, TypedHours, hours_of
from addin.off_the_job.typed import hours_typed, typed_hours
from ilr_core.catalogue import load, years
from ilr_core.exact import exact
from ilr_core.model import Learner, built_learner
from workbook_templates.off_the_job_sheet import BEHIND, FALLS_SHORT, KEEPS_PACE, PUBLISHED, REMOVED, SO_FAR, WEEKLY

CASES = yaml.safe_load((Path(__file__).parent / "verdicts.yaml").read_text("utf-8"))
DAY = date(2026, 11, 23)


def aim(year: str, case: dict[str, Any], sequence: int = 1) -> dict[str, Any]:
    """A programme aim with its hours in the year's form; hours removed have a place only in HRS records."""
    fields: dict[str, Any] = {
        "LearnAimRef": "ZPROG001", "AimType": 1, "AimSeqNumber": sequence, "FundModel": 36, "ProgType": 25,
        "StdCode": 91, "LearnStartDate": case["start"], "LearnPlanEndDate": case["end"],
        "CompStatus": case.get("status", 1), "LearnActEndDate": case.get("left"),
        "OrigLearnStartDate": case.get("original"),
    }  # fmt: skip
    if "HRSRecord" in load(year).entities:
        codes = ((1, "planned"), (3, "actual"), (4, "removed"))
        fields["HRSRecord"] = [
            {"HRSType": "HRS", "HRSCode": code, "HRSAmount": case[name]} for code, name in codes if name in case
        ]
    else:
        fields |= {"PHours": case.get("planned"), "OTJActHours": case.get("actual")}
    if case.get("restart") or case.get("original"):
        fields["LearningDeliveryFAM"] = [{"LearnDelFAMType": "RES", "LearnDelFAMCode": "1"}]
    return {name: value for name, value in fields.items() if value is not None}


def learner(year: str, *cases: dict[str, Any]) -> Learner:
    aims = [aim(year, case, number) for number, case in enumerate(cases, 1)]
    return built_learner({"LearnRefNumber": "A1", "LearningDelivery": aims}, load(year), 0)


def judged(year: str, case: dict[str, Any]) -> HoursLine:
    (apprentice,) = apprentices_of(learner(year, case))
    own = {"weekly": "weekly", "published": "published", "so_far": "so_far"}
    if "HRSRecord" not in load(year).entities:
        own["removed"] = "removed"
    typed = TypedHours(**{name: exact(case.get(key)) for name, key in own.items()})
    return hours_of(apprentice, typed, case.get("day", DAY))


@pytest.mark.parametrize("year", years())
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case: dict[str, Any], year: str) -> None:
    found = judged(year, case)
    for name in ("required", "expected", "short"):
        if name in case:
            value = getattr(found, name)
            assert (None if value is None else float(value)) == (
                case[name] if case[name] is None else pytest.approx(case[name])
            )
    for name in ("rule", "plan_enough", "on_track"):
        if name in case:
            assert getattr(found, name) == case[name]
    if "words" in case:
        assert case["words"] in " ".join(found.words)


@pytest.mark.parametrize("year", years())
def test_breaks_count_neither_as_past_nor_as_planned(year: str) -> None:
    first = {
        "start": date(2026, 8, 1),
        "end": date(2026, 12, 31),
        "status": 6,
        "left": date(2026, 8, 20),
        "planned": 200,
    }
    second = {
        "start": date(2026, 10, 5), "end": date(2027, 1, 12), "original": date(2026, 8, 1), "planned": 240,
        "restart": True,
    }  # fmt: skip
    (apprentice,) = apprentices_of(learner(year, first, second))
    assert (apprentice.start, apprentice.begun_before) == (date(2026, 8, 1), False)
    assert apprentice.breaks == ((date(2026, 8, 21), date(2026, 10, 4)),)
    # 20 days before the break, 50 since, of 120 without it.
    found = hours_of(apprentice, TypedHours(so_far=Fraction(140)), DAY)
    assert (found.expected, found.on_track) == (140, KEEPS_PACE)


def test_weeks_of_a_break_do_not_raise_the_required_hours() -> None:
    whole = {"start": date(2024, 1, 1), "end": date(2025, 6, 30), "planned": 400}
    away = {**whole, "status": 6, "left": date(2024, 3, 31)}
    back = {
        "start": date(2024, 7, 1), "end": date(2025, 9, 29), "original": date(2024, 1, 1), "planned": 400,
        "restart": True,
    }  # fmt: skip
    (straight,), (broken,) = (tuple(apprentices_of(learner("2526", *cases))) for cases in ((whole,), (away, back)))
    assert broken.break_days(date(2025, 9, 29)) == 91
    hours = [hours_of(one, TypedHours(), DAY).required for one in (straight, broken)]
    assert hours[0] == hours[1]


def test_an_aim_without_dates_is_named() -> None:
    broken = built_learner(
        {"LearnRefNumber": "A1", "LearningDelivery": [{"AimType": 1, "FundModel": 36, "AimSeqNumber": 1}]}, load(), 0
    )
    (apprentice,) = apprentices_of(broken)
    found = hours_of(apprentice, TypedHours(), DAY)
    assert (found.on_track, found.plan_enough, found.rule, found.required) == ("? Not known", "? Not known", "", None)
    assert "mend it in Aims" in " ".join(found.words)


days = st.dates(date(2021, 8, 1), date(2028, 7, 31))
hours = st.none() | st.fractions(0, 2000, max_denominator=4)


@given(
    start=days, end=days, day=days, left=st.none() | days, status=st.sampled_from([1, 2, 3, 6]),
    planned=st.none() | st.integers(0, 2000), actual=st.none() | st.integers(0, 2000), year=st.sampled_from(years()),
    weekly=hours, published=hours, removed=hours, so_far=hours,
)  # fmt: skip
def test_what_holds_for_all(start, end, day, left, status, planned, actual, year, weekly, published, removed, so_far):
    case = {"start": start, "end": end, "status": status, "left": left, "planned": planned, "actual": actual}
    (apprentice,) = apprentices_of(learner(year, {name: value for name, value in case.items() if value is not None}))
    typed = TypedHours(weekly=weekly, published=published, removed=removed, so_far=so_far)
    found = hours_of(apprentice, typed, day)
    assert found.short is None or found.short >= 0
    assert found.expected is None or 0 <= found.expected <= planned
    if found.on_track in (FALLS_SHORT, BEHIND):
        assert found.short is not None
        assert found.short > 0
    more = hours_of(
        apprentice,
        TypedHours(weekly=weekly, published=published, removed=removed, so_far=(found.actual or 0) + 10),
        day,
    )
    order = (FALLS_SHORT, BEHIND, KEEPS_PACE)
    if found.on_track in order and more.on_track in order:
        assert order.index(more.on_track) >= order.index(found.on_track)
    if removed is not None and found.required is not None and start >= date(2025, 8, 1):
        assert found.required >= 187
    later = hours_of(apprentice, typed, day + timedelta(days=30))
    assert found.expected is None or later.expected is None or later.expected >= found.expected or status == 6


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (30, 30), (37.5, Fraction(75, 2)), ("30", 30), (" 37.5 ", Fraction(75, 2)), ("1,200", 1200),
        ("37:30", Fraction(75, 2)),
        ("37:30:00", Fraction(75, 2)), ("30 hrs", 30), ("30h", 30), ("30 hours.", 30), (0, 0), ("0", 0),
        (-1, None), ("thirty", None), ("30-35", None), (date(2026, 1, 30), None), (True, None), ("1,20", None),
        ("", None),
        ("#N/A", None), (float("nan"), None), ("٣٠", None),
    ],
)  # fmt: skip
def test_hours_as_they_are_typed(value: Any, wanted: Any) -> None:
    assert hours_typed(value) == wanted


def test_what_cannot_be_read_is_named_and_counts_as_blank() -> None:
    cells = {WEEKLY: 200, PUBLISHED: "none", REMOVED: date(2026, 1, 30), SO_FAR: "120"}
    found = typed_hours(cells, REMOVED)
    assert (found.weekly, found.published, found.removed, found.so_far) == (None, None, None, 120)
    assert [sentence.split(" '")[0] for sentence in found.unread] == [WEEKLY, PUBLISHED, REMOVED]
    assert all(sentence.endswith("type it as 30 or 37.5.") for sentence in found.unread)
