"""The menu Reports: what is asked, what is made, what is said; and nothing in the workbook changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin import ribbon
from addin.ooxml import read_workbook
from addin.standing_reports.quality import NO_RETURN
from tests.commands.made import book as made_book
from tests.commands.made import column, edited, official_name, return_xml
from tests.excel.ribbon_books import NOW, RecordingHost


@pytest.fixture
def host(tmp_path: Path) -> RecordingHost:
    (tmp_path / "out").mkdir()
    return RecordingHost(made_book(tmp_path / "book.xlsx"), tmp_path / "out")


def test_all_reports_are_one_workbook_that_is_opened(host: RecordingHost, tmp_path: Path) -> None:
    before = (tmp_path / "book.xlsx").read_bytes()
    host.typed = [{}]
    ribbon.run("make_report", host, NOW)
    made = tmp_path / "out" / "ILR reports 20261123-093000.xlsx"
    assert host.opened == [made]
    assert [sheet.name for sheet in read_workbook(made)][:2] == ["Reports", "Learner list"]
    (sentence,) = host.told
    assert sentence.startswith(f"Made {made.name} with ")
    assert "learners stand here by LearnRefNumber. Keep it" in sentence
    assert (tmp_path / "book.xlsx").read_bytes() == before
    (title, asked), *_ = host.forms
    assert (title, [one.name for one in asked]) == ("Lists and tables", ["report", "kind", "names"])


@pytest.mark.parametrize(("kind", "ending"), [("Web page", "html"), ("CSV (one report)", "csv")])
def test_one_report_with_names(host: RecordingHost, tmp_path: Path, kind: str, ending: str) -> None:
    host.typed = [{"report": "Learner list", "kind": kind, "names": "Yes"}]
    ribbon.run("make_report", host, NOW)
    (made,) = (tmp_path / "out").iterdir()
    assert made.name == f"Learner list 20261123-093000.{ending}"
    assert "FamilyName" in made.read_text("utf-8")
    assert host.opened == []
    assert "by LearnRefNumber, ULN, FamilyName and GivenNames." in host.told[0]


def test_an_answer_that_makes_no_report_is_asked_for_again(host: RecordingHost, tmp_path: Path) -> None:
    host.typed = [{"report": "Occupency"}, {"report": "All of them", "kind": "CSV (one report)"}, None]
    ribbon.run("make_report", host, NOW)
    assert host.told == [
        "Choose the report, and as what it is to be made, from the lists.",
        "A CSV file holds one report: choose one, or a workbook.",
        "No report was made.",
    ]
    assert len(host.forms) == 3
    assert host.forms[1][1][0].default == "Occupency"
    assert not list((tmp_path / "out").iterdir())


def test_no_folder_no_report(tmp_path: Path) -> None:
    host = RecordingHost(made_book(tmp_path / "book.xlsx"))
    host.typed = [{}]
    ribbon.run("make_report", host, NOW)
    ribbon.run("quality_report", host, NOW)
    assert host.told == ["No report was made."] * 2


def test_quality_over_the_returns_in_a_folder(host: RecordingHost, tmp_path: Path) -> None:
    for year in ("2526", "2627"):
        (tmp_path / "out" / official_name(year)).write_bytes(return_xml(year))
    ribbon.run("quality_report", host, NOW)
    (made,) = host.opened
    assert made == tmp_path / "out" / "Data quality by return 20261123-093000.xlsx"
    assert host.told[0].startswith(f"Made {made.name} with 2 lines. No learner is named here")
    # What it made is no return, and the next time it is passed over.
    again = RecordingHost(tmp_path / "book.xlsx", tmp_path / "out")
    ribbon.run("quality_report", again, NOW.replace(minute=45))
    assert "with 2 lines." in again.told[0]
    assert "Not in it" not in again.told[0]


def test_a_folder_without_returns(host: RecordingHost) -> None:
    ribbon.run("quality_report", host, NOW)
    (sentence,) = host.told
    assert "holds no return" in sentence


def test_a_folder_with_nothing_but_an_earlier_report(host: RecordingHost, tmp_path: Path) -> None:
    (tmp_path / "out" / "Data quality by return 20261001-0900.xlsx").write_bytes(b"no workbook")
    ribbon.run("quality_report", host, NOW)
    assert host.told == [NO_RETURN]
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_what_a_reader_must_know_is_told(host: RecordingHost, tmp_path: Path) -> None:
    with edited(tmp_path / "book.xlsx", "Aims") as page:
        page.cell(2, column("Aims", "LearnStartDate")).value = "soon"
    host = RecordingHost(tmp_path / "book.xlsx", tmp_path / "out")
    host.typed = [{"report": "Occupancy by month"}]
    ribbon.run("make_report", host, NOW)
    assert "1 learner cannot be read in full" in host.told[0]
