"""The pipe between LibreOffice and this project's Python, both ends of it, without LibreOffice."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest

from addin.hosts.port import Host
from addin.hosts.remote_host import RemoteHost
from addin.ooxml import Area, Formula, Styled
from tests.vba_bridge.calc import COMMAND
from vba_bridge.libreoffice.__main__ import main as build_addin
from vba_bridge.libreoffice.ilr_pipe import NO_ANSWER, Pipe
from vba_bridge.libreoffice.oxt import FOLDER, INSIDE, oxt
from vba_bridge.package import unpacked
from vba_bridge.pipe import Exchange, serve

NOW = datetime.combine(date(2026, 11, 23), time(9, 30))


class Notebook:
    """A document that remembers what it was asked, and calculates a formula of ours in the middle of it."""

    def __init__(self, pipe: Pipe):
        self.pipe = pipe
        self.asked: list[str] = []
        self.nested: list[object] = []

    def read_names(self) -> dict[str, object]:
        self.asked.append("read_names")
        self.nested.append(self.pipe.call("ILR_ULN_OK", [1000000027.0]))
        return {"ILR_Year": "2627"}

    def sheet_names(self) -> list[str]:
        self.asked.append("sheet_names")
        return []

    def selected(self) -> None:
        self.asked.append("selected")


@pytest.fixture
def pipe():
    found = Pipe(COMMAND)
    yield found
    found.close()


def test_functions_are_answered(pipe: Pipe) -> None:
    assert pipe.call("ILR_ULN_OK", [[[1000000027.0], [5]]]) == [[True], [False]]
    assert pipe.call("ILR_AGE", [{"day": "2008-08-31T00:00:00"}, {"day": "2026-08-31T00:00:00"}]) == [[18]]
    assert pipe.call("ILR_RETURN_DATE", ["R04"]) == [[{"day": "2026-12-04T18:00:00"}]]
    assert "no such function" in pipe.call("os.system", ["true"])[0][0]


def test_a_question_inside_a_command_is_answered(pipe: Pipe) -> None:
    document = Notebook(pipe)
    said = pipe.run("next_problem", document)
    assert said == "No cell is marked. Check the workbook to see what is wrong with it."
    assert document.nested == [[[True]]]
    assert document.asked == ["read_names", "sheet_names", "selected"]
    assert "no such command" in pipe.run("os.system", document)


def test_what_the_document_cannot_answer_is_told(pipe: Pipe) -> None:
    said = pipe.run("check", object())
    assert said.startswith("A file could not be used (OSError)")
    assert pipe.call("ILR_ULN_OK", [1000000027.0]) == [[True]]


def test_a_process_that_has_gone_is_started_again(pipe: Pipe) -> None:
    assert pipe.version()
    pipe._process.kill()
    pipe._process.wait()
    assert pipe.call("ILR_ULN_OK", [1000000027.0]) == [[True]]


@pytest.mark.parametrize(
    "command", [["/nowhere/python"], [sys.executable, "-c", "1/0"], [sys.executable, "-c", "print(1)"]]
)
def test_nobody_there(command: list[str]) -> None:
    assert Pipe(command).call("ILR_ULN_OK", [1.0]) == NO_ANSWER


def exchanged(*messages: object) -> list[object]:
    outgoing = BytesIO()
    lines = b"".join(json.dumps(message).encode() + b"\n" for message in messages)
    serve(Exchange(BytesIO(lines), outgoing))
    return [json.loads(line) for line in outgoing.getvalue().splitlines()]


def test_the_other_side_going_away_ends_a_command() -> None:
    *_, last = exchanged({"run": "check"})
    assert last["done"].startswith("A file could not be used (OSError)")  # type: ignore[index]


def test_nothing_but_functions_commands_and_the_version_is_answered() -> None:
    assert exchanged({"exec": "import os"}) == exchanged({"version": True}) != []


def test_the_host_asks_in_plain_values() -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    replies: dict[str, object] = {
        "sheet_names": ["Learners"],
        "read_sheet": {
            "rows": [["A1", 2.0, {"day": "2026-08-31T00:00:00"}], [None, "", "x"]],
            "errors": [(2, 3, "#N/A")], "hidden": True,
        },
        "merged_areas": [(1, 1, 1, 2)],
        "read_names": {"ILR_Year": "2627", "ILR_UKPRN": 10000001.0},
        "selected": ["Learners", 4.0, 2],
        "write_blocks": [[3.0, 1]], "fill_rows": True,
        "ask_yes": True, "selected_rows": ["Learners", [[3, 4], [7, 900]], 7],
    }  # fmt: skip

    def ask(method: str, arguments: object) -> object:
        asked.append((method, tuple(arguments)))  # type: ignore[arg-type]
        return replies.get(method)

    host: Host = RemoteHost(ask)
    (sheet,) = host.read_sheets()
    assert sheet.rows == [["A1", 2, date(2026, 8, 31)], [None, None, "#N/A"]]
    assert (sheet.visibility, sheet.merged, sheet.error_cells) == ("hidden", [Area(1, 1, 1, 2)], {(2, 3): "#N/A"})
    assert host.read_names() == {"ILR_Year": "2627", "ILR_UKPRN": 10000001}
    assert host.selected() == ("Learners", 4, 2)
    asked.clear()
    refused = host.write_cells("Learners", {(2, 1): "=x", (3, 1): NOW, (4, 1): Styled(Formula("=A1"), 2), (2, 2): None})
    assert refused == [(3, 1)]
    host.fill_rows("Problems", 2, [[date(2026, 8, 31), 1]], [12.5])
    host.progress("Checking", 2, 1000)
    assert asked == [
        ("write_blocks", ("Learners", [
            (2, 1, [["=x"], [{"day": "2026-11-23T09:30:00"}], [{"formula": "A1"}]]), (2, 2, [[None]]),
        ])),
        ("fill_rows", ("Problems", 2, [[{"day": "2026-08-31T00:00:00"}, 1]], [12.5])),
        ("progress", ("ILR: Checking: 2 of 1,000",)),
    ]  # fmt: skip
    assert host.ask_folder("Where?") is None
    assert host.ask_yes("Go on?", ["a cell"]) is True
    assert asked[-1] == ("ask_yes", ("a cell\n\nGo on?",))
    assert host.selected_rows() == ("Learners", (3, 4, 7))
    host.finished()
    assert asked[-1] == ("finished", ())


def test_the_addin_holds_its_modules_and_how_to_start_python() -> None:
    parts = unpacked(oxt(COMMAND))
    assert json.loads(parts["python.json"]) == COMMAND
    assert set(INSIDE) <= parts.keys()
    assert oxt(COMMAND) == oxt(COMMAND)


@pytest.mark.parametrize("name", INSIDE)
def test_what_runs_inside_libreoffice_needs_nothing_of_ours(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    for package in ("addin", "ilr_core", "workbook_templates", "vba_bridge", "lxml", "pydantic", "openpyxl"):
        assert f"import {package}" not in text
        assert f"from {package}" not in text


def test_one_command_builds_the_addin_for_this_python(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_addin(["--out", str(tmp_path / "built")]) == 0
    path = tmp_path / "built" / "ILR.oxt"
    assert capsys.readouterr().out == f"{path}\n"
    command = json.loads(unpacked(path.read_bytes())["python.json"])
    assert command == [sys.executable, "-I", "-B", "-m", "vba_bridge.pipe"]
