"""When returns close: the pattern against published years, bank holidays, text, JSON and the command."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.cli import main
from addin.commands.deadline import deadline_of
from addin.hosts.file_host import FileHost
from addin.reports.return_calendar import as_json, as_text, year_calendar
from ilr_core import catalogue
from ilr_core.catalogue import return_kinds
from ilr_core.errors import InputError
from ilr_core.returns.calendar import computed_returns, returns_of, title_of, working_day
from tests.commands.made import book

NOW = datetime(2026, 11, 26, 18)
NAMES = [f"R{number:02}" for number in range(1, 15)]
# Published: DfE's help article 7164263750930 for R01 to R12, the 2022/23 timetable for R13 and R14.
PUBLISHED_2223 = (
    "2022-09-06", "2022-10-06", "2022-11-04", "2022-12-06", "2023-01-06", "2023-02-06", "2023-03-06", "2023-04-06",
    "2023-05-05", "2023-06-06", "2023-07-06", "2023-08-04", "2023-09-14", "2023-10-19",
)  # fmt: skip


def test_the_pattern_gives_the_published_days_of_2022_23() -> None:
    assert [one.closes.date().isoformat() for one in computed_returns("2223")] == list(PUBLISHED_2223)


@pytest.mark.parametrize("year", catalogue.years())
def test_the_pattern_gives_the_days_of_the_catalogue(year: str) -> None:
    assert [one.closes for one in computed_returns(year)] == [one.closes for one in catalogue.load(year).returns]
    assert returns_of(year) is catalogue.load(year).returns


@pytest.mark.parametrize(
    ("year", "month", "number", "day"),
    [
        (2026, 4, 4, 8),  # Good Friday 3, Easter Monday 6
        (2027, 1, 4, 7),  # New Year's Day is a Friday
        (2028, 1, 4, 7),  # New Year's Day is a Saturday: Monday 3 is the holiday
        (2029, 1, 4, 5),
        (2023, 5, 4, 5),
        (2023, 5, 5, 9),  # the coronation, Monday 8: a holiday of that year alone
        (2022, 9, 12, 16),
        (2022, 9, 13, 20),  # the funeral of Queen Elizabeth II, Monday 19
        (2026, 8, 4, 6),  # Scotland's holiday on 3 August is none in England
    ],
)
def test_working_days_leave_out_bank_holidays_of_england(year: int, month: int, number: int, day: int) -> None:
    assert working_day(year, month, number) == date(year, month, day)


@settings(max_examples=40, deadline=None)
@given(st.integers(10, 98))
def test_every_computed_year_is_whole_in_order_and_marked(first: int) -> None:
    returns = computed_returns(f"{first}{first + 1}")
    assert [one.name for one in returns] == NAMES
    assert all(one.closes < later.closes for one, later in pairwise(returns))
    assert [one.status for one in returns] == ["computed"] * 13 + ["inferred"]
    assert all(one.closes.weekday() < 5 and one.closes.hour == 18 for one in returns)
    assert date(2000 + first + 1, 10, 17) <= returns[-1].closes.date() <= date(2000 + first + 1, 10, 23)
    assert returns[-1].closes.weekday() == 3


def test_every_return_says_what_it_is_for() -> None:
    assert [kind.name for kind in return_kinds()] == NAMES
    for year in (*catalogue.years(), "2728"):
        for one in returns_of(year):
            assert one.covers
            assert one.purpose.endswith(".")


@pytest.mark.parametrize("year", ["2729", "2726", "27", "twenty", "", "27288", "２７２８"])
def test_no_collection_year(year: str) -> None:
    with pytest.raises(InputError, match="is no collection year"):
        returns_of(year)


def test_turn_of_the_century() -> None:
    assert title_of("9900") == "2099/00"


@pytest.mark.parametrize(
    ("now", "coming", "days", "words"),
    [
        ("2026-11-26T18:00", "R04", 8, "in 8 days"),
        ("2026-12-03T23:59", "R04", 1, "tomorrow"),
        ("2026-12-04T18:00", "R04", 0, "today"),
        ("2026-12-04T18:01", "R05", 34, "in 34 days"),
    ],
)
def test_which_is_next(now: str, coming: str, days: int, words: str) -> None:
    calendar = year_calendar("2627", datetime.fromisoformat(now))
    assert calendar.coming is not None
    assert (calendar.coming.name, calendar.days_left(calendar.coming)) == (coming, days)
    assert calendar.when(calendar.coming) == words
    (line,) = [line for line in as_text(calendar).splitlines() if line.startswith("→")]
    assert coming in line
    assert words in line


def test_text_explains_and_marks() -> None:
    text = as_text(year_calendar("2627", NOW))
    assert "hard close of R14 the year is shut" in " ".join(text.split())
    assert "worked out" not in text
    computed = as_text(year_calendar("2728", NOW))
    assert computed.count("worked out by us, not published") == 13
    assert computed.count("our estimate: ask DfE") == 1
    assert all(len(line) <= 120 for line in (text + computed).splitlines())
    over = as_text(year_calendar("2526", NOW))
    assert over.count("closed") >= 14
    assert "→" not in over


def test_json_gives_local_time_with_its_offset() -> None:
    data = json.loads(as_json(year_calendar("2627", NOW)))
    assert (data["next"], data["days_left"], data["time_zone"]) == ("R04", 8, "Europe/London")
    closes = {one["name"]: one["closes"] for one in data["returns"]}
    assert closes["R04"] == "2026-12-04T18:00:00+00:00"
    assert closes["R08"] == "2027-04-06T18:00:00+01:00"
    assert [one["closed"] for one in data["returns"]] == [True] * 3 + [False] * 11
    over = json.loads(as_json(year_calendar("2526", NOW)))
    assert (over["next"], over["days_left"]) == (None, None)


def test_deadline_says_what_the_return_is_for(tmp_path) -> None:
    host = FileHost(book(tmp_path / "book.xlsx"))
    said = deadline_of(host, NOW)
    assert said.startswith("R04 of 2026/27 closes in 8 days: Friday 4 December 2026, 18:00.")
    assert said.endswith("up to the end of November.")
    assert deadline_of(host, NOW + timedelta(days=400)) == "All returns of 2026/27 are closed."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["--year", "2729"], "2729 is no collection year. Write the last two digits"),
        (["--format", "json", "--out", "a.ics"], "--out saves reminders"),
        (["--out", "a.txt"], "a.txt is no name for reminders. End it in .ics."),
        (["--remind", "3"], "--remind is about reminders"),
    ],
)
def test_command_says_what_is_wrong(line: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", *line]) == 2
    assert said in capsys.readouterr().err


def test_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar"]) == 0
    assert "Returns of 2026/27" in capsys.readouterr().out
    assert main(["calendar", "--year", "2728", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "2027/28"
    assert main(["calendar", "--format", "ics"]) == 0
    assert capsys.readouterr().out.startswith("BEGIN:VCALENDAR\n")
