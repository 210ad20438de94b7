"""Every case of prior learning, as the YAML files beside this one say."""

from __future__ import annotations

from pathlib import Path

import pytest

import ilr_core.rpl
from tests.calculation_cases import Case, cases_in, judge

CASES = cases_in(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    judge(case, getattr(ilr_core.rpl, case.function))


def test_every_calculation_has_cases() -> None:
    functions = {name for name in ilr_core.rpl.__all__ if name.islower()} - {"with_prior_learning", "judged"}
    assert functions == {case.function for case in CASES}
