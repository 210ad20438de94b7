"""DfE's own code lists: what is read, what is refused, and what a loaded list does to a check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from addin.loading.knowledge import loaded_knowledge
from addin.loading.lists import import_lists, loaded_lists
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.rules import Context
from tests.loading.downloads import zipped
from tests.loading.loads import NOW, written

YEAR, OTHER_YEAR = catalogue.load("2627"), catalogue.load("2526")
NAME = "OutGrade"
INCOMPLETE = [found.name for year in (OTHER_YEAR, YEAR) for found in year.lists.values() if not found.complete]
pytestmark = pytest.mark.usefixtures("data_folder")


def loaded(path: Path, name: str = "", year: Catalogue = YEAR) -> dict[str, int]:
    return {done.name: done.codes for done in import_lists([path], year, name)}


def text_of(folder: Path, text: str, name: str = "list.csv") -> Path:
    return written(folder, name, text)


def test_loaded_list_stands_in_for_the_tools_own_and_counts_as_complete(tmp_path: Path):
    path = text_of(tmp_path, f"list,code,label,valid_from,valid_to\n{NAME},Z9,Made,2026-08-01,31/07/2027\n")
    assert loaded(path) == {NAME: 1}
    found = loaded_knowledge().of(YEAR).lists[NAME]
    assert (found.complete, list(found.codes), found.label("Z9")) == (True, ["Z9"], "Made")
    assert (found.codes["Z9"].valid_from, found.codes["Z9"].valid_to) == (date(2026, 8, 1), date(2027, 7, 31))
    assert not YEAR.lists[NAME].complete
    assert loaded_knowledge().used_in("2627") == (f"list {NAME}",)


@pytest.mark.parametrize("name", sorted(set(INCOMPLETE)))
def test_any_incomplete_list_judges_once_it_is_loaded(tmp_path: Path, name: str):
    year = YEAR if name in YEAR.lists else OTHER_YEAR
    before = Context(year, NOW.date(), NOW)
    assert before.unlisted(name, "no such code").names == (f"LIST:{name}",)
    loaded(text_of(tmp_path, "code,valid to\n034,\nOLD,2020-07-31\n"), name, year)
    after = Context(loaded_knowledge().of(year), NOW.date(), NOW)
    assert [after.unlisted(name, code, NOW.date()) for code in ("no such code", "034", "34", "OLD")] == [
        True, False, True, True,
    ]  # fmt: skip


def test_list_counts_for_its_year_only(tmp_path: Path):
    loaded(text_of(tmp_path, f"list,code\n{NAME},Z9\n"))
    assert set(loaded_knowledge().catalogues) == {"2627"}
    assert loaded_knowledge().of(OTHER_YEAR) is OTHER_YEAR
    assert loaded_knowledge().used_in("2526") == ()


def test_without_loaded_lists_the_catalogue_is_the_years_own():
    assert loaded_knowledge().of(YEAR) is YEAR


def test_same_catalogue_is_handed_over_until_a_list_changes(tmp_path: Path):
    loaded(text_of(tmp_path, f"list,code\n{NAME},Z9\n"))
    first = loaded_knowledge().of(YEAR)
    assert loaded_knowledge().of(YEAR) is first
    loaded(text_of(tmp_path, f"list,code\n{NAME},Z8\n"))
    assert list(loaded_knowledge().of(YEAR).lists[NAME].codes) == ["Z8"]


@pytest.mark.parametrize(
    ("given", "name"),
    [("outgrade", NAME), ("LDM", "LearnDelFAM:LDM"), ("LearnDelFAM:LDM", "LearnDelFAM:LDM"),
     ("EngGrade", "MathGrade/EngGrade")],
)  # fmt: skip
def test_list_is_found_by_any_clear_name_from_option_or_column(tmp_path: Path, given: str, name: str):
    assert loaded(text_of(tmp_path, "Code,Description\n1,One\n"), given) == {name: 1}
    assert loaded(text_of(tmp_path, f"List name,Code,Description\n{given},1,One\n")) == {name: 1}


def test_headers_marks_and_blanks_as_exports_have_them(tmp_path: Path):
    text = "\ufeffGrade , EFFECTIVE_FROM,Effective to,Description\r\nDI,01/08/2020,NULL,Distinction\r\n,,,\r\n"
    loaded(text_of(tmp_path, text), NAME)
    code = loaded_lists(YEAR)[0][NAME].codes["DI"]
    assert (code.valid_from, code.valid_to, code.label) == (date(2020, 8, 1), None, "Distinction")


def test_code_that_comes_twice_is_valid_over_both_spans(tmp_path: Path):
    rows = ["A,2020-08-01,2021-07-31", "A,2018-08-01,2019-07-31", "B,2020-08-01,", "B,2018-08-01,2019-07-31"]
    loaded(text_of(tmp_path, "\n".join(["code,valid_from,valid_to", *rows])), NAME)
    codes = loaded_lists(YEAR)[0][NAME].codes
    assert (codes["A"].valid_from, codes["A"].valid_to) == (date(2018, 8, 1), date(2021, 7, 31))
    assert (codes["B"].valid_from, codes["B"].valid_to) == (date(2018, 8, 1), None)


def test_codes_that_only_the_tool_has_are_named(tmp_path: Path):
    (done,) = import_lists([text_of(tmp_path, "code\n1\n3\n")], YEAR, "ELQ")
    assert done.not_in_it == tuple(code for code in YEAR.lists["ELQ"].codes if code not in ("1", "3"))


def test_every_list_can_be_loaded_and_given_back_also_from_a_zip(tmp_path: Path):
    rows = [f"{name},{n}" for name in YEAR.lists for n in (1, 2)]
    path = zipped(tmp_path / "x.zip", {"a.csv": "\n".join(["list,code", *rows])})
    assert loaded(path) == dict.fromkeys(YEAR.lists, 2)
    back, troubles = loaded_lists(YEAR)
    assert {name: list(found.codes) for name, found in back.items()} == {name: ["1", "2"] for name in YEAR.lists}
    assert troubles == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no code list"),
        ("colour,size\nred,1\n", "is no code list"),
        ("list,code\n", "holds no codes"),
        ("list,code\nNoSuchList,1\n", "line 2: 2026/27 has no list 'NoSuchList'"),
        (f"list,code,label\n{NAME},,One\n", "line 2, has no code"),
        (f"list,code,valid_from\n{NAME},1,soon\n", "line 2: 'soon' is no date"),
        (f"list,code,label\n{NAME},1,a\n{NAME},2", "line 3, is cut off"),
    ],
)
def test_file_that_cannot_be_used_is_one_sentence_and_loads_nothing(tmp_path: Path, text: str, said: str):
    good = text_of(tmp_path, f"list,code\n{NAME},1\nELQ,1\n", "good.csv")
    with pytest.raises(InputError, match=said):
        import_lists([good, text_of(tmp_path, text)], YEAR)
    assert loaded_lists(YEAR) == ({}, ())


@pytest.mark.parametrize(
    "content",
    [b"", b"list,code\n", b"\xff\xfe\x00", b"list,code,label,valid_from,valid_to\nNoSuchList,1,,,\n",
     b"list,code,label,valid_from,valid_to\nOutGrade,1,,soon,\n", b'list,code\nOutGrade,"1'],
)  # fmt: skip
def test_damaged_list_is_named_and_a_check_goes_on_with_the_tools_own(
    tmp_path: Path, data_folder: Path, content: bytes
):
    loaded(text_of(tmp_path, f"list,code\n{NAME},1\nELQ,1\n"))
    (kept,) = data_folder.rglob("OutGrade.csv")
    kept.write_bytes(content)
    known = loaded_knowledge()
    assert known.of(YEAR).lists[NAME] == YEAR.lists[NAME]
    assert known.of(YEAR).lists["ELQ"].complete
    (trouble,) = known.troubles
    assert "OutGrade.csv is damaged" in trouble
    assert loaded_lists(YEAR)[1] == known.troubles
