"""A computer that is played, for the installer and the doctor."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from vba_bridge.excel import doctor
from vba_bridge.excel.machine import Hive

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
