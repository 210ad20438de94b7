"""A seal as two texts for two cells: what was sealed, compressed, and its signature."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass

from addin.keys import PublicKey, SigningKey, public_key_of
from ilr_core.errors import InputError
from ilr_core.sealing import Seal, read_seal

LONGEST = 32_000
"""Characters for which there is room in a cell, with some to spare."""
_LARGEST = 4_000_000
"""Bytes that a seal may unpack to: more was never packed by this tool."""
_SEAL, _SIGNATURE = "seal:", "ed25519:"


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """One row of the sheet: whose it claims to be, and the texts of the seal."""

    learner: str
    text: str
    signature: str


@dataclass(frozen=True, slots=True)
class OpenedSeal:
    """A seal that could be read, with the key that it names, and whether that key has signed it."""

    seal: Seal
    key: PublicKey
    signature_fits: bool


def packed(seal: Seal, key: SigningKey) -> KeptSeal:
    """A seal signed with a key. Raises InputError for a learner whose records do not fit into a cell."""
    message = seal.message()
    text = _SEAL + b64encode(zlib.compress(message, 9)).decode()
    if len(text) > LONGEST:
        raise InputError(
            f"{seal.learner} has too many records for one seal, so nothing was sealed. Leave this learner out."
        )
    return KeptSeal(seal.learner, text, _SIGNATURE + b64encode(key.sign(message)).decode())


def opened(kept: KeptSeal) -> OpenedSeal | None:
    """The seal in a row; None if its texts are no seal."""
    try:
        message = _unpacked(_decoded(kept.text, _SEAL))
        signature = _decoded(kept.signature, _SIGNATURE)
        seal = read_seal(message)
        key = public_key_of(seal.key)
    except (Error, zlib.error, ValueError, RecursionError, InputError):
        return None
    return OpenedSeal(seal, key, key.has_signed(message, signature))


def _decoded(text: str, mark: str) -> bytes:
    data = b64decode(text.removeprefix(mark), validate=True)
    # The last letter may be written in several ways; only one of them is ours.
    if mark + b64encode(data).decode() != text:
        raise ValueError("no seal")
    return data


def _unpacked(data: bytes) -> bytes:
    reader = zlib.decompressobj()
    message = reader.decompress(data, _LARGEST)
    if not reader.eof or reader.unused_data:
        raise ValueError("no seal")
    return message
