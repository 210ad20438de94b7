"""Fixtures of the workbook package tests."""

from pathlib import Path

import pytest

from tests.ooxml.books import rich_book


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_book(tmp_path / "rich.xlsm")
