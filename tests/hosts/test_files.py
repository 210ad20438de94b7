"""Files that the user is asked for: several at once, and names to save under, of kinds that the caller can write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.benches import Bench
from tests.hosts.books import made


@pytest.fixture
def shown_book(tmp_path: Path) -> Path:
    path = tmp_path / "Shown.xlsx"
    with made(path) as book:
        book.add_worksheet("Learners").write("A1", "x")
    return path


@pytest.mark.parametrize("names", [[], ["aims.csv"], ["aims.csv", "learners.csv"]])
def test_several_files_are_picked_at_once(bench: Bench, shown_book: Path, tmp_path: Path, names: list[str]) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    for name in ("aims.csv", "learners.csv", "notes.doc"):
        (folder / name).write_text("")
    host = bench.open(shown_book)
    bench.will_choose([folder / name for name in names])
    found = host.ask_files("Which files?", ("csv", "xlsx"))
    assert sorted(found) == ([folder / name for name in names] if bench.is_seen else [])


SAVED = [
    ("Compared", ("xlsx", "html"), "xlsx", "Compared.xlsx"),
    ("Compared", ("xlsx", "html"), "html", "Compared.html"),
    ("Compared.HTML", ("xlsx", "html"), "html", "Compared.HTML"),
    ("Return of 1.9", ("xlsx",), "xlsx", "Return of 1.9.xlsx"),
    ("Evidence.xlsm", ("xlsx",), "xlsx", "Evidence.xlsx"),
    ("Next.xlsx", ("xlsm", "xlsx"), "xlsx", "Next.xlsx"),
]


@pytest.mark.parametrize(("typed", "kinds", "chosen", "name"), SAVED)
def test_a_name_to_save_under_is_of_a_kind_that_can_be_written(
    bench: Bench, shown_book: Path, tmp_path: Path, typed: str, kinds: tuple[str, ...], chosen: str, name: str
) -> None:
    host = bench.open(shown_book)
    bench.will_save(tmp_path / typed, kinds, chosen)
    assert host.ask_target("Save as", "Offered", kinds) == (tmp_path / name if bench.is_seen else None)
