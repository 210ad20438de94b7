"""Progress of longer jobs on standard error: shown after a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType

PATIENCE = 1.0


class Progress:
    """Call it with how much is done (and of how much); leaving the context clears the line."""

    def __init__(self, words: str):
        self.words = words
        self._begun = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int = 0) -> None:
        """Shows the count if the job has taken longer than a second and somebody is looking."""
        if not sys.stderr.isatty() or time.monotonic() - self._begun < PATIENCE:
            return
        share = f" of {total:,}" if total else ""
        print(f"\r{self.words}: {done:,}{share} ", end="", file=sys.stderr, flush=True)
        self._shown = True

    def clear(self) -> None:
        """Takes the count away, so that something else can be printed in its place."""
        if self._shown:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
            self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()
