"""In a return of 5,000 clean learners every planted fault is found, and nothing is found on the clean ones."""

from __future__ import annotations

import io
from datetime import datetime, time

import pytest

from ilr_core import catalogue
from ilr_core.checking import ReturnReport, check_return
from ilr_core.rules import rules_of
from ilr_core.xml import HeaderFacts, write_return
from tests.recall.planted import CLEAN, family_of, planted_learners, prepared

# Families whose faults need a return, a register or an earlier day of their own; their cases prove them.
ELSEWHERE = {"file.content", "file.file_names", "learner.provider", "aim.aim_register"}


@pytest.fixture(scope="module", params=catalogue.years())
def checked(request: pytest.FixtureRequest) -> tuple[str, ReturnReport]:
    year = catalogue.load(request.param)
    learners, _ = planted_learners(request.param)
    now = datetime.combine(prepared(year), time(12))
    out = io.BytesIO()
    header = HeaderFacts(10000001, now.date(), now, 1, "made", "made", "1")
    write_return(out, year, header, [], learners, strict=False)
    name = f"ILR-10000001-{request.param}-{now:%Y%m%d-%H%M%S}-01.xml"
    return request.param, check_return(io.BytesIO(out.getvalue()), name, now=now)


def test_every_planted_fault_is_found(checked: tuple[str, ReturnReport]) -> None:
    name, report = checked
    _, plants = planted_learners(name)
    found = {(finding.rule, finding.learner) for finding in report.findings}
    missed = [plant for plant in plants if (plant.rule, plant.reference) not in found]
    assert missed == []


def test_nothing_is_found_on_clean_learners(checked: tuple[str, ReturnReport]) -> None:
    name, report = checked
    _, plants = planted_learners(name)
    planted = {plant.reference for plant in plants}
    assert [found for found in report.findings if found.learner not in planted] == []
    assert report.learners == CLEAN + len(plants)


def test_every_family_is_planted(checked: tuple[str, ReturnReport]) -> None:
    name, _ = checked
    _, plants = planted_learners(name)
    families = {family_of(rule) for rule in rules_of(name).values()}
    assert families - {plant.family for plant in plants} - ELSEWHERE == set()
