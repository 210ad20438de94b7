"""A workbook with one programme."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programmes.made import book


@pytest.fixture
def one_book(tmp_path: Path) -> Path:
    return book(tmp_path / "book.xlsx")
