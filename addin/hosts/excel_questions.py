"""Asking the user of Excel several things: in a form, a program of its own, else in Excel's boxes one by one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from addin.hosts import answer_form
from addin.hosts.questions import Asked

Form: TypeAlias = Callable[[str, Sequence[Asked], str, int], dict[str, str] | None]
_TEXT = 2  # what Application.InputBox is to give
_ROOM = 250  # letters that such a box shows whole
_NO_CONSOLE = 0x08000000  # CREATE_NO_WINDOW


class NoForm(Exception):
    """No form can be shown: this Python has no tkinter, or there is no screen."""


def ask_in_form(title: str, questions: Sequence[Asked], problem: str, owner: int) -> dict[str, str] | None:
    """The answers to questions, asked in a form before the window ``owner``; None if the user cancels.

    Raises NoForm if there can be none.
    """
    given = {"title": title, "questions": [asdict(one) for one in questions], "problem": problem, "owner": owner}
    done = subprocess.run(  # noqa: S603 - this very Python, with a file of our own
        [sys.executable, "-P", str(Path(answer_form.__file__))],
        input=json.dumps(given).encode(),
        capture_output=True,
        check=False,
        creationflags=_NO_CONSOLE if sys.platform == "win32" else 0,
    )
    if done.returncode:
        raise NoForm(done.stderr.decode(errors="replace"))
    answers: dict[str, str] | None = json.loads(done.stdout)["answers"]
    return answers


def ask_in_boxes(
    input_box: Callable[..., Any], title: str, problem: str, questions: Sequence[Asked]
) -> Mapping[str, str] | None:
    """The answers to questions, each asked in a box of Excel; None as soon as the user cancels."""
    answers = {}
    for asked in questions:
        found = input_box(_words(asked, problem), title, asked.default, Type=_TEXT)
        problem = ""
        if not isinstance(found, str):
            return None
        answers[asked.name] = found
    return answers


def _words(asked: Asked, problem: str) -> str:
    """What a box says: what is wrong comes first, and choices only as far as there is room for them."""
    label = f"{asked.label} (must be given)" if asked.required else asked.label
    words = [part for part in (problem, asked.problem, label, asked.about) if part]
    for choice in filter(None, asked.choices):
        if len("\n".join([*words, choice])) > _ROOM:
            return "\n".join([*words, "..."])
        words.append(choice)
    return "\n".join(words)
