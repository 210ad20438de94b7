"""Processes that work beside this one. With Ctrl-C they stop what they do, begin nothing more, and say nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ilr_core.errors import InputError

Submit = Callable[..., "Future[Any]"]


class _Interrupts:
    """What Ctrl-C, which every process of a terminal gets, means to a process of ours."""

    def __init__(self) -> None:
        self.is_at_work = False
        self.has_come = False

    def listen(self) -> None:
        """Takes Ctrl-C from now on; one that waits for work must not print where it was."""
        signal.signal(signal.SIGINT, self._heard)

    def do(self, work: Callable[..., Any], *arguments: object) -> Any:
        """Works, unless Ctrl-C has come; what it leaves half-done is cleared away as anywhere."""
        self.is_at_work = True
        try:
            if self.has_come:
                raise KeyboardInterrupt
            return work(*arguments)
        finally:
            self.is_at_work = False

    def _heard(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the system's signature
        self.has_come = True
        if self.is_at_work:
            raise KeyboardInterrupt


_INTERRUPTS = _Interrupts()


@contextmanager
def processes(count: int) -> Iterator[Submit]:
    """A function that lets one of ``count`` processes do something: called with a function and its arguments.

    What was not begun when the block ends is not done. Raises InputError if a process was ended from outside.
    """
    pool = ProcessPoolExecutor(max_workers=count, initializer=_listen)
    try:
        yield lambda work, *arguments: pool.submit(_do, work, *arguments)
    except BrokenProcessPool as error:
        raise InputError(
            "A process that checks files was ended from outside, perhaps for lack of memory. Use a smaller --jobs."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _listen() -> None:
    _INTERRUPTS.listen()


def _do(work: Callable[..., Any], *arguments: object) -> Any:
    return _INTERRUPTS.do(work, *arguments)
