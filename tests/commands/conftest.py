"""The workbook that the tests of messy workbooks make a mess of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.made import book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return book(tmp_path / "book.xlsx")
