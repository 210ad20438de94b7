import pytest

from ilr_core.catalogue import Catalogue, Code, CodeList, load, years
from workbook_templates.codes import (
    LONGEST_READABLE,
    SEPARATOR,
    code_of,
    deciding_field,
    items,
    list_for,
    list_name,
    shown,
)


def code_list(count: int, label: str = "Label") -> CodeList:
    return CodeList("Some", True, "", {f"{n:02}": Code("Some", f"{n:02}", label) for n in range(count)})


@pytest.mark.parametrize(
    ("codes", "code", "text"),
    [
        (code_list(2), "01", "01 · Label"),
        (code_list(2), "77", "77"),
        (code_list(2, label=""), "01", "01"),
        (code_list(2), "", ""),
        (code_list(LONGEST_READABLE), "01", "01 · Label"),
        (code_list(LONGEST_READABLE + 1), "01", "01"),
    ],
    ids=["known", "unknown", "no label", "empty", "longest readable list", "list one longer"],
)
def test_a_code_is_shown_with_its_label_only_in_a_list_a_person_can_read(codes, code, text):
    assert shown(codes, code) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10 · In paid employment", "10"),
        ("10", "10"),
        ("  10  ", "10"),
        (" 034 · Offenders · in custody", "034"),
        ("10 ·", "10"),
        ("10 · ", "10"),
        ("10·5", "10·5"),
        ("A - B", "A - B"),
        ("", ""),
        (" · label only", ""),
    ],
)
def test_the_code_is_what_stands_before_the_separator(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize("year", years())
def test_every_dropdown_item_reads_back_as_its_code(year):
    catalogue = load(year)
    for codes in catalogue.lists.values():
        texts = items(codes, catalogue)
        assert sorted(code_of(text) for text in texts) == sorted(codes.codes)
        assert all(SEPARATOR.strip() not in code for code in codes.codes)
        assert all(code_of(shown(codes, code)) == code for code in codes.codes)


def test_codes_that_ended_before_the_year_stand_last(year_2627: Catalogue):
    codes = year_2627.lists["LearnDelFAM:LDM"]
    order = [code_of(text) for text in items(codes, year_2627)]
    ended = [code for code in order if codes.codes[code].valid_to and codes.codes[code].valid_to < year_2627.start]
    assert ended
    assert order[-len(ended) :] == ended
    assert order[0] == "118"


@pytest.fixture
def year_2627() -> Catalogue:
    return load("2627")


@pytest.mark.parametrize(
    ("name", "defined_name"),
    [
        ("EmpStat", "List_EmpStat"),
        ("LearnDelFAM:SOF", "List_LearnDelFAM_SOF"),
        ("MathGrade/EngGrade", "List_MathGrade_EngGrade"),
    ],
)
def test_list_names(name, defined_name):
    assert list_name(name) == defined_name


def test_a_list_chosen_by_another_field():
    name = "LearnDelFAM:{LearnDelFAMType}"
    assert deciding_field(name) == "LearnDelFAMType"
    assert deciding_field("EmpStat") == ""
    assert list_for(name, (("LearnDelFAMType", "SOF"),)) == "LearnDelFAM:SOF"
    assert list_for(name, (("HRSType", "HRS"),)) == name


@pytest.mark.parametrize("year", years())
def test_no_two_lists_share_a_defined_name(year):
    names = [list_name(name).lower() for name in load(year).lists]
    assert len(names) == len(set(names))
