"""Installer, doctor and COM server in a Windows Python under Wine: its registry, its COM, its script host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from vba_bridge.com_server import CLASS_ID
from vba_bridge.excel.install import CLASS_KEY, CLASSES, PROGRAM_KEY

VARIABLE = "ILR_WINE"
MADE = Path(os.environ.get(VARIABLE, ""))
PYTHON = MADE / "python" / "python.exe"
IS_READY = bool(os.environ.get(VARIABLE)) and PYTHON.exists() and bool(shutil.which("wine"))
pytestmark = [
    pytest.mark.wine,
    pytest.mark.skipif(
        not IS_READY, reason=f"no Windows Python: python -m tests.wine.prepare FOLDER, then {VARIABLE}=FOLDER"
    ),
]
SLOWEST = 300
ATTEMPTS = 4  # Wine waits half a minute for a server to start, which a busy machine needs more than once
CLASS_KEYS = (CLASS_KEY, PROGRAM_KEY)
READ_REGISTRY = dedent("""
    import json, sys, winreg
    def read(hive, key):
        with winreg.OpenKey(hive, key) as opened:
            keys, values, _ = winreg.QueryInfoKey(opened)
            found = {key + "|" + winreg.EnumValue(opened, n)[0]: str(winreg.EnumValue(opened, n)[1])
                     for n in range(values)}
            found[key] = ""
            for name in [winreg.EnumKey(opened, n) for n in range(keys)]:
                found |= read(hive, key + chr(92) + name)
        return found
    print(json.dumps(read(winreg.HKEY_CURRENT_USER, "Software")))
""")


class Windows:
    """Commands under Wine. Python wants a pipe there; what may start the server a file, which that may keep open."""

    def __init__(self, folder: Path):
        self._folder = folder
        quiet = {"WINEPREFIX": str(MADE / "prefix"), "WINEDEBUG": "-all", "DISPLAY": "", "PYTHONUTF8": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ILR_"))}
        self._environment = {**kept, **quiet}

    @property
    def users(self) -> Path:
        return MADE / "prefix" / "drive_c" / "users"

    def run(self, *command: str) -> None:
        with (self._folder / "out.txt").open("wb") as stream:
            subprocess.run(
                ["wine", *command], stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT,
                env=self._environment, timeout=SLOWEST, check=False,
            )  # fmt: skip

    def python(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            ["wine", str(PYTHON), "-I", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=self._environment, timeout=SLOWEST, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def ilr(self, *arguments: str) -> tuple[int, str]:
        return self.python("-m", "addin.cli", *arguments)

    def registry(self) -> dict[str, str]:
        """Keys and values of the current user."""
        code, text = self.python("-c", READ_REGISTRY)
        assert code == 0, text
        return json.loads(text)

    def files(self) -> set[str]:
        return {str(path.relative_to(self.users)) for path in self.users.rglob("*") if "Temp" not in path.parts}


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    machine = Windows(tmp_path_factory.mktemp("wine"))
    # Every Windows has this key, Wine makes it when it is first needed.
    machine.run("reg", "add", f"HKCU\\{CLASSES}\\CLSID", "/f")
    machine.ilr("excel", "uninstall")
    yield machine
    machine.ilr("excel", "uninstall")


def test_what_is_installed_is_taken_away_again(windows: Windows) -> None:
    registry, files = windows.registry(), windows.files()
    windows.ilr("excel", "install")
    installed, written = windows.registry(), windows.files()
    added = {key.partition("|")[0] for key in installed.keys() - registry.keys()}
    assert {key for key in added if key in CLASS_KEYS} == set(CLASS_KEYS)
    assert all(key.startswith(CLASS_KEYS) for key in added)
    assert installed[f"{CLASS_KEY}\\LocalServer32|"].endswith('pythonw.exe" -I -B -m vba_bridge.com_server')
    assert installed[f"{PROGRAM_KEY}\\CLSID|"] == CLASS_ID
    assert {Path(name).suffix for name in written - files if Path(name).suffix} == {".xlam", ".xltm", ".json"}
    code, said = windows.ilr("excel", "uninstall")
    assert code == 0, said
    assert windows.registry() == registry
    assert windows.files() == files


def test_the_doctor_reads_the_registry_of_windows(windows: Windows) -> None:
    _, said = windows.ilr("excel", "doctor")
    assert "Nothing is installed for this user." in said
    assert "Excel was not found on this computer." in said
    policy = "HKCU\\Software\\Policies\\Microsoft\\Office\\16.0\\Excel\\Security"
    try:
        windows.run("reg", "add", policy, "/v", "VBAWarnings", "/t", "REG_DWORD", "/d", "4", "/f")
        _, said = windows.ilr("excel", "doctor")
        assert "A policy of this organisation forbids all macros in Excel" in said
    finally:
        windows.run("reg", "delete", policy, "/f")
    _, said = windows.ilr("excel", "doctor")
    assert "forbids all macros" not in said
    assert "Traceback" not in said


@pytest.fixture(scope="module")
def registered(windows: Windows) -> Iterator[Windows]:
    """The class for the whole machine, where Wine looks for it; a user's own classes it does not activate."""
    windows.ilr("excel", "install")
    keys = [key.removeprefix(f"{CLASSES}\\") for key in CLASS_KEYS]
    for key in keys:
        windows.run("reg", "copy", f"HKCU\\{CLASSES}\\{key}", f"HKLM\\{CLASSES}\\{key}", "/s", "/f")
    yield windows
    for key in keys:
        windows.run("reg", "delete", f"HKLM\\{CLASSES}\\{key}", "/f")


QUESTIONS = {
    "bridge.Ping()": "pong",
    'bridge.CallUDF("", "ILR_ULN_OK", Array("1000000027"))': "-1",
    'bridge.CallUDF("", "ILR_ULN_OK", Array("1000000087"))': "0",
    'bridge.CallUDF("", "ILR_AGE", Array(CDate("2008-08-31"), CDate("2026-08-31")))': "18",
    'bridge.CallUDF("", "ILR_LABEL", Array("EmpStat", 10))': "In paid employment",
    'bridge.CallUDF("", "ILR_EXPLAIN", Array("nonsense"))': (
        "nonsense is no live rule of 2026/27. Check how it is spelt."
    ),
    'bridge.CallUDF("", "os.system", Array("x"))': (
        "The ILR tool has no such function. It may be older than this workbook: update it, then press Restart."
    ),
    'bridge.Run("nonsense", Nothing)': (
        "The ILR tool has no such command. It may be older than this workbook: update it, then press Restart."
    ),
}


def answers(windows: Windows) -> list[str]:
    """What Wine's own script host is answered; it is a COM client as VBA is, and no Python."""
    drive = MADE / "prefix" / "drive_c"
    script, answered = drive / "questions.vbs", drive / "answers.txt"
    lines = [
        'Set out = CreateObject("Scripting.FileSystemObject").CreateTextFile("C:\\answers.txt", True)',
        'Set bridge = CreateObject("ILR.Bridge")',
        *(f"out.WriteLine {question}" for question in QUESTIONS),
        "out.Close",
    ]
    script.write_text("\r\n".join(lines))
    for _ in range(ATTEMPTS):
        windows.run("cscript", "//nologo", "C:\\questions.vbs")
        found = answered.read_text("cp1252").splitlines()
        if found:
            return found
        time.sleep(1)
    return []


def test_a_com_client_is_answered_and_wrong_names_in_plain_words(registered: Windows) -> None:
    found = answers(registered)
    assert found, "the bridge did not start"
    assert dict(zip(QUESTIONS, found, strict=True)) == QUESTIONS
