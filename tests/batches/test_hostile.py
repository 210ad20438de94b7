"""Inputs and folders that would do harm: one sentence that names the file, and nothing is left behind."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from addin.batches.combine import combine
from addin.batches.inputs import BatchInput, input_at, inputs_at
from addin.batches.split import split
from addin.ooxml import PackageError
from ilr_core.errors import IlrError
from ilr_core.knowledge import Knowledge
from ilr_core.returns.batches import split_of
from tests.commands.made import NOW, anyone_may_write_anywhere, learners_of, made_book, official_name, return_xml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two returns of one provider."""
    made = tmp_path / "in"
    made.mkdir()
    learners = learners_of("2627", 4)
    (made / "a.xml").write_bytes(return_xml("2627", learners[:2]))
    (made / "b.xml").write_bytes(return_xml("2627", learners[2:]))
    return made


def refusal(inputs: Callable[[], Sequence[BatchInput]], out: Path) -> str:
    with pytest.raises((IlrError, PackageError)) as caught:
        combine(inputs(), out, now=NOW)
    assert not out.exists()
    return str(caught.value)


def hard_link(folder: Path) -> None:
    os.link(folder / "a.xml", folder / "c.xml")


def soft_link(folder: Path) -> None:
    (folder / "c.xml").symlink_to(folder / "a.xml")


def dangling_link(folder: Path) -> None:
    (folder / "c.xml").symlink_to(folder / "gone.xml")


def bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "c.zip", "w", zipfile.ZIP_DEFLATED) as packed, packed.open("c.xml", "w") as inside:
        for _ in range(80):
            inside.write(b" " * 2**20)


def invalid_zip(folder: Path) -> None:
    text = (folder / "a.xml").read_bytes().replace(b"<Sex>", b"<Sex>Q", 1)
    with zipfile.ZipFile(folder / "c.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("c.xml", text)


def torn_workbook(folder: Path) -> None:
    made_book(folder / "c.xlsx", learners_of("2627", 1))
    (folder / "c.xlsx").write_bytes((folder / "c.xlsx").read_bytes()[:-200])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (hard_link, ["a.xml and ", "c.xml are the same file, named twice.", "take one of them out of the folder"]),
        (soft_link, ["a.xml and ", "c.xml are the same file, named twice."]),
        (dangling_link, ["c.xml is not there."]),
        (bomb, ["c.zip would unpack to far more than an ILR return holds."]),
        (invalid_zip, ["c.zip does not follow the schema, so nothing was written. ", "Sex"]),
        (torn_workbook, ["c.xlsx is damaged or not complete"]),
    ],
)
@pytest.mark.parametrize("out", ["folder", "new.xlsx"])
def test_a_folder_with_something_that_does_harm(
    folder: Path, tmp_path: Path, harm: Callable[[Path], None], words: list[str], out: str
) -> None:
    harm(folder)
    sentence = refusal(lambda: inputs_at([folder]), tmp_path / out)
    assert all(word in sentence for word in words), sentence


@pytest.mark.skipif(anyone_may_write_anywhere(), reason="permissions mean nothing to root")
@pytest.mark.parametrize("name", ["a.xml", "."])
def test_what_may_not_be_read_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).chmod(0)
    try:
        assert f"{folder / name} may not be read" in refusal(lambda: inputs_at([folder]), tmp_path / "out")
    finally:
        (folder / name).chmod(0o700)


def removed(path: Path) -> None:
    path.unlink()


def shortened(path: Path) -> None:
    path.write_bytes(return_xml("2627", learners_of("2627", 4)[2:3]))


def exchanged(path: Path) -> None:
    path.write_bytes(return_xml("2627", learners_of("2627", 2)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (removed, "b.xml is not there."),
        (shortened, "b.xml was changed meanwhile, so nothing was written. Try again."),
        (exchanged, "b.xml was changed meanwhile, so nothing was written. Try again."),
    ],
)
@pytest.mark.parametrize("out", ["folder", "new.xlsx"])
def test_a_file_that_changes_between_the_readings(
    folder: Path, tmp_path: Path, change: Callable[[Path], None], words: str, out: str
) -> None:
    class Meddled(type(input_at(folder / "b.xml"))):  # type: ignore[misc]
        """A return that somebody changes once it was read."""

        def _read(self):
            yield from super()._read()
            if self.path.exists():
                change(self.path)

    sentence = refusal(lambda: [input_at(folder / "a.xml"), Meddled(folder / "b.xml")], tmp_path / out)
    assert words in sentence


def test_inputs_of_one_name_are_told_apart(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.xml").write_bytes(b"<html/>")
    paths = [folder / "a.xml", tmp_path / "other" / "a.xml"]
    assert refusal(lambda: inputs_at(paths), tmp_path / "out").startswith(f"{paths[1]}: a.xml ")


@pytest.mark.parametrize("name", ["out", "new.xlsx"])
def test_what_is_there_stays(folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    there = out
    if name == "out":
        out.mkdir()
        there = out / official_name("2627")
    there.write_text("mine")
    with pytest.raises(IlrError, match="is there already"):
        combine(inputs_at([folder]), out, now=NOW)
    assert there.read_text() == "mine"
    assert sorted(tmp_path.iterdir()) == sorted([folder, out])


def test_a_file_where_a_folder_is_needed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("mine")
    with pytest.raises(IlrError, match="is a file, but the XML needs a folder"):
        combine(inputs_at([folder]), out, now=NOW)
    with pytest.raises(IlrError, match="is a file, but the XML needs a folder"):
        split(input_at(folder / "a.xml"), split_of("1-learners"), out, now=NOW, knowledge=Knowledge())
    assert out.read_text() == "mine"


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_ctrl_c_while_it_is_written_leaves_nothing(folder: Path, tmp_path: Path, error: type[BaseException]) -> None:
    def stop(words: str, done: int) -> None:
        if words.startswith("Writing"):
            raise error

    many = tmp_path / "many.xml"
    many.write_bytes(return_xml("2627", learners_of("2627", 120)))
    with pytest.raises((error, IlrError)):
        combine(inputs_at([many]), tmp_path / "out", now=NOW, progress=stop)
    assert sorted(tmp_path.iterdir()) == [folder, many]


def test_a_split_that_cannot_end_takes_back_what_it_began(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def meddle(words: str, done: int, total: int) -> None:
        (out / official_name("2627", "02")).mkdir(exist_ok=True)

    with pytest.raises(OSError, match="directory"):
        split(input_at(folder / "a.xml"), split_of("1-learners"), out, now=NOW, knowledge=Knowledge(), progress=meddle)
    assert [path.name for path in out.iterdir()] == [official_name("2627", "02")]
