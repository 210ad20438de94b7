"""The form workbook in a spreadsheet program: its formulas judge like the page, and what it saves can be collected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from addin.forms import hints
from addin.forms.book_form import FORM
from addin.forms.questions import questions
from addin.ooxml import read_workbook
from tests.cli.runs import Runner
from tests.commands.made import value
from tests.forms.cases import ALL, ONLY_TEXT
from tests.forms.made import YEAR, fill, forms_of
from tests.libreoffice import Convert

pytestmark = pytest.mark.libreoffice
ASKED = {question.name: question for question in questions(YEAR)}
CASES = [case for case in ALL if case[1] not in ONLY_TEXT]
GIVEN = {
    "NINumber": "ce 12 34 56 a",
    "Postcode": "sw1",
    "DateOfBirth": date(2006, 5, 4),
    "LLDDHealthProb": "Yes",
    "LLDDCat:12": "Yes",
    "LLDDCat:9": "Yes",
}


@pytest.fixture(scope="module")
def saved(convert: Convert, forms_out: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A sheet of all cases, and a form that somebody has answered, as LibreOffice calculates and saves them."""
    folder = tmp_path_factory.mktemp("answered")
    _cases(folder / "cases.xlsx")
    form = forms_out / "out" / f"Form {forms_of(forms_out / 'book.xlsx')['A1'].form}.xlsx"
    fill(form, GIVEN, folder / form.name)
    cases, answered = convert("xlsx", folder / "cases.xlsx", folder / form.name)
    return {"cases": cases, "answered": answered}


def _cases(path: Path) -> None:
    book = Workbook()
    page = book.active
    for row, (name, typed, _) in enumerate(CASES, 1):
        made = hints.hint(ASKED[name], f"$C${row}", f"$E${row}", f"$F${row}")
        assert made is not None
        page.cell(row, 3, date.fromisoformat(typed) if name == "DateOfBirth" else typed)
        if name != "DateOfBirth":
            page.cell(row, 3).data_type = "s"
        for column, formula in ((4, made.said), (5, f"={made.tidy}"), (6, f"={made.part}")):
            page.cell(row, column, formula if formula != "=" else None)
    book.save(path)


def test_the_formulas_judge_alike(saved: dict[str, Path]) -> None:
    (sheet,) = read_workbook(saved["cases"])
    for (name, typed, kept), cells in zip(CASES, sheet.rows, strict=True):
        said = str(cells[3])
        assert said[0] == (hints.BAD if kept is None else hints.GOOD), (name, typed, said)
        check = ASKED[name].check
        if kept is None and name != "DateOfBirth" and check is not None:
            assert said[2:] == check(typed).problem, (name, typed)


def test_hints_of_an_answered_form(saved: dict[str, Path]) -> None:
    rows = next(sheet.rows for sheet in read_workbook(saved["answered"]) if sheet.name == FORM)
    said = {str(row[0]): str(row[3] or "") for row in rows if len(row) > 3 and row[0]}
    assert said["NINumber"] == said["DateOfBirth"] == said["LLDDHealthProb"] == said["FamilyName"] == hints.GOOD
    assert said["Postcode"] == f"{hints.BAD} This is not a UK postcode. It looks like SW1A 1AA."
    assert said["PrimaryLLDD"] == f"{hints.BAD} Choose the one that affects your learning most."
    assert said["AddLine4"] == said["Ethnicity"] == ""


def test_what_it_saves_is_collected(ilr: Runner, book: Path, saved: dict[str, Path]) -> None:
    assert openpyxl.load_workbook(saved["answered"])[FORM].protection.sheet
    done = ilr("forms", "collect", book, saved["answered"])
    assert done.code == 0
    assert "A1 Postcode: problem: answered SW1. This is not a UK postcode." in done.out
    assert "A1 LLDDHealthProb: problem" in done.out
    assert value(book, "Learners", 2, "NINumber") == "CE123456A"
    assert str(value(book, "Learners", 2, "DateOfBirth"))[:10] == "2006-05-04"
