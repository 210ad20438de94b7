"""Showing what a command will change before it does, and saying what it did."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from addin.change_log import user_name
from addin.changes.commit import Change
from addin.cli import clock
from addin.cli.passphrase import typed_answers
from addin.hosts.file_host import FileHost
from addin.wording import counted

SHOWN = 40


class Ask:
    """Shows what will change; asks where somebody sits at a terminal and has not said yes before, else goes on.

    ``lines`` are the cells that were shown. ``is_sure``: the user said beforehand to go on. ``out`` is where the cells
    are shown, standard output unless that is kept for something else, ``shown`` how many of them at most.
    """

    def __init__(self, *, preview_only: bool, is_sure: bool = False, out: TextIO | None = None, shown: int = SHOWN):
        self.lines: list[str] = []
        self._preview_only = preview_only
        self._is_sure = is_sure
        self._out = out
        self._shown = shown

    def __call__(self, question: str, lines: Sequence[str]) -> bool:
        """The answer to a question for a yes."""
        self.lines = list(lines)
        for line in lines[: self._shown]:
            print(line, file=self._out)
        if len(lines) > self._shown:
            print(f"... and {len(lines) - self._shown:,} more", file=self._out)
        if self._preview_only or not lines:
            return False
        if self._is_sure or not (sys.stdin and sys.stdin.isatty()):
            return True
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")

    def outcome(self, done: Change | None) -> str:
        """What was done, in one sentence."""
        if done is None:
            return f"Nothing was changed; {counted(len(self.lines), 'cell')} would be."
        return f"Changed {counted(len(self.lines), 'cell')} {noted(done)}"


def noted(done: Change) -> str:
    """Where a change is noted, and how to take it back."""
    return f'as change {done.number} of the sheet Changes in {done.saved}. Take it back with: ilr undo "{done.saved}"'


def guided(arguments: argparse.Namespace) -> str:
    """Makes a guided change to the workbook of the arguments, shown first, and says what became of it."""
    from addin.cli.guided_changes import catalogue_of_changes, parsed_change
    from addin.guided_changes.change import change_learner, event_named

    if not arguments.rest:
        return catalogue_of_changes()
    event = event_named(arguments.rest[0])
    given = parsed_change(event, arguments.rest[1:])
    ask = Ask(preview_only=given.preview, is_sure=given.yes)
    done = change_learner(
        FileHost(given.book, answer=ask, answers=typed_answers),
        event,
        {question.name: text for question in event.asks if (text := getattr(given, question.name)) is not None},
        learner=given.learner,
        who=given.who or user_name(),
        now=clock.now(),
        why=given.reason or "",
        year=given.year,
    )
    return "Nothing was changed." if done is None else f"Changed {noted(done)}"


def changed(arguments: argparse.Namespace, change: Callable[..., Change | None], *, nothing: str) -> str:
    """Makes a change to the workbook of the arguments, shown first, and says what became of it, or ``nothing``."""
    ask = Ask(preview_only=arguments.preview)
    done = change(
        FileHost(arguments.book, answer=ask, answers=typed_answers),
        who=arguments.who or user_name(),
        now=clock.now(),
        year=arguments.year,
    )
    return nothing if done is not None and not done.edits else ask.outcome(done)
