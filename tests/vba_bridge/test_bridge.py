"""What VBA can ask of Python: registered functions and commands, whatever else it sends; never an error."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.functions import FUNCTIONS
from addin.hosts.excel_host import ExcelHost
from addin.ribbon import COMMANDS
from ilr_core import catalogue
from tests.excel.engine import opened
from vba_bridge import com_server, stock
from vba_bridge.bridge import Bridge
from vba_bridge.com_values import from_com, to_com

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


class Untouchable:
    """A workbook that must not be looked at."""

    def __getattribute__(self, name: str) -> object:
        raise AssertionError(f"{name} was looked at")


def no_host(workbook: object) -> ExcelHost:
    raise AssertionError("No host is needed for a function.")


@pytest.fixture
def bridge() -> Bridge:
    return Bridge(no_host)


def test_it_answers_and_names_its_version(bridge: Bridge) -> None:
    assert bridge.Ping() == "pong"
    assert bridge.Version() == version("ilr-excel")


def test_a_registered_function_is_answered(bridge: Bridge) -> None:
    assert bridge.CallUDF("", "ILR_ULN_OK", (1000000027.0,)) is True
    assert bridge.CallUDF("", "ILR_ULN_OK", (((1000000027.0,), (None,), (5.0,)),)) == ((True,), ("",), (False,))
    headers = (("LearnRefNumber", "ULN"),)
    answer = bridge.CallUDF("", "ILR_CHECK", ((("A1", 1000000087.0), ("A2", 1000000027.0)), headers, None))
    assert isinstance(answer, tuple)
    assert [row[0].split(":")[0] for row in answer] == ["✖ ULN_04", "OK"]


@pytest.mark.parametrize("script", ["os", "addin.commands.new", "../evil.py", "", None])
def test_the_script_is_not_looked_at(script: object, bridge: Bridge) -> None:
    assert bridge.CallUDF(script, "ILR_ULN_OK", (1000000027.0,)) is True


def test_script_workbook_and_caller_are_not_looked_at(bridge: Bridge) -> None:
    assert bridge.CallUDF(Untouchable(), "ILR_ULN_OK", (1000000027.0,), Untouchable(), Untouchable()) is True


def test_no_module_is_imported_by_name(bridge: Bridge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one that lies in the folder of the workbook, or in the working folder."""
    trace = tmp_path / "was_imported"
    (tmp_path / "evil_module.py").write_text(f"open({str(trace)!r}, 'w').close()\ndef ILR_EVIL(): return 1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    workbook = SimpleNamespace(Path=str(tmp_path), FullName=str(tmp_path / "Book.xlsm"), Name="Book.xlsm")
    for script, name in (("evil_module", "ILR_EVIL"), ("evil_module", "ILR_ULN_OK"), ("", "evil_module.ILR_EVIL")):
        bridge.CallUDF(script, name, (1.0,), workbook, None)
    bridge.Run("evil_module", workbook)
    assert not trace.exists()
    assert "evil_module" not in sys.modules


@pytest.mark.parametrize(
    "name", ["os.system", "answer", "worksheet_function", "ILR_check", "__import__", "", None, 5, ("ILR_CHECK",), b"x"]
)
def test_what_is_not_registered_is_refused(name: object, bridge: Bridge) -> None:
    assert "no such function" in str(bridge.CallUDF("addin.functions.registry", name, ("x",)))


@pytest.mark.parametrize("command", ["os.system", "run", "", None, 7, ("check",), "Check", "__import__"])
def test_only_registered_commands_run(command: object, bridge: Bridge) -> None:
    assert "no such command" in bridge.Run(command, Untouchable())


def test_a_workbook_that_excel_does_not_hand_over() -> None:
    def busy(workbook: object) -> ExcelHost:
        raise RuntimeError("Call was rejected by callee: C:\\Learners.xlsx")

    said = Bridge(busy).Run("check", object())
    assert said == "Excel did not hand over the workbook (RuntimeError). Leave the cell you edit and try again."


def test_a_command_runs_on_the_workbook_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "Return.xlsx"
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 4, NOW.date())), ukprn=10000001)
    book = opened(path)
    asked = []

    def host_of(workbook: object) -> ExcelHost:
        asked.append(workbook)
        return ExcelHost(book)

    bridge = Bridge(host_of)
    assert bridge.Run("check", "the workbook") == "All 4 learners are clean."
    assert asked == ["the workbook"]
    assert book.impl.book["Learners"]["A2"].value == "✔"
    assert bridge.Run("about", "the workbook").startswith("ilr-excel ")


@pytest.mark.parametrize("task", ["check", "explain", "no such task"])
def test_the_flavour_stock_tells_the_outcome_and_gives_the_status_bar_back(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Return.xlsx"
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 2, NOW.date())), ukprn=10000001)
    book = opened(path)
    book.app.status_bar = False
    monkeypatch.setattr(stock.xw.Book, "caller", staticmethod(lambda: book))
    stock.pressed(task)
    (said,) = book.app.impl.asked
    assert said
    assert book.app.status_bar is False
    assert book.app.impl.api.UserName == "Admin"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_fails_with_a_traceback(command: str) -> None:
    class Broken(ExcelHost):
        def __init__(self) -> None:
            self.told = []

    said = Bridge(lambda workbook: Broken()).Run(command, object())
    assert said
    assert "Traceback" not in said
    assert said.count("\n") == 0 or command == "about"


ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.datetimes(), st.decimals(),
        st.binary(max_size=3), st.just(Untouchable), st.datetimes(timezones=st.just(UTC)),
    ),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=8,
)  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(name=st.sampled_from(sorted(FUNCTIONS)), arguments=ANYTHING)
def test_nothing_raises(name: str, arguments: object) -> None:
    answer = Bridge(no_host).CallUDF("", name, arguments)
    assert answer is not None
    assert "failed" not in str(answer)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-2146826246, "#N/A"),
        (-2146826281, "#DIV/0!"),
        (-2146826265, "#REF!"),
        (-2146826243, "#SPILL!"),
        (-2147352572, None),
        (7, 7),
        (True, True),
        (Decimal("12.50"), 12.5),
        (datetime(2026, 8, 31, tzinfo=timezone(timedelta(hours=1))), datetime.combine(date(2026, 8, 31), time())),
        (((1, None), (-2146826246, "x")), ((1, None), ("#N/A", "x"))),
    ],
)
def test_values_from_com(value: object, expected: object) -> None:
    assert from_com(value) == expected
    if isinstance(expected, datetime):
        assert from_com(value).tzinfo is None  # type: ignore[attr-defined]


def test_answers_to_com() -> None:
    stamped = to_com([[NOW, date(2026, 8, 31), "x"]], lambda day: ("com", day))
    assert stamped == ((("com", NOW), ("com", datetime.combine(date(2026, 8, 31), time())), "x"),)
    assert to_com([["x"]], str) == "x"
    assert to_com([["x"], [1]], str) == (("x",), (1,))


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Stand-ins for the modules that only Windows has; gives that of xlwings' server."""
    served = ModuleType("xlwings.com_server")
    served.XLPython = type("XLPython", (), {"_public_methods_": ["Exec", "Module", "CallUDF"]})
    served.classes = []
    served.serve = lambda class_id: served.classes.append((class_id, served.XLPython))
    zones = ModuleType("win32timezone")
    zones.TimeZoneInfo = SimpleNamespace(utc=lambda: UTC)
    client = ModuleType("win32com.client")
    client.Dispatch = lambda workbook: workbook
    for name, module in (
        ("xlwings.com_server", served),
        ("win32timezone", zones),
        ("win32com", ModuleType("win32com")),
        ("win32com.client", client),
    ):
        monkeypatch.setitem(sys.modules, name, module)
    return served


def test_the_server_publishes_four_methods_and_no_more(windows: ModuleType) -> None:
    assert com_server.main() == 0
    ((class_id, published),) = windows.classes
    assert class_id == com_server.CLASS_ID
    assert published._public_methods_ == ["Ping", "Version", "CallUDF", "Run"]
    for method in ("Exec", "Eval", "Module", "Call", "GetAttr", "SetAttr"):
        assert not hasattr(published, method)
    server = published()
    assert server.Ping() == "pong"
    due = server.CallUDF("", "ILR_RETURN_DATE", ("R04",))
    assert due == datetime(2026, 12, 4, 18, tzinfo=UTC)


def test_off_windows_the_server_says_why_it_does_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    if sys.platform == "win32":
        pytest.skip("It runs here.")
    folder = Path.cwd()
    assert com_server.main() == 2
    assert Path.cwd() == folder
    assert capsys.readouterr().err.startswith("The bridge to Excel runs on Windows only")


def test_the_bridge_asks_for_the_server_by_its_name() -> None:
    from vba_bridge.modules import SOURCES

    assert f'CreateObject("{com_server.PROGRAM_ID}")' in (SOURCES / "thin" / "IlrBridge.bas").read_text("utf-8")
