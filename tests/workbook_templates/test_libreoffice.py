"""The workbook in a real spreadsheet program: it opens, calculates, and its marks light up the cells they should."""

import csv
import os
import shutil
import subprocess
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from ilr_core.catalogue import load, years
from tests.workbook_templates.conftest import built_book
from workbook_templates.build import build
from workbook_templates.layout import layout
from workbook_templates.marks import error_formula, marks_text, warning_formula
from workbook_templates.validations import dependent_list

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not SOFFICE and not os.environ.get("CI"), reason="LibreOffice (soffice) is not installed"),
]
ALL_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"


def convert(file: Path, kind: str, profile: str) -> None:
    command = [SOFFICE or "soffice", profile, "--headless", "--convert-to", kind, "--outdir", file.parent, file]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.mark.parametrize("year", years())
def test_it_prints(tmp_path, profile, year):
    file = tmp_path / "book.xlsx"
    file.write_bytes(built_book(year).file)
    convert(file, "pdf", profile)
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF-")


def test_formulas_give_what_they_should(tmp_path, profile):
    year = load("2627")
    sheet = layout(year).sheets["Learners"]
    book = load_workbook(BytesIO(build(year, rows={"Learners": 2})))
    page = book["Learners"]
    marks = get_column_letter(sheet.number("Marks"))
    page["B2"], page["B3"] = "A0001", "A0002"
    page[f"{marks}2"] = marks_text(["ULN", "Postcode"], ["Email"])
    probe = book.create_sheet("Probe")
    cases = [
        ("ULN", 2, error_formula, "TRUE"),
        ("ULN", 2, warning_formula, "FALSE"),
        ("Postcode", 2, error_formula, "TRUE"),
        ("PostcodePrior", 2, error_formula, "FALSE"),
        ("Email", 2, warning_formula, "TRUE"),
        ("Email", 2, error_formula, "FALSE"),
        ("ULN", 3, error_formula, "FALSE"),
    ]
    for number, (header, row, formula, _) in enumerate(cases, 1):
        rule = formula(get_column_letter(sheet.number(header)), marks)
        letter = get_column_letter(sheet.number(header))
        here = rule.replace(f"{letter}$1", f"Learners!{letter}$1").replace(f"${marks}2", f"Learners!${marks}{row}")
        probe.cell(number, 1, f"={here}")
    kinds = ("SOF · Source of funding", "SOF")
    for number, kind in enumerate(kinds, len(cases) + 1):
        probe.cell(number, 4, kind)
        probe.cell(number, 1, f"=ROWS({dependent_list('List_LearnDelFAM_', 'D').replace('$D2', f'$D{number}')})")
    file = tmp_path / "book.xlsx"
    book.save(file)

    convert(file, ALL_SHEETS_AS_CSV, profile)
    results = [row[0] for row in csv.reader((tmp_path / "book-Probe.csv").read_text("utf-8").splitlines())]
    count = str(len(year.lists["LearnDelFAM:SOF"].codes))
    assert results == [*(expected for *_, expected in cases), *[count] * len(kinds)]

    start = list(csv.reader((tmp_path / "book-Start.csv").read_text("utf-8").splitlines()))
    shown = {row[1]: row for row in start if len(row) > 3}
    assert shown["Learners"][3] == "2"
    assert shown["Aims"][3] == "0"
    now = datetime.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ006 - the book too reckons in local time
    if now < year.returns[-1].closes - timedelta(days=1):
        coming = year.return_on(now)
        assert shown["Next return"][2] == coming.name
        days = (coming.closes.date() - date(now.year, now.month, now.day)).days
        assert shown["Days left"][2].split()[0] == str(days)
