"""Entries of the log chained by hash, and signatures over the end of the chain.

The hash of an entry is taken over its content, its number and the hash of the entry before it; before the first stands
the id of the trail. A signature says: the entries from this number to that one were written by the holder of my key,
and the chain then ended with this hash.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex

from addin.change_log import LogEntry
from addin.keys import PublicKey, SigningKey, public_key_of
from ilr_core.errors import InputError

FORM = "ilr-audit 1"
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """An entry with its place in the trail. ``signed`` is not empty on the last entry of a signed run."""

    number: int
    entry: LogEntry
    hash: str
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature cell says: the entries from ``first`` on, up to the one it stands at, by the holder of a key."""

    first: int
    key: PublicKey
    signature: bytes

    def fits(self, last: int, ending: str) -> bool:
        """Whether the key has signed that run of entries, which ends with this number and hash."""
        return self.key.has_signed(_statement(self.first, last, ending), self.signature)


def new_trail() -> str:
    """The id of a trail that nobody had before: 32 hexadecimal digits."""
    return token_hex(16)


def is_trail(text: str) -> bool:
    """Whether a text can be the id of a trail."""
    return _ID.fullmatch(text) is not None


def hash_of(previous: str, number: int, entry: LogEntry) -> str:
    """The hash of an entry with this number behind the one whose hash is ``previous``: 64 hexadecimal digits."""
    said = [FORM, previous, number, *fields_of(entry)]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fields_of(entry: LogEntry) -> list[str | int | None]:
    """The content of an entry in the order in which it is hashed and kept; line ends are those of one system."""
    when = entry.when.isoformat() if entry.when else ""
    return [
        entry.change, when, _plain(entry.who), _plain(entry.command), _plain(entry.learner), entry.aim,
        _plain(entry.sheet), _plain(entry.row_id), _plain(entry.field), _plain(entry.old), _plain(entry.new),
        _plain(entry.reason), entry.undoes,
    ]  # fmt: skip


def chained(entries: Sequence[LogEntry], previous: str, first: int) -> list[TrailEntry]:
    """Entries as the next ones of a trail whose last hash is ``previous``."""
    made = []
    for number, entry in enumerate(entries, first):
        previous = hash_of(previous, number, entry)
        made.append(TrailEntry(number, entry, previous))
    return made


def signed_run(run: Sequence[TrailEntry], key: SigningKey) -> list[TrailEntry]:
    """A run of entries with a signature over them on its last one."""
    *others, last = run
    signature = b64encode(key.sign(_statement(run[0].number, last.number, last.hash))).decode()
    return [*others, TrailEntry(last.number, last.entry, last.hash, f"{run[0].number} {key.public.text} {signature}")]


def signature_in(text: str) -> Signature | None:
    """What the text of a signature cell says; None if it is none."""
    first, _, rest = text.partition(" ")
    key, _, signature = rest.partition(" ")
    try:
        return Signature(int(first), public_key_of(key), b64decode(signature, validate=True))
    except (ValueError, Error, InputError):
        return None


def _statement(first: int, last: int, ending: str) -> bytes:
    return f"{FORM}\n{first}\n{last}\n{ending}".encode()


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
