"""The public keys whose signatures this user trusts, with the names the user gave them: a file outside any workbook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.keys.public_key import PublicKey, public_key_of
from addin.private_files import write_private
from addin.user_data import data_folder
from ilr_core.errors import InputError

FOLDER = "keys"
SHOWN = 40


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key, whose it is as the user says, and the day from which on it is trusted (None: not noted)."""

    key: PublicKey
    name: str
    since: date | None = None


def trusted_keys() -> list[TrustedKey]:
    """The trusted keys in the order in which they were named. Raises InputError if their file is damaged."""
    path = _path()
    try:
        noted = json.loads(path.read_text("utf-8"))
        return [
            TrustedKey(public_key_of(one["key"]), str(one["name"]), date.fromisoformat(day) if day else None)
            for one, day in ((one, one.get("since")) for one in noted)
        ]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError, AttributeError, InputError) as error:
        raise InputError(
            f"{path} is damaged, so no key is trusted. Put it back from a backup, or delete it and trust them again."
        ) from error


def names_of_keys() -> dict[PublicKey, str]:
    """Names of the trusted keys by key."""
    return {trusted.key: trusted.name for trusted in trusted_keys()}


def name_of_key(key: PublicKey) -> str:
    """The name under which a key is trusted; empty if it is not."""
    return names_of_keys().get(key, "")


def trust(key: PublicKey, name: str, since: date | None = None) -> TrustedKey:
    """Trusts a key from now on. Raises InputError for an empty name, and if key or name are there already."""
    name = " ".join(name.split())
    if not name:
        raise InputError("Say whose key it is: --name NAME")
    known = trusted_keys()
    for one in known:
        if one.key == key:
            raise InputError(f"This key is trusted already, as the key of {one.name}.")
        if one.name.casefold() == name.casefold():
            raise InputError(f"There is another key of the name {name[:SHOWN]}. Untrust that one, or use another name.")
    added = TrustedKey(key, name, since)
    _write([*known, added])
    return added


def untrust(named: str) -> TrustedKey:
    """Trusts a key no more, given by its name, text or fingerprint. Raises InputError if none is trusted under it."""
    wanted = " ".join(named.split()).casefold()
    known = trusted_keys()
    for one in known:
        spellings = (one.name, one.key.text, one.key.fingerprint, one.key.words, one.key.fingerprint.replace(" ", ""))
        if wanted in {spelling.casefold() for spelling in spellings}:
            _write([other for other in known if other != one])
            return one
    raise InputError(f"There is no trusted key {named[:SHOWN]}. See them with: ilr keys list")


def _write(trusted: list[TrustedKey]) -> None:
    noted = [
        {"key": one.key.text, "name": one.name, "since": one.since.isoformat() if one.since else None}
        for one in trusted
    ]
    write_private(_path(), json.dumps(noted, indent=1, ensure_ascii=False).encode())


def _path() -> Path:
    return data_folder() / FOLDER / "trusted.json"
