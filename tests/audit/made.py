"""A workbook with a log of several changes, its side file and a key, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from addin.audit import Trouble, verify
from addin.books.book import open_book
from addin.change_log import PROOF
from addin.changes.commit import Change, commit
from addin.changes.edits import edits_for
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.keys.own_key import VARIABLE as PASSPHRASE
from addin.user_data import VARIABLE as DATA
from ilr_core.model import Learner, copied
from tests.commands.made import NOW, book, edited

WHO = "A. Tester"
NAMES = ("First", "Second", "Third", "Fourth")


def rename(name: str) -> Callable[[Learner], None]:
    def change(learner: Learner) -> None:
        learner.FamilyName = name
        learner.GivenNames = f"{name} {name}"

    return change


def change(book: Host | Path, to: str, which: int = 0, minute: int = 0) -> Change:
    """One change of two cells, by a command."""
    host = FileHost(book) if isinstance(book, Path) else book
    reading = open_book(host).reading
    new = copied(reading.learners[which])
    rename(to)(new)
    edits = edits_for(reading, [(reading.learners[which], new)])
    now = NOW + timedelta(minutes=minute)
    return commit(host, reading, edits, command="test", who=WHO, now=now, reason=lambda edit: f"to {to}")


class Place:
    """A folder with a workbook and the data folder of its user."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch):
        self.folder, self._patch = folder, monkeypatch
        self.book = folder / "Return.xlsx"
        self.become("data")

    def become(self, user: str) -> Path:
        """From now on another user works, with a data folder of their own."""
        self._patch.setenv(DATA, str(self.folder / user))
        return self.folder / user

    def become_folder(self, folder: Path) -> None:
        """From now on work is done in a copy of the folder."""
        self._patch.setenv(DATA, str(folder / "data"))

    @property
    def side(self) -> Path:
        """The only side file of the user."""
        (found,) = (self.folder / "data" / "audit").glob("*.jsonl")
        return found


def logged(folder: Path) -> Path:
    """A workbook with four changes of two entries each, and beside it the data folder of who made them."""
    path = book(folder / "Return.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA, str(folder / "data"))
        patch.setenv(PASSPHRASE, "three made-up words")
        for minute, name in enumerate(NAMES):
            change(path, name, minute % 2, minute)
        assert verify(path) == []
    return folder


def copy_of(source: Path, folder: Path) -> Path:
    shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


def proof_columns(page: object) -> dict[str, int]:
    heads = [cell.value for cell in page[1]]  # type: ignore[index]
    return {name: heads.index(name) + 1 for name in (*heads, *PROOF) if name}


def kinds(troubles: list[Trouble]) -> list[tuple[str, int | None]]:
    return [(trouble.kind, trouble.number) for trouble in troubles]


__all__ = ["NOW", "edited"]
