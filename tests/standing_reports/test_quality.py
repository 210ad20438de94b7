"""Data quality from return to return: the last file of each, in their order, with what is not in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from addin.reports import FileReport
from addin.standing_reports.quality import NO_RETURN, quality_of
from addin.standing_reports.registry import Table
from ilr_core.checking import ReturnReport
from ilr_core.errors import InputError
from ilr_core.model import Finding
from tests.commands.made import NOW
from tests.standing_reports.made import rows_of

R03_CLOSES = date(2026, 11, 5)
"""Of 2026/27: a file made on that day is of R03, on the next of R04."""


def checked(
    name: str, made: date, errors: int = 0, *, learners: int = 3, ukprn: int = 10000001, year: str = "2627"
) -> FileReport:
    """A file in which the first ``errors`` learners have an error each, and the last a warning."""
    found = [Finding("X_1", "error", f"A{n}", None, "Learner", (), "Wrong.", (), (n,)) for n in range(errors)]
    found.append(Finding("Y_2", "warning", "Z", None, "Learner", (), "Odd.", (), (learners - 1,)))
    report = ReturnReport(year, ukprn, learners, learners, True, tuple(found), prepared=made)
    return FileReport(f"sent/{name}", report)


def trend(files: Iterable[FileReport]) -> Table:
    return quality_of(files, now=NOW)


def test_the_last_file_of_each_return_counts() -> None:
    files = [
        checked("c.xml", R03_CLOSES, 2),
        checked("b.xml", R03_CLOSES, 1),
        checked("a.xml", date(2026, 10, 20), 3),
        checked("d.xml", date(2026, 11, 6), 0),
    ]
    rows = rows_of(trend(files))
    assert [(row["Return"], row["File"], row["Errors"], row["Files"]) for row in rows] == [
        ("2026/27 R03", "c.xml", 2, 3),
        ("2026/27 R04", "d.xml", 0, 1),
    ]
    assert rows == rows_of(trend(reversed(files))), "whatever the order of the files"
    assert [row["Clean"] for row in rows] == [Decimal("0.333"), Decimal(1)]
    assert [row["Errors for each 100 learners"] for row in rows] == [Decimal("66.7"), Decimal(0)]
    assert rows[0]["Most frequent rules"] == "X_1 × 2, Y_2 × 1"
    assert [row["Warnings"] for row in rows] == [1, 1]


def test_nearly_all_is_not_all() -> None:
    (row,) = rows_of(trend([checked("a.xml", R03_CLOSES, 1, learners=3000)]))
    assert row["Clean"] == Decimal("0.999")


def test_years_and_providers_are_told_apart() -> None:
    files = [
        checked("new.xml", date(2026, 9, 1)),
        checked("old.xml", date(2026, 9, 1), year="2526"),
        checked("other.xml", date(2026, 9, 1), ukprn=10000002),
    ]
    assert [row["Return"] for row in rows_of(trend(files))] == [
        "2025/26 R13 10000001", "2026/27 R01 10000001", "2026/27 R01 10000002",
    ]  # fmt: skip


def test_a_return_without_learners_has_no_share() -> None:
    empty = FileReport("a.xml", ReturnReport("2627", None, 0, 0, True, (), prepared=R03_CLOSES))
    (row,) = rows_of(trend([empty]))
    assert (row["Clean"], row["Errors for each 100 learners"], row["UKPRN"]) == (None, None, None)


def test_what_cannot_be_checked_is_named() -> None:
    table = trend([checked("a.xml", R03_CLOSES), FileReport("sent/b.xml", error="b.xml is no XML.")])
    assert len(table.lines) == 1
    assert table.notes == ("Not in it: b.xml. b.xml is no XML.",)


@pytest.mark.parametrize(("day", "name"), [(datetime(2026, 11, 5, 12), "R03"), (datetime(2026, 11, 6, 12), "R04")])
def test_a_workbook_is_of_the_day_on_which_it_was_saved(day: datetime, name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"")
    os.utime(path, (day.timestamp(), day.timestamp()))
    report = ReturnReport("2627", 10000001, 1, 1, True, (), prepared=date(2026, 8, 20))
    (row,) = rows_of(trend([FileReport(str(path), report, cells={})]))
    assert row["Return"] == f"2026/27 {name}"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([FileReport("sent", error="sent holds no return.")], "sent holds no return."),
        ([FileReport("sent/Data quality by return 20261001-0900.xlsx", error="It is none.")], NO_RETURN),
        ([], NO_RETURN),
    ],
)
def test_without_a_return_there_is_no_report(files: list[FileReport], sentence: str) -> None:
    with pytest.raises(InputError, match=re.escape(sentence)):
        trend(files)


def test_many_files_that_cannot_be_checked_are_counted() -> None:
    torn = [FileReport(f"sent/{number}.xml", error="It is torn.") for number in range(300)]
    notes = trend([checked("a.xml", R03_CLOSES), *torn]).notes
    assert len(notes) == 13
    assert notes[-1] == "Nor are 288 more files: ilr check says why."


@pytest.mark.parametrize(
    ("made", "name"), [(date(2026, 5, 1), "R01"), (date(2026, 7, 31), "R01"), (date(2029, 5, 1), "R14")]
)
def test_a_day_outside_the_year_is_of_its_first_or_last_return(made: date, name: str) -> None:
    (row,) = rows_of(trend([checked("a.xml", made)]))
    assert (row["Return"], row["Made on"]) == (f"2026/27 {name}", made)
