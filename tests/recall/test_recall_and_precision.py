"""In a return of 5,000 clean learners every planted fault is found, and nothing is found on the clean ones."""

from __future__ import annotations

import io
from datetime import datetime, time

import pytest

from ilr_core import catalogue
from ilr_core.checking import ReturnReport, check_return
from ilr_core.knowledge import Knowledge
from ilr_core.rules import rules_of
from ilr_core.xml import HeaderFacts, write_return
from tests.recall.planted import CLEAN, Planted, family_of, planted, prepared

# Families whose faults need a return of their own, or a register about the provider itself; their cases prove them.
ELSEWHERE = {"file.content", "file.file_names", "learner.provider", "aim_fam.initiatives"}
Checked = tuple[str, Planted, ReturnReport]


@pytest.fixture(scope="module", params=[False, True], ids=["without registers", "with registers"])
def with_registers(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture(scope="module", params=catalogue.years())
def checked(request: pytest.FixtureRequest, with_registers: bool) -> Checked:
    year = catalogue.load(request.param)
    made = planted(request.param, with_registers=with_registers)
    now = datetime.combine(prepared(year), time(12))
    out = io.BytesIO()
    header = HeaderFacts(10000001, now.date(), now, 1, "made", "made", "1")
    write_return(out, year, header, [], made.learners, strict=False)
    name = f"ILR-10000001-{request.param}-{now:%Y%m%d-%H%M%S}-01.xml"
    report = check_return(io.BytesIO(out.getvalue()), name, now=now, knowledge=Knowledge(made.registers))
    return request.param, made, report


def test_every_planted_fault_is_found(checked: Checked) -> None:
    _, made, report = checked
    found = {(finding.rule, finding.learner) for finding in report.findings}
    missed = [plant for plant in made.plants if (plant.rule, plant.reference) not in found]
    assert missed == []


def test_nothing_is_found_on_clean_learners(checked: Checked) -> None:
    _, made, report = checked
    faulty = {plant.reference for plant in made.plants}
    assert [found for found in report.findings if found.learner not in faulty] == []
    assert report.learners == CLEAN + len(made.plants)


@pytest.mark.parametrize("name", catalogue.years())
def test_every_family_is_planted(name: str) -> None:
    families = {family_of(rule) for rule in rules_of(name).values()}
    assert families - {plant.family for plant in planted(name, with_registers=True).plants} == ELSEWHERE
