"""Learners that differ from their programme: what is told, what is offered, what is never touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from addin.books.book import open_book
from addin.change_log import read_log
from addin.commands.check import check_book
from addin.hosts.file_host import FileHost
from addin.programmes.add import add_learners
from addin.programmes.differ import apply_differences, learners_that_differ
from addin.undo import undo_change
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.model import Learner
from ilr_core.programmes import Programme, changed_learner, differences_of, new_learner
from tests.commands.made import edited
from tests.programmes.made import (
    ADULT_COURSE,
    NOTHING_LOADED,
    TEAM_LEADER,
    book,
    host_of,
    now_of,
    put_rows,
    starters,
)
from tests.programmes.test_records import programme_of, starter_of

YEAR = catalogue.load("2627")
NOW = now_of("2627")


def learner_of(cells: Mapping[str, Any] = TEAM_LEADER) -> Learner:
    (row,) = starters("2627", 1)
    return new_learner(starter_of(programme_of(cells), row), "L0001", YEAR)


def changed(**cells: Any) -> Programme:
    return programme_of({**TEAM_LEADER, **{name.replace("_", " "): value for name, value in cells.items()}})


OFFERED = [
    ({"DelLocPostCode": "CV1 2WT"}, [("DelLocPostCode", "ZZ99 9ZZ", "CV1 2WT")] * 4),
    ({"EPAOrgID": "EPA0002"}, [("EPAOrgID", "EPA0001", "EPA0002")]),
    ({"LDM": "363"}, [("LDM", "", "363")] * 4),
    ({"DAM": "001,002"}, [("DAM", "", "001"), ("DAM", "", "002")] * 4),
    ({"ProvSpecDelMon_A": "Group 1"}, [("ProvSpecDelMon A", "", "Group 1")] * 4),
]
TOLD = [
    ({"TNP1": 8500}, [("TNP1", "8000", "8500")], "use the guided change New price: ilr change price BOOK"),
    ({"TNP2": 900}, [("TNP2", "1000", "900")], "--assessment-price 900"),
    ({"Months": 16}, [("Months", "09/11/2027", "09/01/2028")], "It is never moved once returned"),
    ({"Planned_hours": 450}, [("Planned hours", "400", "450")], "set once at the start"),
    ({"SOF": "110"}, [("SOF", "105", "110")] * 4, "correct it by hand"),
    ({"ACT": "2"}, [("ACT", "1", "2")] * 3, "correct it by hand"),
    ({"Components": "60342843, 61005421"}, [("Components", "", "61005421")], "add a row for it on the sheet Aims"),
    ({"PartnerUKPRN": "10000003"}, [("PartnerUKPRN", "", "10000003")] * 4, "correct it by hand"),
]
FREE = [{"English": "60348615"}, {"Maths": None}, {"EmpId": "123456789"}, {"LOE": "1"}, {"English_and_maths_months": 3},
        {"DelLocPostCode": None}, {"TNP1": None}]  # fmt: skip


@pytest.mark.parametrize(("cells", "found"), OFFERED, ids=[str(one[0]) for one in OFFERED])
def test_what_may_still_be_changed_is_offered_and_gone_once_changed(
    cells: dict[str, Any], found: list[tuple[str, str, str]]
) -> None:
    learner, programme = learner_of(), changed(**cells)
    differences, unsure = differences_of(learner, [programme], YEAR)
    assert [(one.header, one.now, one.then) for one in differences] == found
    assert all(one.is_offered for one in differences)
    assert not unsure
    twin = changed_learner(learner, differences)
    assert differences_of(twin, [programme], YEAR) == ([], [])
    assert learner.same_as(learner_of())


@pytest.mark.parametrize(("cells", "found", "way"), TOLD, ids=[str(one[0]) for one in TOLD])
def test_what_may_not_be_changed_is_told_with_the_way_to_go(
    cells: dict[str, Any], found: list[tuple[str, str, str]], way: str
) -> None:
    learner = learner_of()
    differences, _ = differences_of(learner, [changed(**cells)], YEAR)
    assert [(one.header, one.now, one.then) for one in differences] == found
    assert all(way in one.way for one in differences)
    assert changed_learner(learner, differences).same_as(learner)


@pytest.mark.parametrize("cells", FREE, ids=str)
def test_what_is_the_learners_own_or_left_blank_is_no_difference(cells: dict[str, Any]) -> None:
    named = {**TEAM_LEADER, **{name.replace("_", " "): value for name, value in cells.items()}}
    programme = programme_of({name: value for name, value in named.items() if value is not None})
    assert differences_of(learner_of(), [programme], YEAR) == ([], [])


def test_a_further_code_of_the_learner_is_no_difference_and_stays() -> None:
    learner = learner_of({**TEAM_LEADER, "LDM": "363"})
    differences, _ = differences_of(learner, [changed(LDM="357")], YEAR)
    twin = changed_learner(learner, differences)
    codes = {
        fam.LearnDelFAMCode for fam in twin.LearningDelivery[0].LearningDeliveryFAM if fam.LearnDelFAMType == "LDM"
    }
    assert codes == {"363", "357"}


@pytest.mark.parametrize(("status", "outcome"), [(3, 3), (6, 3), (2, 1), (1, 8)])
def test_aims_that_are_closed_are_left_alone(status: int, outcome: int) -> None:
    learner = learner_of()
    for aim in learner.LearningDelivery:
        aim.CompStatus, aim.Outcome, aim.LearnActEndDate = status, outcome, date(2026, 11, 1)
    assert differences_of(learner, [changed(DelLocPostCode="CV1 2WT", TNP1=1)], YEAR) == ([], [])


def test_a_learner_after_a_change_of_employer_has_a_price_of_their_own() -> None:
    learner = learner_of()
    learner.LearningDelivery[0].AppFinRecord[0].AFinCode = 3
    assert differences_of(learner, [changed(TNP1=1, TNP2=1)], YEAR) == ([], [])


def test_another_standard_is_another_programme() -> None:
    assert differences_of(learner_of(), [changed(StdCode=106, TNP1=1)], YEAR) == ([], [])


ALIKE = [
    ("notes tell", {"ProvSpecDelMon A": "Gold"}, {"ProvSpecDelMon A": "Gold"}, {"ProvSpecDelMon A": "Silver"}, "one"),
    ("aims tell", {"Components": "60342843,61005421"}, {"Components": "60342843,61005421"}, {}, "one"),
    ("values tell", {"TNP1": 7000}, {"TNP1": 7000}, {}, "one"),
    ("nothing tells", {"TNP1": 1}, {"TNP1": 2}, {"TNP1": 3}, ""),
]


@pytest.mark.parametrize(("learner", "one", "other", "fits"), [case[1:] for case in ALIKE], ids=[c[0] for c in ALIKE])
def test_two_programmes_of_one_standard_are_told_apart_or_nothing_is_said(
    learner: dict[str, Any], one: dict[str, Any], other: dict[str, Any], fits: str
) -> None:
    programmes = [
        programme_of({**TEAM_LEADER, **one, "Programme": "one", "DelLocPostCode": "CV1 2WT"}),
        programme_of({**TEAM_LEADER, **other, "Programme": "other"}),
    ]
    if fits and "TNP1" in one:
        programmes[0] = programme_of({**TEAM_LEADER, **one, "Programme": "one"})
    differences, unsure = differences_of(learner_of({**TEAM_LEADER, **learner}), programmes, YEAR)
    assert {item.programme for item in differences} <= {fits}
    assert [item.programmes for item in unsure] == ([] if fits else [("one", "other")])


def test_courses_that_stand_alone_belong_to_the_programme_with_their_aims() -> None:
    learner = learner_of(ADULT_COURSE)
    moved = programme_of({**ADULT_COURSE, "DelLocPostCode": "CV1 2WT"})
    other = programme_of({**ADULT_COURSE, "Programme": "Other", "Components": "60346216", "DelLocPostCode": "AB1 1AA"})
    differences, _ = differences_of(learner, [other, moved], YEAR)
    assert [(one.aim.AimSeqNumber, one.then) for one in differences] == [(1, "CV1 2WT"), (2, "CV1 2WT")]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = book(tmp_path / "book.xlsx")
    add_learners(host_of(path), starters("2627", 3), who="A", now=NOW, knowledge=NOTHING_LOADED)
    put_rows(path, "Programmes", [{**TEAM_LEADER, "DelLocPostCode": "CV1 2WT", "EPAOrgID": "EPA0002", "TNP1": 9000}])
    return path


def test_what_is_offered_is_changed_as_one_change_and_taken_back(filled: Path) -> None:
    shown: list[str] = []
    host = FileHost(filled, answer=lambda question, lines: shown.extend([question, *lines]) or True)
    done = apply_differences(host, who="A", now=NOW, learners=["l0002"], knowledge=NOTHING_LOADED)
    assert done.change is not None
    assert shown[0] == "Change the aims of 1 learner as their programmes say?"
    assert any("not changed: L0002 aim 1  TNP1: 8000, Team leader has 9000." in line for line in shown)
    first, second, _ = open_book(FileHost(filled)).reading.learners
    assert {aim.DelLocPostCode for aim in second.LearningDelivery} == {"CV1 2WT"}
    assert second.LearningDelivery[0].EPAOrgID == "EPA0002"
    assert second.LearningDelivery[0].AppFinRecord[0].AFinAmount == 8000
    assert {aim.DelLocPostCode for aim in first.LearningDelivery} == {"ZZ99 9ZZ"}
    entries = [one for one in read_log(FileHost(filled)) if one.change == done.change.number]
    assert {one.reason for one in entries} == {"as the programme Team leader says now"}
    report = check_book(FileHost(filled), now=NOW, knowledge=NOTHING_LOADED).report
    assert report.findings == ()
    undo_change(host_of(filled), who="A", now=NOW)
    assert {
        aim.DelLocPostCode for one in open_book(FileHost(filled)).reading.learners for aim in one.LearningDelivery
    } == {"ZZ99 9ZZ"}


def test_telling_changes_nothing_and_neither_does_saying_no(filled: Path) -> None:
    before = filled.read_bytes()
    assert len(learners_that_differ(FileHost(filled)).offered) == 15
    assert apply_differences(FileHost(filled), who="A", now=NOW, knowledge=NOTHING_LOADED).change is None
    assert filled.read_bytes() == before


def test_a_learner_for_whom_the_rules_forbid_it_is_left_out_and_named(filled: Path) -> None:
    _empty(filled, "Finance", "AFinCode", "2", whole_row=True)
    _empty(filled, "Aims", "EPAOrgID", "EPA0001", whole_row=False)
    done = apply_differences(host_of(filled), who="A", now=NOW, knowledge=NOTHING_LOADED)
    assert done.change is not None
    assert [text[:36] for text in done.forbidden] == ["L0002: the rules forbid it: EPAOrgID"]
    assert {edit.learner for edit in done.change.edits} == {"L0001", "L0003"}


def test_a_learner_who_is_not_there_is_named(filled: Path) -> None:
    with pytest.raises(InputError, match="There is no learner X9 in this workbook"):
        learners_that_differ(FileHost(filled), learners=["X9"])


def _empty(path: Path, sheet: str, header: str, begins: str, *, whole_row: bool) -> None:
    """Empties a cell of the learner L0002 that begins so, or its row."""
    with edited(path, sheet) as page:
        headers = [cell.value for cell in page[1]]
        for row in page.iter_rows(min_row=2):
            cell = row[headers.index(header)]
            if row[headers.index("LearnRefNumber")].value == "L0002" and str(cell.value).startswith(begins):
                for one in row if whole_row else [cell]:
                    one.value = None
