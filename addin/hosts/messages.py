"""What open workbooks show while a command works: previews in message boxes, progress in the status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ilr_core.errors import Stopped

SHOWN = 20
HOW_TO_STOP = " (Esc stops)"


def with_preview(question: str, lines: Sequence[str]) -> str:
    """A question below the first lines of what it is about, with how many more there are."""
    if not lines:
        return question
    more = [f"... and {len(lines) - SHOWN:,} more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more, "", question])


class Progress:
    """The words in the status bar, and whether the user may still stop the command.

    ``show`` shows a text and says whether the user has asked to stop; ``can_stop`` is False where that is never heard.
    A command is stopped before it writes or not at all, so that nothing is half done.
    """

    def __init__(self, show: Callable[[str], bool], *, can_stop: bool = True):
        self._show = show
        self._can_stop = can_stop
        self._is_writing = False
        self._text = ""

    def __call__(self, words: str, done: int = 0, total: int = 0) -> None:
        """Shows how far the command is. Raises Stopped if the user has asked for that in time."""
        share = f": {done:,} of {total:,}" if total else ""
        self._text = f"ILR: {words}{share}"
        may_stop = self._can_stop and not self._is_writing
        if self._show(f"{self._text}{HOW_TO_STOP}" if may_stop else self._text) and may_stop:
            raise Stopped

    def begin_writing(self) -> None:
        """From now on the command goes on to its end."""
        if not self._is_writing:
            self._is_writing = True
            if self._text and self._can_stop:
                self._show(self._text)

    def end(self) -> None:
        """The command is done; another may begin."""
        self._is_writing, self._text = False, ""
