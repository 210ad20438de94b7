"""The menu Forms: the same on a closed file and in a workbook open in Excel."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from addin import ribbon
from addin.commands.collect_forms import collect_forms
from addin.commands.make_forms import make_forms
from addin.hosts.excel_host import ExcelHost
from addin.hosts.questions import Asked
from addin.ooxml import CellValue
from addin.ribbon import COMMANDS
from ilr_core.errors import InputError
from tests.commands.made import NOW, value
from tests.excel.engine import opened
from tests.excel.ribbon_books import RecordingHost
from tests.forms.made import book_of_people, forms_of, sent_back
from workbook_templates.forms_sheet import FORMS


class Host(RecordingHost):
    """A user who gives these answers."""

    def __init__(self, path: Path, folder: Path | None, given: dict[str, str] | None):
        super().__init__(path, folder)
        self.given = given

    def ask_answers(self, title: str, questions: Sequence[Asked]) -> dict[str, str] | None:
        self.asked.append(title)
        assert all(one.secret == (one.name == "password") and not one.required for one in questions)
        return self.given


def made(path: Path, folder: Path | None, given: dict[str, str] | None) -> Host:
    host = Host(path, folder, given)
    host.rows = ("Learners", (2, 4))
    ribbon.run("make_learner_forms", host, NOW)
    return host


def test_forms_of_the_selected_learners(tmp_path: Path, folder: Path) -> None:
    path = book_of_people(tmp_path / "book.xlsx")
    host = made(path, tmp_path / "out", {"provider": "Example Training", "back": "", "password": ""})
    assert host.told == ["Made forms for 2 learners in out. The sheet Forms says which is whose."]
    assert set(forms_of(path)) == {"A1", "A3"}
    assert len(list((tmp_path / "out").iterdir())) == 4
    sent_back(folder, path, "A3", {"Email": "new@example.org", "Postcode": "SW1"})
    (folder / "b.json").write_text("{}", "utf-8")
    host = Host(path, folder, {"password": ""})
    ribbon.run("collect_learner_forms", host, NOW)
    assert host.shown[0][0] == "Take over 1 answer?"
    assert host.told[-1] == (
        "1 learner answered, 1 answer taken over. 1 answer not taken: see the sheet Forms. 1 file could not be used."
    )
    assert value(path, "Learners", 4, "Email") == "new@example.org"


@pytest.mark.parametrize(
    ("given", "has_folder", "said"),
    [
        (None, True, "No forms were made."),
        ({}, False, "No forms were made."),
        ({"password": "short"}, True, "Use at least 8 characters"),
    ],
)
def test_no_forms(tmp_path: Path, given: dict[str, str] | None, has_folder: bool, said: str) -> None:
    path = book_of_people(tmp_path / "book.xlsx")
    host = made(path, tmp_path / "out" if has_folder else None, given)
    assert said in host.told[-1]
    assert not forms_of(path)


@pytest.mark.parametrize(("given", "has_folder"), [(None, True), ({}, False), ({}, True)])
def test_nothing_is_collected(book: Path, folder: Path, given: dict[str, str] | None, has_folder: bool) -> None:
    sent_back(folder, book, "A1", {"Email": "new@example.org"})
    host = Host(book, folder if has_folder else None, given)
    host.answers = [False]
    ribbon.run("collect_learner_forms", host, NOW)
    assert host.told == ["Nothing was collected."]
    assert value(book, "Learners", 2, "Email") == "ada@example.org"


def test_the_menu() -> None:
    found = [COMMANDS[name] for name in ("make_learner_forms", "collect_learner_forms")]
    assert [(one.group, one.menu, one.changes) for one in found] == [("Record", "Forms", True)] * 2


class AgreeingExcel(ExcelHost):
    """A user who agrees."""

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        return True


class RefusingExcel(AgreeingExcel):
    """A workbook in which the cells of the return cannot be written."""

    def write_cells(self, sheet: str, values: dict[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        return list(values) if sheet == "Learners" else super().write_cells(sheet, values)


def test_in_a_workbook_open_in_excel(tmp_path: Path, folder: Path) -> None:
    path = book_of_people(tmp_path / "book.xlsx")
    book = opened(path)
    done = make_forms(AgreeingExcel(book), tmp_path / "out", now=NOW, kinds=("html",))
    assert len(done.files) == 3
    rows = book.sheets[FORMS].range("A5:B7").value
    assert [row[0] for row in rows] == ["A1", "A2", "A3"]
    assert book.sheets[FORMS].tables[0].range.last_cell.row == 7
    book.save(path)
    sent_back(folder, path, "A2", {"Email": "new@example.org"})
    with pytest.raises(InputError, match="so nothing was changed"):
        collect_forms(RefusingExcel(book), [folder], who="a", now=NOW)
    assert [row[0] for row in book.sheets[FORMS].range("D5:E7").value] == [None, None, None]
    assert collect_forms(AgreeingExcel(book), [folder], who="a", now=NOW).taken == 1
    assert book.sheets[FORMS].range("E6").value == "1 answer taken over, change 1"
    heads = book.sheets["Learners"].range("A1:AZ1").value
    assert book.sheets["Learners"].range((3, heads.index("Email") + 1)).value == "new@example.org"


def test_a_password_file_in_another_encoding(ilr, tmp_path: Path) -> None:
    path = book_of_people(tmp_path / "book.xlsx")
    with (tmp_path / "w.csv").open("w", encoding="utf-16") as stream:
        csv.writer(stream).writerow(["LearnRefNumber", "Password"])
    done = ilr("forms", "make", path, "--out", tmp_path / "out", "--password-file", tmp_path / "w.csv")
    assert "is no CSV file in UTF-8" in done.err
