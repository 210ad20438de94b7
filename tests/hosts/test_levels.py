"""Levels in every place: what users may type, that commands still work, and that a user's own protection stays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin.commands.check import check_book
from addin.commands.fix import fix_book
from addin.commands.seal_learners import seal_learners
from addin.hosts.port import Host
from addin.keys import create_key, signing_key
from addin.sealing.level import LevelSet, level_of, set_level
from addin.undo import undo_change
from ilr_core.knowledge import Knowledge
from tests.commands.made import NOW, book, column
from tests.hosts.benches import Bench
from tests.keys.key_store import memory_key_store
from workbook_templates.layout import CHANGES, PROBLEMS, START, STATUS
from workbook_templates.levels import LevelName
from workbook_templates.rpl_columns import RPL
from workbook_templates.seals_sheet import COLUMNS, COMMENT, HEADER_ROW

NOTHING = Knowledge()
COMMENT_COLUMN = 1 + [one.header for one in COLUMNS].index(COMMENT)
DATA, COMMENT_CELL = "data", "comment"
PROTECTED = {"entry": {"Learners", "Aims", "Finance", "Seals", CHANGES, PROBLEMS, "Lists"}}
PROTECTED |= {name: {*PROTECTED["entry"], RPL, "Earnings", "Off-the-job"} for name in ("verify", "return")}
OPEN = {"entry": {DATA, COMMENT_CELL}, "verify": {COMMENT_CELL}, "return": set()}


@cache
def _fixable(folder: Path) -> bytes:
    path = book(folder / "made.xlsx", count=3)
    opened = openpyxl.load_workbook(path)
    opened["Learners"].cell(3, column("Learners", "Postcode")).value = "cv12wt"
    opened.create_sheet("My own")["A1"] = 1
    opened.save(path)
    return path.read_bytes()


@pytest.fixture
def source(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path / "Book.xlsx"
    path.write_bytes(_fixable(tmp_path_factory.getbasetemp()))
    return path


def is_locked(page: Worksheet, row: int, column_: int) -> bool:
    cell = page.cell(row, column_)
    around = page.column_dimensions.get(cell.column_letter)
    locked = cell.protection.locked if cell.has_style or around is None else around.protection.locked
    return bool(page.protection.sheet and locked)


def opened_now(bench: Bench) -> openpyxl.Workbook:
    return openpyxl.load_workbook(bench.saved())


def level(bench: Bench, host: Host, name: LevelName | None) -> LevelSet:
    host.ask_yes = lambda question, lines=(): True  # type: ignore[method-assign]
    done = set_level(host, name)
    bench.settle()
    assert done is not None
    assert level_of(host) == (name or "")
    return done


def assert_locks(bench: Bench, name: LevelName) -> None:
    now = opened_now(bench)
    locked = {page.title for page in now.worksheets if page.protection.sheet}
    assert PROTECTED[name] <= locked
    assert {START, "My own"}.isdisjoint(locked)
    learners, seals = now["Learners"], now["Seals"]
    family = column("Learners", "FamilyName")
    for row in (2, 300):
        assert is_locked(learners, row, family) is (DATA not in OPEN[name])
        assert is_locked(learners, row, column("Learners", STATUS))
        assert is_locked(learners, row, column("Learners", "RowId"))
    assert is_locked(learners, 1, family)
    assert is_locked(seals, HEADER_ROW + 1, COMMENT_COLUMN) is (COMMENT_CELL not in OPEN[name])
    assert is_locked(seals, HEADER_ROW + 1, 1)


@pytest.fixture
def verifier(data_folder: Path) -> Iterator[None]:
    with memory_key_store():
        create_key()
        yield


@pytest.fixture
def levelled(bench: Bench, source: Path) -> Host:
    """A workbook whose user has protected Aims with a password."""
    opened = openpyxl.load_workbook(source)
    opened["Aims"].protection.set_password("secret")
    opened["Aims"].protection.enable()
    opened.save(source)
    return bench.open(source)


def test_levels_lock_and_commands_still_work(bench: Bench, levelled: Host, verifier: None) -> None:
    host = levelled
    assert level(bench, host, "verify").left == ("Aims",)
    assert seal_learners(host, signing_key, who="V", now=NOW, knowledge=NOTHING).learners == ("D00001", "D00003")
    bench.settle()
    assert_locks(bench, "verify")
    done = level(bench, host, "entry")
    assert done.sentence().endswith("Protected by somebody else and left as it is: Aims.")
    # Below the table: on a protected sheet Excel does not take such a row into it.
    host.write_cells("Learners", {(5, column("Learners", "LearnRefNumber")): "NEW1"})
    bench.settle()
    checked = check_book(host, now=NOW, knowledge=NOTHING)
    assert checked.unmarked.startswith("Aims!A2 and ")
    assert checked.seals == "4 learners: 2 verified, 2 not verified."
    fixed = fix_book(host, who="A", now=NOW, knowledge=NOTHING)
    assert fixed is not None
    assert [edit.new for edit in fixed.edits] == ["CV1 2WT"]
    bench.settle()
    assert undo_change(host, who="A", now=NOW) is not None
    assert bench.tables("Learners")[0].endswith("5")
    assert_locks(bench, "entry")
    assert level(bench, host, None).sentence().startswith("The level of the workbook is none: no sheet is locked.")
    now = opened_now(bench)
    assert [page.title for page in now.worksheets if page.protection.sheet] == ["Aims"]
    assert now["Aims"].protection.password or now["Aims"].protection.hashValue


def test_the_strictest_level(bench: Bench, source: Path) -> None:
    if bench.name == "calc":
        pytest.skip("Calc keeps what may be done on a protected sheet to itself")
    host = bench.open(source)
    level(bench, host, "return")
    assert_locks(bench, "return")
    options = opened_now(bench)["Learners"].protection
    assert (options.objects, options.formatCells, options.sort, options.autoFilter) == (True, True, False, False)
    check_book(host, now=NOW, knowledge=NOTHING)
    again = opened_now(bench)["Learners"].protection
    assert vars(again) == vars(options)
