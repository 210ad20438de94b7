"""New apprentices for the service: who is written, who is refused and why."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from addin.apprenticeship_service.bring_back import upload_apprentices
from addin.apprenticeship_service.new_apprentices import COLUMNS, Given, NewApprentice, new_apprentice
from addin.commands.export_choice import learners_named
from addin.hosts.file_host import FileHost
from ilr_core.errors import InputError
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import NOW, learners_of, made_book

GIVEN = Given("COHORT1", "AG1234")


def apprentice() -> Learner:
    return next(one for one in learners_of("2627", 12) if programmes_of(one))


def row(learner: Learner, given: Given = GIVEN) -> NewApprentice:
    return new_apprentice(learner, given, Knowledge(), NOW.date(), "2627")


def test_an_apprentice_in_order() -> None:
    learner = apprentice()
    aim = programmes_of(learner)[0].first
    found = row(learner)
    assert found.reasons == ()
    assert tuple(found.cells) == COLUMNS
    assert found.cells["StartDate"] == f"{aim.LearnStartDate:%Y-%m-%d}"
    assert found.cells["EndDate"] == f"{aim.LearnPlanEndDate:%Y-%m}"
    assert found.cells["TotalPrice"] == str(sum(fin.AFinAmount for fin in aim.AppFinRecord if fin.AFinType == "TNP"))
    assert found.cells["RecognisePriorLearning"] == "false"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ULN", 9999999999, "temporary"),
        ("ULN", 1000000001, "no number that exists"),
        ("ULN", None, "missing or no number"),
        ("Email", "", "Email is missing"),
        ("Email", "anna at home", "Email is no address"),
        ("Email", "a@b", "Email is no address"),
        ("FamilyName", "", "FamilyName is missing"),
        ("FamilyName", "=1+1", "begins with '='"),
        ("GivenNames", "@home", "begins with '@'"),
        ("GivenNames", "-Anna", "begins with '-'"),
        ("FamilyName", "x" * 101, "longer than 100"),
        ("DateOfBirth", None, "DateOfBirth is missing"),
        ("DateOfBirth", date(2015, 1, 1), "age at the start"),
    ],
)
def test_what_the_service_would_refuse_of_a_person(name: str, value: object, words: str) -> None:
    learner = apprentice()
    setattr(learner, name, value)
    assert words in " ".join(row(learner).reasons)


@pytest.mark.parametrize(
    ("born", "refused"), [(date(2000, 9, 14), False), (date(2000, 9, 15), True), (date(2000, 9, 13), False)]
)
def test_fifteen_on_the_first_day(born: date, refused: bool) -> None:
    learner = apprentice()
    aim = programmes_of(learner)[0].first
    learner.DateOfBirth = born.replace(year=aim.LearnStartDate.year - 15, month=9)
    aim.LearnStartDate = date(aim.LearnStartDate.year, 9, 14)
    assert any("age" in reason for reason in row(learner).reasons) is refused


@pytest.mark.parametrize(
    ("agreement", "words"), [("", "agreement ID is missing"), ("TOOLONG7", "1 to 6 letters"), ("A-1", "1 to 6 letters")]
)
def test_an_agreement_is_needed(agreement: str, words: str) -> None:
    learner = apprentice()
    for one in learner.LearnerEmploymentStatus:
        one.AgreemId = None
    assert words in " ".join(row(learner, Given(agreement=agreement)).reasons)


def test_one_who_has_left_and_one_without_apprenticeship() -> None:
    learner = apprentice()
    programmes_of(learner)[0].last.CompStatus = 3
    assert "over or paused" in row(learner).reasons[0]
    other = next(one for one in learners_of("2627", 12) if not programmes_of(one))
    assert "no funded apprenticeship" in row(other).reasons[0]


def test_the_file_takes_some_and_names_the_others(tmp_path: Path) -> None:
    learners = [one for one in learners_of("2627", 12) if programmes_of(one)][:4]
    learners[1].Email = learners[0].Email
    learners[2].FamilyName = "=HYPERLINK(1)"
    path = made_book(tmp_path / "Return.xlsx", learners)
    target = tmp_path / "new.csv"
    names = [one.LearnRefNumber for one in learners]
    done = upload_apprentices(
        FileHost(path), target, now=NOW, choose=learners_named(names), given=GIVEN, knowledge=Knowledge()
    )
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [one["ProviderRef"] for one in rows] == [names[0], names[3]]
    assert not any(cell.startswith(("=", "+", "-", "@")) for one in rows for cell in one.values())
    assert [one.reference for one in done.refused] == [names[1], names[2]]
    assert "EmailAddress is that of" in done.refused[0].reasons[0]
    with pytest.raises(InputError, match="is there already"):
        upload_apprentices(FileHost(path), target, now=NOW, choose=learners_named(names), given=GIVEN)


def test_nobody_left_writes_nothing(tmp_path: Path) -> None:
    learner = apprentice()
    learner.Email = ""
    path = made_book(tmp_path / "Return.xlsx", [learner])
    target = tmp_path / "new.csv"
    choose = learners_named([learner.LearnRefNumber])
    done = upload_apprentices(FileHost(path), target, now=NOW, choose=choose, given=GIVEN, knowledge=Knowledge())
    assert done.path is None
    assert not target.exists()
