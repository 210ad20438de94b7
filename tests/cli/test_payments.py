"""``ilr payments``: every option, every refusal, hostile files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import addin.loading.knowledge
from addin.ooxml import read_workbook
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.cli.runs import Outcome, Runner
from tests.commands.made import learners_of, made_book, official_name, return_xml
from tests.payments.files import HEAD, LIST, written

LEVY = "August (R01) levy payments"


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin.loading.knowledge, "loaded_knowledge", Knowledge)


def apprentices() -> list[Learner]:
    return [one for one in learners_of("2627", 12) if programmes_of(one)][:3]


def return_file(folder: Path, learners: Sequence[Learner] | None = None) -> Path:
    path = folder / official_name("2627")
    path.write_bytes(return_xml("2627", apprentices() if learners is None else learners))
    return path


def report(folder: Path, amounts: Sequence[str] = ("100",), month: str = "August (R01)") -> Path:
    """One levy payment for each of the first apprentices."""
    rows = [[one.LearnRefNumber, one.ULN, "ZPROG001", paid] for one, paid in zip(apprentices(), amounts, strict=False)]
    return written(folder / "report.csv", [[*HEAD, f"{month} levy payments"], *rows])


def data(done: Outcome) -> dict:
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_xml_zip_and_workbook_give_the_same(ilr: Runner, tmp_path: Path) -> None:
    xml, book = return_file(tmp_path), made_book(tmp_path / "book.xlsx", apprentices())
    paid = report(tmp_path, ["100", "-5.5"])
    before = book.read_bytes()
    found = [data(ilr("payments", path, paid, "--format", "json")) for path in (xml, book)]
    assert found[0] == found[1]
    assert found[0]["totals"]["paid"] == "94.5"
    assert (found[0]["year"], found[0]["last"], found[0]["by_collection"]) == ("2627", "R01", True)
    assert book.read_bytes() == before


@pytest.mark.parametrize("name", ["text", "json", "csv"])
def test_formats(name: str, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--format", name)
    assert (done.code, done.err) == (0, "")
    assert {
        "text": lambda out: out.startswith("2026/27, R01 to R01: 3 learners."),
        "json": lambda out: len(json.loads(out)["learners"]) == 3,
        "csv": lambda out: len(list(csv.DictReader(io.StringIO(out)))) == 3,
    }[name](done.out)


@pytest.mark.parametrize(("through", "last"), [("R03", 3), ("r3", 3), ("14", 14), ("R01", 1)])
def test_through(through: str, last: int, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--through", through, "--format", "json")
    assert data(done)["last"] == f"R{last:02}"


@pytest.mark.parametrize("through", ["R15", "R00", "March", "", "R1.5", "٣"])
def test_through_no_return(through: str, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--through", through)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{through} is no return. Write one of R01 to R14.\n"


def test_the_workbook(ilr: Runner, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--out", target)
    assert (done.code, done.err) == (0, f"Made {target}.\n")
    assert [page.name for page in read_workbook(target)] == ["Payments", "By month"]
    again = ilr("payments", return_file(tmp_path), report(tmp_path), "--out", target)
    assert (again.code, again.out) == (2, "")
    assert "is there already and is not overwritten" in again.err


@pytest.mark.parametrize("name", ["out.csv", "out", "out.xlsm"])
def test_a_workbook_of_another_kind(name: str, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--out", tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert "must end in .xlsx" in done.err
    assert not (tmp_path / name).exists()


def test_data_locks_come_from_the_list_of_the_service(ilr: Runner, tmp_path: Path) -> None:
    first = apprentices()[0]
    rows = [["ULN", "Status", "Your reference"], [first.ULN, "Paused", first.LearnRefNumber]]
    listed = written(tmp_path / "list.csv", rows)
    paid = written(tmp_path / "r.csv", [[*HEAD, "R13 levy payments"], ["X", "1", "Z", "1"]])
    done = ilr("payments", return_file(tmp_path), paid, "--service", listed, "--through", "R04", "--format", "json")
    found = {one["learner"]: [part["code"] for part in one["parts"]] for one in data(done)["learners"]}
    assert found[first.LearnRefNumber] == ["data-lock"]
    wrong = ilr("payments", return_file(tmp_path), paid, "--service", paid)
    assert (wrong.code, wrong.out) == (2, "")
    assert "r.csv is no list of apprentices" in wrong.err


def test_rates_and_registers(ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("LearnAimRef,rate\n60000001,much\n")
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--rates", rates)
    assert (done.code, done.err) == (2, "rates.csv, line 2: 'much' is no rate; write 724 or 724.00.\n")

    def broken() -> Knowledge:
        raise AssertionError("looked up")

    monkeypatch.setattr(addin.loading.knowledge, "loaded_knowledge", broken)
    assert ilr("payments", return_file(tmp_path), report(tmp_path), "--no-registers").code == 0


def test_a_year_that_does_not_exist(ilr: Runner, tmp_path: Path) -> None:
    done = ilr("payments", return_file(tmp_path), report(tmp_path), "--year", "1999")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("There is no collection year 1999.")


def test_learners_with_errors(ilr: Runner, tmp_path: Path) -> None:
    ones = apprentices()
    ones[1].ULN = 1061484017
    done = ilr("payments", return_file(tmp_path, ones), report(tmp_path), "--through", "R04", "--format", "json")
    assert [[part["code"] for part in one["parts"]] for one in data(done)["learners"]][1] == ["errors"]


GOOD_ROW = ["A1", "1", "Z", "10"]
HOSTILE: dict[str, bytes | None] = {
    "gone.csv": None,
    "empty.csv": b"",
    "blank.csv": b"\r\n\r\n",
    "header-only.csv": b"Learner reference number\r\n",
    "cut.csv": "Learner reference number,x".encode("utf-16")[:-1],
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "page.csv": b"<html><body>Sign in</body></html>",
    "broken.xlsx": b"no workbook",
    "broken.zip": b"PK\x03\x04",
    "other.csv": b"Learner Ref,Rule Name\r\nA1,R07\r\n",
    "huge-cell.csv": f"Learner reference number,{LEVY}\r\n{'A' * 2_000_000},10\r\n".encode(),
    "huge-amount.csv": f"Learner reference number,{LEVY}\r\nA1,{'9' * 100_000}\r\n".encode(),
    "shifted.csv": f"Learner reference number,{LEVY}\r\nA1,Anna Example of 12 Old Road\r\n".encode(),
    "formula.csv": f"Learner reference number,{LEVY}\r\nA1,=1+1\r\n".encode(),
    "decimal-comma.csv": f"Learner reference number;{LEVY}\r\nA1;95,00\r\n".encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_report_that_cannot_be_used_is_refused_in_a_sentence(name: str, ilr: Runner, tmp_path: Path) -> None:
    path, content = tmp_path / name, HOSTILE[name]
    if content is not None:
        path.write_bytes(content)
    done = ilr("payments", return_file(tmp_path), path, "--out", tmp_path / "out.xlsx")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert name in done.err
    assert len(done.err) < 400
    assert "Anna" not in done.err
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";"), ("utf-16-le", ",")],
)
def test_encodings_and_separators(encoding: str, separator: str, ilr: Runner, tmp_path: Path) -> None:
    rows = [[*HEAD, "Family name", LEVY], [apprentices()[0].LearnRefNumber, "", "Z", "Zoë", "£1,000.50"]]
    path = written(tmp_path / "r.csv", rows, encoding, separator)
    done = ilr("payments", return_file(tmp_path), path, "--format", "json")
    assert data(done)["totals"]["paid"] == "1000.50"


def test_text_that_looks_like_a_formula_is_text_everywhere(ilr: Runner, tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [LIST, ["=HYPERLINK(1)", "@1", "2627", "1", "1", "1", "5"]])
    done = ilr("payments", return_file(tmp_path), path, "--format", "csv", "--out", tmp_path / "out.xlsx")
    (row,) = [one for one in csv.DictReader(io.StringIO(done.out)) if "HYPERLINK" in one["LearnRefNumber"]]
    assert (row["LearnRefNumber"], row["ULN"]) == ("'=HYPERLINK(1)", "'@1")
    assert "=HYPERLINK(1)" in str(read_workbook(tmp_path / "out.xlsx")[0].rows)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.xml", None, "is not there"),
        ("notes.txt", b"hello", "is no return"),
        ("broken.xml", b"<Message xmlns='ILR/2026-27'><Learner>", "broken.xml"),
        ("broken.xlsx", b"no workbook", "broken.xlsx"),
    ],
)
def test_a_return_that_cannot_be_used(
    name: str, content: bytes | None, words: str, ilr: Runner, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = ilr("payments", tmp_path / name, report(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_nothing_of_a_person_but_numbers_is_told(ilr: Runner, tmp_path: Path) -> None:
    first = apprentices()[0]
    head = ["Learner reference number", "Unique learner number", "Family name", "Given names", LEVY]
    rows = [head, [first.LearnRefNumber, first.ULN, first.FamilyName, first.GivenNames, "10"]]
    path = written(tmp_path / "r.csv", rows)
    for name in ("text", "json", "csv"):
        out = ilr("payments", return_file(tmp_path), path, "--format", name).out
        assert first.FamilyName not in out
        assert first.LearnRefNumber in out
