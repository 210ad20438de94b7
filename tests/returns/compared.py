"""Learners, aims and records for the tests of comparing two returns, and what a comparison told."""

from __future__ import annotations

from typing import Any

from ilr_core import catalogue
from ilr_core.model import Learner, built_learner
from ilr_core.returns.comparison import Comparison
from tests.rules.case_files import base_data

YEAR = catalogue.load("2627")


def apprentice(**changes: Any) -> Learner:
    return built_learner(base_data("apprentice", YEAR) | changes, YEAR)


def told(comparison: Comparison) -> list[tuple[str, str, str, str | None, str | None]]:
    return [
        (one.kind, one.entity, one.field, one.old, one.new)
        for learner in comparison.changed for one in learner.differences
    ]  # fmt: skip


def aim(number: int, start: str = "2026-09-01", **more: object) -> dict[str, object]:
    data = {"AimSeqNumber": number, "LearnAimRef": "ZPROG001", "AimType": 1, "LearnStartDate": start, "StdCode": 105}
    return data | {"LearnPlanEndDate": "2027-12-01"} | more


def fam(kind: str, code: str, first: str | None = None, last: str | None = None) -> dict[str, str]:
    data = {"LearnDelFAMType": kind, "LearnDelFAMCode": code, "LearnDelFAMDateFrom": first, "LearnDelFAMDateTo": last}
    return {name: value for name, value in data.items() if value is not None}


def price(code: int, day: str, amount: int) -> dict[str, object]:
    return {"AFinType": "TNP", "AFinCode": code, "AFinDate": day, "AFinAmount": amount}
