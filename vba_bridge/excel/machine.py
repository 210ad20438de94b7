"""The computer as installer and doctor see it, small enough to be played by a test."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

Hive: TypeAlias = Literal["HKCU", "HKLM"]


class Registry(Protocol):
    """The Windows registry; keys are written with backslashes, an empty name is a key's default value."""

    def value(self, hive: Hive, key: str, name: str = "") -> str | int | None:
        """A value; None if it is not there."""
        ...

    def names(self, hive: Hive, key: str) -> list[str]:
        """The names of a key's values; empty if there is no such key."""
        ...

    def set(self, key: str, value: str, name: str = "") -> None:
        """Writes a text of the current user, making its key."""
        ...

    def delete(self, key: str) -> None:
        """Deletes a key of the current user with all below it; nothing if it is not there."""
        ...


class Machine(Protocol):
    """A computer: its system (``Windows``, ``Darwin``, ``Linux``), its user's environment, its interpreter."""

    system: str
    environment: Mapping[str, str]
    interpreter: Path
    registry: Registry

    def web_mark(self, path: Path) -> str:
        """The text by which Windows marks a file as coming from the internet; empty without one."""
        ...

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Runs a program; its exit code and what it printed. Raises OSError if it cannot be started."""
        ...

    def ask_bridge(self, method: str, *arguments: object) -> object:
        """Calls a method of the bridge as Excel does. Raises OSError with the reason if nobody answers."""
        ...


class ThisMachine:
    """The computer this runs on."""

    def __init__(self) -> None:
        self.system = platform.system()
        self.environment: Mapping[str, str] = os.environ
        self.interpreter = Path(sys.executable)
        self.registry: Registry = WindowsRegistry()

    def web_mark(self, path: Path) -> str:
        """Reads the stream that Windows puts beside the file's content."""
        if self.system != "Windows":
            return ""
        try:
            return Path(f"{path}:Zone.Identifier").read_text("utf-8", errors="replace")
        except OSError:
            return ""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Runs it and waits, a minute at most."""
        try:
            done = subprocess.run(  # noqa: S603 - our own commands
                list(command), capture_output=True, text=True, timeout=60, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise OSError(f"{command[0]} did not end within a minute.") from error
        return done.returncode, f"{done.stdout}{done.stderr}"

    def ask_bridge(self, method: str, *arguments: object) -> object:
        """Through COM, which starts the server if it does not run."""
        try:
            from win32com.client import Dispatch

            from vba_bridge.com_server import PROGRAM_ID

            return getattr(Dispatch(PROGRAM_ID), method)(*arguments)
        except Exception as error:  # COM raises errors of its own
            raise OSError(f"{type(error).__name__}: {error}") from error


class WindowsRegistry:
    """The registry of this computer; without Windows there is nothing in it."""

    def value(self, hive: Hive, key: str, name: str = "") -> str | int | None:
        """A value, or None."""
        try:
            winreg = _winreg()
            with winreg.OpenKey(getattr(winreg, _HIVES[hive]), key) as opened:
                found = winreg.QueryValueEx(opened, name)[0]
        except (OSError, ImportError):
            return None
        return found if isinstance(found, str | int) else str(found)

    def names(self, hive: Hive, key: str) -> list[str]:
        """The names of a key's values."""
        try:
            winreg = _winreg()
            with winreg.OpenKey(getattr(winreg, _HIVES[hive]), key) as opened:
                return [winreg.EnumValue(opened, number)[0] for number in range(winreg.QueryInfoKey(opened)[1])]
        except (OSError, ImportError):
            return []

    def set(self, key: str, value: str, name: str = "") -> None:
        """Writes a text."""
        winreg = _winreg()
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as made:
            winreg.SetValueEx(made, name, 0, winreg.REG_SZ, value)

    def delete(self, key: str) -> None:
        """Deletes a key, what is below it first."""
        winreg = _winreg()
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                below = [winreg.EnumKey(opened, number) for number in range(winreg.QueryInfoKey(opened)[0])]
        except OSError:
            return
        for name in below:
            self.delete(f"{key}\\{name}")
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


_HIVES: dict[Hive, str] = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}


def _winreg() -> Any:
    """The module, which only Windows has, without types that only Windows knows."""
    from importlib import import_module

    return import_module("winreg")
