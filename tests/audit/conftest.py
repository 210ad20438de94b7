"""The workbook of these tests, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.keys.own_key import VARIABLE as PASSPHRASE
from tests.audit.made import Place, copy_of, logged


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return logged(tmp_path_factory.mktemp("logged"))


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A workbook with a log of eight entries in four changes, made by a user who has a key."""
    monkeypatch.setenv(PASSPHRASE, "three made-up words")
    return Place(copy_of(made, tmp_path / "place"), monkeypatch)


@pytest.fixture
def unused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A workbook without a log."""
    from tests.commands.made import book

    monkeypatch.setenv(PASSPHRASE, "three made-up words")
    (tmp_path / "place").mkdir()
    book(tmp_path / "place" / "Return.xlsx")
    return Place(tmp_path / "place", monkeypatch)
