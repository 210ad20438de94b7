"""ilr forms make: a form for each learner, with that learner's own details and nothing else."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import msoffcrypto
import openpyxl
import pytest
from lxml import html

from addin.forms.book_form import ABOUT, CHOICES, FORM
from addin.forms.protection import decrypted_book, opened
from addin.ooxml import read_workbook
from ilr_core.model import Learner, plain_text
from tests.cli.runs import Runner
from tests.commands.made import value, values
from tests.forms.made import YEAR, answer_cells, book_of_people, forms_of, people, typed_into
from workbook_templates.forms_sheet import FORMS

SHOWN = {"GivenNames", "FamilyName", "DateOfBirth", "Sex", "AddLine1", "AddLine2", "AddLine3", "AddLine4", "Postcode",
         "TelNo", "Email"}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook without forms yet."""
    return book_of_people(tmp_path / "book.xlsx")


def data_of(page: Path) -> dict:
    return json.loads(html.parse(str(page)).getroot().get_element_by_id("form-data").text)


def made(folder: Path, kind: str) -> dict[str, Path]:
    """The forms by the learner they name."""
    if kind == "html":
        return {data_of(path)["learner"]: path for path in folder.glob("*.html")}
    return {str(openpyxl.load_workbook(path)[ABOUT]["B3"].value): path for path in folder.glob("*.xlsx")}


def test_a_form_of_each_kind_for_every_learner(ilr: Runner, book: Path, tmp_path: Path) -> None:
    done = ilr("forms", "make", book, "--out", tmp_path / "out", "--provider", "Example Training")
    assert (done.code, done.err) == (0, "")
    assert "forms for 3 learners" in done.out
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".html", ".xlsx"}
    assert len(list((tmp_path / "out").iterdir())) == 6
    by_learner = forms_of(book)
    assert set(by_learner) == {"A1", "A2", "A3"}
    for kind in ("html", "xlsx"):
        for learner, path in made(tmp_path / "out", kind).items():
            assert path.stem == f"Form {by_learner[learner].form}"
            assert re.fullmatch(r"Form [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", path.stem)


@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_only_some_and_only_one_kind(ilr: Runner, book: Path, tmp_path: Path, kind: str) -> None:
    ilr("forms", "make", book, "--out", tmp_path / "out", "--learners", "A2", "A3", "--kind", kind)
    assert set(made(tmp_path / "out", kind)) == {"A2", "A3"}
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {f".{kind}"}


def texts(path: Path) -> str:
    """Every part of a form as text, unpacked."""
    if path.suffix == ".html":
        return path.read_text("utf-8")
    with ZipFile(path) as archive:
        return "\n".join([path.name, *archive.namelist(), *(archive.read(n).decode() for n in archive.namelist())])


def own_values(learner: Learner) -> dict[str, str]:
    """Every value of a learner that could be told from an ordinary word, by field."""
    found = {}
    for record in learner.walk():
        for name in record.FIELDS:
            written = record.value(name)
            text = plain_text(written) if written is not None else ""
            if len(text) > 5:
                found[f"{record.ENTITY}.{name}"] = text
    return found


@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_nothing_of_others_and_nothing_but_personal_details(forms_out: Path, kind: str) -> None:
    forms = made(forms_out / "out", kind)
    learners = {str(one.LearnRefNumber): one for one in people()}
    for reference, path in forms.items():
        content = texts(path) + path.name
        own = own_values(learners[reference])
        allowed = {own[name] for name in own if name.startswith("Learner.") and name.partition(".")[2] in SHOWN}
        forbidden = {text for name, text in own.items() if text not in allowed}
        for other, learner in learners.items():
            if other != reference:
                forbidden |= {text for text in own_values(learner).values() if text not in allowed}
        assert len(forbidden) > 20
        assert [text for text in forbidden if text in content] == []
        assert str(learners[reference].ULN) not in content
        assert "10000001" not in content


@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_what_is_asked_is_never_filled_in(forms_out: Path, kind: str) -> None:
    for path in made(forms_out / "out", kind).values():
        if kind == "html":
            assert set(data_of(path)["shown"]) <= SHOWN
            page = html.parse(str(path)).getroot()
            assert page.xpath("//input[@value and @type='text'] | //*[@checked or @selected]") == []
        else:
            form = openpyxl.load_workbook(path)[FORM]
            filled = {name for name, cell in answer_cells(form) if form[cell].value is not None}
            assert filled
            assert filled <= SHOWN


def test_no_name_of_a_learner_is_in_a_file_s_name(ilr: Runner, book: Path, tmp_path: Path) -> None:
    typed_into(book, "A1", {"LearnRefNumber": "SAMPLETON1"})
    ilr("forms", "make", book, "--out", tmp_path / "out")
    assert not [path for path in (tmp_path / "out").iterdir() if "sampleton" in path.name.lower()]


def test_hostile_values_stay_text(ilr: Runner, book: Path, tmp_path: Path) -> None:
    bad = {"FamilyName": "</script><script>alert(1)</script>", "GivenNames": "=1+1", "AddLine1": "@SUM(A1)"}
    typed_into(book, "A1", bad)
    ilr("forms", "make", book, "--out", tmp_path / "out", "--learners", "A1", "--provider", "<b>=1+1</b>")
    page = made(tmp_path / "out", "html")["A1"]
    assert data_of(page)["shown"].items() >= bad.items()
    assert len(html.parse(str(page)).getroot().findall(".//script")) == 2
    form = openpyxl.load_workbook(made(tmp_path / "out", "xlsx")["A1"])[FORM]
    cells = dict(answer_cells(form))
    for name, text in bad.items():
        assert (form[cells[name]].value, form[cells[name]].data_type) == (text, "s")


def test_only_answers_can_be_typed(forms_out: Path) -> None:
    opened_book = openpyxl.load_workbook(made(forms_out / "out", "xlsx")["A1"])
    form = opened_book[FORM]
    assert form.protection.sheet
    assert opened_book.security.lockStructure
    assert {sheet.title: sheet.sheet_state for sheet in opened_book} == {
        FORM: "visible", CHOICES: "veryHidden", ABOUT: "veryHidden",
    }  # fmt: skip
    unlocked = {cell.coordinate for row in form.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {cell for _, cell in answer_cells(form)}
    told = {cell for one in form.data_validations.dataValidation for cell in str(one.sqref).split()}
    assert told == unlocked
    assert all(one.showErrorMessage and one.errorStyle == "stop" for one in form.data_validations.dataValidation)


def test_the_sheet_says_which_form_is_whose(ilr: Runner, book: Path, tmp_path: Path) -> None:
    ilr("forms", "make", book, "--out", tmp_path / "out", "--learners", "A1")
    ilr("forms", "make", book, "--out", tmp_path / "out", "--learners", "A1", "A2")
    rows = [row for row in values(book, FORMS).rows[4:] if any(row)]
    assert [row[0] for row in rows] == ["A1", "A1", "A2"]
    assert len({row[1] for row in rows}) == 3
    kept = " ".join(str(row[5]) for row in rows)
    for one in people():
        assert not [text for text in own_values(one).values() if text in kept]


def test_passwords(ilr: Runner, book: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.csv"
    with words.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("LearnRefNumber", "Password"), ("A1", "correct horse"), ("A2", "paperclip £9")])
    done = ilr("forms", "make", book, "--out", tmp_path / "out", "--password-file", words, "--learners", "A1", "A2")
    assert done.code == 0
    for learner, password in (("A1", "correct horse"), ("A2", "paperclip £9")):
        form = forms_of(book)[learner].form
        page = tmp_path / "out" / f"Form {form}.html"
        assert "Sampleton" not in page.read_text("utf-8")
        inner = json.loads(opened(data_of(page)["sealed"], password))
        assert (inner["learner"], inner["shown"]["FamilyName"]) == (
            learner,
            {"A1": "Sampleton", "A2": "Mockford"}[learner],
        )
        closed = (tmp_path / "out" / f"Form {form}.xlsx").read_bytes()
        assert msoffcrypto.OfficeFile(BytesIO(closed)).is_encrypted()
        (tmp_path / "plain.xlsx").write_bytes(decrypted_book(closed, password))
        assert FORM in [sheet.name for sheet in read_workbook(tmp_path / "plain.xlsx")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--password", "short"), "at least 8 characters"),
        (("--password-file", "words.csv"), "There is no password for A2, A3"),
        (("--password-file", "heads.csv"), "needs the columns LearnRefNumber and Password"),
        (("--password-file", "gone.csv"), "is not there"),
        (("--learners", "B9"), "no learner has the LearnRefNumber B9"),
        (("--year", "2526"), "The workbook is for 2627"),
    ],
)
def test_nothing_is_made_where_something_is_missing(
    ilr: Runner, book: Path, tmp_path: Path, words: tuple[str, str], said: str
) -> None:
    (tmp_path / "words.csv").write_text("LearnRefNumber,Password\nA1,long enough\n", "utf-8")
    (tmp_path / "heads.csv").write_text("Name,Word\nA1,long enough\n", "utf-8")
    before = book.read_bytes()
    option, given = words
    given = str(tmp_path / given) if given.endswith(".csv") else given
    done = ilr("forms", "make", book, "--out", tmp_path / "out", option, given)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not list((tmp_path / "out").glob("*"))
    assert book.read_bytes() == before


@pytest.mark.parametrize(("typed", "said"), [(None, "has no LearnRefNumber"), ("A2", "Several learners")])
def test_a_learner_who_could_not_be_told_apart(
    ilr: Runner, book: Path, tmp_path: Path, typed: str | None, said: str
) -> None:
    typed_into(book, "A1", {"LearnRefNumber": typed})
    done = ilr("forms", "make", book, "--out", tmp_path / "out")
    assert done.code == 2
    assert said in done.err


def test_a_book_from_before_there_were_forms(ilr: Runner, book: Path, tmp_path: Path) -> None:
    with ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Forms"', b'name="Other"')
    with ZipFile(book, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    done = ilr("forms", "make", book, "--out", tmp_path / "out")
    assert done.code == 2
    assert "has no sheet Forms" in done.err


def test_a_value_that_cannot_be_read_is_not_shown(ilr: Runner, book: Path, tmp_path: Path) -> None:
    typed_into(book, "A1", {"DateOfBirth": "31/2/2007"})
    ilr("forms", "make", book, "--out", tmp_path / "out", "--learners", "A1")
    assert "DateOfBirth" not in data_of(made(tmp_path / "out", "html")["A1"])["shown"]
    assert value(book, "Learners", 2, "DateOfBirth") == "31/2/2007"


def test_years(ilr: Runner, tmp_path: Path) -> None:
    ilr("new", "--out", tmp_path / "empty.xlsx", "--year", "2526")
    done = ilr("forms", "make", tmp_path / "empty.xlsx", "--out", tmp_path / "out")
    assert "has no learners yet" in done.err
    assert YEAR.year == "2627"
