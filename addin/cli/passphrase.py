"""Asking for a passphrase at a terminal, where nobody sees what is typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from getpass import getpass

from addin.hosts.questions import Asked
from ilr_core.errors import InputError


def asked_passphrase(question: str) -> str | None:
    """What is typed; None where nobody sits at a terminal."""
    if not _is_attended():
        return None
    return getpass(f"{question}: ") or None


def chosen_passphrase(question: str) -> str | None:
    """A new passphrase, typed twice; None where nobody sits at a terminal. Raises InputError if the two differ."""
    typed = asked_passphrase(question)
    if typed is not None and getpass("The same again: ") != typed:
        raise InputError("The two passphrases differ. No key was made; try again.")
    return typed


def _is_attended() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def typed_answers(title: str, questions: Sequence[Asked]) -> dict[str, str] | None:
    """The answers of a host to a form that asks for secrets alone; None for any other, and where nobody is there."""
    if not all(asked.secret for asked in questions):
        return None
    return {asked.name: asked_passphrase(title) or "" for asked in questions}
