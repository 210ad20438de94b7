"""Esc stops a command before it writes and never after; whatever happens, Excel is as before."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from addin import ribbon
from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts import escape_key
from addin.hosts.escape_key import EscapeKey
from addin.hosts.excel_host import ExcelHost
from addin.hosts.messages import HOW_TO_STOP, Progress
from ilr_core import catalogue
from ilr_core.errors import Stopped
from tests.excel.engine import opened
from tests.excel.engine.cells import Range
from workbook_templates.layout import layout

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))
STOPPED = "Stopped. Nothing was changed."
LEARNERS = layout(catalogue.load()).sheets["Learners"]


class Keys:
    """A keyboard on which Esc is pressed when it is asked for the n-th time; ``front`` is the process in front."""

    def __init__(self, pressed_at: int, front: int):
        self.asked = 0
        self.pressed_at = pressed_at
        self.front = front

    def escape(self) -> int:
        self.asked += 1
        return -32767 if self.asked == self.pressed_at else 0

    def process_in_front(self) -> int:
        return self.front


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "Return.xlsx"
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 8, NOW.date())), ukprn=10000001)
    return path


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> xw.Book:
    found = opened(Path(shutil.copy(filled, tmp_path)))
    found.sheets["Learners"].range((4, LEARNERS.number("ULN"))).value = "1000000087"
    found.sheets["Learners"].range((3, LEARNERS.number("Postcode"))).value = "cv12wt"
    return found


def contents(book: xw.Book) -> list[object]:
    pages = book.impl.book.worksheets
    cells = [(page.title, cell.coordinate, cell.value) for page in pages for row in page.iter_rows() for cell in row]
    notes = [
        (page.title, cell.coordinate) for page in pages for row in page.iter_rows() for cell in row if cell.comment
    ]
    return [[cell for cell in cells if cell[2] is not None], notes]


def is_as_before(book: xw.Book) -> bool:
    return book.app.status_bar is False and book.app.impl.api.UserName == "Admin"


@pytest.mark.parametrize("command", ["check", "check_rows", "fix", "export"])
def test_a_command_is_stopped_before_it_writes_or_done_to_its_end(
    command: str, book: xw.Book, filled: Path, tmp_path: Path
) -> None:
    book.app.impl.folder = tmp_path / "out"
    book.sheets["Learners"].range("A3:A4").select()
    before = contents(book)
    outcomes = []
    for pressed_at in range(2, 12):  # the first time is that of the host's own, before the command
        keys = Keys(pressed_at, book.app.pid)
        host = ExcelHost(book, keys)
        ribbon.run(command, host, NOW)
        assert is_as_before(book)
        outcomes.append(host.told == [STOPPED])
        if not outcomes[-1]:
            break
        assert contents(book) == before
        assert not (tmp_path / "out").exists()
    assert outcomes.count(True) >= 3
    assert outcomes[-1] is False
    assert command == "export" or contents(book) != before


def test_esc_in_another_program_does_not_stop(book: xw.Book) -> None:
    host = ExcelHost(book, Keys(3, book.app.pid + 1))
    ribbon.run("check", host, NOW)
    assert host.told != [STOPPED]


def test_a_press_from_before_or_in_a_message_box_is_let_go(book: xw.Book) -> None:
    key = EscapeKey(7, Keys(1, 7))
    assert key.is_pressed() is False
    key = EscapeKey(7, Keys(2, 7))
    assert key.is_pressed() is True
    host = ExcelHost(book, Keys(2, book.app.pid))
    host.ask_yes("Go on?")
    host.progress("Reading")


def test_the_status_bar_says_how_to_stop_as_long_as_one_can() -> None:
    shown: list[str] = []

    def show(text: str) -> bool:
        shown.append(text)
        return False

    progress = Progress(show)
    progress("Checking", 2, 1000)
    progress.begin_writing()
    progress.begin_writing()
    progress("Marking")
    progress.end()
    progress("Again")
    assert shown == [
        f"ILR: Checking: 2 of 1,000{HOW_TO_STOP}",
        "ILR: Checking: 2 of 1,000",
        "ILR: Marking",
        f"ILR: Again{HOW_TO_STOP}",
    ]
    deaf = Progress(lambda text: True, can_stop=False)
    deaf("Reading")
    with pytest.raises(Stopped):
        Progress(lambda text: True)("Reading")


class Windows:
    """What user32 says, played."""

    def __init__(self, state: int):
        self.state = state
        self.GetAsyncKeyState = self.call(lambda key: self.state if key == 0x1B else 0)
        self.GetForegroundWindow = self.call(lambda: 77)
        self.GetWindowThreadProcessId = self.call(self.process_of)

    @staticmethod
    def call(work: Callable[..., int]) -> Any:
        def function(*arguments: object) -> int:
            return work(*arguments)

        return function

    @staticmethod
    def process_of(window: int, process: Any) -> int:
        process._obj.value = 4321 if window == 77 else 0
        return 1


@pytest.mark.parametrize(("state", "is_pressed"), [(0, False), (1, True), (-32768, True), (-32767, True)])
def test_the_keyboard_of_windows(state: int, is_pressed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = type("windll", (), {"user32": Windows(state)})
    monkeypatch.setattr(escape_key.ctypes, "windll", windows, raising=False)
    keys = escape_key.WindowsKeyboard()
    assert keys.process_in_front() == 4321
    assert EscapeKey(4321, keys).is_pressed() is is_pressed
    assert EscapeKey(1, keys).is_pressed() is False


def test_off_windows_no_key_is_read() -> None:
    if sys.platform == "win32":
        pytest.skip("It is read here.")
    assert escape_key.keyboard() is None


STAGES = ("read_names", "read_sheets", "write_cells", "set_notes", "fill_rows", "write_names")


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"), ZeroDivisionError("A0001")])
@pytest.mark.parametrize("stage", STAGES)
def test_after_an_error_at_any_stage_excel_is_as_before(
    stage: str, failure: Exception, book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object) -> None:
        raise failure

    monkeypatch.setattr(ExcelHost, stage, fails)
    host = ExcelHost(book)
    ribbon.run("check", host, NOW)
    *before, last = host.told
    # The check goes on where only its log could not be written.
    assert [told for told in before if "is not logged: a file could not be used" not in told] == []
    assert len(before) == (stage == "write_cells" and isinstance(failure, OSError))
    assert "A0001" not in last
    assert is_as_before(book)


def test_the_users_name_is_given_back_when_a_note_fails(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(cell: Range, text: str) -> None:
        assert cell.sheet.book.app.api.UserName != "Admin"
        raise OSError("busy")

    monkeypatch.setattr(Range, "add_note", fails)
    ribbon.run("check", ExcelHost(book), NOW)
    assert is_as_before(book)
