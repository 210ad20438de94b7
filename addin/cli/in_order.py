"""Work begun on several files at once, its reports taken in the order of the files.

However many files there are, only a few reports wait in memory: work on a file begins when the reports before it have
been taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from addin.inputs import Input
from addin.reports import FileReport

WAITING = 4  # reports for each process that may wait until they are taken
Handle = TypeVar("Handle")


def in_order(
    entries: Iterable[Input], begin: Callable[[Input], Handle], result: Callable[[Handle], FileReport], most: int
) -> Iterator[FileReport]:
    """The results in the order of the entries; ``most`` are begun before the first of them is taken."""
    begun: deque[Handle] = deque()
    for entry in entries:
        begun.append(begin(entry))
        if len(begun) >= most:
            yield result(begun.popleft())
    while begun:
        yield result(begun.popleft())
