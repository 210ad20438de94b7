"""Files that are no answers, or not those of this workbook's learners: one sentence, and nothing of them is taken."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.forms.answer_files import read_answers
from addin.forms.passwords import Passwords
from ilr_core.errors import InputError
from tests.cli.runs import Runner
from tests.forms.made import YEAR, answers, book_of_people, fill, forms_of, sent_back

Make = Callable[[Path, Path, Path], None]


def form_of(out: Path, book: Path, kind: str) -> Path:
    return out / f"Form {forms_of(book)['A1'].form}.{kind}"


def json_file(change: Callable[[dict], object], name: str = "a.json") -> Make:
    def make(folder: Path, book: Path, out: Path) -> None:
        content = answers(book, "A1", {"Email": "new@example.org"})
        (folder / name).write_text(json.dumps(change(content) or content), "utf-8")

    return make


def raw(data: bytes, name: str = "a.json") -> Make:
    return lambda folder, book, out: (folder / name).write_bytes(data) and None


def the_form_itself(folder: Path, book: Path, out: Path) -> None:
    shutil.copy(form_of(out, book, "html"), folder / "a.txt")


def with_formula(folder: Path, book: Path, out: Path) -> None:
    fill(form_of(out, book, "xlsx"), {"GivenNames": '=HYPERLINK("http://example.org","Ada")'}, folder / "a.xlsx")


def added(name: str, data: bytes) -> Make:
    def make(folder: Path, book: Path, out: Path) -> None:
        path = folder / "a.xlsx"
        shutil.copy(form_of(out, book, "xlsx"), path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)

    return make


def replaced(part: str, old: bytes, new: bytes) -> Make:
    def make(folder: Path, book: Path, out: Path) -> None:
        with zipfile.ZipFile(form_of(out, book, "xlsx")) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
        with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    return make


def another_zip(folder: Path, book: Path, out: Path) -> None:
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")


def the_whole_return(folder: Path, book: Path, out: Path) -> None:
    shutil.copy(book, folder / "a.xlsx")


def cut_short(folder: Path, book: Path, out: Path) -> None:
    (folder / "a.xlsx").write_bytes(form_of(out, book, "xlsx").read_bytes()[:4000])


CASES: dict[str, tuple[Make, str]] = {
    "no JSON": (raw(b"hello"), "does not hold the answers"),
    "cut JSON": (raw(b'{"ilr_form": 1, "form": "'), "does not hold the answers"),
    "a list": (raw(b"[1, 2]"), "does not hold the answers"),
    "deep": (raw(b"{" + b'"a":{' * 5000 + b"}" * 5001), "does not hold the answers"),
    "empty": (raw(b""), "does not hold the answers"),
    "binary": (raw(bytes(range(256)) * 8), "does not hold the answers"),
    "huge": (raw(b'{"a":"' + b"x" * 3_000_000 + b'"}'), "far too large"),
    "large": (raw(b'{"a":"' + b"x" * 300_000 + b'"}'), "does not hold the answers"),
    "an old workbook": (raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx"), "is protected"),
    "a damaged workbook": (cut_short, "damaged"),
    "another zip": (another_zip, "no answered form"),
    "the form itself": (the_form_itself, "is the form itself, not its answers"),
    "the return": (the_whole_return, "not a form that this tool made"),
    "a formula": (with_formula, "has a formula where an answer should be"),
    "macros": (added("xl/vbaProject.bin", b"macro"), "holds macros"),
    "a bomb": (added("xl/media/image1.png", b"\0" * 30_000_000), "would unpack to far more"),
    "a document type": (
        replaced("xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook'), "no answered form",
    ),
    "another form": (json_file(lambda c: c | {"form": "AAAA-BBBB-CCCC"}), "was not made from this workbook"),
    "a form without its dash": (json_file(lambda c: c | {"form": c["form"][:-1]}), "was not made from this workbook"),
    "another learner's name": (json_file(lambda c: c | {"learner": "A2"}), "was made for A1, but the file names A2"),
    "another version": (json_file(lambda c: c | {"ilr_form": 2}), "another version"),
    "no version": (json_file(lambda c: c.pop("ilr_form") and None), "another version"),
    "no answers": (json_file(lambda c: c | {"answers": "Email"}), "does not hold the answers"),
    "no day": (json_file(lambda c: c | {"saved": "yesterday"}), "does not hold the answers"),
    "a field of the return": (json_file(lambda c: c | {"answers": {"ULN": "1000000027"}}), "holds more than a form"),
    "an aim": (json_file(lambda c: c | {"answers": {"LearnAimRef": "ZPROG001"}}), "holds more than a form asks"),
    "a number": (json_file(lambda c: c | {"answers": {"TelNo": 7700900123}}), "holds more than a form asks"),
    "a list for a text": (json_file(lambda c: c | {"answers": {"Email": ["a@b.co"]}}), "holds more than a form asks"),
    "a text for a list": (json_file(lambda c: c | {"answers": {"LLDDCat": "12"}}), "holds more than a form asks"),
    "a long list": (json_file(lambda c: c | {"answers": {"LLDDCat": ["12"] * 99}}), "holds more than a form asks"),
    "a seal that is none": (json_file(lambda c: c | {"sealed": {"iterations": 10**12}}), "is protected"),
}  # fmt: skip


def test_each_is_refused_in_one_sentence(ilr: Runner, book: Path, folder: Path, tmp_path: Path) -> None:
    files = []
    for number, (make, _) in enumerate(CASES.values()):
        place = folder / str(number)
        place.mkdir()
        make(place, book, tmp_path / "out")
        files += list(place.iterdir())
    assert len(files) == len(CASES)
    before = book.read_bytes()
    done = ilr("forms", "collect", book, *files)
    assert done.code == 2
    assert "Nothing was collected." in done.out
    assert book.read_bytes() == before
    sentences = done.err.strip().splitlines()
    assert len(sentences) == len(CASES)
    for (name, (_, said)), sentence in zip(CASES.items(), sentences, strict=True):
        assert said in sentence, (name, sentence)


def test_a_page_sent_back_instead_of_its_answers_is_told(ilr: Runner, book: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "answers").mkdir()
    sent_back(folder / "answers", book, "A1", {"Postcode": "SW1A 1AA"})
    shutil.copy(form_of(tmp_path / "out", book, "html"), folder / "answers" / "page.html")
    done = ilr("forms", "collect", book, folder / "answers", "--preview")
    assert "A1 Postcode: ZZ99 9ZZ -> SW1A 1AA" in done.out
    (sentence,) = done.err.strip().splitlines()
    assert sentence.startswith("page.html is the form itself, not its answers. Ask the learner")


def test_the_others_are_collected_all_the_same(ilr: Runner, book: Path, folder: Path) -> None:
    (folder / "bad.json").write_text("{}", "utf-8")
    sent_back(folder, book, "A2", {"Email": "bea@example.org"})
    done = ilr("forms", "collect", book, folder)
    assert done.code == 2
    assert "Took over 1 answer" in done.out


def test_a_voided_form(ilr: Runner, book: Path, folder: Path, tmp_path: Path) -> None:
    sent_back(folder, book, "A1", {"Email": "new@example.org"})
    empty = book_of_people(tmp_path / "other.xlsx")
    done = ilr("forms", "collect", empty, folder)
    assert "was not made from this workbook" in done.err


@pytest.mark.parametrize("words", ["out of place", "nothing"])
def test_folders_and_files_that_are_not_there(ilr: Runner, book: Path, folder: Path, words: str) -> None:
    path = folder if words == "nothing" else folder / "gone.json"
    done = ilr("forms", "collect", book, path)
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                st.sampled_from(["ilr_form", "form", "learner", "saved", "answers", "sealed", "salt", "x"]), inner,
                max_size=6,
            ),
        ).map(lambda data: json.dumps(data).encode()),
    )
)  # fmt: skip
def test_any_file_is_read_or_refused(folder: Path, data: bytes) -> None:
    path = folder / "any.json"
    path.write_bytes(data)
    said = "any.json"
    try:
        read_answers(path, YEAR, Passwords("some password"), lambda form: "")
    except InputError as error:
        said = str(error)
    assert said.startswith("any.json")
