"""Values exchanged: one to one, the same for the same secret, as right or wrong as they were."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.pseudonyms import KEPT, TREATMENTS, Pseudonyms
from ilr_core.rules.dates import age_on
from ilr_core.rules.derived import uln_check_digit
from ilr_core.rules.learner.national_insurance import NUMBER
from ilr_core.rules.postcodes import has_postcode_form

ONE, OTHER = Pseudonyms(b"one secret"), Pseudonyms(b"another one")
REFERENCES = st.text("ABCabc019 ", min_size=1, max_size=8)
DAYS = st.dates(date(1920, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("name", catalogue.years())
def test_every_text_field_is_exchanged_or_kept_for_a_reason(name: str) -> None:
    year = catalogue.load(name)
    known = {
        (entity, field)
        for every in map(catalogue.load, catalogue.years())
        for entity, fields in every.fields.items()
        for field in fields
    }
    free = {
        (entity, field.name)
        for entity, fields in year.fields.items()
        for field in fields.values()
        if field.type == "string" and not field.list
    }
    assert free - {*TREATMENTS, *KEPT} == set()
    assert {*TREATMENTS, *KEPT} <= known
    assert not TREATMENTS.keys() & KEPT.keys()


@given(st.lists(REFERENCES.filter(str.strip), unique=True, max_size=20))
def test_different_references_stay_different_and_equal_ones_equal(references: list[str]) -> None:
    exchanged = [ONE.text("Learner", "LearnRefNumber", text) for text in references]
    assert len(set(exchanged)) == len(references)
    # As the rules compare them.
    assert len({text.upper() for text in exchanged}) == len({text.upper() for text in references})
    assert [list(map(str.isdigit, text)) for text in exchanged] == [list(map(str.isdigit, text)) for text in references]
    assert exchanged == [Pseudonyms(b"one secret").text("Learner", "PrevLearnRefNumber", text) for text in references]


@given(st.lists(st.integers(1_000_000_000, 9_999_999_999), unique=True, max_size=20))
def test_learner_numbers_stay_right_or_wrong(numbers: list[int]) -> None:
    exchanged = [int(ONE.text("Learner", "ULN", str(number))) for number in numbers]
    assert len(set(exchanged)) == len(numbers)
    for old, new in zip(numbers, exchanged, strict=True):
        digits = uln_check_digit(old), uln_check_digit(new)
        assert (digits[0] == "N") == (digits[1] == "N")
        assert str(old).endswith(digits[0]) == str(new).endswith(digits[1])


KEPT_AS_THEY_ARE = [
    ("ULN", "9999999999"), ("ULN", " 9999999999 "), ("Postcode", "ZZ99 9ZZ"), ("Postcode", "zz999zz"), ("TelNo", ""),
    ("FamilyName", "   "), ("Sex", "F"), ("CampId", "AB12"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text"), KEPT_AS_THEY_ARE)
def test_what_is_not_personal_stays(field: str, text: str) -> None:
    assert ONE.text("Learner", field, text) == text


SHAPES = [
    ("ULN", "106148401", r"[1-9][0-9]{8}"),
    ("ULN", "+1061484016", r"\+[1-9][0-9]{9}"),
    ("ULN", "A061484016", r"[A-Z][0-9]{9}"),
    ("NINumber", "AB123456C", NUMBER.pattern),
    ("Postcode", "B12 3AB", r"B12 3[A-Z]{2}"),
    ("Postcode", "b123ab", r"b123[a-z]{2}"),
    ("Postcode", "not known", r"[a-z]{3} [a-z]{5}"),
    ("TelNo", "07700900123", r"07[0-9]{9}"),
    ("FamilyName", "O'Neil-Smith", r"[A-Z][a-z]+"),
    ("FamilyName", "SMITH", r"[A-Z]+"),
    ("FamilyName", "Sm1th", r"[A-Z][a-z][0-9][a-z]{2}"),
    ("AddLine1", "1 High Street", r"[0-9]+ \w+ \w+"),
    ("AddLine1", "1 High Street; flat #2", r"[0-9] [A-Za-z]{4} [A-Za-z]{6}; [a-z]{4} #[0-9]"),
    ("Email", "someone@somewhere.org", r"learner[0-9]{9}@example\.org"),
    ("Email", "someone", r"[a-z]{7}"),
    ("DateOfBirth", "31/2/2006", r"99/9/9999"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "shape"), SHAPES)
def test_the_shape_stays_and_the_value_goes(field: str, text: str, shape: str) -> None:
    exchanged = ONE.text("Learner", field, text)
    assert re.fullmatch(shape, exchanged), exchanged
    assert exchanged != text
    assert exchanged == Pseudonyms(b"one secret").text("Learner", field, text)
    assert field == "DateOfBirth" or exchanged != OTHER.text("Learner", field, text)


@given(st.from_regex(r"[A-Z]{2}[0-9]{6}[A-F]", fullmatch=True))
def test_insurance_numbers_stay_right_or_wrong(text: str) -> None:
    assert bool(NUMBER.fullmatch(text)) == bool(NUMBER.fullmatch(ONE.text("Learner", "NINumber", text)))


@given(st.from_regex(r"[A-Z]{1,2}[0-9]{1,2} ?[0-9][A-Z]{2}", fullmatch=True))
def test_postcodes_stay_right_or_wrong(text: str) -> None:
    assert has_postcode_form(text) == has_postcode_form(ONE.text("Learner", "Postcode", text))


@given(DAYS, st.lists(DAYS, max_size=10))
def test_the_age_is_the_same_on_every_day_told(born: date, days: list[date]) -> None:
    moved = ONE.birth_date(born, days)
    assert moved.year == born.year
    assert moved == Pseudonyms(b"one secret").birth_date(born, days)
    for day in days:
        assert age_on(moved, day) == age_on(born, day)
        assert (moved <= day, moved < day) == (born <= day, born < day)
    for year in range(born.year + 14, born.year + 26):
        for month, last in ((7, 31), (8, 31)):
            assert age_on(moved, date(year, month, last)) == age_on(born, date(year, month, last))


def test_births_are_moved() -> None:
    moved = {ONE.birth_date(date(2006, 3, day), [date(2025, 9, 1)]) for day in range(10, 20)}
    assert len(moved) > 5
