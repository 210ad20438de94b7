"""The demo, whenever in the year somebody runs it."""

from __future__ import annotations

import re
import socket
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from addin.commands.check import check_book
from addin.demo.faults import FAULTS
from addin.demo.job import run_demo
from addin.demo.learners import made_learners
from addin.demo.people import made_up_uln
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from ilr_core.checking import context_for
from ilr_core.model import Message
from ilr_core.rules import Check
from ilr_core.rules.derived import uln_check_digit
from ilr_core.xml import schema_of
from tests.cli.runs import Runner
from tests.commands.made import YEARS

FIRST = datetime(2026, 8, 1, 0, 0, 1)
LAST = datetime(2027, 7, 31, 23, 59, 59)


def shifted(moment: datetime, year: str) -> datetime:
    return moment.replace(year=moment.year - 2026 + catalogue.load(year).start.year)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the demo asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("moment", [FIRST, LAST], ids=["first day", "last day"])
@pytest.mark.parametrize("year", YEARS)
def test_the_whole_job(tmp_path: Path, year: str, moment: datetime) -> None:
    now, specification = shifted(moment, year), catalogue.load(year)
    folder = tmp_path / "a demo"
    story = run_demo(folder, specification, now)
    assert f"{len(FAULTS)} faults were typed, all were found" in story
    named = [Path(line) for line in re.findall(r"^(?:Look at|Then|And) +(.*)$", story, re.MULTILINE)]
    assert sorted(named) == sorted(folder.iterdir())
    assert len(named) == 4
    for fault in FAULTS:
        assert f"{fault.words} " in story
        assert story.count(fault.words) == 1
    marked, mended = (
        next(one for one in named if one.name == f"ILR demo {year}{more}.xlsx") for more in ("", " mended")
    )
    cells = re.findall(r"^  (\w+)!([A-Z]+[0-9]+) .* (\S+)$", story, re.MULTILINE)
    assert len(cells) == len(FAULTS)
    opened = openpyxl.load_workbook(marked)
    for sheet, cell, rule in cells:
        notes = [one.comment.text for one in opened[sheet][opened[sheet][cell].row] if one.comment]
        assert any(f"{rule}: " in note for note in notes)
    assert check_book(FileHost(mended), now=now, mark=False).report.findings == ()
    xml = next(one for one in named if one.suffix == ".XML")
    schema_of(specification).assertValid(etree.parse(xml))


def test_it_may_be_run_again(ilr: Runner, tmp_path: Path) -> None:
    first = ilr("demo", "--out", tmp_path)
    mine = tmp_path / "mine.xlsx"
    mine.write_bytes(b"mine")
    names = sorted(one.name for one in tmp_path.iterdir())
    second = ilr("demo", "--out", tmp_path)
    assert (first.code, second.code, second.err) == (0, 0, "")
    assert first.out == second.out
    assert sorted(one.name for one in tmp_path.iterdir()) == names
    assert mine.read_bytes() == b"mine"


def test_a_file_in_place_of_the_folder(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / "demo"
    path.write_bytes(b"mine")
    done = ilr("demo", "--out", path)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "delete" not in done.err
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("year", YEARS)
def test_made_up_learners_have_no_fault_on_any_day_of_the_year(year: str) -> None:
    specification = catalogue.load(year)
    for days in (0, 1, 6, 30, 45, 59, 120, 200, 300, 364):
        day = specification.start + timedelta(days=days)
        check = Check(context_for(specification, Message(), datetime.combine(day, time(0, 0, 1))))
        for learner in made_learners(specification, 60, day):
            assert [found.message for found in check.learner(learner)] == []
            dates = [aim.LearnStartDate for aim in learner.LearningDelivery]
            dates += [aim.LearnActEndDate for aim in learner.LearningDelivery if aim.LearnActEndDate]
            assert max(dates) <= day


def test_made_up_learners_are_the_same_every_time_and_all_different() -> None:
    specification = catalogue.load("2627")
    one, other = (list(made_learners(specification, 300, FIRST.date())) for _ in range(2))
    assert all(a.same_as(b) for a, b in zip(one, other, strict=True))
    assert len({learner.ULN for learner in one}) == len({learner.LearnRefNumber for learner in one}) == 300
    for number in range(300):
        uln = made_up_uln(number)
        assert uln_check_digit(uln) == str(uln)[-1]
