"""The sheets Dashboard and Dashboard lists as a check fills them, and workbooks that do not have them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from addin import ribbon
from addin.commands.check import check_book
from addin.commands.marks import clear_marks
from addin.dashboard.sheet import figure_cells, list_rows
from addin.hosts.file_host import FileHost
from addin.ooxml import Formula, Package, SheetEditor, parse_cell
from addin.upgrade.upgrade import upgrade_book
from ilr_core.knowledge import Knowledge
from tests.commands.made import learners_of, made_book
from tests.dashboard.made import NOW, board_of, made_learner
from tests.excel.ribbon_books import RecordingHost
from workbook_templates import dashboard_sheet as sheet
from workbook_templates import names
from workbook_templates.layout import DASHBOARD, DASHBOARD_LISTS

PLACES = {name: parse_cell(cell) for name, cell in sheet.BLOCKS.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with some errors, checked."""
    learners = learners_of("2627", 12)
    learners[1].ULN, learners[2].ULN, learners[3].Sex = 1000000087, 9999999999, "X"
    path = made_book(tmp_path_factory.mktemp("board") / "book.xlsx", learners)
    check_book(FileHost(path), now=NOW, knowledge=Knowledge())
    return path


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


def shown(path: Path, page: str = DASHBOARD) -> list[list[object]]:
    return _shown(path, path.stat().st_mtime_ns)[page]


@cache
def _shown(path: Path, saved: int) -> dict[str, list[list[object]]]:
    return {one.name: [list(row) for row in one.rows] for one in FileHost(path).read_sheets()}


def value(path: Path, name: str, down: int = 0, right: int = 0) -> object:
    """A cell of a block; None beyond what the sheet holds."""
    row, column = (first + more - 1 for first, more in zip(PLACES[name], (down, right), strict=True))
    rows = shown(path)
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def listed(path: Path, name: str) -> list[list[object]]:
    return [row for row in shown(path, DASHBOARD_LISTS)[1:] if row and row[0] == name]


def test_figures_and_lists_agree_in_the_workbook(made: Path) -> None:
    titles = [value(made, names.DASHBOARD_WORK, down) for down in range(sheet.WORK_ROWS)]
    for down, title in enumerate(titles):
        if title:
            count = value(made, names.DASHBOARD_WORK, down, sheet.WORK_COLUMNS["Count"])
            assert count == len(listed(made, str(title))), title
    assert value(made, names.DASHBOARD_WORK, titles.index("Temporary ULNs"), 3) == 1
    states = [value(made, names.DASHBOARD_STATES, down, 3) for down in range(3)]
    assert sum(map(int, states)) == value(made, names.DASHBOARD_TILES, 1) == 12
    assert states == [len(listed(made, name)) for name in ("Clean", "Warnings only", "With errors")]
    for block, prefix in ((names.DASHBOARD_FAMILIES, "Rules: "), (names.DASHBOARD_PROGRAMMES, "Programme: ")):
        found = 0
        for down in range(sheet.GROUP_ROWS):
            group = value(made, block, down)
            if group:
                rows = listed(made, f"{prefix}{group}")
                assert value(made, block, down, 3) == len(rows)
                assert value(made, block, down, 2) == sum(int(str(row[4])) for row in rows)
                found += 1
        assert found


def test_errors_are_those_of_start(made: Path) -> None:
    errors = sum(int(value(made, names.DASHBOARD_FAMILIES, down, 2) or 0) for down in range(sheet.GROUP_ROWS))
    assert FileHost(made).read_names()["ILR_Errors"] == errors > 0


def test_numbers_and_lines_are_links(made: Path) -> None:
    opened = openpyxl.load_workbook(made)
    page, lists = opened[DASHBOARD], opened[DASHBOARD_LISTS]
    row, column = PLACES[names.DASHBOARD_STATES]
    formula = page.cell(row, column + 3).value
    assert formula.startswith("=HYPERLINK(\"#'Dashboard lists'!A\"&IFERROR(MATCH(\"Clean\",'Dashboard lists'!$A:$A,0)")
    wheres = [lists.cell(number, 6).value for number in range(2, lists.max_row + 1)]
    assert all(where.startswith("=HYPERLINK(") for where in wheres)
    assert any("MATCH(" in where and "Learners!" in where for where in wheres)


def test_a_second_check_takes_old_figures_away(book: Path) -> None:
    host = FileHost(book)
    data = next(one for one in host.read_sheets() if one.name == "Learners")
    uln, sex = data.rows[0].index("ULN") + 1, data.rows[0].index("Sex") + 1
    host.write_cells("Learners", {(3, uln): "1000000027", (4, uln): "1000000035", (5, sex): "F"})
    host.save()
    check_book(FileHost(book), now=NOW, knowledge=Knowledge())
    assert value(book, names.DASHBOARD_FAMILIES) is None
    assert listed(book, "With errors") == []
    assert value(book, names.DASHBOARD_STATES, 0, 3) == 12


def test_clear_marks_empties_it(book: Path) -> None:
    clear_marks(FileHost(book))
    assert value(book, names.DASHBOARD) == sheet.NOT_YET
    assert shown(book, DASHBOARD_LISTS)[1:] == []
    for name in (names.DASHBOARD_TILES, names.DASHBOARD_WORK, names.DASHBOARD_STATES, names.DASHBOARD_FAMILIES):
        assert value(book, name) is None


def test_charts_and_their_words_stay(made: Path) -> None:
    package = Package.open(made)
    charts = [name for name in package.part_names if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    drawings = [package.read(name).decode() for name in package.part_names if name.startswith("xl/drawings/drawing")]
    assert any('descr="Chart: Errors by family of rules' in text for text in drawings)


def test_button_checks_and_shows(book: Path) -> None:
    host = RecordingHost(book)
    ribbon.run("dashboard", host, NOW)
    assert host.cursor == (DASHBOARD, 1, 1)
    assert host.told[-1].startswith("3 of 12 learners with errors. ")


def renamed(path: Path, *pages: str) -> Path:
    """The workbook as it was before there were these sheets."""
    opened = openpyxl.load_workbook(path)
    for page in pages:
        del opened[page]
    opened.save(path)
    return path


@pytest.mark.parametrize("gone", [(DASHBOARD_LISTS,), (DASHBOARD, DASHBOARD_LISTS)])
def test_workbooks_without_the_sheets_are_checked_as_before(book: Path, gone: tuple[str, ...]) -> None:
    path = renamed(book, *gone)
    done = check_book(FileHost(path), now=NOW, knowledge=Knowledge())
    assert done.dashboard is None
    assert done.report.errors
    host = RecordingHost(path)
    ribbon.run("dashboard", host, NOW)
    (sentence,) = host.told
    assert "has no sheets Dashboard and Dashboard lists" in sentence
    clear_marks(FileHost(path))


def test_an_upgraded_workbook_has_the_sheets_with_their_charts(book: Path) -> None:
    path = renamed(book, DASHBOARD, DASHBOARD_LISTS)
    upgrade_book(path, answer=lambda question, lines: True)
    done = check_book(FileHost(path), now=NOW, knowledge=Knowledge())
    assert done.dashboard is not None
    assert value(path, names.DASHBOARD_STATES, 0, 3) == len(listed(path, "Clean"))
    charts = [name for name in Package.open(path).part_names if name.startswith("xl/charts/chart")]
    assert len(charts) == 4


def test_a_users_own_sheet_of_that_name_is_left_alone(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    own = opened[DASHBOARD_LISTS]
    own["A1"] = "My list"
    opened.save(book)
    check_book(FileHost(book), now=NOW, knowledge=Knowledge())
    assert shown(book, DASHBOARD_LISTS)[0][0] == "My list"


def test_moved_blocks_are_found_by_their_names() -> None:
    board = board_of([made_learner({"ULN": 1000000087})])
    here = figure_cells(board, PLACES)
    there = figure_cells(board, {name: (row + 3, column + 1) for name, (row, column) in PLACES.items()})
    assert {(row + 3, column + 1): cell for (row, column), cell in here.items()} == there
    assert figure_cells(board, {}) == {}


def test_hostile_text_is_no_formula() -> None:
    board = board_of([made_learner({"LearnRefNumber": '=HYPERLINK("x")', "ULN": 1000000087})])
    for row in list_rows(board, lambda spot: None):
        assert not any(isinstance(cell, Formula) for cell in row)
    quoted = board_of(
        [made_learner({"ULN": 1000000087}, [{"LearnAimRef": 'A"*?~', "StdCode": None, "ProgType": None}])]
    )
    formulas = [cell.text for cell in figure_cells(quoted, PLACES).values() if isinstance(cell, Formula)]
    assert any('MATCH("Programme: Aim A""~*~?~~"' in text for text in formulas)


def test_the_deadline_counts_down_by_itself(made: Path) -> None:
    page = openpyxl.load_workbook(made)[DASHBOARD]
    row, column = PLACES[names.DASHBOARD_TILES]
    label, days, _ = (str(page.cell(row + down, column + 2 * sheet.TILES).value) for down in range(3))
    assert label.endswith(f'"Days to "&{names.NEXT_RETURN})')
    assert days.endswith(f"{names.DAYS_LEFT}))")


def test_every_figure_has_room_in_the_template(made: Path) -> None:
    editor = SheetEditor(Package.open(made), DASHBOARD)
    assert editor.last_row >= max(row for row, _ in PLACES.values())
