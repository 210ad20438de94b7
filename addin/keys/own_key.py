"""The signing key of this user: where it lies, making it, and getting it when something is to be signed.

It lies in the key store of the operating system. Where there is none that can be used, it lies in a file that a
passphrase protects. The note ``own.json`` beside it says which, and holds the public half, so that a signature can be
compared without asking for a secret.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from addin.keys import key_store
from addin.keys.public_key import PublicKey, public_key_of
from addin.keys.signing_key import SigningKey
from addin.keys.trusted_keys import FOLDER, names_of_keys, trust
from addin.private_files import write_private
from addin.user_data import data_folder
from ilr_core.errors import InputError

Passphrase = Callable[[str], str | None]
"""Asks the user for a passphrase, shown the question; None if they would rather not."""
Place = Literal["key store", "file"]
VARIABLE = "ILR_PASSPHRASE"
SHORTEST = 12
_unlocked: dict[Path, SigningKey] = {}
"""Keys of files whose passphrase was given, so that it is asked once a session; in memory only."""


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The public half of this user's key, and where the secret half lies."""

    public: PublicKey
    place: Place


def own_key() -> OwnKey | None:
    """This user's key; None if there is none yet. No secret is touched. Raises InputError if its note is damaged."""
    path = _folder() / "own.json"
    try:
        noted = json.loads(path.read_text("utf-8"))
        return OwnKey(public_key_of(noted["key"]), "file" if noted["place"] == "file" else "key store")
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, InputError) as error:
        raise InputError(
            f"{path} is damaged, so your key is not known. Put it back from a backup, or delete it and run: "
            "ilr keys create"
        ) from error


def own_public_key() -> PublicKey | None:
    """The public half of this user's key; None if there is none yet."""
    own = own_key()
    return own.public if own else None


def owner_of(key: PublicKey) -> str:
    """Whose key it is: ``you``, the name under which it is trusted, or empty for a key that nobody vouches for."""
    return "you" if key == own_public_key() else names_of_keys().get(key, "")


def create_key(ask: Passphrase | None = None, *, replace: bool = False) -> OwnKey:
    """Makes this user's key and keeps it. Without a key store it needs a passphrase, asked by ``ask``.

    Raises InputError if there is a key and ``replace`` is not said; one that is replaced stays among the trusted keys,
    because what it has signed stays. Raises InputError without a passphrase of 12 characters or more.
    """
    old = own_key()
    if old and not replace:
        raise InputError(f"You have a key already: {old.public.words}. To get another one, run: ilr keys create --new")
    key = SigningKey.new()
    place: Place = "key store" if key_store.is_usable() else "file"
    if place == "key store":
        key_store.keep(key)
    else:
        passphrase = _given(ask, "Choose a passphrase for your signing key, and keep it where you keep passwords")
        if len(passphrase) < SHORTEST:
            raise InputError(
                f"The passphrase has fewer than {SHORTEST} characters. Use a few words that nobody guesses."
            )
        path = _key_file(key.public)
        write_private(path, key.pem(passphrase))
        _unlocked[path] = key
    if old:
        trust(old.public, _free_name(f"own key before {key.public.words.split()[0]}"))
    noted = json.dumps({"key": key.public.text, "place": place}, indent=1)
    write_private(_folder() / "own.json", noted.encode())
    return OwnKey(key.public, place)


def signing_key(ask: Passphrase | None = None) -> SigningKey | None:
    """This user's key, ready to sign; None if there is none yet, or its passphrase is not given.

    The passphrase comes from ``ILR_PASSPHRASE`` of the environment, else from ``ask``; it is not kept. Raises
    InputError for a wrong one, and if the key is not where it was put.
    """
    own = own_key()
    if own is None:
        return None
    if own.place == "key store":
        found = key_store.kept(own.public)
        if found is None:
            raise InputError(
                "Your signing key is not in the key store of this computer any more. Make another one with: "
                "ilr keys create --new"
            )
        return found
    return _key_in_file(own.public, ask)


def can_create_silently() -> bool:
    """Whether a key can be made without asking anybody: there is a key store, or a passphrase in the environment."""
    return key_store.is_usable() or len(os.environ.get(VARIABLE, "")) >= SHORTEST


def _key_in_file(public: PublicKey, ask: Passphrase | None) -> SigningKey | None:
    path = _key_file(public)
    if path in _unlocked:
        return _unlocked[path]
    try:
        pem = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            f"Your key file {path} is not there. Put it back from a backup, or run: ilr keys create --new"
        ) from error
    passphrase = os.environ.get(VARIABLE) or (ask("Passphrase of your signing key") if ask else None)
    if not passphrase:
        return None
    found = SigningKey.of_pem(pem, passphrase)
    if found is None or found.public != public:
        raise InputError("The passphrase of your signing key is wrong, or the key file is damaged. Try again.")
    _unlocked[path] = found
    return found


def _given(ask: Passphrase | None, question: str) -> str:
    passphrase = os.environ.get(VARIABLE) or (ask(question) if ask else None)
    if not passphrase:
        raise InputError(
            "This computer has no key store that can be used, so your key needs a passphrase. Run ilr keys create "
            f"where you can type one, or set {VARIABLE} in the environment to one of {SHORTEST} characters or more."
        )
    return passphrase


def _free_name(wanted: str) -> str:
    taken = set(names_of_keys().values())
    return next(name for name in (wanted, *(f"{wanted} ({n})" for n in range(2, 999))) if name not in taken)


def _key_file(public: PublicKey) -> Path:
    return _folder() / f"{public.fingerprint.replace(' ', '')}.pem"


def _folder() -> Path:
    return data_folder() / FOLDER
