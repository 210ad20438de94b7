"""The button that brings in another system's export: asks what is not sure, shows what changes, and changes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlwings as xw

from addin import ribbon
from addin.hosts.excel_host import ExcelHost
from addin.hosts.questions import Asked
from addin.mis_import.export_files import KINDS
from addin.undo import undo_change
from tests.excel.engine import opened
from tests.excel.ribbon_books import NOW, RecordingHost, cells
from tests.mis_import.made import ULNS, csv_file, empty_book

pytestmark = pytest.mark.usefixtures("data_folder")
HEADERS = ["Learner Ref", "Number 2", "Surname", "Aim Ref", "Aim Type", "Status", "Tutor"]
ROWS = [[f"R{n}", uln, "Sample", "ZPROG001", "1", "Continuing", "T"] for n, uln in enumerate(ULNS[:4], 1)]


class AnsweringHost(RecordingHost):
    """A host whose user fills in forms."""

    def __init__(self, path: Path, picked: Path):
        super().__init__(path)
        self.picked = picked
        self.form: list[Asked] = []
        self.typed: dict[str, str] | None = {}

    def ask_answers(self, title: str, questions: Sequence[Asked]) -> dict[str, str] | None:
        self.form = list(questions)
        return self.typed and {asked.name: self.typed.get(asked.label, asked.default) for asked in questions}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return csv_file(tmp_path / "export.csv", HEADERS, *ROWS)


def test_columns_that_are_not_sure_are_asked_in_a_form(tmp_path: Path, export: Path) -> None:
    host = AnsweringHost(empty_book(tmp_path), export)
    host.typed = {"export.csv: Number 2": "ULN", "export.csv: Status": "compstatus"}
    ribbon.run("import_from_other_system", host, NOW)
    assert [(asked.label, asked.choices, asked.default) for asked in host.form] == [
        ("export.csv: Number 2", ("leave out", "ULN"), "leave out"),
        ("export.csv: Status", ("leave out", "CompStatus"), "leave out"),
    ]
    assert host.shown[0][1][0] == "Learners: 4 new, 0 changed, 0 the same"
    assert host.told == ["Imported 4 new and 0 changed learners, 44 cells, as change 1 of the sheet Changes."]
    assert [row["ULN"] for row in cells(host.path, "Learners")] == list(ULNS[:4])
    assert {row["CompStatus"] for row in cells(host.path, "Aims")} == {"1 · Continuing"}
    ribbon.run("import_from_other_system", host, NOW)
    assert host.told[1] == "Nothing was changed: the workbook has all of it."


def test_left_out_columns_stay_left_out_the_next_time(tmp_path: Path, export: Path) -> None:
    host = AnsweringHost(empty_book(tmp_path), export)
    host.typed = {"export.csv: Number 2": "ULN"}
    ribbon.run("import_from_other_system", host, NOW)
    host.form = []
    ribbon.run("import_from_other_system", host, NOW)
    assert host.form == []
    assert {row["CompStatus"] for row in cells(host.path, "Aims")} == {None}


def test_an_answer_that_is_no_field(tmp_path: Path, export: Path) -> None:
    host = AnsweringHost(empty_book(tmp_path), export)
    before = host.path.read_bytes()
    host.typed = {"export.csv: Status": "Wellbeing"}
    ribbon.run("import_from_other_system", host, NOW)
    assert host.told[0].startswith("'Wellbeing' is no field of 2026/27, so nothing was imported.")
    assert host.path.read_bytes() == before


@pytest.mark.parametrize("what", ["no file", "no form", "no yes"])
def test_the_user_may_stop_at_every_step(tmp_path: Path, export: Path, what: str) -> None:
    host = AnsweringHost(empty_book(tmp_path), export)
    before = host.path.read_bytes()
    host.typed = None if what == "no form" else {"export.csv: Number 2": "ULN"}
    host.picked = None if what == "no file" else export
    host.answers = [False]
    ribbon.run("import_from_other_system", host, NOW)
    assert host.told == ["Nothing was imported."]
    assert host.path.read_bytes() == before


def halves(tmp_path: Path) -> list[Path]:
    """An export in two files: learners in one, their aims in the other."""
    learners = csv_file(tmp_path / "learners.csv", ["Learner Ref", "ULN", "Surname"],
                        ["R1", ULNS[0], "Sample"], ["R2", ULNS[1], "Pattern"])  # fmt: skip
    aims = csv_file(tmp_path / "aims.csv", ["Learner Ref", "Aim Ref", "Aim Type"],
                    ["R1", "ZPROG001", "1"], ["R2", "60342843", "4"])  # fmt: skip
    return [learners, aims]


def test_several_files_are_imported_together(tmp_path: Path, export: Path) -> None:
    host = AnsweringHost(empty_book(tmp_path), export)
    host.batches = [halves(tmp_path)]
    ribbon.run("import_from_other_system", host, NOW)
    assert host.asked == [
        "Which export of another system shall be imported? Several files with Ctrl " + " ".join(KINDS)
    ]
    assert host.told[0].startswith("Imported 2 new and 0 changed learners, ")
    assert [row["FamilyName"] for row in cells(host.path, "Learners")] == ["Sample", "Pattern"]
    assert [row["LearnAimRef"] for row in cells(host.path, "Aims")] == ["ZPROG001", "60342843"]


def test_several_files_in_excel(tmp_path: Path) -> None:
    book: xw.Book = opened(empty_book(tmp_path))
    host = ExcelHost(book)
    book.app.impl.answers = [False, tuple(map(str, halves(tmp_path)))]
    ribbon.run("import_from_other_system", host, NOW)
    assert host.told.pop() == "Nothing was imported."
    ribbon.run("import_from_other_system", host, NOW)
    assert host.told[-1].startswith("Imported 2 new and 0 changed learners")
    assert book.sheets["Aims"].range((3, 2)).value == "R2"


def test_one_of_several_files_that_cannot_be_used_stops_them_all(tmp_path: Path, export: Path) -> None:
    host = AnsweringHost(empty_book(tmp_path), export)
    before = host.path.read_bytes()
    (tmp_path / "notes.csv").write_text("nothing")
    host.batches = [[*halves(tmp_path), tmp_path / "notes.csv"]]
    ribbon.run("import_from_other_system", host, NOW)
    assert "notes.csv" in host.told[0]
    assert host.path.read_bytes() == before


def test_in_excel(tmp_path: Path) -> None:
    export = csv_file(tmp_path / "export.csv", ["Learner Ref", "ULN", "Surname"], ["R1", ULNS[0], "=1+1"],
                      ["R2", ULNS[1], "Pattern"])  # fmt: skip
    book: xw.Book = opened(empty_book(tmp_path))
    host = ExcelHost(book)
    book.app.impl.answers = [str(export)]
    ribbon.run("import_from_other_system", host, NOW)
    assert host.told[-1].startswith("Imported 2 new and 0 changed learners")
    assert "Learners: 2 new, 0 changed, 0 the same" in book.app.impl.asked[0]
    page = book.sheets["Learners"]
    assert [page.range((row, 3)).value for row in (2, 3)] == ["=1+1", "Pattern"]
    assert undo_change(host, who="A. Tester", now=NOW)
    assert [page.range((row, 3)).value for row in (2, 3)] == [None, None]
