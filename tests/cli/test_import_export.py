"""``ilr import`` with the export of another system: into a workbook, into a new one, and its mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Runner
from tests.mis_import.made import ULNS, csv_file, empty_book, learners

pytestmark = pytest.mark.usefixtures("data_folder")
HEADERS = ["Learner Ref", "ULN", "Surname", "Aim Ref", "Aim Type", "Start Date", "Status"]
ROWS = [
    ["R1", ULNS[0], "Sample", "ZPROG001", "1", "13/09/2026", "Continuing"],
    ["K1", ULNS[1], "Pattern", "ZPROG001", "1", "31/09/2026", "Away"],
]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return csv_file(tmp_path / "export.csv", HEADERS, *ROWS)


def test_the_help_names_both_ways(ilr: Runner) -> None:
    said = ilr("import", "--help")
    assert "--into BOOK" in said.out
    assert "--mapping-out CSV" in said.out
    assert ".csv, .xlsx, .xls" in ilr("--help").out.replace("\n", " ").replace("  ", "")


def test_preview_shows_counts_questions_and_refusals_and_changes_nothing(
    ilr: Runner, tmp_path: Path, export: Path
) -> None:
    book = empty_book(tmp_path)
    before = book.read_bytes()
    said = ilr("import", export, "--into", book, "--preview")
    assert said.code == 0
    assert "Learners: 2 new, 0 changed, 0 the same" in said.out
    assert "? export.csv G 'Status' -> Aims: CompStatus?" in said.out
    assert "! export.csv, row 3: LearnStartDate '31/09/2026' is no date, so it is left out." in said.out
    assert "export.csv C 'Surname' -> Learners: FamilyName: is a usual name of FamilyName (97%)" in said.out
    assert "Nothing was changed;" in said.out
    assert "--mapping-out mapping.csv" in said.out
    assert book.read_bytes() == before


def test_import_says_how_to_take_it_back_and_that_works(ilr: Runner, tmp_path: Path, export: Path) -> None:
    book = empty_book(tmp_path)
    said = ilr("import", export, "--into", book, "--who", "A. Tester", "--yes")
    assert f'as change 1 of the sheet Changes in {book}. Take it back with: ilr undo "{book}"' in said.out
    assert [one.FamilyName for one in learners(book)] == ["Sample", "Pattern"]
    again = ilr("import", export, "--into", book)
    assert "Nothing was changed: the workbook has all of it." in again.out
    assert ilr("undo", book).code == 0
    assert learners(book) == []


def test_a_mapping_is_written_corrected_and_used(ilr: Runner, tmp_path: Path, export: Path) -> None:
    mapping = tmp_path / "mapping.csv"
    said = ilr("import", export, "--mapping-out", mapping)
    assert said.code == 0
    text = mapping.read_text("utf-8-sig")
    assert "ask,export.csv,G,Status,Aims,CompStatus" in text
    assert not any(name in text for name in ("Sample", "Pattern", ULNS[0]))
    mapping.write_text(text.replace("ask,export.csv,G,Status", "yes,export.csv,G,Status"), "utf-8-sig")
    second = tmp_path / "second.csv"
    ilr("import", export, "--mapping", mapping, "--mapping-out", second)
    assert "ask,export.csv,,Status,,,,,Away,," in second.read_text("utf-8-sig")
    second.write_text(second.read_text("utf-8-sig").replace("Away,,", "Away,6,"), "utf-8-sig")
    book = empty_book(tmp_path)
    ilr("import", export, "--into", book, "--mapping", second)
    assert [one.LearningDelivery[0].CompStatus for one in learners(book)] == [1, 6]
    refused = ilr("import", export, "--mapping-out", mapping)
    assert (refused.code, "is not overwritten" in refused.err) == (2, True)


def test_a_new_workbook_of_an_export(ilr: Runner, tmp_path: Path, export: Path) -> None:
    book = tmp_path / "new.xlsx"
    said = ilr("import", export, "--out", book, "--ukprn", "10000001")
    assert said.code == 0
    assert f"Made {book}: 2 learners, 2 aims, 2627." in said.out
    assert [one.ULN for one in learners(book)] == [int(ULNS[0]), int(ULNS[1])]
    assert ilr("import", export, "--out", book).code == 2


def test_what_cannot_be_is_one_sentence(ilr: Runner, tmp_path: Path, export: Path) -> None:
    book = empty_book(tmp_path)
    (tmp_path / "return.xml").write_text("<Message/>")
    cases = [
        ((export,), "Say where the export goes: --into BOOK"),
        ((tmp_path / "return.xml", "--into", book), "is a return: it becomes a workbook of its own"),
        ((tmp_path / "return.xml",), "Import it alone, with --out"),
        ((tmp_path / "gone.csv", "--into", book), "gone.csv"),
        ((export, "--into", tmp_path / "gone.xlsx"), "gone.xlsx"),
        ((export, "--into", export), "export.csv"),
    ]
    for arguments, sentence in cases:
        said = ilr("import", *arguments)
        assert said.code == 2, arguments
        assert sentence in said.err
        assert said.err.count("\n") == 1
