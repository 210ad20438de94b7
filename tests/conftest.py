"""What every test has: a data folder without anything in it, so that what a developer has loaded decides nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.user_data import VARIABLE


@pytest.fixture(autouse=True, scope="session")
def _nothing_loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("user") / "data"))
        yield


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone."""
    folder = tmp_path / "user data"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder
