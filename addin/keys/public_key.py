"""The public half of a key: what others need to see whose a signature is. It is no secret."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ilr_core.errors import InputError

PREFIX = "ilr-key:"
_TEXT = re.compile(r"ilr-key:([A-Za-z0-9_-]{43}):([0-9a-f]{4})(?![A-Za-z0-9_-])")
_SHOWN_BYTES = 12
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key, by its 32 bytes."""

    raw: bytes

    @property
    def text(self) -> str:
        """The key as one short word, with two bytes at its end by which a mistyped one is noticed."""
        body = urlsafe_b64encode(self.raw).decode().rstrip("=")
        return f"{PREFIX}{body}:{sha256(self.raw).hexdigest()[:4]}"

    @property
    def fingerprint(self) -> str:
        """24 hexadecimal digits in groups of four, for two people to compare: ``3b1f 90aa ...``."""
        digits = self._digest.hex()
        return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))

    @property
    def words(self) -> str:
        """The same fingerprint as six words that can be said over the telephone: ``lusab babad ...``."""
        return " ".join(
            spoken_word(int.from_bytes(self._digest[place : place + 2])) for place in range(0, _SHOWN_BYTES, 2)
        )

    def has_signed(self, data: bytes, signature: bytes) -> bool:
        """Whether a signature over these bytes was made with the secret half of this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def _digest(self) -> bytes:
        return sha256(self.raw).digest()[:_SHOWN_BYTES]


def public_key_of(text: str) -> PublicKey:
    """The key that a text, such as an exported file, holds. Raises InputError if it holds none, or more than one."""
    found = set(_TEXT.findall(text))
    if len(found) != 1:
        said = "There is no public key in it" if not found else f"There are {len(found)} public keys in it"
        raise InputError(f"{said}. A key reads {PREFIX}... and is written by: ilr keys export")
    body, check = found.pop()
    key = PublicKey(urlsafe_b64decode(f"{body}="))
    if key.text != f"{PREFIX}{body}:{check}":
        raise InputError("The public key is mistyped: its last four characters do not fit. Copy it again.")
    return key


def spoken_word(number: int) -> str:
    """16 bits as a word of consonants and vowels in turn, after "Proquints" (D. S. Wilkerson, 2009).

    >>> spoken_word(0x7F00)
    'lusab'
    """
    letters = ((_CONSONANTS, 12), (_VOWELS, 10), (_CONSONANTS, 6), (_VOWELS, 4), (_CONSONANTS, 0))
    return "".join(alphabet[number >> shift & len(alphabet) - 1] for alphabet, shift in letters)
