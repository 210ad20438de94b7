"""Notes: those of checks are replaced, those of other people stay, whatever program wrote them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from addin.hosts.file_host import FileHost
from addin.hosts.own_notes import AUTHOR, is_own_note, own_note
from tests.hosts.benches import Bench, FileBench
from tests.hosts.books import made

THEIRS = {"B2": "Ask her again", "D9": "ILR checked by Sam"}


@pytest.fixture
def noted_book(tmp_path: Path) -> Path:
    path = tmp_path / "Notes.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Notes")
        page.write_column("A1", range(20))
        for cell, text in THEIRS.items():
            page.write_comment(cell, text, {"author": "Sam"})
        book.add_worksheet("Other").write_comment("A1", "Elsewhere", {"author": "Sam"})
    return path


def notes(path: Path, sheet: str = "Notes") -> dict[str, str]:
    page = openpyxl.load_workbook(path)[sheet]
    return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}


def test_own_notes_are_replaced_and_those_of_others_stay(bench: Bench, noted_book: Path) -> None:
    host = bench.open(noted_book)
    host.set_notes("Notes", [(3, 1, "ULN_04: wrong.\nPostcode_15: wrong."), (4, 5, "first"), (2, 2, "not here")])
    first = {"A3": own_note("ULN_04: wrong.\nPostcode_15: wrong."), "E4": own_note("first")}
    assert notes(bench.saved()) == THEIRS | first
    host.set_notes("Notes", iter([(4, 5, "second"), (7, 1, "new")]))
    assert notes(bench.saved()) == THEIRS | {"E4": own_note("second"), "A7": own_note("new")}
    host.set_notes("Notes", [])
    assert notes(bench.saved()) == THEIRS
    assert notes(bench.saved(), "Other") == {"A1": "Elsewhere"}


def test_the_notes_of_a_check_in_another_program_are_replaced(bench: Bench, noted_book: Path, tmp_path: Path) -> None:
    earlier = FileHost(noted_book)
    earlier.set_notes("Notes", [(3, 1, "old"), (5, 1, "old")])
    earlier.save()
    host = bench.open(noted_book)
    host.set_notes("Notes", [(5, 1, "new")])
    saved = bench.saved()
    assert notes(saved) == THEIRS | {"A5": own_note("new")}
    (tmp_path / "again").mkdir()
    again = FileBench(tmp_path / "again")
    again.open(saved).set_notes("Notes", [(6, 1, "newest")])
    assert notes(again.saved()) == THEIRS | {"A6": own_note("newest")}


def test_a_protected_sheet_keeps_its_notes(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "Protected.xlsx"
    with made(path) as book:
        page = book.add_worksheet("Notes")
        page.write_comment("B2", "Ask her again", {"author": "Sam"})
        page.protect("secret")
    bench.open(path).set_notes("Notes", [(3, 1, "x")])
    assert notes(bench.saved()) == {"B2": "Ask her again"}


@pytest.mark.parametrize(
    ("text", "author", "is_own"),
    [
        ("ILR check:\nx", "", True), ("ILR check\nx", "", True), ("anything", AUTHOR, True), ("ILR check:", "", True),
        ("ILR checked by Sam", "", False), ("x\nILR check:", "Sam", False), ("", "", False),
    ],
)  # fmt: skip
def test_whose_a_note_is(text: str, author: str, is_own: bool) -> None:
    assert is_own_note(text, author) is is_own
