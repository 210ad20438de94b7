"""The VBA that ships, run in pyOpenVBA's interpreter with an Excel in memory; COM's place is taken by our bridge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._objects import VBAObject, method
from pyopenvba.interpreter._values import EMPTY, VBAArray, VBADate, error

from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from vba_bridge.bridge import Bridge
from vba_bridge.modules import modules_of
from workbook_templates.layout import layout

TODAY = date(2026, 11, 23)
GONE = 462  # the remote server machine does not exist or is unavailable
NO_ANSWER = "The ILR tool does not answer on this computer. Run: ilr excel doctor"
YEAR = catalogue.load()
LEARNERS = layout(YEAR).sheets["Learners"]
# Members of Excel that the interpreter does not have.
UNKNOWN_TO_IT = {
    'Application.CommandBars("Standard").Controls(1).Enabled': "True",
    "Application.OperatingSystem": '"Windows"',
    "Application.EnableCancelKey = CANCEL_KEY_OFF": "CancelKey = CANCEL_KEY_OFF",
    "Application.EnableCancelKey = CANCEL_KEY_ON": "CancelKey = CANCEL_KEY_ON",
}
PROBES = """
Option Explicit
Public CancelKey As Long
Public Function CancelKeyNow() As Long
    CancelKeyNow = CancelKey
End Function
Public Function Headers(ByVal area As String) As Variant
    Headers = IlrHeaders(, Worksheets("Learners").Range(area))
End Function
Public Function HeadersLeftOut(Optional ByVal given As Variant, Optional ByVal area As String) As Variant
    HeadersLeftOut = IlrHeaders(given, Worksheets("Learners").Range(area))
End Function
Public Function Passed(ByVal area As String) As Variant
    Passed = HeadersLeftOut(, area)
End Function
Public Function RowsOf(ByVal area As String) As Long
    RowsOf = UBound(IlrValue(Worksheets("Learners").Range(area)))
End Function
Public Function Check(ByVal area As String) As Variant
    Check = ILR_CHECK(Worksheets("Learners").Range(area))
End Function
Public Function CheckWith(ByVal area As String, ByVal headers As String) As Variant
    CheckWith = ILR_CHECK(Worksheets("Learners").Range(area), Worksheets("Learners").Range(headers))
End Function
Public Function CalculationNow() As Long
    CalculationNow = Application.Calculation
End Function
"""


def from_vba(value: object) -> object:
    """A value as COM would carry it."""
    if isinstance(value, VBAArray):
        height = value.bounds[0][1] - value.bounds[0][0] + 1
        cells = [from_vba(item) for item in value.items]
        # VBA keeps a table column by column.
        return tuple(cells) if value.dimensions == 1 else tuple(tuple(cells[row::height]) for row in range(height))
    if isinstance(value, VBADate):
        return datetime.fromordinal(date(1899, 12, 30).toordinal() + int(value.serial))
    return None if value is EMPTY else value


def to_vba(value: object) -> object:
    if isinstance(value, tuple):
        height, width = len(value), len(value[0])
        items = [value[row][column] for column in range(width) for row in range(height)]
        return VBAArray([(0, height - 1), (0, width - 1)], items=items)
    return value


class Server(VBAObject):
    """What CreateObject gives: the bridge, which may go away."""

    vba_type_name = "Bridge"

    def __init__(self) -> None:
        self.calls: list[tuple[str, object]] = []
        self.is_gone = False
        self.on_run: Callable[[], None] = lambda: None
        self._bridge = Bridge(lambda workbook: None)  # type: ignore[arg-type,return-value]

    def _noted(self, name: str, what: object) -> None:
        if self.is_gone:
            raise error(GONE)
        self.calls.append((name, what))

    @method
    def Ping(self) -> object:  # noqa: N802
        self._noted("Ping", None)
        return "pong"

    @method
    def Version(self) -> object:  # noqa: N802
        self._noted("Version", None)
        return "0.0.0"

    @method
    def CallUDF(self, script: object, name: object, given: object) -> object:  # noqa: N802
        self._noted("CallUDF", (script, name, from_vba(given)))
        return to_vba(self._bridge.CallUDF(script, name, from_vba(given)))

    @method
    def Run(self, task: object, book: object) -> object:  # noqa: N802
        self._noted("Run", task)
        self.on_run()
        return f"Did {task}."


class Excel:
    """The workbook open in the Excel in memory; ``servers`` are those that CreateObject gave, ``said`` the messages."""

    def __init__(self, path: Path):
        self.app = ExcelApplication.open(path)
        for module in modules_of("thin", is_addin=False):
            text = module.text
            for member, value in UNKNOWN_TO_IT.items():
                text = text.replace(member, value)
            self.app.add_module(text, name=module.name)
        self.app.add_module(PROBES, name="Probes")
        self.servers: list[Server] = []
        self.is_there = True
        self.app.interpreter.host.create = self._create

    def _create(self, name: str) -> object:
        assert name == "ILR.Bridge"
        if not self.is_there:
            raise error(429)
        self.servers.append(Server())
        return self.servers[-1]

    def run(self, macro: str, *arguments: object) -> Any:
        return self.app.run(macro, *arguments)

    @property
    def said(self) -> list[str]:
        return [text for _, text, *_ in self.app.interpreter.dialogs]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vba") / "Return.xlsm"
    filled_book(path, YEAR, list(made_learners(YEAR, 4, TODAY)), ukprn=10000001)
    host = FileHost(path)
    host.write_cells("Learners", {(4, LEARNERS.number("ULN")): "1000000087"})
    host.save()
    return path


@pytest.fixture
def excel(book: Path) -> Excel:
    return Excel(book)


@pytest.mark.parametrize("probe", ["Headers", "Passed"])
@pytest.mark.parametrize(
    ("area", "headers"),
    [
        ("A2:D2", [["Status", "LearnRefNumber", "FamilyName", "GivenNames"]]),
        ("B3:C5", [["LearnRefNumber", "FamilyName"]]),
        ("B2", "LearnRefNumber"),
        ("A1:D1", None),
        ("A1:D3", None),
        ("A900:D900", None),
        ("ZZ2:ZZ2", None),
    ],
)
def test_the_header_row_is_that_of_the_table_the_range_lies_in(
    probe: str, area: str, headers: object, excel: Excel
) -> None:
    assert excel.run(probe, area) == headers


def test_a_whole_column_is_no_longer_than_the_sheet_is_used(excel: Excel) -> None:
    assert [excel.run("RowsOf", area) for area in ("A:B", "A1:B3", "A3:B900")] == [5, 3, 3]


def test_a_function_goes_through_the_bridge_and_back(excel: Excel) -> None:
    answers = excel.run("Check", "B2:G5")
    assert [row[0].split(":")[0] for row in answers] == ["OK", "OK", "✖ ULN_04", "OK"]
    ((name, (script, function, given)),) = excel.servers[0].calls
    assert (name, script, function) == ("CallUDF", "", "ILR_CHECK")
    assert [len(given), len(given[0]), given[1][0][0], given[2]] == [3, 4, "LearnRefNumber", None]
    assert excel.run("CheckWith", "B4:E4", "B1:E1").startswith("✖ ULN_04")
    assert excel.run("ILR_ULN_OK", 1000000027) is True
    assert excel.run("ILR_LABEL", "EmpStat", 10) == "In paid employment"
    assert len(excel.servers) == 1


def test_a_server_that_has_gone_is_started_again(excel: Excel) -> None:
    assert excel.run("ILR_ULN_OK", 1000000027) is True
    excel.servers[0].is_gone = True
    assert excel.run("ILR_ULN_OK", 1000000027) is True
    excel.servers[1].is_gone = True
    excel.run("IlrRun", "check")
    assert [name for name, _ in excel.servers[2].calls] == ["Run"]
    assert excel.said == ["Did check."]


def test_nobody_answers(excel: Excel) -> None:
    excel.is_there = False
    assert excel.run("ILR_ULN_OK", 1000000027) == NO_ANSWER
    assert excel.run("IlrServerVersion") == NO_ANSWER
    excel.run("IlrRun", "check")
    assert excel.said == [NO_ANSWER]


def test_restart_lets_go_of_the_server(excel: Excel) -> None:
    excel.run("ILR_ULN_OK", 1000000027)
    excel.run("IlrRestart")
    excel.run("ILR_ULN_OK", 1000000027)
    assert len(excel.servers) == 2
    assert excel.said == ["The ILR tool starts anew with the next button."]


def is_gone(excel: Excel) -> None:
    excel.servers[0].is_gone = True


def goes_while_it_works(excel: Excel) -> None:
    """Python writes notes under a name of its own and ends before it is done."""

    def work() -> None:
        assert excel.run("CancelKeyNow") == 0
        assert excel.app.evaluate("Application.ScreenUpdating") is False
        excel.app.application.vba_set("UserName", "ILR check", [], {}, by_ref=False)
        raise error(GONE)

    excel.servers[0].on_run = work


def nothing_happens(excel: Excel) -> None:
    """The command does what it should."""


@pytest.mark.parametrize("before", [-4105, -4135])
@pytest.mark.parametrize("spoil", [is_gone, goes_while_it_works, nothing_happens])
def test_what_a_command_switches_off_is_on_again(before: int, spoil: Callable[[Excel], None], excel: Excel) -> None:
    excel.app.evaluate("IlrServerVersion()")
    application = excel.app.application
    application.vba_set("Calculation", before, [], {}, by_ref=False)
    application.vba_set("UserName", "Admin", [], {}, by_ref=False)
    spoil(excel)
    excel.run("IlrRun", "check")
    assert excel.said == (["Did check."] if spoil is not goes_while_it_works else [NO_ANSWER])
    assert excel.app.evaluate("Application.UserName") == "Admin"
    assert excel.run("CancelKeyNow") == 1
    assert excel.run("CalculationNow") == before
    assert excel.app.evaluate("Application.StatusBar") is False
    assert excel.app.evaluate("Application.ScreenUpdating") is True


def test_the_self_test_writes_its_report(excel: Excel) -> None:
    excel.run("IlrSelfTest")
    sheet = excel.app.sheet(1)
    lines = {sheet.value(f"A{row}"): sheet.value(f"B{row}") for row in range(2, 12)}
    assert lines["VBA runs"] == "yes"
    assert lines["Python answers"] == "0.0.0"
    assert lines["A function answers"] is True  # the text becomes one in the cell
    assert str(lines["A row is checked"]).startswith("✖ ULN_04")
    assert lines["A date and numbers go out, 8325 comes back"] == 8325


def test_what_the_interpreter_lacks_is_in_the_sources() -> None:
    texts = "".join(module.text for module in modules_of("thin", is_addin=False))
    assert [member for member in UNKNOWN_TO_IT if texts.count(member) != 1] == []
