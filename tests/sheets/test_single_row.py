"""One row read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from addin.ooxml import Value
from addin.sheets.single_row import RowReader, RowRecord
from ilr_core.errors import InputError
from ilr_core.model import AppFinRecord, Learner, LearningDelivery
from tests.sheets.books import AIM, LEARNER, YEAR
from workbook_templates.layout import layout

AIMS = layout(YEAR).sheets["Aims"]


def read(headers: Sequence[object] | None, values: Sequence[Value]) -> RowRecord | None:
    return RowReader(headers, len(values), YEAR).read([values])[0]


def test_a_row_under_its_headers() -> None:
    headers = ["Note", "learn ref number", "ULN", "HNS", "PriorLevel", "DateOfBirth"]
    found = read(headers, ["x", "A1", 1061484016.0, "1 · High needs", None, "31/2/2006"])
    assert found is not None
    assert isinstance(found.record, Learner)
    assert found.record is found.learner
    assert (found.record.LearnRefNumber, found.record.ULN) == ("A1", 1061484016)
    assert [(fam.LearnFAMType, fam.LearnFAMCode) for fam in found.record.LearnerFAM] == [("HNS", 1)]
    assert found.record.PriorAttain == []
    assert found.record.faults == {"DateOfBirth": ("unreadable",)}
    assert found.present == {
        ("Learner", "LearnRefNumber"), ("Learner", "ULN"), ("Learner", "DateOfBirth"), ("LearnerFAM", "LearnFAMType"),
        ("LearnerFAM", "LearnFAMCode"), ("PriorAttain", "PriorLevel"),
    }  # fmt: skip


def test_an_aim_stands_in_a_learner_of_its_key() -> None:
    found = read(list(AIM), list(AIM.values()))
    assert found is not None
    assert isinstance(found.record, LearningDelivery)
    assert (found.learner.LearnRefNumber, found.learner.LearningDelivery) == ("A1", [found.record])
    assert found.record.LearnStartDate == date(2026, 9, 1)
    assert found.learner.faults is None


def test_a_detail_stands_in_an_aim_of_its_keys() -> None:
    found = read(["LearnRefNumber", "AimSeqNumber", "AFinType", "AFinCode"], ["A1", 2.0, "TNP", None])
    assert found is not None
    record = found.record
    assert isinstance(record, AppFinRecord)
    assert (record.aim.AimSeqNumber, record.aim.learner.LearnRefNumber) == (2, "A1")
    assert record.faults == {"AFinCode": ("MA",)}


@pytest.mark.parametrize("hidden", [True, False])
def test_without_headers_the_width_tells_the_sheet(hidden: bool) -> None:
    columns = [column for column in AIMS.columns if hidden or column.kind != "hidden"]
    values = [{"LearnRefNumber": "A1", "AimSeqNumber": 1, "SOF": 105}.get(column.header) for column in columns]
    found = read(None, values)
    assert found is not None
    assert isinstance(found.record, LearningDelivery)
    assert found.record.LearningDeliveryFAM[0].LearnDelFAMCode == "105"
    assert ("LearningDelivery", "LearnPlanEndDate") in found.present


def test_a_blank_row_is_nothing() -> None:
    assert read(list(LEARNER), [None] * len(LEARNER)) is None


@pytest.mark.parametrize(("headers", "values"), [(["Name", "Town"], ["a", "b"]), (None, ["a", "b"])])
def test_other_rows_are_refused_in_one_sentence(headers: list[str] | None, values: list[str]) -> None:
    with pytest.raises(InputError, match=r"Give .*header row"):
        read(headers, values)
