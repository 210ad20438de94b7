"""Installing, taking away, and each finding of the doctor, on a computer that is played."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

from addin.cli import main
from ilr_core.errors import InputError
from vba_bridge.build import built
from vba_bridge.com_server import CLASS_ID, PROGRAM_ID
from vba_bridge.excel import doctor
from vba_bridge.excel import install as installing
from vba_bridge.excel.command import run
from vba_bridge.excel.doctor import complaints, report
from vba_bridge.excel.install import SERVER_KEY, install, places_of, server_command, uninstall
from vba_bridge.excel.machine import Hive, Machine, ThisMachine
from vba_bridge.package import unpacked
from vba_bridge.project import PROJECT_PART

Values = dict[tuple[str, str, str], str | int]


class PlayedRegistry:
    def __init__(self) -> None:
        self.values: Values = {("HKLM", doctor.EXCEL, ""): r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"}

    def value(self, hive: Hive, key: str, name: str = "") -> str | int | None:
        return self.values.get((hive, key, name))

    def names(self, hive: Hive, key: str) -> list[str]:
        return [name for where, place, name in self.values if (where, place) == (hive, key)]

    def set(self, key: str, value: str, name: str = "") -> None:
        self.values["HKCU", key, name] = value

    def delete(self, key: str) -> None:
        gone = [one for one in self.values if one[0] == "HKCU" and (one[1] == key or one[1].startswith(f"{key}\\"))]
        for one in gone:
            del self.values[one]


class PlayedMachine:
    """A Windows computer on which all is well, unless a test breaks something."""

    def __init__(self, folder: Path, system: str = "Windows"):
        self.system = system
        self.environment = {
            "APPDATA": str(folder / "Roaming"), "LOCALAPPDATA": str(folder / "Local"), "HOME": str(folder / "home"),
        }  # fmt: skip
        self.interpreter = folder / "python.exe"
        self.interpreter.write_text("")
        self.registry = PlayedRegistry()
        self.web_marks: set[Path] = set()
        self.said = (0, "True\n")
        self.commands: list[Sequence[str]] = []
        self.bridge: dict[str, object] = {"Version": version("ilr-excel"), "CallUDF": True}

    def web_mark(self, path: Path) -> str:
        return "[ZoneTransfer]\nZoneId=3" if path in self.web_marks else ""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        self.commands.append(command)
        return self.said

    def ask_bridge(self, method: str, *arguments: object) -> object:
        answer = self.bridge[method]
        if isinstance(answer, OSError):
            raise answer
        return answer


BUILT_ONCE = cache(built)


@pytest.fixture(autouse=True)
def _built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same call gives the same bytes, so these tests need not wait for it each time."""
    monkeypatch.setattr(installing, "built", BUILT_ONCE)


@pytest.fixture
def machine(tmp_path: Path) -> PlayedMachine:
    return PlayedMachine(tmp_path)


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_install_writes_addin_template_and_class(machine: PlayedMachine, tmp_path: Path) -> None:
    done = install(machine)
    assert written(tmp_path) - {"python.exe"} == {
        "Roaming/Microsoft/Excel/XLSTART/ILR.xlam",
        "Roaming/Microsoft/Templates/ILR return 2026-27.xltm",
        "Local/ilr-excel/installed.json",
    }
    for path in map(Path, done.files):
        assert PROJECT_PART in unpacked(path.read_bytes())
    own = {key[1:]: value for key, value in machine.registry.values.items() if key[0] == "HKCU"}
    assert own[SERVER_KEY, ""] == server_command(machine.interpreter)
    assert own[rf"Software\Classes\{PROGRAM_ID}\CLSID", ""] == CLASS_ID
    assert own[rf"Software\Classes\CLSID\{CLASS_ID}\ProgID", ""] == PROGRAM_ID
    assert {key.split("\\")[:2][1] for key, _ in own} == {"Classes"}


def test_the_server_starts_isolated_and_without_a_window(tmp_path: Path) -> None:
    interpreter = tmp_path / "R&D College" / "python.exe"
    assert server_command(interpreter) == f'"{interpreter}" -I -B -m vba_bridge.com_server'
    interpreter.parent.mkdir()
    interpreter.with_name("pythonw.exe").write_text("")
    assert server_command(interpreter).startswith(f'"{interpreter.with_name("pythonw.exe")}" -I ')


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_uninstall_removes_every_file_and_key(system: str, tmp_path: Path) -> None:
    machine = PlayedMachine(tmp_path, system)
    files, values = written(tmp_path), dict(machine.registry.values)
    other = places_of(machine).start / "Mine.xlam"
    other.parent.mkdir(parents=True)
    other.write_text("mine")
    removed_later = install(machine)
    assert written(tmp_path) > files
    removed = uninstall(machine)
    assert set(removed) == {*removed_later.files, *removed_later.keys}
    assert written(tmp_path) - files == {other.relative_to(tmp_path).as_posix()}
    assert machine.registry.values == values
    assert not places_of(machine).own.exists()
    assert uninstall(machine) == []


def test_installing_again_leaves_nothing_of_the_first_time(machine: PlayedMachine, tmp_path: Path) -> None:
    first = install(machine)
    note = places_of(machine).note
    old = tmp_path / "Roaming" / "ILR return 1999-00.xltm"
    old.write_text("old")
    note.write_text(
        json.dumps(
            {
                "version": "0.0.1",
                "interpreter": "x",
                "files": {**first.files, str(old): "x"},
                "keys": ["Software\\Classes\\ILR.Old"],
            }
        )
    )
    machine.registry.set("Software\\Classes\\ILR.Old\\CLSID", "x")
    install(machine)
    assert not old.exists()
    assert not machine.registry.names("HKCU", "Software\\Classes\\ILR.Old\\CLSID")
    assert complaints(machine) == []


def test_a_mac_gets_buttons_and_how_to_start_python(tmp_path: Path) -> None:
    machine = PlayedMachine(tmp_path, "Darwin")
    done = install(machine)
    assert done.keys == []
    names = {Path(name).name for name in done.files}
    assert names == {"ILR.xlam", "ILR return 2026-27.xltm", "ilr.conf", f"xlwings-{version('xlwings')}.applescript"}
    setting = next(Path(name) for name in done.files if name.endswith(".conf"))
    assert setting.read_text("utf-8") == f'"INTERPRETER_MAC","{machine.interpreter}"\n'
    assert complaints(machine) == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders without write bits are a Unix matter")
def test_a_folder_that_cannot_be_written_leaves_nothing_behind(
    machine: PlayedMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.write_bytes

    def refuse(path: Path, data: bytes) -> int:
        if path.suffix == ".xltm":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(InputError, match=r"xltm could not be written \(Permission denied\)\. Close Excel"):
        install(machine)
    assert written(tmp_path) == {"python.exe"}
    assert not [key for key in machine.registry.values if key[0] == "HKCU"]


def test_a_file_of_somebody_else_is_not_overwritten(machine: PlayedMachine, tmp_path: Path) -> None:
    theirs = places_of(machine).start / "ILR.xlam"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    with pytest.raises(InputError, match=r"ILR\.xlam is there already and was not installed by this tool"):
        install(machine)
    assert uninstall(machine) == []
    assert theirs.read_text() == "theirs"
    assert written(tmp_path) == {"python.exe", theirs.relative_to(tmp_path).as_posix()}


def test_a_file_in_use_is_named(machine: PlayedMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(InputError, match=r"ILR\.xlam is in use\. Close Excel and try again\."):
        uninstall(machine)


@pytest.mark.parametrize(("system", "words"), [("Linux", "There is no Excel for Linux"), ("Java", "no Excel for Java")])
def test_other_systems_are_told_what_works_there(system: str, words: str, tmp_path: Path) -> None:
    for action in ("install", "uninstall", "doctor"):
        with pytest.raises(InputError, match=words):
            run(action, None, PlayedMachine(tmp_path, system))


def test_a_user_without_folders(machine: PlayedMachine) -> None:
    machine.environment["APPDATA"] = ""
    with pytest.raises(InputError, match="APPDATA is not set"):
        install(machine)


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


def test_the_command_says_what_was_done(machine: PlayedMachine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("install", None, machine) == 0
    assert "Installed for this user:" in capsys.readouterr().out
    machine.bridge["Version"] = "0.0.1"
    assert run("doctor", None, machine) == 1
    assert "Press Restart" in capsys.readouterr().out
    assert run("uninstall", None, machine) == 0
    assert "ILR.xlam" in capsys.readouterr().out
    assert run("uninstall", None, machine) == 0
    assert capsys.readouterr().out == "Nothing was installed, so nothing was removed.\n"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Excel may be here")
def test_the_command_line_reaches_it_by_its_entry_point(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["excel", "doctor"]) == 2
    assert capsys.readouterr().err.startswith("There is no Excel for ")


def test_this_machine_reads_no_registry_off_windows(tmp_path: Path) -> None:
    machine: Machine = ThisMachine()
    if machine.system == "Windows":
        pytest.skip("There is one here.")
    assert machine.registry.value("HKCU", doctor.POLICY, "VBAWarnings") is None
    assert machine.registry.names("HKLM", doctor.EXCEL) == []
    assert machine.web_mark(tmp_path) == ""
    assert machine.run([sys.executable, "-c", "print(5)"]) == (0, "5\n")
    with pytest.raises(OSError, match="Error"):
        machine.ask_bridge("Ping")


def test_the_self_check_of_the_doctor_runs_in_this_python() -> None:
    code, said = ThisMachine().run([sys.executable, "-B", "-c", doctor._SELF_CHECK])
    assert (code, said.strip()) == (0, "True")
