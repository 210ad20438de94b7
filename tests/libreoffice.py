"""Workbooks converted by LibreOffice without a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[..., list[Path]]


def converter(new_folder: Callable[[str], Path]) -> Convert:
    """Convert workbooks: `convert("xlsx", path, ...)` gives the new files in order."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = new_folder("libreoffice")

    def run(kind: str, *paths: Path) -> list[Path]:
        out = new_folder("converted")
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
        done = subprocess.run(
            [*command, "--outdir", str(out), *map(str, paths)], capture_output=True, text=True, timeout=180, check=False
        )
        made = [out / f"{path.stem}.{kind.partition(':')[0]}" for path in paths]
        missing = [path.name for path in made if not path.exists()]
        assert not missing, f"LibreOffice could not convert {missing}: {done.stderr}"
        return made

    return run
