"""``ilr keys``: two people make keys, hand their public halves over, and trust each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.cli.passphrase import chosen_passphrase
from addin.keys import public_key_of
from addin.keys.own_key import VARIABLE
from addin.user_data import VARIABLE as DATA
from ilr_core.errors import InputError
from tests.cli.runs import Runner
from tests.keys.key_store import memory_key_store

pytestmark = pytest.mark.usefixtures("data_folder")
PASSPHRASE = "three made-up words"


def test_from_no_key_to_one_that_others_trust(ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = ilr("keys", "show")
    assert (refused.code, refused.err) == (2, "You have no signing key yet. Make one with: ilr keys create\n")
    with memory_key_store():
        made = ilr("keys", "create")
        assert made.code == 0
        assert "The secret half lies in the key store" in made.out
        shown = ilr("keys", "show").out
        assert shown in made.out
        file = tmp_path / "ada.key"
        assert ilr("keys", "export", "--out", file).code == 0
        assert ilr("keys", "export").out == file.read_text()
        assert ilr("keys", "export", "--out", file).code == 2
        assert "already" in ilr("keys", "create").err
        assert ilr("keys", "create", "--new").code == 0
        assert "own key before" in ilr("keys", "list").out
    monkeypatch.setenv(DATA, str(tmp_path / "other user"))
    trusted = ilr("keys", "trust", file, "--name", "Ada Checker")
    key = public_key_of(file.read_text())
    assert key.words in trusted.out
    assert key.fingerprint in trusted.out
    assert (
        ilr("keys", "list").out == f"Ada Checker, since 20/11/2026\n{trusted.out.partition('telephone:')[2].strip()}\n"
    )
    again = ilr("keys", "trust", key.text, "--name", "Somebody")
    assert (again.code, again.err) == (2, "This key is trusted already, as the key of Ada Checker.\n")
    assert ilr("keys", "untrust", "Ada Checker").code == 0
    assert "No key of somebody else" in ilr("keys", "list").out


def test_without_a_key_store(ilr: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ilr("keys", "create")
    assert said.code == 2
    assert VARIABLE in said.err
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    made = ilr("keys", "create")
    assert made.code == 0
    assert "a file that your passphrase protects" in made.out
    assert PASSPHRASE not in made.out + made.err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"ilr-key:abc:def", b"PK\x03\x04"])
def test_files_without_a_key(ilr: Runner, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "some.key"
    file.write_bytes(content)
    said = ilr("keys", "trust", file, "--name", "Ada")
    assert said.code == 2
    assert "public key" in said.err
    assert ilr("keys", "trust", tmp_path / "none", "--name", "Ada").code == 2


def test_passphrase_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["one long passphrase", "another long one"])
    monkeypatch.setattr("addin.cli.passphrase._is_attended", lambda: True)
    monkeypatch.setattr("addin.cli.passphrase.getpass", lambda prompt: next(typed))
    with pytest.raises(InputError, match="differ"):
        chosen_passphrase("Choose")
