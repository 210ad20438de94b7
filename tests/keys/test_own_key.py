"""The signing key of a user, in a key store and in a file: made, found again, never told."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.null import Keyring as NullKeyring

from addin.keys import own_key, own_public_key, owner_of, signing_key, trusted_keys
from addin.keys.own_key import VARIABLE, _unlocked, create_key
from addin.keys.signing_key import SigningKey
from ilr_core.errors import InputError
from tests.keys.key_store import MemoryKeyring, memory_key_store

PASSPHRASE = "three made-up words"


@pytest.fixture
def store(data_folder: Path) -> Iterator[MemoryKeyring]:
    with memory_key_store() as store:
        yield store


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def forget_passphrases() -> None:
    """As in another session."""
    _unlocked.clear()


def test_without_a_key(data_folder: Path) -> None:
    assert own_key() is None
    assert own_public_key() is None
    assert signing_key() is None


def test_key_in_the_key_store(store: MemoryKeyring, data_folder: Path) -> None:
    made = create_key()
    assert made.place == "key store"
    found = signing_key()
    assert found is not None
    assert found.public == made.public == own_public_key()
    assert made.public.has_signed(b"this", found.sign(b"this"))
    assert owner_of(made.public) == "you"
    (name,) = files_in(data_folder)
    assert name == "own.json"
    secret = next(iter(store.secrets.values()))
    assert secret.encode() not in b"".join(files_in(data_folder).values())


def test_key_in_a_file_where_there_is_no_key_store(data_folder: Path) -> None:
    made = create_key(lambda question: PASSPHRASE)
    assert made.place == "file"
    forget_passphrases()
    asked = []
    found = signing_key(lambda question: asked.append(question) or PASSPHRASE)
    assert found is not None
    assert found.public == made.public
    assert len(asked) == 1
    again = signing_key(lambda question: asked.append(question) or PASSPHRASE)
    assert again is not None
    assert len(asked) == 1  # once a session
    files = files_in(data_folder)
    assert sorted(Path(name).suffix for name in files) == [".json", ".pem"]
    everything = b"".join(files.values())
    assert b"ENCRYPTED PRIVATE KEY" in everything
    assert PASSPHRASE.encode() not in everything
    assert found.secret() not in everything
    if sys.platform != "win32":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in data_folder.rglob("*") if path.is_file()}
        assert modes == {0o600}


def test_a_store_that_keeps_nothing_is_no_store(data_folder: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NullKeyring())
    try:
        assert create_key(lambda question: PASSPHRASE).place == "file"
    finally:
        keyring.set_keyring(before)


def test_passphrase_of_the_environment(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    made = create_key()
    forget_passphrases()
    found = signing_key()
    assert found is not None
    assert found.public == made.public


def test_passphrase_that_nobody_gives(data_folder: Path) -> None:
    with pytest.raises(InputError, match="ilr keys create"):
        create_key()
    with pytest.raises(InputError, match="ilr keys create"):
        create_key(lambda question: None)
    create_key(lambda question: PASSPHRASE)
    forget_passphrases()
    assert signing_key() is None
    assert signing_key(lambda question: None) is None


def test_short_passphrase(data_folder: Path) -> None:
    with pytest.raises(InputError, match="12 characters"):
        create_key(lambda question: "x" * 11)
    assert own_key() is None
    assert create_key(lambda question: "x" * 12)


def test_wrong_passphrase_is_not_told(data_folder: Path) -> None:
    create_key(lambda question: PASSPHRASE)
    forget_passphrases()
    with pytest.raises(InputError, match="wrong") as failed:
        signing_key(lambda question: "another passphrase")
    assert "another" not in str(failed.value)


def test_second_key_only_when_asked_for(store: MemoryKeyring) -> None:
    first = create_key()
    with pytest.raises(InputError, match="already"):
        create_key()
    second = create_key(replace=True)
    third = create_key(replace=True)
    assert own_public_key() == third.public
    assert [trusted.key for trusted in trusted_keys()] == [first.public, second.public]
    assert owner_of(first.public).startswith("own key before")


def test_store_that_stays_locked(store: MemoryKeyring) -> None:
    create_key()
    store.is_locked = True
    with pytest.raises(InputError, match="Unlock it") as failed:
        signing_key()
    assert "secret words" not in str(failed.value)


@pytest.mark.parametrize("kept", [None, "", "not base64!", "AAAA", "A" * 43 + "="])
def test_store_that_lost_the_key_or_has_another(store: MemoryKeyring, kept: str | None) -> None:
    create_key()
    (place,) = store.secrets
    store.secrets = {place: kept} if kept is not None else {}
    with pytest.raises(InputError, match="ilr keys create --new"):
        signing_key()


def test_key_file_that_is_gone_or_swapped(data_folder: Path) -> None:
    create_key(lambda question: PASSPHRASE)
    forget_passphrases()
    (path,) = data_folder.rglob("*.pem")
    path.write_bytes(SigningKey.new().pem(PASSPHRASE))
    with pytest.raises(InputError, match="wrong, or the key file is damaged"):
        signing_key(lambda question: PASSPHRASE)
    path.unlink()
    with pytest.raises(InputError, match="is not there"):
        signing_key(lambda question: PASSPHRASE)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"key": 1, "place": "file"}', '{"key": "ilr-key:x", "place": "file"}']
)
def test_damaged_note(data_folder: Path, text: str) -> None:
    path = data_folder / "keys" / "own.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(InputError, match="damaged"):
        own_key()


def test_no_secret_in_the_words_of_a_key(store: MemoryKeyring) -> None:
    create_key()
    found = signing_key()
    assert found is not None
    assert repr(found) == f"SigningKey({found.public.fingerprint})"
