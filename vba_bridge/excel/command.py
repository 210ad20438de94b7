"""``ilr excel install|uninstall|doctor``, which the command line finds by its entry point."""

from __future__ import annotations

from pathlib import Path

from vba_bridge.excel.doctor import complaints, report
from vba_bridge.excel.install import install, uninstall
from vba_bridge.excel.machine import Machine, ThisMachine


def run(action: str, book: Path | None, machine: Machine | None = None) -> int:
    """Does one of the three and prints the outcome; 1 if the doctor found something. Raises InputError."""
    machine = machine or ThisMachine()
    if action == "install":
        return _installed(machine, book)
    if action == "uninstall":
        removed = uninstall(machine)
        print("\n".join(["Removed:", *removed]) if removed else "Nothing was installed, so nothing was removed.")
        return 0
    found = complaints(machine, book)
    print(report(machine, found))
    return 1 if found else 0


def _installed(machine: Machine, book: Path | None) -> int:
    done = install(machine)
    print("\n".join(["Installed for this user:", *done.files, *done.keys]))
    if machine.system == "Darwin":
        print("On a Mac the buttons work; the worksheet functions need Excel for Windows.")
    print()
    return run("doctor", book, machine)
