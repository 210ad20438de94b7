"""The .ics file as calendars read it: time across the change of clocks, identities, reminders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from addin.cli import main
from addin.reports.reminders import as_ics
from addin.reports.return_calendar import year_calendar

NOW = datetime(2026, 11, 26, 18)


def read(year: str = "2627", now: datetime = NOW, **options: object) -> Calendar:
    return Calendar.from_ical(as_ics(year_calendar(year, now), **options))


def entries(calendar: Calendar) -> dict[str, object]:
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


@pytest.mark.parametrize("year", ["2526", "2627", "2728"])
def test_an_entry_for_each_return_that_ends_when_it_closes(year: str) -> None:
    calendar = year_calendar(year, NOW)
    found = entries(read(year))
    assert list(found) == [f"{year}-r{number:02}@ilr-excel" for number in range(1, 15)]
    for one, entry in zip(calendar.returns, found.values(), strict=True):
        end = entry["DTEND"].dt
        assert end.replace(tzinfo=None) == one.closes
        assert entry["DTEND"].params["TZID"] == "Europe/London"
        assert end - entry["DTSTART"].dt == timedelta(hours=1)
        assert one.purpose in str(entry["DESCRIPTION"])
        assert str(entry["STATUS"]) == ("CONFIRMED" if one.status == "published" else "TENTATIVE")
        assert ("worked out" in str(entry["SUMMARY"]) or "estimate" in str(entry["SUMMARY"])) == (
            one.status != "published"
        )


@pytest.mark.parametrize(
    ("name", "utc"), [("r01", 17), ("r03", 18), ("r07", 18), ("r08", 17), ("r14", 17)]
)  # R07 closes before the clocks go forward in March, R08 after
def test_local_time_across_the_change_of_clocks(name: str, utc: int) -> None:
    entry = entries(read())[f"2627-{name}@ilr-excel"]
    assert entry["DTEND"].dt.astimezone(UTC).hour == utc


def test_the_file_says_how_england_keeps_time() -> None:
    (zone,) = read().walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/London"
    offsets = {one.name: one["TZOFFSETTO"].td for one in zone.subcomponents}
    assert offsets == {"STANDARD": timedelta(0), "DAYLIGHT": timedelta(hours=1)}


def test_a_later_file_moves_the_same_entries() -> None:
    first, later = entries(read()), entries(read(now=NOW + timedelta(days=3)))
    assert first.keys() == later.keys()
    for name, entry in first.items():
        assert later[name]["SEQUENCE"] == entry["SEQUENCE"] + 3
    assert entries(read("2728")).keys().isdisjoint(first)


@pytest.mark.parametrize(
    ("options", "triggers"),
    [
        ({}, [timedelta(days=-7, hours=-8), timedelta(days=-1, hours=-8)]),
        ({"remind": [0, 3, 3]}, [timedelta(days=-3, hours=-8), timedelta(hours=-8)]),
        ({"remind": []}, []),
    ],
)
def test_reminders_come_in_the_morning_some_days_before(options: dict[str, object], triggers: list[timedelta]) -> None:
    for entry in entries(read(**options)).values():
        alarms = entry.walk("VALARM")
        assert [alarm["TRIGGER"].dt for alarm in alarms] == triggers
        assert all(str(alarm["ACTION"]) == "DISPLAY" for alarm in alarms)
        assert {(entry["DTSTART"].dt + trigger).hour for trigger in triggers} <= {9}


def test_lines_are_folded_as_the_standard_says() -> None:
    written = as_ics(year_calendar("2627", NOW))
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_command_saves_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "returns.ics"
    assert main(["calendar", "--out", str(target), "--remind", "5"]) == 0
    assert len(entries(Calendar.from_ical(target.read_bytes()))) == 14
    assert "Saved" in capsys.readouterr().err
