"""Reads a filled form workbook: its answers by field, and when it was saved. Only values are taken, no formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from addin.forms.book_form import ABOUT, ANSWER_COLUMN, FORM, NAME_COLUMN, TICKED
from addin.forms.questions import CATEGORY, Question, questions
from addin.ooxml import Package, SheetData, Value, read_workbook
from addin.ooxml.rows import iter_cells, iter_rows, plain_sheet_xml, split_sheet
from addin.sheets.cells import digits, is_blank
from addin.sheets.dates import typed_date
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError

LARGEST_UNPACKED = 20 * 1024 * 1024
_AS_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""The time that every file of ours carries until somebody saves it."""
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")


def read_book(path: Path, name: str, year: Catalogue) -> tuple[Mapping[str, object], datetime | None]:
    """What the workbook at ``path`` holds, shaped like the answers of the page, and when it was saved last.

    ``name`` is what the user knows the file as. Raises InputError for what is no form, and PackageError for a file that
    is none at all.
    """
    _refuse_unusual(path, name)
    sheets = {sheet.name: sheet for sheet in read_workbook(path)}
    if FORM not in sheets or ABOUT not in sheets:
        raise InputError(f"{name} is a workbook, but not a form that this tool made. Leave it out.")
    about = {str(row[0]): row[1] for row in sheets[ABOUT].rows if len(row) > 1}
    package = Package.open(path)
    formula = min(_rows_with_formula(package, name), default=0)
    if formula:
        raise InputError(f"{name} has a formula where an answer should be (row {formula}), so it was not taken.")
    given: dict[str, object] = {}
    asked = {question.name: question for question in questions(year)}
    ticked: list[str] = []
    for key, value in _filled(sheets[FORM]):
        field, _, code = key.partition(":")
        if code:
            if str(value).strip().casefold() == TICKED.casefold():
                ticked.append(code)
        elif field in asked:
            given[field] = _answer(asked[field], value)
    if ticked:
        given[CATEGORY] = ticked
    version = about.get("ilr_form")
    return {
        "ilr_form": int(version) if isinstance(version, int | float) else version,
        "form": _plain(about.get("form")),
        "learner": _plain(about.get("learner")),
        "answers": given,
    }, _saved(package)


def _refuse_unusual(path: Path, name: str) -> None:
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError) as error:
        raise InputError(f"{name} is damaged. Ask for the file once more.") from error
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise InputError(f"{name} would unpack to far more than a form holds, so it was not read.")
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise InputError(f"{name} holds macros, which no form has, so it was not read.")


def _rows_with_formula(package: Package, name: str) -> set[int]:
    part = next(sheet.part for sheet in package.sheets if sheet.name == FORM)
    try:
        _, rows, _ = split_sheet(plain_sheet_xml(package.read(part), part))
        return {
            number
            for number, row in iter_rows(rows)
            for cell in iter_cells(row)
            if cell.column == ANSWER_COLUMN and re.search(rb"<f[\s/>]", row[cell.start : cell.end])
        }
    except ValueError as error:
        raise InputError(f"{name} is damaged. Ask for the file once more.") from error


def _filled(sheet: SheetData) -> Iterator[tuple[str, Value]]:
    for row in sheet.rows:
        if len(row) >= ANSWER_COLUMN and isinstance(row[NAME_COLUMN - 1], str) and not is_blank(row[ANSWER_COLUMN - 1]):
            yield str(row[NAME_COLUMN - 1]), row[ANSWER_COLUMN - 1]


def _answer(question: Question, value: Value) -> str:
    """A cell as the page would give it: days in ISO form, codes for words."""
    text = _plain(value)
    if question.kind == "day":
        day = None if isinstance(value, date) else typed_date(text.strip(), birth=True)
        return day.isoformat() if day else text
    codes = {words.casefold(): code for code, words in question.choices}
    return codes.get(text.strip().casefold(), text)


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    return digits(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value or "")


def _saved(package: Package) -> datetime | None:
    part = "docProps/core.xml"
    found = _MODIFIED.search(package.read(part)) if part in package else None
    try:
        saved = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    saved = saved.replace(tzinfo=saved.tzinfo or UTC) if saved else None
    return None if saved == _AS_MADE else saved
