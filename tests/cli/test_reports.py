"""``ilr reports``: what is offered, printed, saved and refused; the same of a return and of its workbook."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from addin.standing_reports import ORDER
from tests.cli.runs import Outcome, Runner
from tests.commands.made import book, edited, learners_of, made_book, official_name, return_xml

MONTHS = {"Aug": "R01", "Nov": "R04", "Jul": "R12"}


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627"))
    return path


def rows(done: Outcome) -> list[dict[str, str]]:
    assert done.code == 0
    return list(csv.DictReader(io.StringIO(done.out)))


def data(done: Outcome) -> Any:
    return json.loads(done.out)


def test_without_a_name_it_says_which_there_are(ilr: Runner) -> None:
    done = ilr("reports")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()[:8]] == [*ORDER, "quality"]


@pytest.mark.parametrize("name", ORDER)
def test_a_return_and_its_workbook_say_the_same(ilr: Runner, xml: Path, tmp_path: Path, name: str) -> None:
    of_return = rows(ilr("reports", name, xml, "--names", "--format", "csv"))
    of_book = rows(ilr("reports", name, book(tmp_path / "book.xlsx"), "--names", "--format", "csv"))
    assert of_return == of_book
    assert of_return or name == "rpl-register"


def test_funding_is_that_of_earnings(ilr: Runner, xml: Path) -> None:
    found = rows(ilr("reports", "funding", xml, "--format", "csv"))
    periods = data(ilr("earnings", xml, "--format", "json"))["periods"]
    for month, name in MONTHS.items():
        assert float(sum(Decimal(row[month]) for row in found)) == pytest.approx(periods[name], abs=0.01)


def test_hours_are_those_of_hours(ilr: Runner, xml: Path) -> None:
    found = rows(ilr("reports", "hours", xml, "--format", "csv"))
    said = data(ilr("hours", xml, "--format", "json"))["apprentices"]
    assert [row["LearnRefNumber"] for row in found] == [one["learner"] for one in said]
    assert [Decimal(row["Required"]) for row in found] == [Decimal(str(one["required"])) for one in said]
    assert [row["On track"] for row in found] == [one["verdict"].replace("_", " ") for one in said]


def test_all_of_them_print_one_after_the_other(ilr: Runner, xml: Path) -> None:
    done = ilr("reports", "all", xml)
    assert done.code == 0
    titles = ["Learner list", "Occupancy by month", "Planned ends by month", "Funding by month and programme"]
    places = [done.out.index(title) for title in titles]
    assert places == sorted(places)


@pytest.mark.parametrize(("ending", "start"), [("xlsx", b"PK"), ("html", b"<!DOCTYPE"), ("csv", b"\xef\xbb\xbf")])
def test_saved_it_says_what_of_people_is_in_it(
    ilr: Runner, xml: Path, tmp_path: Path, ending: str, start: bytes
) -> None:
    out = tmp_path / f"list.{ending}"
    done = ilr("reports", "learner-list", xml, "--out", out)
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        f"Saved {out}. Personal data: learners stand here by LearnRefNumber. Keep it as you keep the return.\n"
    )
    assert out.read_bytes().startswith(start)
    again = ilr("reports", "learner-list", xml, "--out", out, "--names")
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith(f"{out} is there already and is not overwritten.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nothing", "FILE"), "There is no report nothing. Use one of learner-list, "),
        (("occupancy",), "Say of which return: a file"),
        (("occupancy", "FILE", "FILE"), "Say of which return: one file only"),
        (("occupancy", "gone.xml"), "gone.xml is not there."),
        (("occupancy", "notes.txt"), "notes.txt is no return"),
        (("all", "FILE", "--format", "csv"), "CSV holds one report."),
        (("all", "FILE", "--out", "x.csv"), "A CSV file holds one report."),
        (("all", "FILE", "--out", "x.pdf"), "x.pdf must end in .xlsx"),
        (("quality",), "Say of which returns"),
        (("quality", "gone"), "gone is not there."),
        (("quality", "gone", "--out", "x.html"), "gone is not there."),
        (
            ("occupancy", "FILE", "--out", "notes.txt/x.html"),
            "notes.txt/x.html cannot be made, for notes.txt is no folder.",
        ),
        (("occupancy", "gone.xml", "--out", "new/x.html"), "gone.xml is not there."),
        (("occupancy", "FILE", "--year", "1718"), "There is no collection year 1718."),
    ],
)
def test_what_cannot_be_made_is_one_sentence(
    ilr: Runner, xml: Path, arguments: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(xml.parent)
    Path("notes.txt").write_text("mine", "utf-8")
    before = sorted(xml.parent.iterdir())
    done = ilr("reports", *(xml if one == "FILE" else one for one in arguments))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(sentence)
    assert done.err.count("\n") == 1
    assert sorted(xml.parent.iterdir()) == before


def test_a_return_that_breaks_off_gives_no_report(ilr: Runner, xml: Path, tmp_path: Path) -> None:
    xml.write_bytes(xml.read_bytes()[:-200])
    done = ilr("reports", "occupancy", xml, "--out", tmp_path / "x.html")
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "x.html").exists()


def test_what_cannot_be_read_is_said(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "Aims") as page:
        column = next(cell.column for cell in page[1] if cell.value == "LearnStartDate")
        page.cell(2, column).value = "31/2/2026"
    done = ilr("reports", "occupancy", path)
    assert "1 learner cannot be read in full" in done.out
    done = ilr("reports", "occupancy", path, "--format", "csv")
    assert "1 learner cannot be read in full" in done.err
    assert "cannot be read" not in done.out
    done = ilr("reports", "all", path, "--out", tmp_path / "all.html")
    assert done.err.splitlines()[1].startswith("1 learner cannot be read in full")
    assert done.err.count("cannot be read in full") == 1


def test_folders_on_the_way_to_a_file_stay_only_with_the_file(ilr: Runner, xml: Path, tmp_path: Path) -> None:
    assert ilr("reports", "occupancy", xml, "--out", tmp_path / "made" / "here" / "x.html").code == 0
    assert [one.name for one in (tmp_path / "made" / "here").iterdir()] == ["x.html"]
    refused = ilr("reports", "occupancy", xml, "--out", xml / "here" / "x.html")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "is no folder" in refused.err


def test_a_damaged_rpl_sheet_stops_its_own_report_alone(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    with edited(path, "RPL") as page:
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "Hours before":
                    cell.value = "Ours"
    assert ilr("reports", "occupancy", path).code == 0
    refused = ilr("reports", "rpl-register", path)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("RPL: ")
    said = ilr("reports", "all", path)
    assert said.code == 0
    assert f"Not made. {refused.err.strip()}" in said.out
    assert "Employers and agreements" in said.out
    for ending in ("xlsx", "html"):
        assert ilr("reports", "all", path, "--out", tmp_path / f"all.{ending}").code == 0
    assert refused.err.strip() in unescape((tmp_path / "all.html").read_text("utf-8"))


def test_a_workbook_is_only_read(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx")
    before = path.read_bytes()
    assert ilr("reports", "all", path, "--out", tmp_path / "all.xlsx").code == 0
    assert path.read_bytes() == before


def test_quality_is_told_over_returns(ilr: Runner, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / official_name("2627")).write_bytes(return_xml("2627"))
    (sent / official_name("2526")).write_bytes(return_xml("2526"))
    (sent / "torn.xml").write_bytes(return_xml("2627")[:3000])
    faulty = learners_of("2627")
    faulty[0].ULN = 1000000087
    made = made_book(tmp_path / "book.xlsx", faulty)
    found = rows(ilr("reports", "quality", sent, sent / official_name("2627"), "--format", "csv"))
    assert [row["Files"] for row in found] == ["1", "1"], "a file that is named twice counts once"
    assert [row["Return"] for row in found] == ["2025/26 R04", "2026/27 R04"]
    assert [(row["Clean"], row["Errors"]) for row in found] == [("1", "0"), ("1", "0")]
    text = ilr("reports", "quality", sent)
    assert "Not in it: torn.xml." in text.out
    before = made.read_bytes()
    out = tmp_path / "trend.html"
    assert ilr("reports", "quality", sent, made, "--jobs", "2", "--out", out).code == 0
    assert made.read_bytes() == before
    assert out.read_text("utf-8").count("<svg") == 2
