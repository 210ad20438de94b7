"""A verifier, and a workbook with a seal on each of its learners."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.made import book
from tests.sealing.verifiers import person, seal


@pytest.fixture(scope="module")
def _sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("verified")
    with person(folder / "data"):
        path = book(folder / "Sealed.xlsx", count=4)
        seal(path)
        yield path


@pytest.fixture
def sealed(_sealed: Path, tmp_path: Path) -> Path:
    """A workbook with four learners, sealed by the person who sits there."""
    return Path(shutil.copy(_sealed, tmp_path / "Book.xlsx"))
