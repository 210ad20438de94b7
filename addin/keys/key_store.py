"""The key store of the operating system: Windows Credential Manager, macOS Keychain, Secret Service on Linux."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error
from contextlib import suppress

import keyring
from keyring.core import recommended
from keyring.errors import KeyringError, PasswordDeleteError

from addin.keys.public_key import PublicKey
from addin.keys.signing_key import SigningKey
from ilr_core.errors import InputError

SERVICE = "ilr-excel"


def is_usable() -> bool:
    """Whether there is a store that keeps secrets; one that writes them in plain text to a file does not count."""
    try:
        return bool(recommended(keyring.get_keyring()))
    except (KeyringError, RuntimeError, OSError):
        return False


def keep(key: SigningKey) -> None:
    """Puts a key into the store. Raises InputError if the store does not take it."""
    try:
        keyring.set_password(SERVICE, _entry(key.public), b64encode(key.secret()).decode())
    except (KeyringError, RuntimeError, OSError) as error:
        raise _closed() from error


def kept(public: PublicKey) -> SigningKey | None:
    """The key with that public half; None if the store does not have it. Raises InputError if it stays closed."""
    try:
        text = keyring.get_password(SERVICE, _entry(public))
    except (KeyringError, RuntimeError, OSError) as error:
        raise _closed() from error
    try:
        key = SigningKey.of_secret(b64decode(text, validate=True)) if text else None
    except (Error, ValueError):
        return None
    return key if key is not None and key.public == public else None


def forget(public: PublicKey) -> None:
    """Takes a key out of the store, if it is there."""
    with suppress(PasswordDeleteError, KeyringError):
        keyring.delete_password(SERVICE, _entry(public))


def _entry(public: PublicKey) -> str:
    return f"signing key {public.fingerprint}"


def _closed() -> InputError:
    # What the store says may name its contents, so it is not passed on.
    return InputError("The key store of this computer did not open. Unlock it (log in to it), then try again.")
