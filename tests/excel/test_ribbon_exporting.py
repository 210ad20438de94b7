"""The ribbon's commands of the group Export on real books: summary, choice of learners, the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin import ribbon
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from tests.commands.made import records_in
from tests.excel.ribbon_books import NOW, RecordingHost, type_into
from workbook_templates.layout import layout


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


def test_export_of_clean_learners_says_how_many_are_left_out(book: Path, year: str, tmp_path: Path) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    host = RecordingHost(book, tmp_path / "out")
    ribbon.run("export_clean", host, NOW)
    (written,) = (tmp_path / "out").iterdir()
    assert host.told == [f"Saved {written.name} with 11 learners. 1 learner with errors left out."]


def test_the_summary_says_what_will_be_in_the_file(book: Path, year: str, tmp_path: Path) -> None:
    type_into(book, year, "Learners", "ULN", 4, "1000000087")
    host = RecordingHost(book, tmp_path / "out")
    host.answers = [False]
    ribbon.run("export_clean", host, NOW)
    assert host.told == ["Nothing was exported."]
    assert not (tmp_path / "out").exists()
    assert host.asked == []
    ((question, lines),) = host.shown
    assert question == "Write this file?"
    assert lines[0] == f"File: ILR-10000001-{year}-20261123-093000-01.XML"
    assert lines[1].startswith("Return: ")
    assert lines[2].startswith("In the file: 11 learners with ")
    assert lines[3] == "Left out because of errors: 1 learner: D00003 (ULN_04)"
    assert lines[4].startswith("What the rules find in it: 0 errors and ")
    ribbon.run("export", host, NOW)
    assert "Left out: nobody" in host.shown[1][1]
    assert "What the rules find in it: 1 error and 0 warnings" in host.shown[1][1]
    assert "A record with an error is refused when you upload the file." in host.shown[1][1]


@pytest.mark.parametrize("sheet", ["Learners", "Aims"])
def test_the_learners_of_selected_rows_are_exported(sheet: str, book: Path, year: str, tmp_path: Path) -> None:
    host = RecordingHost(book, tmp_path / "out")
    host.rows = (sheet, (2, 3))
    wanted = {row[1] for row in FileHost(book).read_sheets()[names(book).index(sheet)].rows[1:3]}
    ribbon.run("export_selected", host, NOW)
    (written,) = (tmp_path / "out").iterdir()
    assert {one.LearnRefNumber for one in records_in(written)} == wanted
    left = 12 - len(wanted)
    assert f"Left out because not selected: {left} learners" in host.shown[0][1]
    assert host.told[0].endswith(f" {left} learners not selected.")


def names(book: Path) -> list[str]:
    return [sheet.name for sheet in FileHost(book).read_sheets()]


def test_a_fault_of_others_does_not_stop_the_selected(book: Path, year: str, tmp_path: Path) -> None:
    type_into(book, year, "Learners", "DateOfBirth", 4, "31/2/2001")
    for row, is_written in ((3, True), (4, False)):
        host = RecordingHost(book, tmp_path / str(row))
        host.rows = ("Learners", (row,))
        ribbon.run("export_selected", host, NOW)
        assert (tmp_path / str(row)).exists() is is_written
        assert ("31/2/2001" in host.told[0]) is not is_written
        assert bool(host.shown) is is_written


def test_a_row_that_may_be_anybodys_stops_the_selected(book: Path, year: str, tmp_path: Path) -> None:
    number = layout(catalogue.load(year)).sheets["Employment"].number
    host = FileHost(book)
    host.write_cells("Employment", {(2, 2): "NOBODY", (2, number("RowId")): None, (2, number("ParentId")): None})
    host.save()
    for sheet, row in (("Learners", 5), ("Employment", 2)):
        asked = RecordingHost(book, tmp_path / "out")
        asked.rows = (sheet, (row,))
        ribbon.run("export_selected", asked, NOW)
        assert "belongs to no" in asked.told[0]
    assert not (tmp_path / "out").exists()


def test_export_of_selected_learners_asks_for_rows(book: Path, tmp_path: Path) -> None:
    host = RecordingHost(book, tmp_path / "out")
    ribbon.run("export_selected", host, NOW)
    assert host.told[0].startswith("Select filled rows of one of the sheets Learners, Aims, ")
