"""Installing and taking away, on a computer that is played, and what the command says."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from addin.cli import main
from ilr_core.errors import InputError
from tests.vba_bridge.played_machine import PlayedMachine
from vba_bridge.com_server import CLASS_ID, PROGRAM_ID
from vba_bridge.excel import doctor
from vba_bridge.excel.command import run
from vba_bridge.excel.doctor import complaints
from vba_bridge.excel.install import SERVER_KEY, install, places_of, server_command, uninstall
from vba_bridge.excel.machine import Machine, ThisMachine
from vba_bridge.package import unpacked
from vba_bridge.project import PROJECT_PART

pytestmark = pytest.mark.usefixtures("built_once")


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
