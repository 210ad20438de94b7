"""The ribbon's commands on real books, with a host that keeps what the user is told."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest

from addin import ribbon
from addin.commands.new import filled_book, new_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.hosts.own_notes import AUTHOR
from addin.hosts.port import Host
from addin.ooxml import Package, SheetEditor, read_names, read_notes, read_workbook
from addin.ribbon.registry import UNDO_NOTE
from addin.ribbon.registry import command as ribbon_command
from ilr_core import catalogue
from workbook_templates.layout import MARKS, PROBLEMS, STATUS, layout

READING = ribbon.COMMANDS.keys() - {"about", "new", "import_xml"}
NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


class RecordingHost(FileHost):
    """A workbook file whose user is heard: ``told`` are the sentences, ``asked`` the questions."""

    def __init__(self, path: Path, folder: Path | None = None):
        self.told: list[str] = []
        self.asked: list[str] = []
        self.cursor: tuple[str, int, int] | None = None
        self.picked: Path | None = None
        self.target: Path | None = None
        self.opened: list[Path] = []
        super().__init__(path, export_folder=folder, say=self.told.append)

    def selected(self) -> tuple[str, int, int] | None:
        return self.cursor

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:
        self.asked.append(f"{question} {' '.join(kinds)}")
        return self.picked

    def ask_target(self, question: str, stem: str) -> Path | None:
        self.asked.append(f"{question} {stem}")
        return self.target

    def open_book(self, path: Path) -> None:
        self.opened.append(path)

    def select(self, sheet: str, row: int, column: int) -> None:
        self.cursor = (sheet, row, column)

    def ask_folder(self, question: str) -> Path | None:
        self.asked.append(question)
        return super().ask_folder(question)


class FailingHost(RecordingHost):
    """A host that cannot be read."""

    def __init__(self, path: Path, failure: Exception):
        super().__init__(path)
        self.failure = failure
        self.cursor = ("Learners", 2, 1)

    def read_names(self):
        raise self.failure

    def read_sheets(self):
        raise self.failure


@pytest.fixture(scope="module", params=catalogue.years())
def clean(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("clean") / "Return.xlsx"
    year = catalogue.load(request.param)
    filled_book(path, year, list(made_learners(year, 12, NOW.date())), ukprn=10000001)
    return request.param, path


@pytest.fixture
def book(clean: tuple[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(clean[1], tmp_path))


@pytest.fixture
def year(clean: tuple[str, Path]) -> str:
    return clean[0]


def type_into(book: Path, year: str, sheet: str, header: str, row: int, value: str | int | None) -> None:
    host = FileHost(book)
    host.write_cells(sheet, {(row, layout(catalogue.load(year)).sheets[sheet].number(header)): value})
    host.save()


def cells(book: Path, sheet: str) -> list[dict[str, object]]:
    headers, *rows = next(one for one in read_workbook(book) if one.name == sheet).rows
    return [dict(zip(map(str, headers), row, strict=False)) for row in rows]


def test_check_of_a_clean_book(book: Path) -> None:
    host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    assert host.told == ["All 12 learners are clean."]
    assert {row[STATUS] for row in cells(book, "Learners")} == {"✔"}


def test_check_marks_and_changes_no_data(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    type_into(book, year, "Aims", "CompStatus", 2, "9")
    before = {sheet: cells(book, sheet) for sheet in ("Learners", "Aims")}
    host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    (sentence,) = host.told
    assert sentence.endswith("in 12 learners. They are marked in the sheets and listed in Problems.")
    learner = cells(book, "Learners")[2]
    assert (learner[STATUS], learner[MARKS]) == ("✖ 1 · ULN_04", "|ULN|")
    assert sentence.startswith(f"{len([row for row in cells(book, PROBLEMS) if row['Rule']])} errors and 0 warnings")
    ours = {STATUS, MARKS}
    for sheet, rows in before.items():
        kept = [{key: value for key, value in row.items() if key not in ours} for row in rows]
        assert kept == [{k: v for k, v in row.items() if k not in ours} for row in cells(book, sheet)]


def test_one_of_each_is_told_in_the_singular() -> None:
    assert ribbon.counted(1, "error") == "1 error"
    assert ribbon.counted(0, "error") == "0 errors"
    assert ribbon.counted(1234, "learner") == "1,234 learners"


def test_export_writes_the_file_it_names(book: Path, year: str, tmp_path: Path) -> None:
    host = RecordingHost(book, tmp_path / "out")
    before = book.read_bytes()
    ribbon.run("export", host, NOW)
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == f"ILR-10000001-{year}-20261123-093000-01.XML"
    assert host.told == [f"Saved {written.name} with 12 learners."]
    assert host.asked == ["Where shall the ILR XML be saved?"]
    assert book.read_bytes() == before


def test_export_warns_of_rule_errors(book: Path, year: str, tmp_path: Path) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    host = RecordingHost(book, tmp_path / "out")
    ribbon.run("export", host, NOW)
    assert host.told[0].endswith(" The rules still find 1 error in it.")
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_declined_folder_is_no_failure(book: Path) -> None:
    host = RecordingHost(book)
    ribbon.run("export", host, NOW)
    assert host.told == ["Nothing was exported."]


def test_export_that_is_blocked_says_why(book: Path, year: str, tmp_path: Path) -> None:
    type_into(book, year, "Learners", "DateOfBirth", 3, "31/2/2001")
    host = RecordingHost(book, tmp_path / "out")
    ribbon.run("export", host, NOW)
    (sentence,) = host.told
    assert sentence.startswith("Nothing was exported.")
    assert "Learners" in sentence
    assert "31/2/2001" in sentence
    assert not (tmp_path / "out").exists()


def test_a_book_without_provider_number_is_not_exported(book: Path, tmp_path: Path) -> None:
    host = FileHost(book)
    host.write_names({"ILR_UKPRN": None})
    host.save()
    recording = RecordingHost(book, tmp_path / "out")
    ribbon.run("export", recording, NOW)
    (sentence,) = recording.told
    assert "provider number" in sentence
    assert "on the Start sheet" in sentence
    assert not (tmp_path / "out").exists()


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


def test_last_check_is_noted(book: Path) -> None:
    host: Host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    assert FileHost(book).read_names()["ILR_LastCheck"] == NOW
    assert "ILR_LastCheck" in read_names(book)


def header_of(year: str, sheet: str, column: int) -> str:
    return layout(catalogue.load(year)).sheets[sheet].columns[column - 1].header


def test_next_problem_goes_through_all_marked_cells_and_round(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    type_into(book, year, "Learners", "Sex", 4, "X")
    type_into(book, year, "Aims", "CompStatus", 2, "9")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    marked = {
        (sheet, number, name)
        for sheet in ("Learners", "Aims")
        for number, row in enumerate(cells(book, sheet), 2)
        for name in str(row[MARKS] or "").strip("|").split("|")
        if name
    }
    assert len(marked) > 2
    seen = []
    for _ in range(len(marked) + 1):
        ribbon.run("next_problem", host, NOW)
        assert host.cursor
        seen.append((*host.cursor[:2], header_of(year, host.cursor[0], host.cursor[2])))
    assert set(seen) == marked
    assert seen[-1] == seen[0] == ("Learners", 4, "ULN")
    assert host.told == []


def test_next_problem_begins_behind_the_selected_cell(book: Path, year: str) -> None:
    for row in (3, 5):
        type_into(book, year, "Learners", "ULN", row, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, 30)
    ribbon.run("next_problem", host, NOW)
    assert host.cursor[:2] == ("Learners", 5)


def test_next_problem_without_marks(book: Path) -> None:
    host = RecordingHost(book)
    ribbon.run("next_problem", host, NOW)
    assert host.told == ["No cell is marked. Check the workbook to see what is wrong with it."]
    assert host.cursor is None


def test_clear_takes_all_away_that_a_check_wrote(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    type_into(book, year, "Learners", STATUS, 3, "my own word")
    assert cells(book, "Learners")[2][MARKS] == "|ULN|"
    host = RecordingHost(book)
    ribbon.run("clear", host, NOW)
    assert host.told == ["The marks of the last check are gone."]
    assert {(row[STATUS], row[MARKS]) for row in cells(book, "Aims")} == {(None, None)}
    assert {(row[STATUS], row[MARKS]) for row in cells(book, "Learners")} == {(None, None), ("my own word", None)}
    assert cells(book, PROBLEMS) == [] or {row["Rule"] for row in cells(book, PROBLEMS)} == {None}
    assert AUTHOR not in {note[3] for note in read_notes(SheetEditor(Package.open(book), "Learners"))}
    names = FileHost(book).read_names()
    assert [names[name] for name in ("ILR_LastCheck", "ILR_Errors", "ILR_LearnersClean")] == [None] * 3
    assert cells(book, "Learners")[2]["ULN"] == "1000000087"


def test_explain_from_the_row_and_from_problems(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    ribbon.run("check", RecordingHost(book), NOW)
    for cursor in (("Learners", 4, 7), (PROBLEMS, 2, 1)):
        host = RecordingHost(book)
        host.cursor = cursor
        ribbon.run("explain", host, NOW)
        assert host.told[0].startswith("ULN_04 · error · ")
        assert "What to do:" in host.told[0]


@pytest.mark.parametrize("cursor", [None, ("Learners", 1, 1), ("Learners", 3, 1), ("Start", 5, 3), ("Lists", 900, 1)])
def test_explain_asks_for_a_row_with_a_rule(cursor: tuple[str, int, int] | None, book: Path) -> None:
    host = RecordingHost(book)
    host.cursor = cursor
    ribbon.run("explain", host, NOW)
    assert host.told == [f"Select a row of {PROBLEMS}, or a row of a sheet whose {STATUS} names a rule."]


def test_explain_of_what_is_no_official_rule(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "DateOfBirth", 3, "31/2/2001")
    ribbon.run("check", RecordingHost(book), NOW)
    host = RecordingHost(book)
    host.cursor = ("Learners", 3, 1)
    ribbon.run("explain", host, NOW)
    assert host.told[0].startswith("Schema is no official rule")


def test_export_of_clean_learners_says_how_many_are_left_out(book: Path, year: str, tmp_path: Path) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    host = RecordingHost(book, tmp_path / "out")
    ribbon.run("export_clean", host, NOW)
    (written,) = (tmp_path / "out").iterdir()
    assert host.told == [f"Saved {written.name} with 11 learners. 1 learner with errors left out."]


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


def test_check_row_tells_what_is_wrong_with_the_row_and_marks_nothing(book: Path, year: str) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    type_into(book, year, "Learners", "Sex", 4, "X")
    before = book.read_bytes()
    host = RecordingHost(book)
    host.cursor = ("Learners", 4, 9)
    ribbon.run("check_row", host, NOW)
    first, *lines = host.told[0].splitlines()
    assert first == "Learners, row 4:"
    assert {line.split(":")[0] for line in lines} >= {"ULN_04", "Sex_01"}
    host.cursor = ("Learners", 5, 1)
    ribbon.run("check_row", host, NOW)
    assert host.told[1] == "Learners, row 5: nothing is wrong."
    assert book.read_bytes() == before


def test_check_row_shows_no_more_than_a_few(book: Path, year: str) -> None:
    for header in ("LearnRefNumber", "ULN", "FamilyName", "GivenNames", "DateOfBirth", "Sex", "Ethnicity", "Postcode"):
        type_into(book, year, "Learners", header, 4, "~" * 101)
    host = RecordingHost(book)
    host.cursor = ("Learners", 4, 1)
    ribbon.run("check_row", host, NOW)
    lines = host.told[0].splitlines()
    assert len(lines) == 7
    assert lines[-1].endswith(" more. Check the workbook to see them all.")


@pytest.mark.parametrize("cursor", [None, ("Learners", 1, 1), ("Learners", 900, 1), ("Start", 2, 1)])
def test_check_row_asks_for_a_row(cursor: tuple[str, int, int] | None, book: Path) -> None:
    host = RecordingHost(book)
    host.cursor = cursor
    ribbon.run("check_row", host, NOW)
    assert host.told[0].startswith("Select a filled row of one of the sheets Learners, Aims, ")


def test_new_makes_a_workbook_and_shows_it(book: Path, tmp_path: Path) -> None:
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
    assert host.asked == ["Save the new return workbook as ILR return 2026-27"] * 3


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
