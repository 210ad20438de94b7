"""Texts exchanged for others of the same shape by a secret, one to one, so that two that differ stay different."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

_ROUNDS = 8
_MOST_STEPS = 10_000
_ALPHABETS = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
_LEADING = re.compile(r"(?<![0-9])[1-9](?=[0-9])")
Same = Callable[[str], object]


@dataclass(frozen=True)
class Permutation:
    """An exchange of texts of one kind. The same secret and kind give the same exchange, in every file."""

    secret: bytes
    kind: str

    def exchanged(self, text: str, same: Same = bool) -> str:
        """Another text with capitals, small letters and digits in the same places; all other signs stay.

        ``same`` gives what must not change, such as whether a check digit fits. A number keeps its length: its first
        digit is 0 only if it was. A text that has no such partner comes back as it is.
        """
        alphabets = _alphabets(text)
        total = 1
        for alphabet in alphabets:
            total *= len(alphabet)
        wanted = same(text)
        number, found = _number(text, alphabets), text
        for _ in range(_MOST_STEPS):
            number = self._walked(number, total, text)
            found = _text(number, alphabets)
            if same(found) == wanted:
                return found
        return text

    def number(self, text: str, below: int) -> int:
        """A number from 0 that depends on the text and the secret alone."""
        return int.from_bytes(self._hash(text.encode()), "big") % below

    def _walked(self, number: int, total: int, text: str) -> int:
        """The next number of the walk through all that are below ``total``; the way back is as sure."""
        half = (total - 1).bit_length() // 2 + 1
        shape = "".join(str(_kind_of(sign)) for sign in text).encode()
        while True:
            number = self._shuffled(number, half, shape)
            if number < total:
                return number

    def _shuffled(self, number: int, half: int, shape: bytes) -> int:
        """A Feistel network over twice ``half`` bits."""
        mask = (1 << half) - 1
        left, right = number >> half, number & mask
        size = half // 8 + 1
        for turn in range(_ROUNDS):
            mixed = self._hash(shape + bytes([turn]) + right.to_bytes(size, "big"), size)
            left, right = right, left ^ (int.from_bytes(mixed, "big") & mask)
        return left << half | right

    def _hash(self, data: bytes, size: int = 8) -> bytes:
        key = blake2b(self.secret, digest_size=32, person=self.kind.encode()[:16]).digest()
        return blake2b(data, key=key, digest_size=max(size, 8)).digest()


def _kind_of(sign: str) -> int:
    """Which alphabet a sign is of; -1 for one that stays."""
    return next((number for number, alphabet in enumerate(_ALPHABETS) if sign in alphabet), -1)


def _alphabets(text: str) -> list[str]:
    """What may stand at each place."""
    first = {found.start() for found in _LEADING.finditer(text)}
    return [
        string.digits[1:] if place in first else _ALPHABETS[kind] if (kind := _kind_of(sign)) >= 0 else sign
        for place, sign in enumerate(text)
    ]


def _number(text: str, alphabets: list[str]) -> int:
    number = 0
    for sign, alphabet in zip(text, alphabets, strict=True):
        number = number * len(alphabet) + alphabet.index(sign)
    return number


def _text(number: int, alphabets: list[str]) -> str:
    signs = []
    for alphabet in reversed(alphabets):
        number, place = divmod(number, len(alphabet))
        signs.append(alphabet[place])
    return "".join(reversed(signs))
