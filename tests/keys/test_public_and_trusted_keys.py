"""Public keys as text, their fingerprints, and the file of those that are trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.keys import PublicKey, SigningKey, name_of_key, public_key_of, trust, trusted_keys, untrust
from addin.keys.public_key import spoken_word
from ilr_core.errors import InputError

DAY = date(2026, 11, 26)
RAW = st.binary(min_size=32, max_size=32)


@given(RAW)
def test_text_gives_the_key_back(raw: bytes) -> None:
    key = PublicKey(raw)
    assert public_key_of(f"The key of A. Tester:\r\n  {key.text}\n") == key
    assert len(key.text) == 56
    assert key.fingerprint.count(" ") == 5
    assert [spoken_word(int(digits, 16)) for digits in key.fingerprint.split()] == key.words.split()


@given(RAW, st.integers(8, 50), st.sampled_from("AbZ9_-"))
def test_one_mistyped_character_is_noticed(raw: bytes, place: int, letter: str) -> None:
    text = PublicKey(raw).text
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        with pytest.raises(InputError):
            public_key_of(changed)


@pytest.mark.parametrize(
    "text", ["", "ilr-key:", "ilr-key:abc:12", f"{PublicKey(b'a' * 32).text} {PublicKey(b'b' * 32).text}"]
)
def test_text_without_one_key(text: str) -> None:
    with pytest.raises(InputError, match="public key"):
        public_key_of(text)


@pytest.mark.parametrize(
    ("number", "word"), [(0x7F00, "lusab"), (0x0001, "babad"), (0x3F54, "gutih"), (0xFFFF, "zuzuz")]
)
def test_spoken_words(number: int, word: str) -> None:
    assert spoken_word(number) == word


def test_signatures() -> None:
    key, other = SigningKey.new(), SigningKey.new()
    signature = key.sign(b"12 entries")
    assert key.public.has_signed(b"12 entries", signature)
    assert not key.public.has_signed(b"13 entries", signature)
    assert not other.public.has_signed(b"12 entries", signature)
    assert not key.public.has_signed(b"12 entries", signature[:-1])
    assert not PublicKey(b"\xff" * 32).has_signed(b"12 entries", signature)


def test_trusted_keys_are_kept_named_and_taken_away(data_folder: Path) -> None:
    first, second = SigningKey.new().public, SigningKey.new().public
    assert trusted_keys() == []
    trust(first, " Ada   Checker ", DAY)
    trust(second, "Ben Ćosić", DAY)
    assert [(one.key, one.name, one.since) for one in trusted_keys()] == [
        (first, "Ada Checker", DAY),
        (second, "Ben Ćosić", DAY),
    ]
    assert name_of_key(second) == "Ben Ćosić"
    untrust("ada checker")
    untrust(second.words)
    assert trusted_keys() == []
    assert name_of_key(second) == ""


def test_what_is_refused(data_folder: Path) -> None:
    key = SigningKey.new().public
    trust(key, "Ada")
    cases = [
        (key, "Ben", "trusted already"),
        (SigningKey.new().public, "ADA", "another key of the name"),
        (key, " ", "--name"),
    ]
    for again, name, said in cases:
        with pytest.raises(InputError, match=said):
            trust(again, name)
    with pytest.raises(InputError, match="ilr keys list"):
        untrust("Ben")
    assert [one.name for one in trusted_keys()] == ["Ada"]


@pytest.mark.parametrize("text", ["", "[{}]", "{}}", '[{"key": "x", "name": "y"}]', '["x"]', '[{"key": 1}]'])
def test_damaged_file(data_folder: Path, text: str) -> None:
    path = data_folder / "keys" / "trusted.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(InputError, match="damaged"):
        trusted_keys()
