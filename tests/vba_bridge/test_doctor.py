"""Each finding of the doctor, on a computer that is played, and its report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.vba_bridge.played_machine import PlayedMachine
from vba_bridge.excel import doctor
from vba_bridge.excel.doctor import complaints, report
from vba_bridge.excel.install import SERVER_KEY, install, places_of
from vba_bridge.excel.machine import ThisMachine

pytestmark = pytest.mark.usefixtures("built_once")


def first_file(machine: PlayedMachine, kind: str) -> Path:
    note = json.loads(places_of(machine).note.read_text("utf-8"))
    return next(Path(name) for name in note["files"] if name.endswith(kind))


def note_with(**changes: object) -> Callable[[PlayedMachine], None]:
    def change(machine: PlayedMachine) -> None:
        note = places_of(machine).note
        note.write_text(json.dumps({**json.loads(note.read_text("utf-8")), **changes}), "utf-8")

    return change


def policy(name: str, value: int, hive: str = "HKCU", key: str = doctor.POLICY) -> Callable[[PlayedMachine], None]:
    return lambda machine: machine.registry.values.update({(hive, key, name): value})


def answering(**answers: object) -> Callable[[PlayedMachine], None]:
    return lambda machine: machine.bridge.update(answers)


def excel_at(path: str) -> Callable[[PlayedMachine], None]:
    def change(machine: PlayedMachine) -> None:
        del machine.registry.values["HKLM", doctor.EXCEL, ""]
        if path:
            machine.registry.values["HKCU", doctor.EXCEL, ""] = path

    return change


FINDINGS: dict[str, tuple[Callable[[PlayedMachine], object], list[str]]] = {
    "nothing installed": (lambda m: places_of(m).note.unlink(), ["not installed"]),
    "note unreadable": (lambda m: places_of(m).note.write_text("{"), ["not installed"]),
    "after an update": (note_with(version="0.0.1"), ["old files"]),
    "taken away": (lambda m: first_file(m, "xlam").unlink(), ["quarantined"]),
    "changed": (lambda m: first_file(m, "xltm").write_bytes(b"x"), ["changed file"]),
    "web mark": (lambda m: m.web_marks.add(first_file(m, "xlam")), ["web mark"]),
    "policy against macros": (policy("VBAWarnings", 4), ["macros blocked by policy"]),
    "policy of the machine": (policy("VBAWarnings", 4, "HKLM"), ["macros blocked by policy"]),
    "only signed": (policy("VBAWarnings", 3), ["only signed macros"]),
    "own setting": (policy("VBAWarnings", 4, key=doctor.SETTING), ["macros blocked"]),
    "harmless setting": (policy("VBAWarnings", 2, key=doctor.SETTING), []),
    "harmless policy": (policy("VBAWarnings", 1), []),
    "policy against the internet": (
        policy("blockcontentexecutionfrominternet", 1),
        ["internet files blocked by policy"],
    ),
    "policy switched off": (policy("blockcontentexecutionfrominternet", 0), []),
    "disabled item": (policy("1A2B", 0, key=doctor.DISABLED), ["disabled item"]),
    "Store Office": (excel_at(r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE"), ["Store Office"]),
    "no Excel": (excel_at(""), ["no Excel"]),
    "interpreter gone": (note_with(interpreter="/gone/python.exe"), ["interpreter gone"]),
    "import error": (
        lambda m: setattr(m, "said", (1, "Traceback\n  File\nModuleNotFoundError: No module named 'lxml'\n")),
        ["import error"],
    ),
    "silent Python": (lambda m: setattr(m, "said", (0, "")), ["import error"]),
    "class gone": (lambda m: m.registry.delete(SERVER_KEY), ["not registered"]),
    "class of another": (lambda m: m.registry.set(SERVER_KEY, "other.exe"), ["not registered"]),
    "no answer": (answering(Version=OSError("com_error: Class not registered")), ["no answer"]),
    "old server": (answering(Version="0.0.1"), ["stale server"]),
    "odd answer": (answering(CallUDF=False), ["wrong answer"]),
    "all well": (lambda m: None, []),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_the_doctor_finds(name: str, machine: PlayedMachine) -> None:
    install(machine)
    damage, expected = FINDINGS[name]
    damage(machine)
    found = complaints(machine)
    assert [one.name for one in found] == expected
    for one in found:
        assert one.what.endswith(".")
        assert one.remedy.endswith(".") or "ilr " in one.remedy
        assert one.what in report(machine, found)


def test_the_doctor_names_the_missing_module(machine: PlayedMachine) -> None:
    install(machine)
    machine.said = (1, "Traceback ...\nModuleNotFoundError: No module named 'lxml'\n")
    (found,) = complaints(machine)
    assert found.what.endswith("cannot load this tool: ModuleNotFoundError: No module named 'lxml'.")
    assert machine.commands[-1][1:4] == ["-I", "-B", "-c"]


def test_another_interpreter_and_that_of_the_store(machine: PlayedMachine, tmp_path: Path) -> None:
    install(machine)
    elsewhere = tmp_path / "WindowsApps" / "python.exe"
    elsewhere.parent.mkdir()
    elsewhere.write_text("")
    machine.interpreter = elsewhere
    assert [one.name for one in complaints(machine)] == ["Store Python", "wrong interpreter", "not registered"]


def test_folders_and_books_in_onedrive(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - College"
    folder.mkdir()
    machine = PlayedMachine(folder)
    install(machine)
    assert [one.name for one in complaints(machine)] == ["OneDrive", "OneDrive"]
    fine = PlayedMachine(tmp_path)
    install(fine)
    assert [one.name for one in complaints(fine, Path("C:/Returns/Return.xlsm"))] == []
    for book in ("https://college.sharepoint.com/Return.xlsm", str(folder / "Return.xlsm")):
        assert [one.name for one in complaints(fine, Path(book))] == ["OneDrive"]
    marked = tmp_path / "Downloaded.xlsm"
    fine.web_marks.add(marked)
    assert [one.name for one in complaints(fine, marked)] == ["web mark"]


def test_the_report_can_be_sent_on(machine: PlayedMachine) -> None:
    install(machine)
    policy("VBAWarnings", 4)(machine)
    answering(Version=OSError("com_error"))(machine)
    text = report(machine, complaints(machine))
    assert text.startswith(f"ilr-excel {version('ilr-excel')} on Windows")
    assert "\n1. " in text
    assert "\n2. " in text
    assert text.count("What to do: ") == 2
    assert "Nothing is wrong" in report(machine, [])


def test_the_self_check_of_the_doctor_runs_in_this_python() -> None:
    code, said = ThisMachine().run([sys.executable, "-B", "-c", doctor._SELF_CHECK])
    assert (code, said.strip()) == (0, "True")
