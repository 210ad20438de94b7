"""The earnings of returns and workbooks on the command line."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import addin.loading.knowledge
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDeliveryFAM
from tests.cli.runs import Outcome, Runner
from tests.commands.made import NOW, book, column, edited, learners_of, official_name, return_xml
from tests.registers.made import made_registers

RETURNS = [f"R{number:02}" for number in range(1, 15)]


def written(folder: Path, learners: list[Learner] | None = None, year: str = "2627") -> Path:
    path = folder / official_name(year)
    path.write_bytes(return_xml(year, learners))
    return path


def data(done: Outcome) -> dict[str, Any]:
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def apprentices() -> list[Learner]:
    return [one for one in learners_of("2627") if one.LearningDelivery[0].FundModel == 36]


def test_an_xml_return_as_json(ilr: Runner, tmp_path: Path) -> None:
    path = written(tmp_path)
    found = data(ilr("earnings", path, "--format", "json"))
    assert (found["version"], found["estimate"], found["year"], found["path"]) == (1, True, "2627", str(path))
    assert found["day"] == NOW.date().isoformat()
    assert list(found["periods"]) == RETURNS
    assert found["periods"]["R13"] == found["periods"]["R14"] == 0
    assert found["rule_set"]
    assert [one["learner"] for one in found["learners"]] == [one.LearnRefNumber for one in apprentices()]
    for learner in found["learners"]:
        assert "has_errors" not in learner
        (line,) = learner["lines"]
        assert (line["kind"], line["aim"]) == ("on-programme", 1)
        parts = sum(one["amount"] for one in line["instalments"])
        assert parts == pytest.approx(line["total"], abs=0.01)
        assert parts == pytest.approx(
            learner["earlier_years"] + learner["to_date"] + learner["rest_of_year"] + learner["later_years"]
        )
        assert line["steps"]
        assert any("not capped" in note for note in learner["notes"])
    for name in RETURNS:
        assert found["periods"][name] == pytest.approx(sum(one["periods"][name] for one in found["learners"]))


def test_a_workbook_gives_what_its_return_gives(ilr: Runner, tmp_path: Path) -> None:
    from_xml = data(ilr("earnings", written(tmp_path), "--format", "json"))
    from_book = data(ilr("earnings", book(tmp_path / "book.xlsx"), "--format", "json"))
    assert from_xml | {"path": ""} == from_book | {"path": ""}


def test_a_return_of_2526(ilr: Runner, tmp_path: Path) -> None:
    found = data(ilr("earnings", written(tmp_path, year="2526"), "--format", "json"))
    assert found["year"] == "2526"
    assert found["learners"]


def test_text_is_labelled_an_estimate_and_names_what_is_missing(ilr: Runner, tmp_path: Path) -> None:
    done = ilr("earnings", written(tmp_path))
    assert (done.code, done.err) == (0, "")
    assert "ESTIMATE for 2026/27" in done.out
    assert f"{len(apprentices())} learners with earnings, of 6 in the return." in done.out
    assert "is not known: the price is not capped" in done.out
    assert "R12" in done.out
    assert "would cost" not in done.out


def test_csv_has_a_line_for_each_kind_of_earnings(ilr: Runner, tmp_path: Path) -> None:
    learners = apprentices()
    learners[0].LearnRefNumber = "=1+1"
    learners[0].DateOfBirth = date(2009, 8, 1)
    learners[1].LearningDelivery[0].AppFinRecord = []
    rows = list(csv.DictReader(io.StringIO(ilr("earnings", written(tmp_path, learners), "--format", "csv").out)))
    assert list(rows[0])[:6] == ["LearnRefNumber", "AimSeqNumber", "kind", "R01", "R02", "R03"]
    assert [(row["LearnRefNumber"], row["kind"]) for row in rows[:3]] == [
        ("'=1+1", "on-programme"), ("'=1+1", "incentives"), (learners[1].LearnRefNumber, "none"),
    ]  # fmt: skip
    year = sum(float(rows[0][name]) for name in RETURNS)
    assert float(rows[0]["year_total"]) == pytest.approx(year)
    assert float(rows[0]["to_date"]) + float(rows[0]["rest_of_year"]) == pytest.approx(year)
    assert "has no price" in rows[2]["notes"]


def test_what_learners_with_errors_would_cost(ilr: Runner, tmp_path: Path) -> None:
    learners = apprentices()
    learners[0].ULN = 1061484017
    path = written(tmp_path, learners)
    found = data(ilr("earnings", path, "--check", "--format", "json"))
    assert [one["has_errors"] for one in found["learners"]] == [True] + [False] * (len(learners) - 1)
    cost = sum(found["learners"][0]["periods"].values())
    assert f"1 learner would cost £{cost:,.2f} of the year" in ilr("earnings", path, "--check").out
    rows = list(csv.DictReader(io.StringIO(ilr("earnings", path, "--check", "--format", "csv").out)))
    assert [row["has_errors"] for row in rows] == ["yes"] + ["no"] * (len(learners) - 1)


def test_learners_with_errors_in_a_workbook(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    row = 2 + apprentices()[0].position
    with edited(path, "Learners") as sheet:
        sheet.cell(row, column("Learners", "ULN"), "1061484017")
    before = path.read_bytes()
    found = data(ilr("earnings", path, "--check", "--format", "json"))
    assert found["learners"][0]["has_errors"] is True
    assert path.read_bytes() == before


def test_bands_from_lars(ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learners = apprentices()[:1]
    standard = learners[0].LearningDelivery[0].StdCode
    band = {"ApprenticeshipCode": standard, "ApprenticeshipType": "STD", "EffectiveFrom": date(2016, 5, 1)}
    registers = made_registers(
        {
            "LARS": {
                "Standard": [{"StandardCode": standard, "NotionalEndLevel": "3", "EffectiveFrom": date(2016, 5, 1)}],
                "ApprenticeshipFunding": [band | {"MaxEmployerLevyCap": 1000}],
            }
        }
    )
    monkeypatch.setattr(addin.loading.knowledge, "loaded_knowledge", lambda: Knowledge(registers, {}, ("LARS made",)))
    path = written(tmp_path, learners)
    (found,) = data(ilr("earnings", path, "--format", "json"))["learners"]
    assert found["lines"][0]["total"] == pytest.approx(800)
    assert found["notes"] == []
    assert "Bands from LARS made." in ilr("earnings", path).out
    (free,) = data(ilr("earnings", path, "--format", "json", "--no-registers"))["learners"]
    assert free["lines"][0]["total"] > 800
    assert free["notes"]


def test_english_and_maths_at_the_rates_of_a_file_else_of_lars(
    ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learners = apprentices()[:1]
    course = learners[0].LearningDelivery[1]
    contract = LearningDeliveryFAM(course, len(course.LearningDeliveryFAM))
    contract.LearnDelFAMType, contract.LearnDelFAMCode, contract.LearnDelFAMDateFrom = "ACT", "1", course.LearnStartDate
    course.LearningDeliveryFAM.append(contract)
    path, rates = written(tmp_path, learners), tmp_path / "rates.csv"
    (without,) = data(ilr("earnings", path, "--format", "json"))["learners"]
    assert any("English or maths" in note for note in without["notes"])
    rates.write_text(f"rate,LearnAimRef\n\n£724.00,{course.LearnAimRef.lower()}\n", "utf-8")
    (found,) = data(ilr("earnings", path, "--rates", rates, "--format", "json"))["learners"]
    (line,) = [one for one in found["lines"] if one["kind"] == "english-maths"]
    assert line["total"] == pytest.approx(724)
    aim = {"LearnAimRef": course.LearnAimRef, "LearnAimRefType": "1440", "NotionalNVQLevelv2": "2"}
    category = {"LearnAimRef": course.LearnAimRef, "FundingCategory": "APP_ACT_COST", "EffectiveFrom": date(2017, 5, 1)}
    registers = made_registers({"LARS": {"LearningDelivery": [aim], "Funding": [category | {"RateWeighted": 864}]}})
    monkeypatch.setattr(addin.loading.knowledge, "loaded_knowledge", lambda: Knowledge(registers, {}, ("LARS made",)))
    for arguments, total in (((), 864), (("--rates", rates), 724)):
        (found,) = data(ilr("earnings", path, *arguments, "--format", "json"))["learners"]
        assert [one["total"] for one in found["lines"] if one["kind"] == "english-maths"] == [pytest.approx(total)]
    rates.write_text("rate,LearnAimRef\nmuch,60000001\n", "utf-8")
    refused = ilr("earnings", path, "--rates", rates)
    assert (refused.code, refused.err) == (2, "rates.csv, line 2: 'much' is no rate; write 724 or 724.00.\n")
    rates.write_text("aim,amount\n", "utf-8")
    assert ilr("earnings", path, "--rates", rates).err == "rates.csv needs the columns LearnAimRef and rate.\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.xml", None, "is not there"),
        ("notes.txt", b"hello", "is no return"),
        ("broken.xml", b"<Message xmlns='ILR/2026-27'><Learner>", "broken.xml"),
        ("broken.zip", b"PK\x03\x04", "broken.zip"),
        ("broken.xlsx", b"no workbook", "broken.xlsx"),
    ],
)
def test_one_plain_sentence_for_a_file_that_cannot_be_used(
    ilr: Runner, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = ilr("earnings", path)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
