"""One sentence for a file or folder that cannot be used; it names no file that the user does not know."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from addin.failures import file_sentence
from tests.cli.runs import Runner
from tests.commands.made import book, return_xml


@pytest.mark.parametrize(
    ("number", "name", "sentence"),
    [
        (errno.ENOENT, "gone.xml", "gone.xml is not there. Check the name and the folder."),
        (errno.ENOENT, "no/gone.xml", "The folder no is not there. Make it, or name another."),
        (errno.EISDIR, "reports", "reports is a folder where a file is needed. Name a file."),
        (errno.ENOTDIR, "a.csv/new", "a.csv/new needs a folder, but a part of it is a file. Name a folder."),
        (errno.EEXIST, "a.csv", "a.csv is a file that is there already. Choose another name."),
        (
            errno.EACCES,
            "new.ics",
            "new.ics may not be read or written. Close it in other programs, or choose another folder.",
        ),
        (errno.EACCES, "out/.ilr-x1", "The folder out may not be written to. Choose another folder."),
        (errno.EACCES, ".ilr-x1", "This folder may not be written to. Choose another folder."),
        (errno.ENOSPC, "a.csv", "a.csv could not be used (No space left on device). Check the disk and try again."),
    ],
)  # fmt: skip
def test_sentences(number: int, name: str, sentence: str) -> None:
    assert file_sentence(OSError(number, os.strerror(number), name)) == sentence


@pytest.mark.parametrize("call", ["report BOOK --out gone/page.html", "calendar --out gone/returns.ics"])
def test_a_folder_that_is_not_there_is_named(
    ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.chdir(tmp_path)
    book(tmp_path / "BOOK.xlsx")
    done = ilr(*call.replace("BOOK", "BOOK.xlsx").split())
    assert (done.code, done.err) == (2, "The folder gone is not there. Make it, or name another.\n")


@pytest.mark.parametrize("name", ["return.xml", "return.zip"])
@pytest.mark.parametrize("call", ["export RETURN --out x", "fix RETURN", "undo RETURN", "forms make RETURN --out x"])
def test_a_return_where_a_workbook_belongs(
    ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(return_xml("2627"))
    done = ilr(*call.replace("RETURN", name).split())
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{name} is no workbook. If it is a return, make a workbook of it first, with ilr import.\n"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_file_where_a_folder_belongs(ilr: Runner, tmp_path: Path) -> None:
    source = tmp_path / "ILR.xml"
    source.write_bytes(return_xml("2627"))
    there = tmp_path / "there"
    there.write_text("mine")
    done = ilr("pseudonymise", source, "--out", there)
    assert (done.code, done.out, there.read_text()) == (2, "", "mine")
    assert done.err == f"{there} is a file that is there already. Choose another name.\n"


@pytest.mark.parametrize(("out", "named"), [(".", "."), ("here", "here"), ("return.csv", "return.csv")])
def test_what_is_no_name_for_a_workbook_is_named(
    ilr: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "ILR.xml").write_bytes(return_xml("2627"))
    assert ilr("import", "ILR.xml", "--out", out).err.startswith(f"{named} must end in .xlsx, ")
