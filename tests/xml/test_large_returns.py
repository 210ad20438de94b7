"""Large returns and slow streams: memory stays flat, and nothing is lost between pieces."""

from __future__ import annotations

import gc
import io
import re
import tracemalloc
from collections.abc import Iterator

import pytest
from lxml import etree

from ilr_core import catalogue
from ilr_core.model import Learner
from ilr_core.xml import ReturnReader
from tests.xml.made_returns import NEW, pretty
from tests.xml.samples import document, element


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a slow disk or a decompressor may."""

    def __init__(self, data: bytes, most: int):
        self._data = io.BytesIO(data)
        self._most = most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(self._most if size < 0 else min(size, self._most))


def big_return(learners: int) -> Iterator[bytes]:
    """A return in pieces, so that the test itself holds little."""
    text = pretty(learners=1, full=False)
    head, learner, tail = re.fullmatch(r"(.*?)(<Learner>.*</Learner>)(.*)", text, flags=re.DOTALL).groups()
    yield head.encode()
    for number in range(learners):
        yield re.sub("<LearnRefNumber>[^<]*", f"<LearnRefNumber>{number}", learner).encode()
    yield tail.encode()


class Pieces(io.RawIOBase):
    """The pieces of an iterator as a stream."""

    def __init__(self, pieces: Iterator[bytes]):
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def peak_of_reading(learners: int, broken: bool, kept: list[Learner] | None = None) -> int:
    """How many bytes of Python objects there were at once, at most, while a return was read."""
    pieces = big_return(learners)
    if broken:
        pieces = (piece.replace(b"<Sex>", b"<Sex>FF") for piece in pieces)
    # What other tests have left would put the collector's full rounds off, in proportion to its size.
    gc.collect()
    gc.freeze()
    tracemalloc.start()
    try:
        reader = ReturnReader(Pieces(pieces), "a.xml")
        for learner in reader.learners():
            if kept is not None:
                kept.append(learner)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    assert (reader.learner_count, reader.schema_valid) == (learners, not broken)
    return peak


@pytest.mark.parametrize("broken", [False, True])
def test_memory_stays_flat(broken: bool) -> None:
    peak_of_reading(20, broken)
    small, large = peak_of_reading(100, broken), peak_of_reading(1000, broken)
    assert large < 1.5 * small + 300_000
    assert peak_of_reading(1000, broken, []) > 3 * large  # the control: learners that are kept are seen


def test_elements_read_are_let_go() -> None:
    """What lxml holds outside Python's memory: the tree must not grow with the learners."""
    reader = ReturnReader(Pieces(big_return(400)), "a.xml")
    largest = 0
    for _ in reader.learners():
        largest = max(largest, len(reader._root))
    assert largest < 60


@pytest.mark.parametrize("edge", [32_768, 65_536, 131_072])
@pytest.mark.parametrize("shift", [-700, -3, -1, 0, 1, 2, 300])
def test_learners_across_edges_of_pieces(edge: int, shift: int) -> None:
    text = pretty(learners=4)
    plain = list(ReturnReader(io.BytesIO(text.encode()), "a.xml").learners())
    at = text.index("<FamilyName>", text.index("<Learner>", text.index("<Learner>") + 1)) + 15
    padding = " " * (edge + shift - at)
    moved = text.replace("<LearningProvider>", padding + "<LearningProvider>")
    read = list(ReturnReader(io.BytesIO(moved.encode()), "a.xml").learners())
    assert len(read) == 4
    assert all(one.same_as(other) and one.place == other.place for one, other in zip(read, plain, strict=True))


@pytest.mark.parametrize("most", [1, 7, 1000, 65_537])
def test_stream_that_gives_few_bytes(most: int) -> None:
    data = pretty(learners=3).encode()
    plain = list(ReturnReader(io.BytesIO(data), "a.xml").learners())
    reader = ReturnReader(Trickle(data, most), "a.xml")
    read = list(reader.learners())
    assert reader.schema_valid
    assert [one.same_as(other) for one, other in zip(read, plain, strict=True)] == [True] * 3
    assert [one.place for one in read] == [one.place for one in plain]


def test_header_year_is_found_in_a_slow_stream() -> None:
    text = pretty(catalogue.load("2526")).replace("ESFA/ILR/2025-26", "other")
    for most in (50, 100_000):
        assert ReturnReader(Trickle(text.encode(), most), "a.xml").year.year == "2526"


def test_minimal_learner_has_exactly_what_is_required() -> None:
    root = document(NEW, full=False)
    root.replace(root[-1], element(NEW, "Learner", full=False))
    (learner,) = ReturnReader(io.BytesIO(etree.tostring(root)), "a.xml").learners()
    for record in learner.walk():
        filled = {name for name in NEW.fields[record.ENTITY] if record.value(name) is not None}
        assert filled == {field.name for field in NEW.fields[record.ENTITY].values() if field.required}
