"""The records that a programme makes: planned ends, and learners without an error in either year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.books.book import provider_message
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.checking import context_for
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner, built
from ilr_core.programmes import Programme, Starter, differences_of, end_of, faults_of, new_learner, planned_end
from ilr_core.programmes.making import planned_aims
from ilr_core.rules import Check, ReturnFile
from tests.programmes.made import EVERY_KIND, TEAM_LEADER, UKPRN, YEARS, Cells, now_of, start_of, starters

LENGTHS = [
    (date(2026, 9, 1), 12, 0, date(2027, 8, 31)),
    (date(2026, 9, 14), 14, 0, date(2027, 11, 13)),
    (date(2026, 8, 31), 6, 0, date(2027, 2, 28)),
    (date(2027, 8, 30), 6, 0, date(2028, 2, 29)),
    (date(2027, 3, 1), 12, 0, date(2028, 2, 29)),
    (date(2026, 9, 1), 0, 1, date(2026, 9, 1)),
    (date(2026, 9, 1), 0, 100, date(2026, 12, 9)),
    (date(2026, 9, 1), 12, 10, date(2027, 9, 10)),
]


def programme_of(cells: Cells) -> Programme:
    """A programme as it is typed, several values with commas."""
    texts = {header: tuple(part.strip() for part in str(value).split(",")) for header, value in cells.items()}
    return Programme(texts.pop("Programme")[0], texts)


def starter_of(programme: Programme, row: dict[str, Any]) -> Starter:
    texts = {name: (str(value),) for name, value in row.items() if name not in ("Programme", "LearnStartDate")}
    return Starter(programme, row["LearnStartDate"], texts)


def findings(learner: Learner, year: Catalogue) -> list[Finding]:
    learner.message = provider_message(UKPRN, year)
    now = now_of(year.year)
    details = {"Collection": "ILR", "Year": year.year, "FilePreparationDate": now.date()}
    provider = {"UKPRN": UKPRN}
    header = [{"CollectionDetails": [details], "Source": [provider]}]
    message: Any = built("Message", {"Header": header, "LearningProvider": [provider]}, year)
    check = Check(context_for(year, message, now, Knowledge()))
    own = check.learners((learner,))
    return [one for one in [*own, *check.close(ReturnFile(message, year.namespace, 1))] if one.entity != "Source"]


@pytest.mark.parametrize(("start", "months", "days", "end"), LENGTHS)
def test_a_length_counts_its_first_day(start: date, months: int, days: int, end: date) -> None:
    assert planned_end(start, months, days) == end


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.integers(0, 400))
def test_a_longer_programme_never_ends_sooner(start: date, months: int, days: int) -> None:
    end = planned_end(start, months, days)
    assert start <= end < planned_end(start, months, days + 1) <= planned_end(start, months + 1, days + 1)
    assert months * 28 - 1 <= (end - start).days - days <= months * 31


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("cells", EVERY_KIND, ids=lambda cells: cells["Programme"])
def test_every_kind_of_programme_makes_learners_without_a_finding(cells: Cells, year: str) -> None:
    specification = catalogue.load(year)
    programme = programme_of(cells)
    assert not list(faults_of(programme, specification))
    (row,) = starters(year, 1)
    learner = new_learner(starter_of(programme, row), "L0001", specification)
    assert [(one.rule, one.message) for one in findings(learner, specification)] == []
    assert differences_of(learner, [programme], specification) == ([], [])


@st.composite
def apprenticeships(draw: st.DrawFn, year: str) -> Starter:
    """A valid apprenticeship and a complete row of a list."""
    aims = draw(st.lists(st.sampled_from(("60342843", "60346216", "61005421")), unique=True, min_size=1))
    cells = dict(TEAM_LEADER) | {
        "Components": ", ".join(aims),
        "StdCode": draw(st.integers(1, 999)),
        "Months": draw(st.integers(13, 48)),
        "Planned hours": draw(st.integers(187, 2000)),
        "TNP1": draw(st.integers(1, 20000)),
        "TNP2": draw(st.integers(1, 4000)),
        "English and maths months": draw(st.integers(1, 12)),
        "LOE": draw(st.sampled_from((1, 2, 3, 4))),
        "ProvSpecDelMon A": draw(st.sampled_from(("Group 1", "x"))),
    }
    for name in draw(st.sets(st.sampled_from(("English", "Maths", "ProvSpecDelMon A")))):
        del cells[name]
    (row,) = starters(year, 1, seed=draw(st.integers(1, 99)))
    row["LearnStartDate"] = start_of(year, draw(st.integers(0, 100)))
    row["DateOfBirth"] = draw(st.dates(date(1970, 1, 1), date(2001, 1, 1)))
    if draw(st.booleans()):
        row |= {"LLDDHealthProb": 1, "LLDDCat": draw(st.sampled_from((4, 5, 12)))}
    if draw(st.booleans()):
        row["DateEmpStatApp"] = row["LearnStartDate"] - timedelta(days=draw(st.integers(1, 4000)))
    return starter_of(programme_of(cells), row)


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("year", YEARS)
@given(data=st.data())
def test_every_valid_apprenticeship_makes_learners_without_an_error(year: str, data: st.DataObject) -> None:
    starter = data.draw(apprenticeships(year))
    specification = catalogue.load(year)
    learner = new_learner(starter, "L0001", specification)
    assert [(one.rule, one.message) for one in findings(learner, specification) if one.severity == "error"] == []
    assert differences_of(learner, [starter.programme], specification) == ([], [])
    assert [aim.LearnAimRef for aim in learner.LearningDelivery] == [one.reference for one in planned_aims(starter)]
    assert learner.LearningDelivery[0].LearnPlanEndDate == end_of(starter.programme, starter.start)


@pytest.mark.parametrize(
    ("year", "now"), [("2526", (400, ())), ("2627", (None, (("HRS", 1, 400),)))], ids=["PHours", "HRS1"]
)
def test_planned_hours_take_the_form_of_the_year(year: str, now: tuple[int | None, tuple]) -> None:
    (row,) = starters(year, 1)
    learner = new_learner(starter_of(programme_of(TEAM_LEADER), row), "L0001", catalogue.load(year))
    programme, *others = learner.LearningDelivery
    hours = tuple((one.HRSType, one.HRSCode, one.HRSAmount) for one in programme.HRSRecord)
    assert (programme.PHours, hours) == now
    assert not any(one.HRSRecord or one.PHours for one in others)


def test_contract_price_and_assessment_are_where_they_belong() -> None:
    (row,) = starters("2627", 1)
    learner = new_learner(starter_of(programme_of(TEAM_LEADER), row), "L0001", catalogue.load("2627"))
    programme, component, english, maths = learner.LearningDelivery
    assert [one.AimType for one in learner.LearningDelivery] == [1, 3, 3, 3]
    contracts = [[(fam.LearnDelFAMDateFrom, fam.LearnDelFAMDateTo) for fam in aim.LearningDeliveryFAM
                  if fam.LearnDelFAMType == "ACT"] for aim in learner.LearningDelivery]  # fmt: skip
    start = row["LearnStartDate"]
    assert contracts == [[(start, None)], [], [(start, None)], [(start, None)]]
    assert [(one.AFinCode, one.AFinAmount, one.AFinDate) for one in programme.AppFinRecord] == [
        (1, 8000, start),
        (2, 1000, start),
    ]
    assert not component.AppFinRecord
    assert [one.EPAOrgID for one in learner.LearningDelivery] == ["EPA0001", None, None, None]
    assert english.LearnPlanEndDate == planned_end(start, 9) == maths.LearnPlanEndDate
    assert learner.LearnerEmploymentStatus[0].DateEmpStatApp == start - timedelta(days=1)


def test_a_list_leaves_english_out_and_gives_another_price_and_end() -> None:
    (row,) = starters("2627", 1)
    row |= {"English": "no", "TNP1": 7000, "LearnPlanEndDate": date(2027, 12, 31), "LOE": 2, "EmpId": 154549452}
    learner = new_learner(starter_of(programme_of(TEAM_LEADER), row), "L0001", catalogue.load("2627"))
    assert [aim.LearnAimRef for aim in learner.LearningDelivery] == ["ZPROG001", "60342843", "60350220"]
    assert learner.LearningDelivery[0].AppFinRecord[0].AFinAmount == 7000
    assert learner.LearningDelivery[0].LearnPlanEndDate == date(2027, 12, 31)
    (job,) = learner.LearnerEmploymentStatus
    assert (job.EmpId, {one.ESMType: one.ESMCode for one in job.EmploymentStatusMonitoring}) == (
        154549452,
        {"EII": 8, "LOE": 2},
    )


FAULTY: list[tuple[dict[str, Any], str]] = [
    ({"StdCode": None}, "StdCode is missing"),
    ({"ProgType": None}, "ProgType is not 25"),
    ({"FundModel": None}, "FundModel is missing"),
    ({"Months": None}, "the planned length is missing"),
    ({"Months": 0}, "the planned length is missing"),
    ({"FundModel": 34}, "FundModel 34 is no code of 2026/27"),
    ({"SOF": 999}, "SOF 999 is no code of 2026/27"),
    ({"ProgType": None, "StdCode": None, "Components": None}, "it has no aims"),
    ({"FundModel": 99, "ProgType": 32, "StdCode": None}, "Planned hours have no place"),
]


@pytest.mark.parametrize(("changes", "sentence"), FAULTY, ids=[text for _, text in FAULTY])
def test_a_programme_that_cannot_be_used_says_why(changes: dict[str, Any], sentence: str) -> None:
    cells = {name: value for name, value in (dict(TEAM_LEADER) | changes).items() if value is not None}
    assert any(sentence in text for _, text in faults_of(programme_of(cells), catalogue.load("2627")))


def test_a_code_that_an_incomplete_list_does_not_have_is_let_pass() -> None:
    assert not list(faults_of(programme_of(dict(TEAM_LEADER) | {"LDM": "990"}), catalogue.load("2627")))
