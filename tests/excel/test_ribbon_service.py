"""The ribbon's buttons for the apprenticeship service and its payments: what they ask, tell, write and leave alone."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import addin.loading.knowledge
import addin.ribbon.comparing
from addin import ribbon
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.ooxml import read_workbook
from ilr_core import catalogue
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.excel.ribbon_books import NOW, RecordingHost, cells, type_into
from tests.payments.files import HEAD, written

BUTTONS = ("apprenticeship_service", "payment_report", "new_apprentices")
ANSWERS = {"cohort": "C1", "agreement": "AG1234", "weeks": ""}


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (addin.loading.knowledge, addin.ribbon.comparing):
        monkeypatch.setattr(module, "loaded_knowledge", Knowledge)


@pytest.fixture
def apprentices() -> list[Learner]:
    made = made_learners(catalogue.load("2627"), 12, NOW.date())
    return [one for one in made if programmes_of(one)][:3]


@pytest.fixture
def path(tmp_path: Path, apprentices: list[Learner]) -> Path:
    filled_book(tmp_path / "Return.xlsx", catalogue.load("2627"), apprentices, ukprn=10000001)
    return tmp_path / "Return.xlsx"


def pressed(command: str, host: RecordingHost, now: datetime = NOW) -> str:
    """The one sentence that the user is told."""
    ribbon.run(command, host, now)
    (sentence,) = host.told
    assert "Traceback" not in sentence
    return sentence


def listed(folder: Path, learners: list[Learner], status: str = "Live") -> Path:
    rows = [["ULN", "Status"], *([str(one.ULN), status] for one in learners)]
    return written(folder / "list.csv", rows)


def paid(folder: Path, learners: list[Learner]) -> Path:
    rows = [[*HEAD, "August (R01) levy payments"], *([one.LearnRefNumber, one.ULN, "Z", "100"] for one in learners)]
    return written(folder / "report.csv", rows)


@pytest.mark.parametrize("command", BUTTONS)
def test_saying_no_changes_nothing(command: str, path: Path) -> None:
    host = RecordingHost(path)
    host.typed = [None]
    before = path.read_bytes()
    assert pressed(command, host) in ("Nothing was compared.", "Nothing was written.")
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", BUTTONS)
def test_a_file_that_is_no_workbook(command: str, tmp_path: Path, apprentices: list[Learner]) -> None:
    (tmp_path / "notes.xlsx").write_text("not a workbook")
    host = RecordingHost(tmp_path / "notes.xlsx", tmp_path / "out")
    host.typed, host.picked = [ANSWERS], listed(tmp_path, apprentices)
    assert "notes.xlsx" in pressed(command, host)


@pytest.mark.parametrize("command", BUTTONS[:2])
@pytest.mark.parametrize(
    "content", [b"", b"a,b\r\n1,2\r\n", b"\x89PNG\r\n\x1a\n" + bytes(99), "ULN,x".encode("utf-16")[:-1]]
)
def test_a_file_that_is_no_such_list(command: str, content: bytes, path: Path, tmp_path: Path) -> None:
    host = RecordingHost(path)
    host.picked = tmp_path / "wrong.csv"
    host.picked.write_bytes(content)
    before = path.read_bytes()
    assert "wrong.csv" in pressed(command, host)
    assert path.read_bytes() == before
    assert host.opened == []


# Apprenticeship service


def test_the_list_is_compared_and_marked(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    host = RecordingHost(path)
    host.picked = listed(tmp_path, apprentices[:2], "Paused")
    told = pressed("apprenticeship_service", host)
    assert told.startswith(
        "2 lines in the service's list. The same: 0. Differences, or only here: 3. Only in the service: 0."
    )
    assert host.asked == ["Choose the download of Manage your apprentices csv xlsx"]
    rules = [row["Rule"] for row in cells(path, "Problems")]
    assert [rule for rule in rules if str(rule).startswith("DLOCK")] == ["DLOCK_12", "DLOCK_12", "DLOCK_02"]
    for one in apprentices:
        assert one.FamilyName not in told


def test_comparing_touches_no_data_cell(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    names = ("LearnRefNumber", "ULN", "FamilyName", "DateOfBirth", "Email")
    before = [[row[name] for name in names] for row in cells(path, "Learners")]
    host = RecordingHost(path)
    host.picked = listed(tmp_path, apprentices, "Stopped")
    pressed("apprenticeship_service", host)
    assert [[row[name] for name in names] for row in cells(path, "Learners")] == before


# Payment report


def test_the_payments_are_reconciled_in_a_workbook(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    host = RecordingHost(path)
    host.picked, host.target = paid(tmp_path, apprentices), tmp_path / "Payments to R01.xlsx"
    before = path.read_bytes()
    told = pressed("payment_report", host)
    assert told.startswith("R01 to R01: paid £300.00, expected £")
    assert told.endswith("(an estimate). Made Payments to R01.xlsx.")
    assert host.opened == [host.target]
    assert host.asked[-1] == "Save the reconciliation as Payments to R01"
    page = openpyxl.load_workbook(host.target)["Payments"]
    assert {page.cell(row, 1).value for row in (7, 8, 9)} == {one.LearnRefNumber for one in apprentices}
    assert path.read_bytes() == before


def test_a_reconciliation_that_is_not_saved(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    host = RecordingHost(path)
    host.picked = paid(tmp_path, apprentices)
    assert pressed("payment_report", host).endswith("The list was not saved.")
    assert host.opened == []


def test_a_workbook_that_is_there_is_kept(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    host = RecordingHost(path)
    host.picked, host.target = paid(tmp_path, apprentices), tmp_path / "Mine.xlsx"
    host.target.write_text("mine")
    assert "is there already and is not overwritten" in pressed("payment_report", host)
    assert host.target.read_text() == "mine"


def test_what_is_not_counted_is_told_with_the_sums(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    host = RecordingHost(path)
    head = [*HEAD, "R13 levy payments", "R13 hiring payments"]
    host.picked = written(tmp_path / "r.csv", [head, [apprentices[0].LearnRefNumber, "", "Z", "1", "2000"]])
    assert "in columns that this tool does not know: £2,000.00" in pressed("payment_report", host)


# New apprentices


def written_rows(folder: Path) -> list[dict[str, str]]:
    (path,) = folder.glob("New apprentices *.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_selected_learners_are_written(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    host = RecordingHost(path, tmp_path / "out")
    host.rows, host.typed = ("Learners", (2, 4)), [ANSWERS]
    before = path.read_bytes()
    assert pressed("new_apprentices", host).endswith("2 apprentices.")
    rows = written_rows(tmp_path / "out")
    assert [row["ProviderRef"] for row in rows] == [apprentices[0].LearnRefNumber, apprentices[2].LearnRefNumber]
    assert {row["CohortRef"] for row in rows} == {"C1"}
    assert [one.name for one in host.forms[0][1]] == ["cohort", "agreement", "weeks"]
    assert path.read_bytes() == before


def test_a_learner_who_would_be_refused_is_named(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    type_into(path, "2627", "Learners", "Email", 2, None)
    host = RecordingHost(path, tmp_path / "out")
    host.rows, host.typed = ("Learners", (2,)), [ANSWERS]
    told = pressed("new_apprentices", host)
    assert told.startswith("Nothing was written.")
    assert f"{apprentices[0].LearnRefNumber}: Email is missing" in told
    assert apprentices[0].FamilyName not in told
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("weeks", ["two", "-1", "1000", "1.5", "٣"])
def test_weeks_that_are_no_number(weeks: str, path: Path, tmp_path: Path) -> None:
    host = RecordingHost(path, tmp_path / "out")
    host.rows, host.typed = ("Learners", (2,)), [ANSWERS | {"weeks": weeks}]
    assert pressed("new_apprentices", host) == f"{weeks} is no number of weeks. Nothing was written."


def test_no_folder_writes_nothing(path: Path) -> None:
    host = RecordingHost(path)
    host.rows, host.typed = ("Learners", (2,)), [ANSWERS]
    assert pressed("new_apprentices", host) == "Nothing was written."


def test_rows_must_be_selected(path: Path, tmp_path: Path) -> None:
    host = RecordingHost(path, tmp_path / "out")
    host.typed = [ANSWERS]
    assert "Select filled rows of one of the sheets" in pressed("new_apprentices", host)


def test_no_sheet_comes_or_goes(path: Path, tmp_path: Path, apprentices: list[Learner]) -> None:
    pages = [page.name for page in read_workbook(path)]
    host = RecordingHost(path)
    host.picked = listed(tmp_path, apprentices)
    pressed("apprenticeship_service", host)
    assert [page.name for page in read_workbook(path)] == pages
    assert FileHost(path).read_names()["ILR_Year"] == "2627"
