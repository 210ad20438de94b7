"""Cuts an XML return into shares of whole learners, so that several processes can read it at once."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from io import RawIOBase
from mmap import ACCESS_READ, mmap
from typing import BinaryIO, cast

from ilr_core.xml.safety import MAX_BYTES

_DECLARATION = b"<?xml "
_FIRST, _LAST, _END = b"<Learner>", b"</Learner>", b"</Message>"


@dataclass(frozen=True, slots=True)
class Share:
    """The bytes ``start`` to ``stop`` of a file: whole learners, read between ``head`` and the end of the message.

    ``learners`` and ``lines`` are how many of each lie between the head and the share in the file.
    """

    head: bytes
    start: int
    stop: int
    learners: int = 0
    lines: int = 0

    def opened(self, file: BinaryIO) -> BinaryIO:
        """A return of the share's learners alone, out of the whole file."""
        file.seek(self.start)
        return cast(BinaryIO, _Joined(self.head, file, self.stop - self.start))


def shares_of(file: BinaryIO, count: int) -> list[Share]:
    """At most ``count`` shares of a file on disk, about equal in bytes and in file order.

    Fewer than two mean that the file is to be read whole: there is nothing to cut, or something in it (a comment, a
    prefix, parts behind the learners) could hide where a learner begins. Whether the file is sound is not asked here.
    """
    if file.seek(0, 2) == 0:
        return []
    with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        first, last = data.find(_FIRST), data.rfind(_LAST) + len(_LAST)
        if first < 0 or last < first or len(data) > MAX_BYTES or not _may_be_cut(data, last):
            return []
        places = {data.find(_FIRST, first + (last - first) * number // count, last) for number in range(count)}
        starts = sorted(place for place in places if place >= 0)
        head = data[:first]
        shares: list[Share] = []
        learners = lines = 0
        for start, stop in zip(starts, [*starts[1:], last], strict=True):
            shares.append(Share(head, start, stop, learners, lines))
            inside = data[start:stop]
            learners += inside.count(_FIRST)
            lines += inside.count(b"\n")
        return shares


def _may_be_cut(data: mmap, last: int) -> bool:
    """Whether nothing can look like a learner that is none, and nothing but the end follows the last one."""
    declared = data.find(_DECLARATION) in (0, len(BOM_UTF8))
    instruction = data.find(b"<?", len(BOM_UTF8) + 1 if declared else 0)
    return data.find(b"<!") < 0 and instruction < 0 and data[last:].strip() == _END


class _Joined(RawIOBase):
    """Head, a part of a file, and the end of the message, one after the other."""

    def __init__(self, head: bytes, file: BinaryIO, length: int):
        self._head = head
        self._file = file
        self._left = length
        self._end = _END

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer than asked for where two parts meet."""
        if self._head:
            cut = len(self._head) if size < 0 else size
            data, self._head = self._head[:cut], self._head[cut:]
        elif self._left:
            data = self._file.read(self._left if size < 0 else min(size, self._left))
            self._left = self._left - len(data) if data else 0
        else:
            data, self._end = self._end, b""
        return data
