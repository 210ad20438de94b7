"""``ilr service``: every option, every refusal, hostile files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import addin.loading.knowledge
from addin.ooxml import read_workbook
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.cli.runs import Runner
from tests.commands.made import learners_of, made_book
from tests.payments.files import written

HEAD = ["Apprentice name", "ULN", "Planned start date", "Total agreed apprenticeship price", "Your reference", "Status"]
AGREEMENT = ("--agreement", "AG1234")


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addin.loading.knowledge, "loaded_knowledge", Knowledge)


def apprentices(year: str = "2627") -> list[Learner]:
    return [one for one in learners_of(year, 12) if programmes_of(one)][:3]


def book(folder: Path, learners: list[Learner] | None = None, year: str = "2627") -> Path:
    return made_book(folder / "book.xlsx", apprentices(year) if learners is None else learners, year)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(folder: Path, **change: str) -> Path:
    """A line for each apprentice, the first one changed; columns that are not compared are left out."""
    head = ["ULN", "Your reference", "Status"]
    rows = [[str(one.ULN), one.LearnRefNumber, "Live"] for one in apprentices()]
    rows[0] = [change.get(name.replace(" ", "_"), old) for name, old in zip(head, rows[0], strict=True)]
    return written(folder / "list.csv", [head, *rows])


# Upload


def test_learners_by_name(ilr: Runner, tmp_path: Path) -> None:
    first, _, third = (one.LearnRefNumber for one in apprentices())
    target = tmp_path / "new.csv"
    path = book(tmp_path)
    before = path.read_bytes()
    done = ilr("service", "upload", path, "--out", target, "--learners", third, first, "--cohort", "C1", *AGREEMENT)
    assert (done.code, done.err, done.out) == (0, "", f"Wrote {target}: 2 apprentices.\n")
    assert [(one["ProviderRef"], one["CohortRef"]) for one in rows_of(target)] == [(first, "C1"), (third, "C1")]
    assert path.read_bytes() == before


@pytest.mark.parametrize(("day", "everybody"), [("2017-05-01", True), ("2099-01-01", False)])
def test_those_who_began_on_a_day_or_later(day: str, everybody: bool, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("service", "upload", book(tmp_path), "--out", tmp_path / "new.csv", "--started-from", day, *AGREEMENT)
    assert done.code == 0
    if everybody:
        assert len(rows_of(tmp_path / "new.csv")) == 3
    else:
        assert done.out == "Nothing was written: no learner was chosen.\n"
        assert not (tmp_path / "new.csv").exists()


def test_refused_learners_are_named_and_the_exit_code_says_so(ilr: Runner, tmp_path: Path) -> None:
    ones = apprentices()
    ones[0].Email = ""
    names = [one.LearnRefNumber for one in ones]
    done = ilr("service", "upload", book(tmp_path, ones), "--out", tmp_path / "n.csv", "--learners", *names, *AGREEMENT)
    assert done.code == 1
    assert f"  {names[0]}: Email is missing" in done.out
    assert ones[0].FamilyName not in done.out
    assert [one["ProviderRef"] for one in rows_of(tmp_path / "n.csv")] == names[1:]


def test_without_an_agreement_everybody_is_refused(ilr: Runner, tmp_path: Path) -> None:
    ones = apprentices()
    for status in (status for one in ones for status in one.LearnerEmploymentStatus):
        status.AgreemId = None
    done = ilr("service", "upload", book(tmp_path, ones), "--out", tmp_path / "n.csv", "--started-from", "2017-05-01")
    assert (done.code, done.out.count("agreement ID is missing")) == (1, 3)
    assert done.out.startswith("Nothing was written.\nNot taken: 3 learners.")
    assert not (tmp_path / "n.csv").exists()


def test_no_prior_learning_in_an_earlier_year(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path, year="2526")
    call = ("service", "upload", path, "--out", tmp_path / "new.csv", "--started-from", "2017-05-01", *AGREEMENT)
    before = ilr(*call)
    assert before.code == 1
    assert "cannot say whether prior learning was counted" in before.out
    assert "cannot say whether" not in ilr(*call, "--no-prior-learning").out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--started-from", "soon"), "soon is no day. Write it as 2026-09-01."),
        (("--started-from", ""), " is no day. Write it as 2026-09-01."),
        (("--started-from", "2026-02-30"), "2026-02-30 is no day. Write it as 2026-09-01."),
        (("--learners", "NOBODY"), "no learner has the LearnRefNumber NOBODY"),
        (("--started-from", "2026-08-01", "--weeks", "A1"), "A1 is no number of weeks. Write it as A0001=6."),
        (("--started-from", "2026-08-01", "--weeks", "A1=-1"), "A1=-1 is no number of weeks."),
        (("--started-from", "2026-08-01", "--weeks", "A1=1000"), "A1=1000 is no number of weeks."),
        (("--started-from", "2026-08-01", "--weeks", "=6"), "=6 is no number of weeks."),
        (
            ("--started-from", "2026-08-01", "--weeks", "TYPO=6"),
            "Weeks are given for TYPO, who is none of the learners",
        ),
        (("--started-from", "2026-08-01", "--year", "1999"), "There is no collection year 1999."),
    ],
)
def test_what_cannot_be_meant(options: tuple[str, ...], words: str, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("service", "upload", book(tmp_path), "--out", tmp_path / "new.csv", *options, *AGREEMENT)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "new.csv").exists()


def test_somebody_must_be_chosen_and_in_one_way(ilr: Runner, tmp_path: Path) -> None:
    call = ("service", "upload", book(tmp_path), "--out", tmp_path / "new.csv")
    for more in ((), ("--learners", "D1", "--started-from", "2026-08-01")):
        done = ilr(*call, *more)
        assert (done.code, done.out) == (2, "")
        assert "--started-from" in done.err


@pytest.mark.parametrize("name", ["new.xlsx", "new"])
def test_the_file_must_be_csv(name: str, ilr: Runner, tmp_path: Path) -> None:
    done = ilr("service", "upload", book(tmp_path), "--out", tmp_path / name, "--started-from", "2026-08-01")
    assert (done.code, done.out) == (2, "")
    assert "must end in .csv" in done.err


def test_a_file_that_is_there_is_kept(ilr: Runner, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("mine")
    done = ilr("service", "upload", book(tmp_path), "--out", tmp_path / "new.csv", "--started-from", "2026-08-01")
    assert (done.code, done.out) == (2, "")
    assert "is there already and is not overwritten" in done.err
    assert (tmp_path / "new.csv").read_text() == "mine"


# Compare


def test_text_marks_the_workbook(ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path)
    done = ilr("service", "compare", path, listed(tmp_path, Status="Paused"))
    assert (done.code, done.err) == (0, "")
    assert "DLOCK_12 · " in done.out
    assert "Not looked for, the list cannot show them: DLOCK_01, DLOCK_04, DLOCK_05, DLOCK_06, DLOCK_08" in done.out
    assert f"Marked and listed in {path}." in done.out
    problems = next(page for page in read_workbook(path) if page.name == "Problems")
    assert "DLOCK_12" in str(problems.rows)


@pytest.mark.parametrize("options", [("--no-mark",), ("--format", "json"), ("--format", "csv")])
def test_the_workbook_is_left_alone(options: tuple[str, ...], ilr: Runner, tmp_path: Path) -> None:
    path = book(tmp_path)
    before = path.read_bytes()
    done = ilr("service", "compare", path, listed(tmp_path, Status="Paused"), *options)
    assert (done.code, done.err) == (0, "")
    assert "DLOCK_12" in done.out
    assert path.read_bytes() == before


def test_json_and_csv_say_everything(ilr: Runner, tmp_path: Path) -> None:
    path, export = book(tmp_path), listed(tmp_path, ULN="1000000914", Your_reference="=1+1")
    data = json.loads(ilr("service", "compare", path, export, "--format", "json").out)
    assert (data["version"], data["lines"], data["same"]) == (1, 3, 2)
    assert [one["rule"] for one in data["findings"]] == ["DLOCK_02"]
    assert data["only_in_service"] == [{"line": 2, "uln": "1000000914", "status": "Live"}]
    assert "DLOCK_08" in data["data_locks_not_looked_for"]
    rows = list(csv.DictReader(io.StringIO(ilr("service", "compare", path, export, "--format", "csv").out)))
    assert [row["data_lock"] for row in rows] == ["DLOCK_02", "only in the service"]


HOSTILE: dict[str, bytes | None] = {
    "gone.csv": None,
    "empty.csv": b"",
    "blank.csv": b",,\r\n,,\r\n",
    "no-uln.csv": b"Apprentice name,Status\r\nAnna Example,Live\r\n",
    "uln-alone.csv": b"ULN\r\n1000000302\r\n",
    "late-header.csv": b"x,y\r\n" * 11 + b"ULN,Status\r\n1000000302,Live\r\n",
    "cut.csv": "ULN,Status".encode("utf-16")[:-1],
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "page.csv": b"<html><body>Sign in</body></html>",
    "broken.xlsx": b"no workbook",
    "huge-cell.csv": f"ULN,Status\r\n1000000302,{'x' * 2_000_000}\r\n".encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_list_that_cannot_be_used_is_refused_in_a_sentence(name: str, ilr: Runner, tmp_path: Path) -> None:
    content, path = HOSTILE[name], book(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = path.read_bytes()
    done = ilr("service", "compare", path, tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert name in done.err
    assert len(done.err) < 400
    assert "Anna" not in done.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";"), ("utf-16-le", ",")],
)
def test_encodings_and_separators(encoding: str, separator: str, ilr: Runner, tmp_path: Path) -> None:
    rows = [["Apprentice name", "ULN", "Status"], *(["Zoë", str(one.ULN), "Live"] for one in apprentices())]
    export = written(tmp_path / "list.csv", rows, encoding, separator)
    data = json.loads(ilr("service", "compare", book(tmp_path), export, "--format", "json").out)
    assert (data["same"], data["findings"]) == (3, [])


@pytest.mark.parametrize("status", ["=HYPERLINK(1)", "Live\nDLOCK_99 · everybody", "x" * 100_000])
def test_what_a_hostile_cell_says_is_not_repeated(status: str, ilr: Runner, tmp_path: Path) -> None:
    path, export = book(tmp_path), listed(tmp_path, ULN="1000000914", Your_reference="nobody", Status=status)
    for name in ("text", "csv"):
        done = ilr("service", "compare", path, export, "--format", name)
        assert done.code == 0
        assert len(done.out) < 5000
        assert not [line for line in done.out.splitlines() if line.startswith(("=", "DLOCK_99"))]


def test_a_book_that_is_not_there(ilr: Runner, tmp_path: Path) -> None:
    done = ilr("service", "compare", tmp_path / "gone.xlsx", listed(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert "gone.xlsx" in done.err
