"""What every test has: a data folder and a key store without anything in them; and what many ask for.

So what a developer has loaded decides nothing, and no test leaves a key on a developer's computer.
"""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from addin.keys.own_key import VARIABLE as PASSPHRASE
from addin.user_data import VARIABLE
from tests.cli.runs import Runner
from tests.libreoffice import Convert, converter

FIRST = ("test_calc", "test_simulated_year")
"""How the modules begin that take longest. LibreOffice with the add-in also starts most surely from a fresh process."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that all processes end at about the same time."""
    items.sort(key=lambda item: not item.path.name.startswith(FIRST))


@pytest.fixture(autouse=True, scope="session")
def _nothing_loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("user") / "data"))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        patch.delenv(PASSPHRASE, raising=False)
        before = keyring.get_keyring()
        keyring.set_keyring(NoKeyring())
        yield
        keyring.set_keyring(before)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone."""
    folder = tmp_path / "user data"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


@pytest.fixture
def ilr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The command line, called in this process."""
    return Runner(capsys, monkeypatch)


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Workbooks converted by LibreOffice; skipped where there is none."""
    return converter(tmp_path_factory.mktemp)
