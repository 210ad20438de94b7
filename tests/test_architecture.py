"""The shape of the project: imports point down, modules stay small, and nothing of one machine is in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ilr_core", "workbook_templates", "addin", "vba_bridge")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST = 350
WRITTEN_BY_A_PROGRAM = {"ilr_core/model/records.py"}
VAGUE_NAMES = re.compile(r"(utils?|helpers?|managers?|common|misc)(\.py)?")
BINARY = {".png", ".xlsx", ".xlsm", ".xltm", ".xlam", ".bin", ".ods", ".zip", ".xz", ".ico"}
MACHINE_PATHS = re.compile(r"(?<![\w.])(/(home|root|work|tmp|Users)/\w|[A-Z]:\\Users\\\w)")
PACKAGE_HOSTS = re.compile(
    r"index[-_]url|extra[-_]index|find[-_]links|pip[_]index|//[\w.-]*(hosted|registry|mirror|pypi|npmjs)[\w.-]*/",
    re.IGNORECASE,
)


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked_texts() -> list[Path]:
    """Every file git knows, or, without git, every file of the packages, tests and docs; text files only."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    ).stdout.split("\0")
    paths = [ROOT / name for name in listed if name] or [p for p in ROOT.rglob("*") if ".venv" not in p.parts]
    return [path for path in paths if path.is_file() and path.suffix.lower() not in BINARY]


def test_import_contracts_hold() -> None:
    # The command of the environment the tests run in, not one that happens to be on the path.
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_import_contracts_cover_the_layers() -> None:
    between, inside, in_addin = project()["tool"]["importlinter"]["contracts"]
    assert between["layers"] == list(reversed(PACKAGES))
    parts = {part.strip() for layer in inside["layers"] for part in layer.split("|")}
    packages = {f"ilr_core.{path.parent.name}" for path in (ROOT / "ilr_core").glob("*/__init__.py")}
    assert packages <= parts
    assert in_addin["exhaustive"], "a new folder of addin would have no layer"


@pytest.mark.parametrize("package", PACKAGES)
def test_core_knows_no_spreadsheet(package: str) -> None:
    allowed = {"ilr_core": (), "workbook_templates": ("openpyxl",)}.get(package)
    if allowed is None:
        return
    for path in (ROOT / package).rglob("*.py"):
        text = path.read_text("utf-8")
        for library in ("openpyxl", "xlwings", "python_calamine", "win32com", "uno"):
            found = re.search(rf"^\s*(import|from) {library}\b", text, flags=re.MULTILINE)
            assert library in allowed or not found, f"{path.relative_to(ROOT)} imports {library}"


def test_core_reads_no_clock() -> None:
    clock = re.compile(r"\b(datetime\.now|date\.today|datetime\.today|time\.time|utcnow)\(")
    found = [p for p in MODULES if p.is_relative_to(ROOT / "ilr_core") and clock.search(p.read_text("utf-8"))]
    assert found == []


def test_modules_are_small() -> None:
    assert len(MODULES) > 100
    long = {
        name: lines
        for path in MODULES
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
        and (name := path.relative_to(ROOT).as_posix()) not in WRITTEN_BY_A_PROGRAM
    }
    assert long == {}


def test_no_module_has_a_vague_name() -> None:
    names = [part for path in MODULES for part in path.relative_to(ROOT).parts]
    assert [name for name in names if VAGUE_NAMES.fullmatch(name)] == []


def test_nothing_of_one_machine_is_in_the_project() -> None:
    texts = tracked_texts()
    assert len(texts) > 100
    found = {
        path.relative_to(ROOT).as_posix(): match[0]
        for path in texts
        if path != Path(__file__)
        for pattern in (MACHINE_PATHS, PACKAGE_HOSTS)
        if (match := pattern.search(path.read_text("utf-8", errors="replace")))
    }
    assert found == {}


def test_every_dependency_says_from_which_version() -> None:
    described = project()["project"]
    stated = [*described["dependencies"], *(d for extra in described["optional-dependencies"].values() for d in extra)]
    # What writes the VBA project is known to work in one version; a newer one is taken after a look at its files.
    assert [one for one in stated if "==" in one] == ["pyOpenVBA==6.5.0"]
    assert [one for one in stated if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?[>=]=\d+(\.\d+)*(; .*)?", one)] == []
    assert described["requires-python"] == ">=3.11"
    assert re.fullmatch(r"\d+\.\d+\.\d+", described["version"])
    assert described["license"] == "MIT"


def test_data_files_go_into_the_package() -> None:
    shipped = project()["tool"]["setuptools"]["package-data"]["*"]
    suffixes = {path.suffix for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    data = suffixes - {".py", ".pyc"} - {""}
    missing = [suffix for suffix in data if suffix != ".typed" and f"*{suffix}" not in shipped]
    assert missing == []
    assert "py.typed" in shipped
