"""What the tests of the LibreOffice path share: a variant of the built workbook, and LibreOffice with the add-in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from vba_bridge.libreoffice.oxt import oxt
from vba_bridge.modules import Module, book_module_text, modules_of, vba_text
from vba_bridge.package import add_ribbon, packed, set_main_type, unpacked
from vba_bridge.project import with_project
from vba_bridge.ribbon_xml import ribbon_xml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
SOFFICE = shutil.which("soffice") or ""
# The tests may run in a project that is not installed, or installed from another folder.
HERE_FIRST = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from vba_bridge.pipe import main; main()"
COMMAND = [sys.executable, "-c", HERE_FIRST]
ATTEMPTS = 3
USUAL = 0o022
"""LibreOffice cannot start from a profile that only the user who took the add-in over may read."""
KEPT = {"HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "TMPDIR", "USER"}


def uno_python() -> str:
    """A Python that can talk to LibreOffice: the system's own, or the one LibreOffice brings; empty if none can."""
    beside = Path(SOFFICE).resolve().parent / "python" if SOFFICE else Path()
    for candidate in ("/usr/bin/python3", str(beside)):
        try:
            done = subprocess.run([candidate, "-c", "import uno"], capture_output=True, env=_plain(), check=False)
        except OSError:
            continue
        if done.returncode == 0:
            return candidate
    return ""


def calc_variant(workbook: bytes) -> bytes:
    """The built .xlsm with one module swapped: the bridge, which needs COM. All others are those that ship."""
    parts = unpacked(workbook)
    set_main_type(parts, "xlsm")
    bridge = Module("IlrBridge", vba_text((HERE / "IlrBridge.bas").read_text("utf-8")))
    kept = [module for module in modules_of("thin", is_addin=False) if module.name != bridge.name]
    parts = with_project(parts, [*kept, bridge], book_module_text())
    add_ribbon(parts, ribbon_xml(is_addin=False))
    return packed(parts)


@contextmanager
def profile_with_addin() -> Iterator[Path]:
    """A LibreOffice profile with the add-in in it, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="ilr-calc-") as name:
        folder = Path(name)
        file, profile = folder / "ilr.oxt", folder / "profile"
        file.write_bytes(oxt(COMMAND))
        # unopkg refuses to work for root; the profile is used by root afterwards.
        other: dict[str, Any] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            other = {"user": 65534, "group": 65534, "extra_groups": []}
            folder.chmod(0o777)
        program = shutil.which("unopkg") or "unopkg"
        command = [program, "add", "-f", f"-env:UserInstallation={profile.as_uri()}", str(file)]
        own = {**_plain(), "HOME": str(folder)}
        done = subprocess.run(
            command, capture_output=True, text=True, env=own, cwd=folder, timeout=120, check=False, umask=USUAL, **other
        )
        assert done.returncode == 0, done.stderr
        yield profile


class Calc:
    """A running LibreOffice; every method of the driver is one of it."""

    def __init__(self, process: subprocess.Popen[str]):
        self._process = process

    def __getattr__(self, what: str) -> Any:
        def ask(*arguments: object) -> Any:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps([what, *arguments]) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
            assert "failed" not in answer, answer["failed"]
            return answer["done"]

        return ask


class DidNotStartError(Exception):
    """LibreOffice did not start; the text says what it said."""


@contextmanager
def running(profile: Path) -> Iterator[Calc]:
    """LibreOffice with a profile, until the block ends. Raises DidNotStartError."""
    process = subprocess.Popen(
        [uno_python(), str(HERE / "uno_driver.py"), SOFFICE, str(profile)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_plain(), cwd=profile.parent,
        start_new_session=True, umask=USUAL,
    )  # fmt: skip
    assert process.stdout
    try:
        said = json.loads(process.stdout.readline())
        if said != {"done": "started"}:
            raise DidNotStartError(said["failed"])
        yield Calc(process)
    finally:
        process.communicate(timeout=120)


@contextmanager
def running_with_addin() -> Iterator[Calc]:
    """LibreOffice with the add-in in it, until the block ends.

    Now and then it ends while it takes the add-in over, and has none of it afterwards: then all is made anew.
    """
    reasons = []
    for _ in range(ATTEMPTS):
        with ExitStack() as stack:
            try:
                program = stack.enter_context(running(stack.enter_context(profile_with_addin())))
            except DidNotStartError as error:
                reasons.append(str(error))
                continue
            yield program
            return
    raise AssertionError("\n".join(reasons))


def _plain() -> dict[str, str]:
    """What LibreOffice needs of the environment.

    The first Python on the path it takes for its own, and aborts if that is another: so its own folder comes first.
    """
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("ILR_")}
    path = os.pathsep.join((str(Path(SOFFICE).parent), os.environ.get("PATH", "")))
    return {**kept, "PATH": path}
