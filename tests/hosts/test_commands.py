"""The commands give the same outcome over every host: marks, notes, problems, changes and XML."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.change_log import HEADERS, read_log
from addin.commands.check import BookCheck, check_book
from addin.commands.export import export_book
from addin.commands.fix import fix_book
from addin.commands.marks import clear_marks, next_mark
from addin.hosts.file_host import FileHost
from addin.hosts.own_notes import own_note
from addin.hosts.port import Host
from addin.ooxml import Value, read_workbook
from addin.programmes.add import add_learners
from addin.undo import undo_change
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from tests.commands.made import NOW, book, column, edited
from tests.hosts.benches import Bench, ExcelBench
from tests.programmes.made import TEAM_LEADER, starters
from workbook_templates.layout import (
    CHANGES,
    COUNTS,
    DASHBOARD,
    DASHBOARD_LISTS,
    EARNINGS,
    MARKS,
    OFF_THE_JOB,
    PROBLEMS,
    PROGRAMMES,
    ROW_ID,
    START,
    STATUS,
)
from workbook_templates.rpl_columns import RPL

WHO = "A. Tester"
CALCULATED = (START, RPL, EARNINGS, OFF_THE_JOB)
FIGURES = ("ILR_Year", "ILR_UKPRN", "ILR_LastCheck", "ILR_Errors", "ILR_Warnings", "ILR_LearnersClean")
FAULTS: dict[tuple[str, int, str], Any] = {
    ("Learners", 3, "ULN"): "1061484017",
    ("Learners", 4, "DateOfBirth"): "31/2/2001",
    ("Learners", 5, "Postcode"): "cv12wt",
    ("Learners", 6, "Sex"): "female",
    ("Learners", 7, "ULN"): "=1+1 is text",
    ("Aims", 2, "CompStatus"): "9",
    ("Aims", 3, "LearnStartDate"): "last week",
}  # fmt: skip


def faulty_book(path: Path) -> Path:
    book(path, count=8)
    opened = openpyxl.load_workbook(path)
    for (sheet, row, header), value in FAULTS.items():
        cell = opened[sheet].cell(row, column(sheet, header), value)
        cell.data_type = "s"
    opened["Learners"].cell(2, column("Learners", "FamilyName")).comment = openpyxl.comments.Comment("Ask", "Sam")
    opened.save(path)
    return path


@dataclass
class Seen:
    """What a user sees of a workbook: texts of the sheets, notes of ours, problems, figures."""

    cells: dict[str, list[list[Value]]]
    notes: dict[str, dict[str, str]]
    figures: dict[str, Value]


def seen(bench: Bench) -> Seen:
    bench.settle()
    # The formulas on these have no value before a program calculates them.
    found = [sheet for sheet in bench.host.read_sheets() if sheet.name not in CALCULATED]
    sheets = {sheet.name: [trimmed(row) for row in sheet.rows] for sheet in found}
    for row in sheets.get(DASHBOARD, [])[5:7]:  # its last tile counts down by formulas
        row[:] = trimmed(row[:11])
    # What proves the log begins with a number that nobody had before.
    sheets[CHANGES] = [trimmed(row[: len(HEADERS)]) for row in sheets[CHANGES]]
    for rows in sheets.values():
        while rows and not rows[-1]:
            rows.pop()
    notes = {name: bench.notes(name) for name in sheets}
    names = bench.host.read_names()
    return Seen(
        sheets, {name: found for name, found in notes.items() if found}, {name: names[name] for name in FIGURES}
    )


def trimmed(row: list[Value]) -> list[Value]:
    end = max((number for number, value in enumerate(row, 1) if value is not None), default=0)
    return list(row[:end])


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faulty_book(tmp_path_factory.mktemp("source") / "Return.xlsx")


@pytest.fixture(scope="module")
def on_file(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """What a command does to the closed file, which is what it does everywhere."""
    from tests.hosts.benches import FileBench

    @cache
    def done(command: str) -> Any:
        bench = FileBench(tmp_path_factory.mktemp("file"))
        COMMANDS[command](bench.open(source))
        return seen(bench)

    return done


def check(host: Host) -> BookCheck:
    return check_book(host, now=NOW)


def fix(host: Host) -> None:
    host.ask_yes = lambda question, lines=(): True  # type: ignore[method-assign]
    assert fix_book(host, who=WHO, now=NOW)


def check_and_clear(host: Host) -> None:
    check(host)
    clear_marks(host)


def fix_and_undo(host: Host) -> None:
    fix(host)
    assert undo_change(host, who=WHO, now=NOW)


def twice(host: Host) -> None:
    check(host)
    fix(host)
    check(host)


def add_from_programme(host: Host) -> None:
    host.ask_yes = lambda question, lines=(): True  # type: ignore[method-assign]
    heads = next(sheet.rows[0] for sheet in host.read_sheets() if sheet.name == PROGRAMMES)
    assert not host.write_cells(PROGRAMMES, {(2, heads.index(name) + 1): value for name, value in TEAM_LEADER.items()})
    host.save()
    done = add_learners(host, starters("2627", 2), who=WHO, now=NOW, knowledge=Knowledge())
    assert done.learners == ("D00009", "D00010")
    assert done.change


COMMANDS: dict[str, Callable[[Host], Any]] = {
    "add learners": add_from_programme,
    "check": check,
    "check and clear": check_and_clear,
    "fix": fix,
    "fix and undo": fix_and_undo,
    "check, fix, check again": twice,
}
BEGINNINGS = ("check", "fix")
"""What longer commands begin with: in Calc, which is slow to open and read, these stand for them."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_leaves_the_same_workbook(
    bench: Bench, source: Path, on_file: Callable[[str], Seen], command: str
) -> None:
    if bench.name == "calc" and command in BEGINNINGS:
        pytest.skip("longer commands begin with it, and Calc is slow")
    COMMANDS[command](bench.open(source))
    ours, theirs = seen(bench), on_file(command)
    assert ours.cells.keys() == theirs.cells.keys()
    for name, rows in theirs.cells.items():
        assert ours.cells[name] == rows, name
    assert ours.notes == theirs.notes
    assert ours.figures == theirs.figures


def test_a_check_marks_what_is_wrong(bench: Bench, source: Path) -> None:
    host = bench.open(source)
    done = check(host)
    assert done.unmarked == ""
    found = seen(bench)
    marks = {row: texts(found, "Learners", row, MARKS) for row in range(2, 10)}
    assert (marks[3], marks[4]) == ("|ULN|", "|DateOfBirth|")
    assert str(texts(found, "Learners", 3, STATUS)).startswith("✖ 1 · ULN_04")
    assert found.notes["Learners"]["E3"].startswith(own_note("ULN_04: "))
    assert [row[1] for row in found.cells[PROBLEMS][1:]].count("ULN_04") == 1
    assert found.figures["ILR_Errors"] == done.report.errors > 3
    assert found.figures["ILR_LastCheck"] == NOW.replace(microsecond=0)


def texts(found: Seen, sheet: str, row: int, header: str) -> Value:
    cells = found.cells[sheet][row - 1]
    place = found.cells[sheet][0].index(header)
    return cells[place] if place < len(cells) else None


def test_a_fix_and_its_undo_give_the_former_cells(bench: Bench, source: Path) -> None:
    host = bench.open(source)
    before = seen(bench).cells
    fix(host)
    bench.settle()
    log = read_log(host)
    assert [(entry.field, entry.old, entry.new) for entry in log] == [
        ("Postcode", "cv12wt", "CV1 2WT"), ("Sex", "female", "F · Female")
    ]  # fmt: skip
    assert seen(bench).cells["Learners"] != before["Learners"]
    assert undo_change(host, who=WHO, now=NOW)
    after = seen(bench).cells
    assert {name: rows for name, rows in after.items() if name != "Changes"} == {
        name: rows for name, rows in before.items() if name != "Changes"
    }


@pytest.mark.parametrize("place", ["array", "locked"])
def test_a_cell_that_takes_no_value_leaves_all_as_it_was(
    bench: Bench, source: Path, tmp_path: Path, place: str
) -> None:
    from openpyxl.worksheet.formula import ArrayFormula

    path = Path(shutil.copy(source, tmp_path / "Barred.xlsx"))
    with edited(path, "Learners") as sheet:
        barred = sheet.cell(6, column("Learners", "Sex"))
        if place == "locked":
            for row in sheet.iter_rows():
                for cell in row:
                    cell.protection = openpyxl.styles.Protection(locked=cell.coordinate == barred.coordinate)
            sheet.protection.enable()
        else:
            anchor = sheet.cell(5, barred.column)
            anchor.value = ArrayFormula(f"{anchor.coordinate}:{barred.coordinate}", '="fem"&"ale"')
    host = bench.open(path)
    before = seen(bench).cells
    with pytest.raises(InputError) as told:
        fix(host)
    assert re.search(rf"Learners!{barred.column_letter}[56] is inside merged cells or", str(told.value))
    assert "so nothing was changed" in str(told.value)
    assert seen(bench).cells == before


def test_a_protected_sheet_is_told_and_the_rest_is_marked(bench: Bench, source: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(source, tmp_path / "Protected.xlsx"))
    with edited(path, "Aims") as sheet:
        sheet.protection.enable()
    host = bench.open(path)
    done = check(host)
    assert done.unmarked.startswith("Aims!A2 and ")
    assert done.unmarked.endswith("unprotect the sheet, then try again.")
    found = seen(bench)
    assert texts(found, "Learners", 3, MARKS) == "|ULN|"
    assert texts(found, "Aims", 2, STATUS) is None


def test_a_protected_list_of_problems_stops_before_anything_is_marked(
    bench: Bench, source: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(source, tmp_path / "Protected.xlsx"))
    with edited(path, PROBLEMS) as sheet:
        sheet.protection.enable()
    host = bench.open(path)
    before = seen(bench)
    with pytest.raises(InputError, match="The sheet Problems is protected"):
        check(host)
    assert seen(bench) == before


def test_the_export_is_the_same_to_the_byte(bench: Bench, source: Path, tmp_path: Path) -> None:
    ours = export_book(bench.open(source), tmp_path / "ours", now=NOW, only_clean=True)
    theirs = export_book(FileHost(source), tmp_path / "theirs", now=NOW, only_clean=True)
    assert ours is not None
    assert theirs is not None
    assert ours.path.name == theirs.path.name
    assert (ours.learners, ours.left_out) == (theirs.learners, theirs.left_out)
    assert ours.path.read_bytes() == theirs.path.read_bytes()


def test_an_export_after_a_check_is_the_same(bench: Bench, source: Path, tmp_path: Path) -> None:
    host = bench.open(source)
    before = export_book(host, tmp_path / "before", now=NOW, only_clean=True)
    check(host)
    bench.settle()
    after = export_book(host, tmp_path / "after", now=NOW, only_clean=True)
    assert before is not None
    assert after is not None
    assert before.path.read_bytes() == after.path.read_bytes()


def test_marks_stay_with_their_rows_when_these_are_sorted(bench: Bench, source: Path) -> None:
    host = bench.open(source)
    check(host)
    before = rows_by_id(bench)
    bench.sort("Learners", column("Learners", "FamilyName"), "A2", 9)
    after = rows_by_id(bench)
    assert list(after) != list(before)
    assert after == before
    # The next check finds the rows where they are now.
    host = bench.host
    check(host)
    now = rows_by_id(bench)
    assert now == before
    row = next(number for number, row in enumerate(now.values(), 2) if "|ULN|" in row)
    if bench.is_seen:
        host.select("Learners", 1, 1)
        assert next_mark(host)
        assert (host.selected() or ("", 0, 0))[1] <= row
    else:
        assert next_mark(host)


def rows_by_id(bench: Bench) -> dict[Value, list[Value]]:
    bench.settle()
    sheet = next(one for one in bench.host.read_sheets() if one.name == "Learners")
    place = sheet.rows[0].index(ROW_ID)
    return {row[place]: trimmed(row) for row in sheet.rows[1:] if any(cell is not None for cell in row)}


def test_the_user_is_asked_in_excel_and_nothing_happens_without_a_yes(source: Path, tmp_path: Path) -> None:
    bench = ExcelBench(tmp_path)
    host = bench.open(source)
    bench.book.app.impl.clicked = "cancel"
    before = seen(bench).cells
    assert fix_book(host, who=WHO, now=NOW) is None
    assert "Learners!" in bench.book.app.impl.asked[0]
    assert seen(bench).cells == before


def test_what_calc_saves_is_a_workbook_for_all(bench: Bench, source: Path) -> None:
    """What was checked and saved in one program is read in a closed file as it stood there."""
    host = bench.open(source)
    check(host)
    saved = read_workbook(bench.saved())
    here = {sheet.name: [trimmed(row) for row in sheet.rows] for sheet in host.read_sheets()}
    for sheet in saved:
        rows = [trimmed(row) for row in sheet.rows]
        if bench.name == "excel" and sheet.name in (PROBLEMS, COUNTS, DASHBOARD, DASHBOARD_LISTS):
            continue  # openpyxl saves links without what they show
        for number, row in enumerate(rows):
            assert row == here[sheet.name][number], (sheet.name, number + 1)
