"""``ilr pseudonymise``: one secret, one exchange; a file that cannot be used does not stop the others."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from addin.pseudonyms.files import exchange_file
from ilr_core.errors import InputError
from ilr_core.pseudonyms import Pseudonyms
from tests.cli.runs import Runner
from tests.commands.made import book, official_name, return_xml
from tests.pseudonyms.test_files import values_of


def test_the_same_secret_gives_the_same_people_in_every_file(ilr: Runner, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("long enough")
    xml = tmp_path / official_name("2627")
    xml.write_bytes(return_xml("2627"))
    path = book(tmp_path / "book.xlsx")
    done = ilr("pseudonymise", xml, path, "--out", tmp_path / "a", "--secret-file", secret)
    assert done.code == 0
    assert "still personal data" in done.out
    assert ilr("export", tmp_path / "a" / "book.xlsx", "--out", tmp_path / "x").code == 0
    (exported,) = (tmp_path / "x").iterdir()
    names = ("LearnRefNumber", "ULN", "FamilyName", "NINumber", "DateOfBirth")
    one, other = (values_of(file.read_bytes()) for file in (tmp_path / "a" / xml.name, exported))
    assert [one["Learner", name] for name in names[:4]] == [other["Learner", name] for name in names[:4]]
    again = ilr("pseudonymise", xml, "--out", tmp_path / "b", "--secret-file", secret)
    assert again.code == 0
    assert (tmp_path / "a" / xml.name).read_bytes() == (tmp_path / "b" / xml.name).read_bytes()
    assert ilr("pseudonymise", xml, "--out", tmp_path / "c").code == 0
    assert (tmp_path / "a" / xml.name).read_bytes() != (tmp_path / "c" / xml.name).read_bytes()


def test_a_zip_comes_out_as_one(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / official_name("2627", ending="zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(official_name("2627"), return_xml("2627"))
    assert ilr("pseudonymise", path, "--out", tmp_path / "out").code == 0
    assert ilr("check", tmp_path / "out" / path.name).code == 0


BAD = [
    ("missing.xml", None, "is not there"),
    ("a.txt", b"x", "is no return"),
    ("a.xml", b"not xml", "a.xml"),
    ("a.xml", b"", "is empty"),
    ("a.xlsx", b"PK", "a.xlsx"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_what_cannot_be_read_is_named_and_the_others_are_written(
    ilr: Runner, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    good = tmp_path / official_name("2627")
    good.write_bytes(return_xml("2627"))
    done = ilr("pseudonymise", tmp_path / name, good, "--out", tmp_path / "out")
    assert done.code == 2
    assert sentence in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == [good.name]


def test_nothing_is_overwritten_and_a_short_secret_is_refused(ilr: Runner, tmp_path: Path) -> None:
    path = tmp_path / official_name("2627")
    path.write_bytes(return_xml("2627"))
    before = path.read_bytes()
    refused = ilr("pseudonymise", path, "--out", tmp_path)
    assert ("not overwritten" in refused.err, refused.out) == (True, "")
    assert path.read_bytes() == before
    (tmp_path / "secret").write_text("short")
    assert "too short" in ilr("pseudonymise", path, "--out", tmp_path / "o", "--secret-file", tmp_path / "secret").err
    with pytest.raises(InputError):
        exchange_file(tmp_path / "a.pdf", tmp_path, Pseudonyms(b"a secret of tests"))
