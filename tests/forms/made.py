"""A workbook with learners, forms made of it, and answers as the page saves them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from addin.forms.book_form import FORM
from addin.forms.register import IssuedForm, issued_forms
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue
from ilr_core import catalogue
from ilr_core.model import Learner, LLDDandHealthProblem
from tests.commands.made import learners_of, made_book
from tests.commands.made import values as sheet_values

YEAR = catalogue.load("2627")
SAVED = "2026-11-25T09:00:00.000Z"
LATER = "2026-11-26T09:00:00.000Z"


def people() -> list[Learner]:
    """Three learners; the second has much to hide, the third almost nothing."""
    learners = learners_of("2627", 3)
    for number, one in enumerate(learners, 1):
        one.LearnRefNumber = f"A{number}"
        one.LLDDHealthProb, one.LLDDandHealthProblem = 2, []
    first, second, third = learners
    first.GivenNames, first.FamilyName, first.DateOfBirth = "Ada", "Sampleton", date(2007, 3, 27)
    first.AddLine1, first.Postcode, first.TelNo = "12 Example Street", "ZZ99 9ZZ", "07700900123"
    first.Email, first.NINumber, first.Ethnicity, first.Sex = "ada@example.org", "AB123456A", 31, "F"
    second.GivenNames, second.FamilyName, second.NINumber, second.Ethnicity = "Bea", "Mockford", "CE654321B", 45
    second.LLDDHealthProb = 1
    for code, main in ((9, 1), (12, None)):
        record = LLDDandHealthProblem(second, len(second.LLDDandHealthProblem))
        record.LLDDCat, record.PrimaryLLDD = code, main
        second.LLDDandHealthProblem.append(record)
    third.NINumber = third.TelNo = third.Email = third.AddLine2 = None
    third.Ethnicity, third.LLDDHealthProb = 99, 9
    return learners


@cache
def _book() -> bytes:
    with TemporaryDirectory() as folder:
        return made_book(Path(folder) / "book.xlsx", people()).read_bytes()


def book_of_people(path: Path) -> Path:
    path.write_bytes(_book())
    return path


def typed_into(book: Path, learner: str, values: Mapping[str, CellValue]) -> None:
    """Types into the row of a learner, as a user of the workbook would meanwhile."""
    host = FileHost(book)
    rows = sheet_values(book, "Learners").rows
    row = next(n for n, cells in enumerate(rows, 1) if learner in cells)
    host.write_cells("Learners", {(row, rows[0].index(name) + 1): typed for name, typed in values.items()})
    host.save()


def forms_of(book: Path) -> dict[str, IssuedForm]:
    """The newest form of each learner."""
    return {one.learner: one for one in issued_forms(FileHost(book)).values()}


def answers(book: Path, learner: str, given: dict[str, object], saved: str = SAVED, **head: object) -> dict[str, Any]:
    form = forms_of(book)[learner].form
    return {"ilr_form": 1, "form": form, "learner": learner, "saved": saved, "answers": given, **head}


def sent_back(
    folder: Path, book: Path, learner: str, given: dict[str, object], saved: str = SAVED, **head: object
) -> Path:
    """A file as the page saves it."""
    path = folder / f"Answers {learner} {len(list(folder.iterdir()))}.json"
    path.write_text(json.dumps(answers(book, learner, given, saved, **head)), "utf-8")
    return path


def fill(form: Path, given: dict[str, object], to: Path) -> Path:
    """A form workbook answered as in a spreadsheet program: by the names of its questions."""
    book = openpyxl.load_workbook(form)
    cells = dict(answer_cells(book[FORM]))
    for name, value in given.items():
        book[FORM][cells[name]].value = value
    book.save(to)
    return to


def answer_cells(page: Worksheet) -> Iterator[tuple[str, str]]:
    for row in page.iter_rows():
        if isinstance(row[0].value, str):
            yield row[0].value, row[2].coordinate


def log_of(book: Path) -> list[dict[str, Any]]:
    rows = sheet_values(book, "Changes").rows
    return [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:] if any(row)]
