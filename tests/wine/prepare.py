"""Makes a Windows Python with this project in it, to run under Wine: ``python -m tests.wine.prepare FOLDER``.

It takes what no other channel offers on Linux from a wheel on the package index: panda3d for Windows holds the genuine
Python library and its modules. The standard library comes from the Python that runs this, which must be of the same
version. For tests only: nothing of it is part of what this project ships. See docs/wine-tests.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
VERSION = "3.11"
COMPILER = "x86_64-w64-mingw32-gcc"
CARRIER = "panda3d"
# pip judges by the system it runs on, so what Windows alone needs is said here.
WINDOWS_ONLY = ("pywin32", "colorama", "tzdata")
_NOT_NEEDED = ("test", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "site-packages", "lib-dynload")


def main(arguments: Sequence[str]) -> int:
    """Makes it; says what is missing."""
    if len(arguments) != 1:
        print("Give the folder to make: python -m tests.wine.prepare FOLDER", file=sys.stderr)
        return 2
    missing = [name for name in ("wine", COMPILER) if not shutil.which(name)]
    if sys.version_info[:2] != tuple(map(int, VERSION.split("."))):
        missing.append(f"Python {VERSION} to run this with")
    if missing:
        print(f"Not there: {', '.join(missing)}. Debian's packages: wine, gcc-mingw-w64-x86-64.", file=sys.stderr)
        return 2
    folder = Path(arguments[0]).resolve()
    python = folder / "python"
    python.mkdir(parents=True, exist_ok=True)
    _take_library(folder / "wheels", python)
    _take_standard_library(python / "Lib")
    _compile(python)
    _install(python / "Lib" / "site-packages")
    _start_wine(folder / "prefix")
    print(f"Ready. Run: ILR_WINE={folder} pytest -m wine")
    return 0


def _take_library(wheels: Path, python: Path) -> None:
    """Python's library, its binary modules and the C runtime, out of the wheel that carries them."""
    if not list(wheels.glob("*.whl")):
        _pip("download", CARRIER, "--no-deps", "--dest", str(wheels))
    (wheel,) = wheels.glob("*.whl")
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("deploy_libs/") and name.lower().endswith((".dll", ".pyd")):
                (python / Path(name).name).write_bytes(archive.read(name))
    if not (python / f"python{VERSION.replace('.', '')}.dll").exists():
        raise SystemExit(f"{wheel.name} holds no library of Python {VERSION}.")


def _take_standard_library(target: Path) -> None:
    source = Path(sysconfig.get_path("stdlib"))
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", *_NOT_NEEDED))


def _compile(python: Path) -> None:
    library = python / f"python{VERSION.replace('.', '')}.dll"
    for name, options in (("python.exe", ["-mconsole"]), ("pythonw.exe", ["-mwindows"])):
        command = [COMPILER, "-municode", *options, str(HERE / "launcher.c"), str(library), "-o", str(python / name)]
        subprocess.run(command, check=True)
    numbers = python / "bcryptprimitives.dll"
    command = [COMPILER, "-shared", str(HERE / "random_numbers.c"), "-ladvapi32", "-o", str(numbers)]
    subprocess.run(command, check=True)


def _install(target: Path) -> None:
    """The wheels for Windows of all that this project needs, and this project itself."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    _pip("install", *needed, *WINDOWS_ONLY, "--upgrade", "--target", str(target))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target", str(target)]
    subprocess.run([*command, str(ROOT)], check=True)


def _pip(action: str, *arguments: str) -> None:
    """As pip is configured here, but for another system."""
    system = ["--platform", "win_amd64", "--python-version", VERSION, "--only-binary=:all:"]
    subprocess.run([sys.executable, "-m", "pip", action, "--quiet", *system, *arguments], check=True)


def _start_wine(prefix: Path) -> None:
    """Lets Wine make its drive and registry, without asking for anything."""
    quiet = {"WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": ""}
    subprocess.run(["wine", "wineboot", "--init"], check=True, env={**os.environ, **quiet}, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
