"""Lists of new learners as people keep them: dates and headings, CSV, a workbook, the sheet New learners."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from addin.hosts.file_host import FileHost
from addin.programmes.add import Added, add_list, opened
from addin.programmes.list_rows import list_in_file, list_on_sheet
from addin.undo import undo_change
from ilr_core.errors import InputError
from tests.commands.made import edited
from tests.programmes.additions import WHO, added, learners, row
from tests.programmes.made import NOTHING_LOADED, host_of, now_of, put_rows, starters


def added_file(path: Path, file: Path, year: str = "2627") -> Added:
    host = host_of(path)
    of_book = opened(host)
    learners = list_in_file(file, of_book.year)
    return add_list(host, of_book, learners, who=WHO, now=now_of(year), knowledge=NOTHING_LOADED)


DAYS = ["14/09/2026", "14-9-26", "14 Sep 2026", "2026-09-14", "14.9.2026", 46279, date(2026, 9, 14)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_start_date_is_read_as_people_write_it(one_book: Path, day: object) -> None:
    added(one_book, [row(LearnStartDate=day)])
    assert {aim.LearnStartDate for aim in learners(one_book)[0].LearningDelivery} == {date(2026, 9, 14)}


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_csv_file_is_read_with_the_headings_of_people(
    one_book: Path, tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = [
        ["Our starters"],
        ["Surname", "First name", "DOB", "Start date", "Course", "Shoe size", "Post code"],
        ["Müller", "Ané", "17/5/2000", "14 September 2026", "team  LEADER", "42", "ZZ99 9ZZ"],
        [],
        ["=1+1", "Alex", "18/5/2000", "15/9/26", "", "", ""],
    ]
    file = tmp_path / "list.csv"
    file.write_text("\r\n".join(separator.join(line) for line in lines), encoding)
    done = added_file(one_book, file)
    first, second = learners(one_book)
    assert (first.FamilyName, first.GivenNames, first.DateOfBirth) == ("Müller", "Ané", date(2000, 5, 17))
    assert (first.PostcodePrior, first.Postcode) == ("ZZ99 9ZZ", "ZZ99 9ZZ")
    assert second.text("FamilyName") == "=1+1"
    assert done.learners == ("L0001", "L0002")


def test_a_workbook_is_read_from_the_sheet_with_the_list(one_book: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["Notes"])
    page = made.create_sheet("Starts")
    page.append(["Learner name", "Start", "ULN"])
    page.append(["Sample, Robin", date(2026, 9, 14), 1000000027])
    page.append(["Alex de Example", date(2026, 9, 14), None])
    made.save(file)
    added_file(one_book, file)
    names = [(one.GivenNames, one.FamilyName, one.ULN) for one in learners(one_book)]
    assert names == [("Robin", "Sample", 1000000027), ("Alex de", "Example", None)]


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("list.csv", b"Surname,First name\nSample,Robin\n", "list.csv: there is no column of start dates"),
    ("list.csv", b"", "list.csv: there is no column of start dates"),
    ("list.csv", b"Start,Start date,Surname\n1/9/26,1/9/26,Sample\n", "'Start' and 'Start date' are both LearnStart"),
    ("list.csv", b"Name,Surname,Start\nRobin,Sample,1/9/26\n", "list.csv has the names twice"),
    ("list.xlsx", b"no workbook", "list.xlsx"),
    ("list.pdf", b"%PDF", "list.pdf is no list that can be read. Save it as .csv or .xlsx."),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES, ids=[one[2] for one in BAD_FILES])
def test_a_file_that_is_no_list_is_refused(
    one_book: Path, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        added_file(one_book, file)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_list_on_its_sheet_says_what_became_of_each_row(one_book: Path) -> None:
    first, second = starters("2627", 2)
    put_rows(one_book, "New learners", [first])
    from_sheet(one_book)
    put_rows(one_book, "New learners", [first, second])
    done = from_sheet(one_book)
    assert done.learners == ("L0002",)
    assert "L0001 has the same ULN" in done.skipped[0]
    assert statuses(one_book) == ["✔ added as L0001", "✔ added as L0002"]
    undo_change(host_of(one_book), who=WHO, now=now_of("2627"))
    assert statuses(one_book) == ["✔ added as L0001", None]
    assert [one.LearnRefNumber for one in learners(one_book)] == ["L0001"]


def from_sheet(path: Path) -> Added:
    host = host_of(path)
    of_book = opened(host)
    found = list_on_sheet(host.read_sheets(), of_book.year, host.title)
    return add_list(host, of_book, found, who=WHO, now=now_of("2627"), knowledge=NOTHING_LOADED)


def statuses(path: Path) -> list[object]:
    data = next(one for one in FileHost(path).read_sheets() if one.name == "New learners")
    return [line[0] for line in data.rows[1:3]]


def test_a_formula_without_a_value_in_the_list_is_named(one_book: Path) -> None:
    put_rows(one_book, "New learners", starters("2627", 1))
    with edited(one_book, "New learners") as page:
        page["C2"] = "=TODAY()"
    with pytest.raises(InputError, match="New learners, row 2: LearnStartDate holds a formula without a value"):
        from_sheet(one_book)
