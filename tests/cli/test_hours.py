"""Off-the-job hours on the command line."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from addin.hosts.file_host import FileHost
from ilr_core.model import Learner
from tests.cli.runs import Outcome, Runner
from tests.commands.made import book, learners_of, official_name, return_xml
from tests.commands.test_off_the_job_sheet import lines, type_in
from workbook_templates import off_the_job_sheet as sheet


def apprentices() -> list[Learner]:
    return [one for one in learners_of("2627") if one.LearningDelivery[0].FundModel == 36]


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627"))
    return path


def data(done: Outcome) -> list[dict[str, Any]]:
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)["apprentices"]


def test_a_return_and_its_workbook_say_the_same(ilr: Runner, xml: Path, tmp_path: Path) -> None:
    from_xml = data(ilr("hours", xml, "--format", "json"))
    assert from_xml == data(ilr("hours", book(tmp_path / "book.xlsx"), "--format", "json"))
    assert [one["learner"] for one in from_xml] == [one.LearnRefNumber for one in apprentices()]
    assert {one["verdict"] for one in from_xml} <= {"not_known", "left"}
    assert all(one["required"] >= 187 for one in from_xml)


def test_hours_from_a_file_count_for_a_return(ilr: Runner, xml: Path, tmp_path: Path) -> None:
    first, second = (one.LearnRefNumber for one in apprentices()[:2])
    typed = tmp_path / "hours.csv"
    typed.write_text(f"learnrefnumber,Hours so far,Published minimum\n{first.lower()},1,390\n{second},9000,\n", "utf-8")
    found = data(ilr("hours", xml, "--typed", typed, "--format", "json"))
    assert (found[0]["verdict"], found[0]["published_minimum"], found[0]["so_far"]) == ("falls_short", 390, 1)
    assert (found[1]["verdict"], found[1]["short"]) == ("on_track", 0)
    text = ilr("hours", xml, "--typed", typed).out
    assert f"✖ Falls short  {first}  At this pace" in text
    rows = list(csv.DictReader(io.StringIO(ilr("hours", xml, "--typed", typed, "--format", "csv").out)))
    assert [row["verdict"] for row in rows] == [one["verdict"] for one in found]
    typed.write_text("LearnRefNumber,Hours\nA,1\n", "utf-8")
    refused = ilr("hours", xml, "--typed", typed)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("hours.csv needs the column LearnRefNumber and one of Weekly hours,")


def test_the_sheet_is_filled_and_typed_hours_are_read(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    done = ilr("hours", path, "--sheet")
    assert (done.code, done.err) == (0, f"Filled the sheet Off-the-job of {path}.\n")
    assert [line["LearnRefNumber"] for line in lines(path)] == [one.LearnRefNumber for one in apprentices()]
    type_in(path, {(0, sheet.SO_FAR): 1})
    before = path.read_bytes()
    assert data(ilr("hours", path, "--format", "json"))[0]["verdict"] == "falls_short"
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["hours", "earnings"])
def test_a_sheet_needs_a_workbook_that_can_be_written(ilr: Runner, xml: Path, tmp_path: Path, command: str) -> None:
    refused = ilr(command, xml, "--sheet")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("--sheet fills a sheet of a workbook")
    assert "is no return" in ilr(command, tmp_path / "notes.txt", "--sheet").err
    assert ilr(command, tmp_path / "gone.xlsx", "--sheet").code == 2


def test_typed_hours_of_a_workbook_stand_in_it(ilr: Runner, tmp_path: Path) -> None:
    refused = ilr("hours", book(tmp_path / "book.xlsx"), "--typed", tmp_path / "hours.csv")
    assert refused.err == (
        "--typed goes with .xml and .zip. In a workbook these hours stand on its sheet Off-the-job.\n"
    )  # fmt: skip


def test_nobody_is_an_apprentice(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627", [one for one in learners_of("2627", 9) if one not in apprentices()][-1:]))
    assert ilr("hours", path).code == 0
    assert ilr("hours", path, "--format", "csv").code == 0


def test_earnings_fill_the_sheet_from_the_command_line(ilr: Runner, tmp_path: Path) -> None:
    path, rates = book(tmp_path / "book.xlsx"), tmp_path / "rates.csv"
    rates.write_text("LearnAimRef,rate\n60342843,724\n", "utf-8")
    done = ilr("earnings", path, "--sheet", "--rates", rates, "--format", "json")
    assert (done.code, done.err) == (0, f"Filled the sheet Earnings of {path}.\n")
    assert all(one["has_errors"] is False for one in json.loads(done.out)["learners"])
    names = FileHost(path).read_names()
    assert (names["ILR_EarningsRates"], names["ILR_EarningsDay"]) == ("rates of rates.csv", date(2026, 11, 20))
