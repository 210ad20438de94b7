"""The ribbon's commands on real books, with a host that keeps what the user is told."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path

import pytest

from addin import ribbon
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.ooxml import read_names, read_workbook
from ilr_core import catalogue
from workbook_templates.layout import MARKS, PROBLEMS, STATUS, layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


class RecordingHost(FileHost):
    """A workbook file whose user is heard: ``told`` are the sentences, ``asked`` the questions."""

    def __init__(self, path: Path, folder: Path | None = None):
        self.told: list[str] = []
        self.asked: list[str] = []
        super().__init__(path, export_folder=folder, say=self.told.append)

    def ask_folder(self, question: str) -> Path | None:
        self.asked.append(question)
        return super().ask_folder(question)


class FailingHost(RecordingHost):
    """A host that cannot be read."""

    def __init__(self, path: Path, failure: Exception):
        super().__init__(path)
        self.failure = failure

    def read_names(self):
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


@pytest.mark.parametrize("command", ribbon.COMMANDS)
def test_a_file_that_is_no_workbook(command: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("not a workbook")
    host = RecordingHost(path, tmp_path / "out")
    ribbon.run(command, host, NOW)
    (sentence,) = host.told
    assert "notes.xlsx" in sentence
    assert "Traceback" not in sentence


@pytest.mark.parametrize("command", ribbon.COMMANDS)
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
        assert ribbon.screen_tip(command).count("Changes") == 1
        assert len(ribbon.screen_tip(command)) <= 1024


def test_last_check_is_noted(book: Path) -> None:
    host: Host = RecordingHost(book)
    ribbon.run("check", host, NOW)
    assert FileHost(book).read_names()["ILR_LastCheck"] == NOW
    assert "ILR_LastCheck" in read_names(book)
