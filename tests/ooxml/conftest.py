"""Fixtures of the workbook package tests."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ooxml.books import rich_book

Convert = Callable[..., list[Path]]


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_book(tmp_path / "rich.xlsm")


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Convert workbooks with LibreOffice: `convert("xlsx", path, ...)` gives the new files in order."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("libreoffice")

    def run(kind: str, *paths: Path) -> list[Path]:
        out = tmp_path_factory.mktemp("converted")
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        done = subprocess.run(
            [*command, "--outdir", str(out), *map(str, paths)], capture_output=True, text=True, timeout=180, check=False
        )
        made = [out / f"{path.stem}.{kind.partition(':')[0]}" for path in paths]
        missing = [path.name for path in made if not path.exists()]
        assert not missing, f"LibreOffice could not convert {missing}: {done.stderr}"
        return made

    return run
