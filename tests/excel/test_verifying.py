"""The menu Verify: sealing selected learners, what changed since, levels, and the export of the verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from addin.hosts.questions import Asked
from addin.keys import create_key, own_key
from addin.keys.own_key import _unlocked
from addin.ribbon import COMMANDS, run
from tests.commands.made import book, column, value
from tests.excel.ribbon_books import NOW, RecordingHost
from tests.keys.key_store import memory_key_store

PASSPHRASE = "three made-up words"


class Verifier(RecordingHost):
    """A host whose user gives a passphrase when asked."""

    passphrase: str | None = PASSPHRASE
    forms: tuple[Sequence[Asked], ...] = ()

    def ask_answers(self, title: str, questions: Sequence[Asked]) -> dict[str, str] | None:
        self.forms += (questions,)
        return None if self.passphrase is None else {questions[0].name: self.passphrase}


@pytest.fixture
def store(data_folder: Path) -> Iterator[None]:
    with memory_key_store():
        create_key()
        yield


def test_the_menu() -> None:
    menu = [one for one in COMMANDS.values() if one.menu == "Verify"]
    assert [one.label for one in menu] == [
        "Seal selected learners", "What changed since", "Level entry", "Level verify", "Level return", "Level none",
    ]  # fmt: skip
    assert all(one.group == "Verify" for one in menu)
    assert COMMANDS["export_verified"].group == "Export"


def test_seal_change_see_and_export(store: None, tmp_path: Path) -> None:
    host = Verifier(book(tmp_path / "Book.xlsx", count=3), tmp_path / "out")
    host.rows = ("Aims", (2, 6))
    run("seal_selected", host, NOW)
    assert host.told.pop() == "Sealed 2 learners."
    assert host.shown[-1][0].startswith("Seal 2 learners as ")
    run("seal_selected", host, NOW)
    assert host.told.pop() == "These learners are verified already, and nothing changed since."
    host.write_cells("Learners", {(2, column("Learners", "DateOfBirth")): "1/2/1990"})
    host.save()
    run("changed_since", host, NOW)
    assert host.told.pop() == "3 learners: 1 verified, 1 changed since verified, 1 not verified."
    assert host.cursor == ("Seals", 1, 1)
    run("export_verified", host, NOW)
    assert "with 1 learner. 2 learners not verified left out." in host.told.pop()
    assert "Left out because not verified: 2 learners: D00001, D00003" in host.shown[-1][1]
    run("export", host, NOW + timedelta(seconds=1))
    assert "2 learners in it not verified." in host.told.pop()
    assert "In the file and not verified: 2 learners: D00001, D00003" in host.shown[-1][1]
    run("check", host, NOW)
    assert (
        host.told.pop()
        == "All 3 learners are clean. Seals: 3 learners: 1 verified, 1 changed since verified, 1 not verified."
    )


def test_a_check_of_selected_rows_shows_seals_too(store: None, tmp_path: Path) -> None:
    host = Verifier(book(tmp_path / "Book.xlsx", count=2))
    host.rows = ("Learners", (2,))
    run("seal_selected", host, NOW)
    host.write_cells("Learners", {(2, column("Learners", "DateOfBirth")): "1/2/1990"})
    host.save()
    run("check_rows", host, NOW)
    assert value(host.path, "Learners", 2, "Status") == "▲ changed since verified"


def test_levels_are_set_and_told(store: None, tmp_path: Path) -> None:
    host = Verifier(book(tmp_path / "Book.xlsx", count=1))
    for name in ("entry", "verify", "return", "none"):
        run(f"level_{name}", host, NOW)
        assert host.told.pop().startswith(f"The level of the workbook is {name}: ")
    host.answers = [False]
    run("level_entry", host, NOW)
    assert host.told.pop() == "The level stays as it is."


def test_a_key_in_a_file_asks_for_its_passphrase(data_folder: Path, tmp_path: Path) -> None:
    create_key(lambda question: PASSPHRASE)
    assert own_key().place == "file"
    _unlocked.clear()
    host = Verifier(book(tmp_path / "Book.xlsx", count=1))
    host.rows = ("Learners", (2,))
    host.passphrase = None
    run("seal_selected", host, NOW)
    assert host.told.pop() == "Nobody was sealed."
    host.passphrase = "another passphrase"
    run("seal_selected", host, NOW)
    assert "passphrase of your signing key is wrong" in host.told.pop()
    host.passphrase = PASSPHRASE
    run("seal_selected", host, NOW)
    assert host.told.pop() == "Sealed 1 learner."
    assert all(form[0].secret for form in host.forms)
    _unlocked.clear()
