"""The service's list beside the return: each difference on its cell, under its data lock."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from addin.apprenticeship_service.bring_back import ServiceCheck, compare_with_service
from addin.apprenticeship_service.export_file import When, read_listed, when
from addin.apprenticeship_service.new_apprentices import COLUMNS, agreed_price, service_start
from addin.apprenticeship_service.report import FORMATS
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from ilr_core.errors import InputError
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import NOW, learners_of, made_book

Line = dict[str, str]
STATUS = {1: "Live", 2: "Completed", 3: "Stopped", 6: "Paused"}


def line_of(learner: Learner) -> Line:
    """The line that the service would have, as its download writes it."""
    spell = programmes_of(learner)[-1]
    return {
        "Apprentice name": f"{learner.GivenNames} {learner.FamilyName}",
        "ULN": str(learner.ULN),
        "Employer": "An Employer Ltd",
        "Apprenticeship training course": "A course, Level: 3",
        "Planned start date": f"{service_start(spell):%b %Y}",
        "Planned end date": f"{spell.last.LearnPlanEndDate:%b %Y}",
        "Paused date": "",
        "Reference": "ABC123",
        "Date of birth": f"{learner.DateOfBirth:%d %b %Y}",
        "Total agreed apprenticeship price": f"{agreed_price(spell):,}",
        "Your reference": learner.LearnRefNumber,
        "Status": STATUS[spell.last.CompStatus],
        "Alerts": "",
    }


def compared(folder: Path, change: Line, *, drop: bool = False, mark: bool = False) -> ServiceCheck:
    learners = [one for one in learners_of("2627", 12) if programmes_of(one)][:3]
    path = made_book(folder / "Return.xlsx", learners)
    lines = [line_of(one) for one in learners]
    lines[0] |= change
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines[1:] if drop else lines)
    return compare_with_service(FileHost(path), folder / "list.csv", now=NOW, mark=mark, knowledge=Knowledge())


def test_the_same_in_both(tmp_path: Path) -> None:
    done = compared(tmp_path, {})
    assert done.compared.findings == ()
    assert done.compared.same == 3
    assert done.compared.only_there == ()


@pytest.mark.parametrize(
    ("change", "rule", "sheet"),
    [
        ({"ULN": "1000000302"}, "DLOCK_02", "Learners"),
        ({"Total agreed apprenticeship price": "1"}, "DLOCK_07", "Finance"),
        ({"Planned start date": "Jan 2030"}, "DLOCK_09", "Aims"),
        ({"Planned start date": "Jan 2019"}, "Service", "Aims"),
        ({"Planned end date": "Jan 2019"}, "Service", "Aims"),
        ({"Status": "Paused"}, "DLOCK_12", "Aims"),
        ({"Status": "Stopped"}, "DLOCK_10", "Aims"),
        ({"Status": "Completed"}, "Service", "Aims"),
    ],
)
def test_each_difference_on_its_cell(change: Line, rule: str, sheet: str, tmp_path: Path) -> None:
    done = compared(tmp_path, change)
    (found,) = done.compared.findings
    assert found.rule == rule
    assert done.cells[found.spots[0]].startswith((sheet, "Aims")), done.cells
    assert found.learner in FORMATS["csv"](done)


def test_only_in_one_of_both(tmp_path: Path) -> None:
    done = compared(tmp_path, {}, drop=True)
    assert [one.rule for one in done.compared.findings] == ["DLOCK_02"]
    other = tmp_path / "other"
    other.mkdir()
    strange = {"ULN": "1000000302", "Your reference": "", "Apprentice name": "=Nobody Known"}
    done = compared(other, strange, mark=True)
    assert [one.line for one in done.compared.only_there] == [2]
    assert done.marked
    page = next(one for one in read_workbook(done.marked) if one.name == "Problems")
    assert "fits no apprentice" in str(page.rows)
    assert "DLOCK_02" in str(page.rows)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sep 2026", When(date(2026, 9, 1), False)),
        ("September 2026", When(date(2026, 9, 1), False)),
        ("14 Sep 2026", When(date(2026, 9, 14), True)),
        ("2026-09-14", When(date(2026, 9, 14), True)),
        ("14/09/2026", When(date(2026, 9, 14), True)),
        ("31/02/2026", None),
        ("", None),
    ],
)
def test_dates(text: str, found: When | None) -> None:
    assert when(text) == found


def test_a_file_for_the_upload_is_no_list_of_those_who_are_there(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"{','.join(COLUMNS)}\n,,1000000027,Example,Pat,2005-01-01,,91,2026-09-01\n")
    with pytest.raises(InputError, match=r"x\.csv is a file for uploading new apprentices"):
        read_listed(tmp_path / "x.csv")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "ULN\n1\n", "Learner Ref,Rule Name\nA,B\n"])
def test_no_such_list(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(InputError, match=r"x\.csv is no list of apprentices"):
        read_listed(tmp_path / "x.csv")
