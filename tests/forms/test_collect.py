"""ilr forms collect: old, new and problems shown; what is accepted is one change that undo takes back."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from addin.forms.comparison import compared, line
from addin.forms.details import fingerprints, put_detail
from addin.forms.protection import encrypted_book, sealed
from addin.forms.register import IssuedForm
from ilr_core.model import Learner
from tests.cli.runs import Runner
from tests.commands.made import value, values
from tests.forms.made import LATER, YEAR, answers, fill, forms_of, log_of, people, sent_back, typed_into
from workbook_templates.forms_sheet import FORMS

ROW = {"A1": 2, "A2": 3, "A3": 4}


def cell(book: Path, learner: str, header: str) -> object:
    return value(book, "Learners", ROW[learner], header)


def outcome(book: Path, learner: str) -> str:
    return next(str(row[4]) for row in values(book, FORMS).rows if row and row[0] == learner)


def categories(book: Path) -> list[tuple[object, object, object]]:
    rows = values(book, "LLDD").rows
    at = [rows[0].index(name) for name in ("LearnRefNumber", "LLDDCat", "PrimaryLLDD")]
    return [tuple(row[i] if i < len(row) else None for i in at) for row in rows[1:] if len(row) > 2 and row[at[1]]]


def test_old_and_new_are_shown_then_taken_over_then_undone(ilr: Runner, book: Path, folder: Path) -> None:
    sent_back(folder, book, "A1", {"Postcode": "sw1a 1aa", "TelNo": "+44 7700 900456", "NINumber": "ab 12 34 56 b"})
    before = book.read_bytes()
    shown = ilr("forms", "collect", book, folder, "--preview")
    assert shown.out.splitlines() == [
        "A1 Postcode: ZZ99 9ZZ -> SW1A 1AA",
        "A1 TelNo: 07700900123 -> 07700900456",
        "A1 NINumber: AB123456A -> AB123456B",
        "Nothing was changed; 3 answers would be taken over.",
    ]
    assert book.read_bytes() == before
    done = ilr("forms", "collect", book, folder, "--yes", "--who", "a.admin")
    assert done.code == 0
    assert "Took over 3 answers as change 1 of the sheet Changes" in done.out
    assert [cell(book, "A1", name) for name in ("Postcode", "TelNo", "NINumber")] == [
        "SW1A 1AA", "07700900456", "AB123456B",
    ]  # fmt: skip
    log = log_of(book)
    assert {(one["Change"], one["Who"], one["Command"], one["Reason"]) for one in log} == {
        (1, "a.admin", "forms collect", "learner's form")
    }
    assert outcome(book, "A1") == "3 answers taken over, change 1"
    assert ilr("undo", book).code == 0
    assert [cell(book, "A1", name) for name in ("Postcode", "TelNo", "NINumber")] == [
        "ZZ99 9ZZ", "07700900123", "AB123456A",
    ]  # fmt: skip


def test_the_workbook_form_and_the_page_are_collected_alike(
    ilr: Runner, book: Path, folder: Path, tmp_path: Path
) -> None:
    form = tmp_path / "out" / f"Form {forms_of(book)['A3'].form}.xlsx"
    given = {
        "NINumber": "ab 12 34 56 c", "DateOfBirth": date(2006, 5, 4), "Sex": "Male", "Ethnicity": "Asian: Indian",
        "LLDDHealthProb": "Yes", "LLDDCat:12": "Yes", "LLDDCat:5": "Yes", "PrimaryLLDD": "Dyslexia",
        "TelNo": 7700900789,
    }  # fmt: skip
    fill(form, given, folder / form.name)
    shown = ilr("forms", "collect", book, folder, "--preview").out
    assert "A3 TelNo: problem: answered 7700900789. This is not a phone number." in shown
    fill(form, given | {"TelNo": "07700 900789"}, folder / form.name)
    done = ilr("forms", "collect", book, folder)
    assert done.code == 0
    found = [cell(book, "A3", name) for name in ("NINumber", "Sex", "Ethnicity", "TelNo", "LLDDHealthProb")]
    assert [str(one).partition(" ")[0] for one in found] == ["AB123456C", "M", "39", "07700900789", "1"]
    assert str(cell(book, "A3", "DateOfBirth"))[:10] == "2006-05-04"
    assert [str(one[1]).partition(" ")[0] for one in categories(book) if one[0] == "A3"] == ["5", "12"]


def test_an_untouched_form_changes_nothing(ilr: Runner, book: Path, folder: Path, tmp_path: Path) -> None:
    typed_into(book, "A1", {"Postcode": "SW1A 1AA"})
    for form in (tmp_path / "out").glob("*.xlsx"):
        shutil.copy(form, folder)
    done = ilr("forms", "collect", book, folder)
    assert done.code == 0
    assert "3 learners answered; nothing was taken over." in done.out
    assert log_of(book) == []
    assert cell(book, "A1", "Postcode") == "SW1A 1AA"
    assert outcome(book, "A1") == "nothing new"


def test_blank_answers_never_wipe(ilr: Runner, book: Path, folder: Path) -> None:
    asked = ("GivenNames", "FamilyName", "DateOfBirth", "Sex", "AddLine1", "Postcode", "TelNo", "Email", "NINumber",
             "Ethnicity", "LLDDHealthProb", "PrimaryLLDD")  # fmt: skip
    blank: dict[str, object] = {name: " " if name in ("Email", "TelNo") else "" for name in asked}
    sent_back(folder, book, "A1", blank | {"LLDDCat": []})
    sent_back(folder, book, "A2", {})
    before = values(book, "Learners").rows
    assert "nothing was taken over" in ilr("forms", "collect", book, folder).out
    assert values(book, "Learners").rows == before


def test_a_value_changed_meanwhile_is_in_doubt(ilr: Runner, book: Path, folder: Path) -> None:
    typed_into(book, "A1", {"Postcode": "M1 1AE", "NINumber": "CE111111A", "TelNo": "07700 900 999"})
    sent_back(
        folder, book, "A1",
        {"Postcode": "SW1A 1AA", "NINumber": "AB123456B", "TelNo": "07700900999", "Email": "new@example.org"},
    )  # fmt: skip
    done = ilr("forms", "collect", book, folder, "--yes")
    since = "in doubt, the workbook was changed since the form was made"
    assert f"A1 Postcode: M1 1AE -> SW1A 1AA: {since}; taken only with --accept A1:Postcode" in done.out
    assert f"A1 NINumber: CE111111A -> AB123456B: {since}" in done.out
    assert [cell(book, "A1", name) for name in ("Postcode", "NINumber", "Email")] == [
        "M1 1AE", "CE111111A", "new@example.org",
    ]  # fmt: skip
    assert outcome(book, "A1").endswith("not taken: Postcode, TelNo, NINumber")
    ilr("forms", "collect", book, folder, "--yes", "--accept", "A1:Postcode")
    assert [cell(book, "A1", name) for name in ("Postcode", "NINumber")] == ["SW1A 1AA", "CE111111A"]


def test_only_what_is_accepted(ilr: Runner, book: Path, folder: Path) -> None:
    sent_back(folder, book, "A1", {"Postcode": "SW1A 1AA", "Email": "a1@example.org"})
    sent_back(folder, book, "A2", {"Postcode": "M1 1AE", "Email": "a2@example.org"})
    sent_back(folder, book, "A3", {"Postcode": "B33 8TH"})
    done = ilr("forms", "collect", book, folder, "--accept", "A1:Email", "A2")
    assert "A1 Postcode: ZZ99 9ZZ -> SW1A 1AA (not accepted)" in done.out
    assert "2 answers not taken." in done.out
    assert [cell(book, one, "Postcode") for one in ROW] == ["ZZ99 9ZZ", "M1 1AE", cell(book, "A3", "Postcode")]
    assert [cell(book, one, "Email") for one in ("A1", "A2")] == ["a1@example.org", "a2@example.org"]
    again = ilr("forms", "collect", book, folder, "--accept", "A9:Email")
    assert (again.code, len(again.err.splitlines())) == (2, 1)


def test_answered_twice(ilr: Runner, book: Path, folder: Path) -> None:
    first = sent_back(folder, book, "A1", {"Email": "old@example.org", "TelNo": "07700900456"})
    second = sent_back(folder, book, "A1", {"Email": "new@example.org"}, LATER)
    same = sent_back(folder, book, "A2", {"Email": "bea@example.org"})
    shutil.copy(same, folder / "copy.json")
    done = ilr("forms", "collect", book, folder)
    assert f"A1 answered twice: {second.name} is newer, {first.name} is not taken" in done.out
    assert "A2 answered twice" not in done.out
    assert [cell(book, one, "Email") for one in ("A1", "A2")] == ["new@example.org", "bea@example.org"]
    assert cell(book, "A1", "TelNo") == "07700900123"
    # The older one turns up by itself later: by now the workbook has the newer answer.
    later = ilr("forms", "collect", book, first)
    assert "A1 Email: new@example.org -> old@example.org: in doubt" in later.out
    assert cell(book, "A1", "Email") == "new@example.org"
    again = ilr("forms", "collect", book, second)
    assert "A1: nothing new" in again.out


def person(reference: str) -> Learner:
    return next(one for one in people() if one.LearnRefNumber == reference)


def form_for(learner: Learner) -> IssuedForm:
    """A form made for a learner just now."""
    form = "0000-0000-0000"
    return IssuedForm(5, form, str(learner.LearnRefNumber), fingerprints(learner, form, YEAR))


@pytest.mark.parametrize(
    ("learner", "given", "shown", "written"),
    [
        ("A1", {"LLDDHealthProb": "1", "LLDDCat": ["12"]}, "1 · Yes", [("12", "1")]),
        ("A1", {"LLDDHealthProb": "1", "LLDDCat": ["12", "9"], "PrimaryLLDD": "9"}, "1 · Yes",
         [("9", "1"), ("12", "")]),
        ("A1", {"LLDDHealthProb": "9"}, "in doubt, the learner would rather not say", []),
        ("A1", {"LLDDHealthProb": "2"}, "A1: nothing new", []),
        ("A2", {"LLDDHealthProb": "1", "LLDDCat": ["12", "9"], "PrimaryLLDD": "9"}, "A2: nothing new",
         [("9", "1"), ("12", "")]),
        ("A2", {"LLDDHealthProb": "1", "LLDDCat": ["12", "9"], "PrimaryLLDD": "12"}, "12 · Dyslexia (main)",
         [("9", ""), ("12", "1")]),
        ("A2", {"LLDDHealthProb": "1", "LLDDCat": ["12", "14"], "PrimaryLLDD": "14"}, "14 · Autism spectrum (main)",
         [("12", ""), ("14", "1")]),
        ("A2", {"LLDDHealthProb": "2"}, "-> 2 · No: none of these", []),
        ("A2", {"LLDDHealthProb": "9"}, "in doubt, the learner would rather not say", [("9", "1"), ("12", "")]),
        ("A1", {"LLDDHealthProb": "1"}, "problem", []),
        ("A1", {"LLDDHealthProb": "1", "LLDDCat": ["12", "9"]}, "but not which affects learning most", []),
        ("A1", {"LLDDHealthProb": "1", "LLDDCat": ["12", "9"], "PrimaryLLDD": "14"}, "but not which affects", []),
        ("A1", {"LLDDHealthProb": "2", "LLDDCat": ["12"]}, "but answered no to the question before", []),
        ("A1", {"LLDDCat": ["12"]}, "but answered nothing to the question before", []),
        ("A1", {"LLDDHealthProb": "1", "LLDDCat": ["77"]}, "not one of the choices", []),
        ("A1", {"LLDDHealthProb": "1", "LLDDCat": ["15"]}, "not one of the choices", []),
        ("A1", {"LLDDHealthProb": "7"}, "not one of the choices", []),
    ],
)  # fmt: skip
def test_health_is_taken_whole_or_not_at_all(learner: str, given: dict, shown: str, written: list) -> None:
    found = person(learner)
    details = list(compared(found, form_for(found), given, YEAR))
    said = [line(one, YEAR) for one in details] or [f"{learner}: nothing new"]
    assert shown in said[0]
    for one in details:
        if one.state == "new":
            put_detail(found, one.field, one.new, YEAR)
    marks = [(str(one.LLDDCat), str(one.PrimaryLLDD or "")) for one in found.LLDDandHealthProblem]
    assert sorted(marks, key=lambda one: int(one[0])) == written


def test_health_that_was_taken_over_is_undone(ilr: Runner, book: Path, folder: Path) -> None:
    before = categories(book)
    sent_back(folder, book, "A2", {"LLDDHealthProb": "1", "LLDDCat": ["12", "14"], "PrimaryLLDD": "14"})
    ilr("forms", "collect", book, folder)
    assert categories(book) != before
    ilr("undo", book)
    assert sorted(map(str, categories(book))) == sorted(map(str, before))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("FamilyName", '=HYPERLINK("http://example.org")'), ("GivenNames", "<script>alert(1)</script>"),
        ("AddLine1", "@SUM(1)"), ("NINumber", "BG123456A"), ("Postcode", "SW1"), ("Email", "-a@example.org"),
        ("DateOfBirth", "2008-02-30"), ("Sex", "X"), ("Ethnicity", "=31"), ("Ethnicity", "7"), ("TelNo", "1" * 900),
    ],
)  # fmt: skip
def test_wrong_answers_are_problems_whatever_is_accepted(field: str, typed: str) -> None:
    learner = person("A1")
    details = {one.field: one for one in compared(learner, form_for(learner), {field: typed, "AddLine2": "B"}, YEAR)}
    assert {name: one.state for name, one in details.items()} == {field: "problem", "AddLine2": "new"}
    assert line(details[field], YEAR).startswith(f"A1 {field}: problem: answered ")
    assert len(line(details[field], YEAR)) < 300


def test_a_problem_stays_out(ilr: Runner, book: Path, folder: Path) -> None:
    sent_back(folder, book, "A1", {"FamilyName": "=1+1", "AddLine2": "Sampletown"})
    done = ilr("forms", "collect", book, folder, "--yes", "--accept", "A1", "A1:FamilyName")
    assert "A1 FamilyName: problem: answered =1+1. Begin with a letter or a number." in done.out
    assert (cell(book, "A1", "FamilyName"), cell(book, "A1", "AddLine2")) == ("Sampleton", "Sampletown")


def test_passwords(ilr: Runner, book: Path, tmp_path: Path, folder: Path) -> None:
    words = tmp_path / "words.csv"
    with words.open("w", newline="", encoding="utf-8") as stream:
        own = [("A1", "correct horse"), ("A2", "battery staple"), ("A3", "paperclip £9")]
        csv.writer(stream).writerows([("LearnRefNumber", "Password"), *own])
    content = answers(book, "A1", {"Email": "sealed@example.org"})
    inner = json.dumps({name: content[name] for name in ("learner", "saved", "answers")}).encode()
    whole = {"ilr_form": 1, "form": content["form"], "sealed": sealed(inner, "correct horse", 1000)}
    (folder / "a.json").write_text(json.dumps(whole), "utf-8")
    closed = ilr("forms", "collect", book, folder)
    assert (closed.code, closed.err.count("\n")) == (2, 1)
    assert "is protected. Give its password" in closed.err
    assert "is protected" in ilr("forms", "collect", book, folder, "--password", "battery staple").err
    done = ilr("forms", "collect", book, folder, "--password-file", words)
    assert done.code == 0
    assert cell(book, "A1", "Email") == "sealed@example.org"


@pytest.mark.parametrize("named", [True, False])
def test_a_protected_workbook_form(ilr: Runner, book: Path, folder: Path, tmp_path: Path, named: bool) -> None:
    form = tmp_path / "out" / f"Form {forms_of(book)['A2'].form}.xlsx"
    plain = fill(form, {"Email": "sealed@example.org"}, tmp_path / "plain.xlsx")
    name = form.name if named else "whatever.xlsx"
    (folder / name).write_bytes(encrypted_book(plain.read_bytes(), "correct horse"))
    assert "is protected" in ilr("forms", "collect", book, folder).err
    assert "is protected" in ilr("forms", "collect", book, folder, "--password", "battery staple").err
    assert ilr("forms", "collect", book, folder, "--password", "correct horse").code == 0
    assert cell(book, "A2", "Email") == "sealed@example.org"


def test_a_book_that_is_open_elsewhere(ilr: Runner, book: Path, folder: Path) -> None:
    sent_back(folder, book, "A1", {"Email": "new@example.org"})
    book.with_name(f"~${book.name}").write_bytes(b"")
    done = ilr("forms", "collect", book, folder)
    assert done.code == 2
    assert "is open in another program" in done.err
    assert cell(book, "A1", "Email") == "ada@example.org"


def test_text_copied_into_a_message(ilr: Runner, book: Path, folder: Path) -> None:
    text = json.dumps(answers(book, "A1", {"Email": "new@example.org"}), indent=1)
    message = f"Hello,\nhere it is:\n{text}\nSent from my phone"
    (folder / "mail.txt").write_bytes(b"\xef\xbb\xbf" + message.replace('"', "\u201d").encode())
    assert ilr("forms", "collect", book, folder).code == 0
    assert cell(book, "A1", "Email") == "new@example.org"
