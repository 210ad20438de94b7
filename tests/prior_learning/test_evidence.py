"""Pages of evidence: one to an apprentice, each on exactly one sheet of paper, with every figure and its rule."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from addin.prior_learning.evidence import Evidence, make_evidence
from ilr_core.errors import InputError
from tests.commands.made import NOW, column, edited
from tests.libreoffice import Convert
from tests.prior_learning.made import GOOD, WHO, apply, filled_book, host_of, sheet_in, type_into
from workbook_templates.rpl_columns import FIRST_ROW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two with prior learning, one of them refused, and one with something missing."""
    path = filled_book(tmp_path / "book.xlsx")
    for row, typed in enumerate(({}, {"Hours removed": 400}, {"Funding band": None}), FIRST_ROW):
        type_into(path, row, GOOD | {"Published minimum": 390} | typed)
    return path


def evidence(path: Path, *learners: str, out: str = "evidence.xlsx") -> Evidence:
    done = make_evidence(host_of(path), path.with_name(out), who=WHO, now=NOW, learners=learners)
    assert done is not None
    return done


def texts(path: Path, sheet: str) -> str:
    page = load_workbook(path)[sheet]
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)


def test_a_page_for_each_complete_row(path: Path) -> None:
    names = [row.text("LearnRefNumber") for row in sheet_in(path).rows]
    before = path.read_bytes()
    done = evidence(path)
    assert path.read_bytes() == before
    assert load_workbook(done.path).sheetnames == names[:2]
    assert (done.pages, done.left_out) == (2, (f"{names[2]}: Enter the funding band.",))


def test_the_page_says_what_an_auditor_asks(path: Path) -> None:
    said = texts(evidence(path, "D00001").path, "D00001")
    for words in (
        "D00001", "£9,000", "£7,800", "£7,125", "− £675", "408", "15% of the hours", "390 hours", "£8,325",
        "72 of 480 planned hours = 15%", "35.2", "RIP 1", "HRS 4", "by A. Tester", "20 November 2026 at 10:15",
        "Training provider", "Employer", "Apprentice", "Signature", "Provider 10000001",
    ):  # fmt: skip
        assert words in said, words
    assert "PHours\n" not in said


def test_the_page_says_whether_the_return_holds_it_yet(path: Path) -> None:
    assert "not applied yet: the return has £10,800" in texts(evidence(path, "D00001").path, "D00001")
    assert apply(path, "D00001").change
    assert "not applied yet" not in texts(evidence(path, "D00001", out="later.xlsx").path, "D00001")


def test_a_refused_row_says_so_on_its_page(path: Path) -> None:
    name = sheet_in(path).rows[1].text("LearnRefNumber")
    said = texts(evidence(path, name).path, name)
    assert "Not eligible: hours" in said
    assert "80 hours remain; 187 must: too few" in said


def test_a_name_that_looks_like_a_formula_stays_a_name(path: Path) -> None:
    with edited(path, "Learners") as page:
        page.cell(2, column("Learners", "FamilyName")).value = "=HYPERLINK(1)"
        page.cell(2, column("Learners", "FamilyName")).data_type = "s"
    page = load_workbook(evidence(path, "D00001").path)["D00001"]
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in str(page["F1"].value)


def test_nothing_is_overwritten_and_nothing_complete_is_told(path: Path, tmp_path: Path) -> None:
    evidence(path)
    with pytest.raises(InputError, match="is there already and is not overwritten"):
        evidence(path)
    with pytest.raises(InputError, match="No row is complete"):
        evidence(filled_book(tmp_path / "none.xlsx"), out="other.xlsx")


@pytest.mark.libreoffice
def test_every_page_prints_on_one_sheet_of_paper(path: Path, convert: Convert) -> None:
    type_into(path, FIRST_ROW, {"Reduction given": 1200, "Published minimum": 999999999, "Price before": 999999999})
    with edited(path, "Learners") as page:
        page.cell(2, column("Learners", "GivenNames")).value = "Wolfeschlegelsteinhausenbergerdorff " * 2
    done = evidence(path)
    (pdf,) = convert("pdf", done.path)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Pages:\s+(\d+)", info)
    assert found
    assert int(found[1]) == done.pages == 2
