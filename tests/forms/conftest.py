"""One browser, and workbooks with forms made of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from addin.commands.make_forms import make_forms
from addin.hosts.file_host import FileHost
from tests.commands.made import NOW
from tests.forms.made import book_of_people

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; nothing is downloaded."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    # Root has no sandbox to run it in.
    needs_it = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=found, args=["--no-sandbox"] if needs_it else [])
        yield running
        running.close()


@pytest.fixture(scope="session")
def forms_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook and, in ``out``, a form of each kind for each of its three learners."""
    place = tmp_path_factory.mktemp("forms")
    make_forms(FileHost(book_of_people(place / "book.xlsx")), place / "out", now=NOW)
    return place


@pytest.fixture
def book(forms_out: Path, tmp_path: Path) -> Path:
    """A copy of that workbook, with the forms beside it."""
    shutil.copytree(forms_out, tmp_path, dirs_exist_ok=True)
    return tmp_path / "book.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "back"
    place.mkdir()
    return place
