"""The ribbon's commands on real books, with a host that keeps what the user is told: return, fix, help, failures."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from addin import ribbon
from addin.change_log import read_log
from addin.commands.new import filled_book, new_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.ooxml import read_workbook
from addin.ribbon.registry import UNDO_NOTE
from addin.ribbon.registry import command as ribbon_command
from ilr_core import catalogue
from tests.excel.ribbon_books import NOW, FailingHost, RecordingHost, cells, type_into
from workbook_templates.layout import CHANGES, layout
from workbook_templates.start_texts import calendar_rows, title

ASKING_FIRST = {"import_xml", "import_from_other_system", "violations", "apprenticeship_service", "payment_report",
                "new_apprentices", "quality_report"}  # fmt: skip
READING = ribbon.COMMANDS.keys() - {"about", "new"} - ASKING_FIRST


@pytest.mark.parametrize("command", sorted(READING - {"explain"}))
def test_a_file_that_is_no_workbook(command: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("not a workbook")
    host = RecordingHost(path, tmp_path / "out")
    ribbon.run(command, host, NOW)
    (sentence,) = host.told
    assert "notes.xlsx" in sentence
    assert "Traceback" not in sentence


@pytest.mark.parametrize("command", sorted(READING))
@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (PermissionError(13, "Permission denied"), "A file could not be used (Permission denied). Close it elsewhere"),
        (OSError("odd"), "A file could not be used (OSError)."),
        (ZeroDivisionError("learner A0001"), "This tool failed (ZeroDivisionError) in "),
    ],
)
def test_failures_are_told_in_one_sentence(
    command: str, failure: Exception, words: str, book: Path, tmp_path: Path
) -> None:
    host = FailingHost(book, failure)
    host._export_folder = tmp_path
    before = book.read_bytes()
    ribbon.run(command, host, NOW)
    assert len(host.told) == 1
    assert host.told[0].startswith(words)
    assert "A0001" not in host.told[0]
    assert book.read_bytes() == before


def test_an_unknown_command_is_a_defect_of_the_caller(book: Path) -> None:
    host = RecordingHost(book)
    with pytest.raises(KeyError):
        ribbon.run("shred", host, NOW)
    assert host.told == []


def test_screen_tips_say_what_a_command_changes() -> None:
    for command in ribbon.COMMANDS.values():
        assert command.screen_tip.count("Changes") == 1
        assert ("Changes nothing" not in command.screen_tip) is command.changes
        assert (UNDO_NOTE in command.screen_tip) is command.changes
        assert len(command.screen_tip) <= 1024


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime.combine(date(2026, 11, 23), time(9)), "R04 of 2026/27 closes in 11 days: Friday 4 December 2026,"),
        (datetime.combine(date(2026, 12, 4), time(17, 59)), "R04 of 2026/27 closes today:"),
        (datetime.combine(date(2026, 12, 4), time(18, 1)), "R05 of 2026/27 closes in 34 days:"),
        (datetime.combine(date(2026, 12, 3), time(9)), "R04 of 2026/27 closes tomorrow:"),
        (datetime.combine(date(2028, 1, 1), time(9)), "All returns of 2026/27 are closed."),
    ],
)  # fmt: skip
def test_deadline(now: datetime, words: str, tmp_path: Path) -> None:
    new_book(tmp_path / "new.xlsx", catalogue.load("2627"))
    host = RecordingHost(tmp_path / "new.xlsx")
    ribbon.run("deadline", host, now)
    assert host.told[0].startswith(words)


def test_a_new_command_needs_a_name_and_a_key_tip_of_its_own() -> None:
    def check(host: Host, now: datetime) -> str:
        """Nothing."""
        return ""

    def other(host: Host, now: datetime) -> str:
        """Nothing."""
        return ""

    for function, key_tip in ((check, "ZZ"), (other, "C")):
        with pytest.raises(ValueError, match="two ribbon commands"):
            ribbon_command("Help", "x", "Help", key_tip, changes=False)(function)
    assert "other" not in ribbon.COMMANDS


def test_new_makes_a_workbook_and_shows_it(book: Path, tmp_path: Path) -> None:
    running = catalogue.load()
    name = f"ILR return {running.title.replace('/', '-')}"
    host = RecordingHost(book)
    ribbon.run("new", host, NOW)
    assert (host.told, host.opened) == (["No workbook was made."], [])
    host.target = tmp_path / "Next year.xlsx"
    ribbon.run("new", host, NOW)
    assert host.told[1] == "Made Next year.xlsx. Fill in Learners and Aims."
    assert host.opened == [host.target]
    assert "Learners" in {sheet.name for sheet in read_workbook(host.target)}
    ribbon.run("new", host, NOW)
    assert "is there already and is not overwritten" in host.told[2]
    assert host.asked == [f"Save the new return workbook as {name}"] * 3
    assert [question for question, _ in host.shown] == [f"Make an empty workbook for {running.title}?"] * 3
    host.answers, host.target = [False, True], tmp_path / "Other.xlsx"
    ribbon.run("new", host, NOW)
    assert FileHost(host.target).read_names()["ILR_Year"] == other_year(running.year)
    host.answers = [False, False]
    ribbon.run("new", host, NOW)
    assert host.told[-1] == "No workbook was made."


def test_import_makes_a_workbook_of_a_return(book: Path, tmp_path: Path) -> None:
    exported = RecordingHost(book, tmp_path / "out")
    ribbon.run("export", exported, NOW)
    host = RecordingHost(book)
    for picked, target in ((None, tmp_path / "x.xlsx"), (tmp_path / "y.xml", None)):
        host.picked, host.target = picked, target
        ribbon.run("import_xml", host, NOW)
    assert host.told == ["Nothing was imported."] * 2
    (host.picked,) = (tmp_path / "out").iterdir()
    host.target = tmp_path / "Imported.xlsx"
    ribbon.run("import_xml", host, NOW)
    assert host.told[2].startswith("Made Imported.xlsx: 12 learners, ")
    assert host.opened == [host.target]
    assert len(cells(host.target, "Learners")) == 12
    assert host.asked[0] == "Which return shall be imported? xml zip"


def test_import_of_what_is_no_return(book: Path, tmp_path: Path) -> None:
    host = RecordingHost(book)
    host.picked, host.target = tmp_path / "notes.xml", tmp_path / "Notes.xlsx"
    host.picked.write_text("notes")
    ribbon.run("import_xml", host, NOW)
    assert "notes.xml" in host.told[0]
    assert not host.target.exists()
    assert host.opened == []


def other_year(year: str) -> str:
    return next(name for name in catalogue.years() if name != year)


def test_the_year_is_said_and_stays_if_nobody_says_yes(book: Path, year: str) -> None:
    host = RecordingHost(book)
    host.answers = [False]
    before = book.read_bytes()
    ribbon.run("year", host, NOW)
    title_of = catalogue.load(year).title
    assert host.told == [f"This workbook is for {title_of}. Nothing was changed."]
    assert [question for question, _ in host.shown] == [
        f"This workbook is for {title_of}. Shall it be for {catalogue.load(other_year(year)).title}?"
    ]
    assert book.read_bytes() == before


def test_the_year_is_changed_with_the_calendar_and_taken_back(tmp_path: Path) -> None:
    for name in catalogue.years():
        path = tmp_path / f"{name}.xlsx"
        new_book(path, catalogue.load(name), ukprn=10000001)
        before = start_of(path)
        other = catalogue.load(other_year(name))
        host = RecordingHost(path)
        ribbon.run("year", host, NOW)
        assert host.told[0].startswith(f"The workbook is for {other.title} now (change 1 of the sheet Changes). ")
        assert FileHost(path).read_names()["ILR_Year"] == other.year
        shown = start_of(path)
        assert title(other) in shown
        assert {closes for _, closes, _ in calendar_rows(other)} <= shown
        assert [(one.sheet, one.field, one.old, one.new) for one in read_log(FileHost(path))] == [
            ("Start", "ILR_Year", name, other.year)
        ]
        undoing = RecordingHost(path)
        ribbon.run("undo", undoing, NOW)
        assert undoing.told == ["1 cell given back, as change 2 of the sheet Changes."]
        assert start_of(path) == before
        assert FileHost(path).read_names()["ILR_Year"] == name
        assert [one.undoes for one in read_log(FileHost(path))] == [None, 1]
        again = RecordingHost(path)
        ribbon.run("undo", again, NOW)
        assert again.told[0].startswith("There is nothing to undo")


def test_a_calendar_that_was_taken_apart_is_said_not_to_follow(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    new_book(path, catalogue.load())
    host = FileHost(path)
    rows = host.read_sheets()[0].rows
    ((row, column),) = [(r, c) for r, cells in enumerate(rows, 1) for c, value in enumerate(cells, 1) if value == "R05"]
    host.write_cells("Start", {(row, column): "fifth"})
    host.save()
    before = start_of(path)
    changing = RecordingHost(path)
    ribbon.run("year", changing, NOW)
    assert "The calendar on Start was not found" in changing.told[0]
    assert len(start_of(path) ^ before) == 2  # the year itself


def start_of(path: Path) -> set[object]:
    return {value for row in FileHost(path).read_sheets()[0].rows for value in row}


def test_what_the_other_year_lacks_stops_the_change_and_is_named(tmp_path: Path) -> None:
    refused = 0
    for name in catalogue.years():
        year, other = catalogue.load(name), catalogue.load(other_year(name))
        aims = layout(year).sheets["Aims"]
        own = [
            one.header
            for one in aims.columns
            if one.definition and one.header not in layout(other).sheets["Aims"].by_header
        ]
        for header in own[:1]:
            path = tmp_path / f"{name}.xlsx"
            filled_book(path, year, list(made_learners(year, 2, NOW.date())), ukprn=10000001)
            type_into(path, name, "Aims", header, 2, "5")
            before = path.read_bytes()
            host = RecordingHost(path)
            ribbon.run("year", host, NOW)
            assert host.told[0].startswith(f"{other.title} has no column for what these cells hold: ")
            assert f"({header})" in host.told[0]
            assert path.read_bytes() == before
            refused += 1
    assert refused


def test_fixes_are_shown_made_and_taken_back(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "Postcode", 3, "cv12wt")
    type_into(book, year, "Learners", "Sex", 4, "female")
    host = RecordingHost(book)
    host.answers = [False]
    before = book.read_bytes()
    ribbon.run("fix", host, NOW)
    assert host.told == ["Nothing was changed."]
    assert book.read_bytes() == before
    ((question, lines),) = host.shown
    assert question == "Change 2 cells?"
    assert lines[0].endswith("Postcode: cv12wt -> CV1 2WT  (found by Postcode_15)")
    ribbon.run("fix", RecordingHost(book), NOW)
    assert cells(book, "Learners")[1]["Postcode"] == "CV1 2WT"
    undoing = RecordingHost(book)
    ribbon.run("undo", undoing, NOW)
    assert undoing.told == ["2 cells given back, as change 2 of the sheet Changes."]
    assert [cells(book, "Learners")[row][name] for row, name in ((1, "Postcode"), (2, "Sex"))] == ["cv12wt", "female"]


def test_only_what_is_like_the_selected_problem_is_fixed(book: Path, year: str) -> None:
    for row in (3, 5):
        type_into(book, year, "Learners", "Postcode", row, "cv12wt")
    type_into(book, year, "Learners", "Sex", 4, "female")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, 2)
    ribbon.run("fix_alike", host, NOW)
    assert host.told[0].startswith("Changed 2 cells as change 1 of the sheet Changes; Undo takes it back.")
    learners = cells(book, "Learners")
    assert [learners[row]["Postcode"] for row in (1, 3)] == ["CV1 2WT"] * 2
    assert learners[2]["Sex"] == "female"
    assert len(cells(book, CHANGES)) == 2


def test_nothing_to_fix_and_nothing_selected(book: Path) -> None:
    host = RecordingHost(book)
    for command in ("fix", "fix_alike", "undo"):
        ribbon.run(command, host, NOW)
    assert host.told[0] == "There is nothing that can be mended in only one way."
    assert host.told[1].startswith("Select a row of Problems")
    assert host.told[2].startswith("There is nothing to undo")
    assert host.shown == []
