"""DfE's own code lists: what is read, what is refused, and what a loaded list does to a check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from addin.loading.lists import import_lists, loaded_lists
from ilr_core import catalogue
from ilr_core.catalogue import CodeList
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge

YEAR = catalogue.load("2627")
pytestmark = pytest.mark.usefixtures("data_folder")


def an_incomplete_list() -> CodeList:
    return next(found for found in YEAR.lists.values() if not found.complete)


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_loaded_list_stands_in_for_the_tools_own_and_counts_as_complete(tmp_path: Path):
    name = an_incomplete_list().name
    path = written(tmp_path, f"list,code,label,valid_from,valid_to\n{name},Z9,Made code,2026-08-01,31/07/2027\n")
    assert import_lists([path], YEAR) == {name: 1}
    found = Knowledge(lists=loaded_lists()).of(YEAR).lists[name]
    assert found.complete
    assert list(found.codes) == ["Z9"]
    assert (found.codes["Z9"].valid_from, found.codes["Z9"].valid_to) == (date(2026, 8, 1), date(2027, 7, 31))
    assert not YEAR.lists[name].complete


def test_list_of_one_file_is_named_by_the_option(tmp_path: Path):
    name = an_incomplete_list().name
    assert import_lists([written(tmp_path, "Code;x,Description\nA1,One\n".replace(";x", ""))], YEAR, name) == {name: 1}
    assert loaded_lists()[YEAR.year][name].label("A1") == "One"


def test_list_counts_for_its_year_only(tmp_path: Path):
    name = an_incomplete_list().name
    import_lists([written(tmp_path, f"list,code\n{name},Z9\n")], YEAR)
    assert set(loaded_lists()) == {"2627"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no code list"),
        ("colour,size\nred,1\n", "is no code list"),
        ("list,code\n", "holds no codes"),
        ("list,code\nNoSuchList,1\n", "line 2: 2026/27 has no list 'NoSuchList'"),
        ("list,code,label\n{name},,One\n", "line 2, has no code"),
        ("list,code,valid_from\n{name},1,soon\n", "line 2: 'soon' is no date"),
    ],
)
def test_file_that_cannot_be_used_is_one_sentence_and_loads_nothing(tmp_path: Path, text: str, said: str):
    path = written(tmp_path, text.replace("{name}", an_incomplete_list().name))
    with pytest.raises(InputError, match=said):
        import_lists([path], YEAR)
    assert loaded_lists() == {}


def test_bad_file_beside_a_good_one_loads_nothing(tmp_path: Path):
    good = written(tmp_path, f"list,code\n{an_incomplete_list().name},1\n")
    with pytest.raises(InputError):
        import_lists([good, written(tmp_path, "colour\nred\n", "b.csv")], YEAR)
    assert loaded_lists() == {}


def test_every_list_can_be_loaded_and_given_back(tmp_path: Path):
    rows = [f"{name},{n}" for name in YEAR.lists for n in (1, 2)]
    done = import_lists([written(tmp_path, "\n".join(["list,code", *rows]))], YEAR)
    assert done == dict.fromkeys(YEAR.lists, 2)
    back = loaded_lists()[YEAR.year]
    assert {name: list(found.codes) for name, found in back.items()} == {name: ["1", "2"] for name in YEAR.lists}


def test_without_loaded_lists_the_catalogue_is_the_years_own():
    assert Knowledge().of(YEAR) is YEAR
    assert Knowledge(lists={"2526": {}}).of(YEAR) is YEAR
    assert replace(YEAR) is not YEAR
