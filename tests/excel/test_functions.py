"""The worksheet functions as a host asks them, and the registry from which every host takes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import xlwings_functions
from addin.functions import FUNCTIONS, Argument
from addin.functions.arguments import text
from addin.functions.registry import LONGEST_HELP, worksheet_function
from ilr_core import catalogue
from ilr_core.errors import InputError

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=12), st.dates(), st.datetimes(), st.times(),
    st.decimals(), st.complex_numbers(), st.binary(max_size=4),
    st.sampled_from(["#N/A", "10 · x", "ULN_04", "EmpStat", "R04", "31/2/2001", 1e300, -1, 2627.0, 46265.0]),
)  # fmt: skip
GIVEN = st.recursive(ANYTHING, lambda inner: st.lists(inner, max_size=3), max_leaves=6)


def day(year: int, month: int, number: int) -> datetime:
    """A day as Excel hands it over."""
    return datetime.combine(date(year, month, number), time())


def answer(name: str, *arguments: object) -> object:
    """The answer to single cells."""
    ((value,),) = FUNCTIONS[name].answer(*arguments)
    return value


@pytest.mark.parametrize(
    ("uln", "expected"),
    [
        (1000000027.0, True),
        ("1000000027", True),
        (" 1000000027 ", True),
        (1000000087.0, False),
        (9999999999.0, True),
        (9999999990.0, False),
        ("999999999", False),
        ("10000000270", False),
        ("1000000O27", False),
        ("#N/A", False),
        (True, False),
        (date(2026, 1, 1), False),
        (None, ""),
        ("  ", ""),
    ],
)
def test_uln_ok(uln: object, expected: object) -> None:
    assert answer("ILR_ULN_OK", uln) is expected or answer("ILR_ULN_OK", uln) == expected == ""


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        (day(2008, 8, 31), day(2026, 8, 30), 17),
        (day(2008, 8, 31), day(2026, 8, 31), 18),
        ("29/2/2008", "28/2/2026", 18),
        ("1/2/21", "2/2/21", 100),
        (39691.0, 46265.0, 18),
        (day(2008, 8, 31), day(2008, 8, 31), 0),
        (day(2008, 8, 31), day(2008, 8, 30), "30/08/2008 is before the date of birth. Check both dates."),
        ("soon", day(2026, 8, 31), "soon is no date. Give a cell with a date, such as 31/08/2026."),
        (True, "1/1/2026", "TRUE is no date. Give a cell with a date, such as 31/08/2026."),
        (5.0, "1/1/2026", "5 is no date. Give a cell with a date, such as 31/08/2026."),
        (None, day(2026, 8, 31), ""),
        (day(2008, 8, 31), None, ""),
    ],
)
def test_age(birth: object, on: object, expected: object) -> None:
    assert answer("ILR_AGE", birth, on) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("EmpStat", 10.0), "In paid employment"),
        (("empstat", "10 · In paid employment"), "In paid employment"),
        (("Sex", "F"), "Female"),
        (("EmpStat", 99.0), "EmpStat has no code 99 in 2026/27."),
        (("ULN", 1.0), "ULN is not a field with codes."),
        (("Postal", 1.0), "Postal is no field of 2026/27. Give an official field name, such as EmpStat."),
        (("EmpStat", None), ""),
        (("EmpStat", 10.0, 1999.0), "There is no collection year 1999. Give 2526 or 2627, or leave the year out."),
    ],
)
def test_label(arguments: tuple[object, ...], expected: str) -> None:
    assert answer("ILR_LABEL", *arguments) == expected


def test_label_of_a_code_that_depends_on_its_kind() -> None:
    year = catalogue.load()
    label = year.lists["LearnDelFAM:SOF"].label("105")
    assert label
    assert answer("ILR_LABEL", "SOF", "105") == answer("ILR_LABEL", "sof", 105.0) == label
    assert answer("ILR_LABEL", "LDM", 34.0) == year.lists["LearnDelFAM:LDM"].label("034") != ""
    assert "Give the kind instead" in str(answer("ILR_LABEL", "LearnDelFAMCode", "105"))


def test_label_of_a_list_that_is_not_whole_leaves_the_code_open() -> None:
    open_fields = [
        field.name
        for fields in catalogue.load().fields.values()
        for field in fields.values()
        if field.list in catalogue.load().lists and not catalogue.load().lists[field.list].complete
    ]
    assert open_fields
    assert all("does not know the whole list" in str(answer("ILR_LABEL", name, "zz9")) for name in open_fields)


@pytest.mark.parametrize("year", catalogue.years())
def test_every_label_of_every_plain_field_is_found(year: str) -> None:
    specification = catalogue.load(year)
    seen = 0
    for fields in specification.fields.values():
        for field in fields.values():
            codes = specification.lists.get(field.list)
            for code in codes.codes.values() if codes else ():
                if code.label:
                    assert answer("ILR_LABEL", field.name, code.code, year) == code.label
                    seen += 1
    assert seen > 200


@pytest.mark.parametrize("name", ["ULN_04", "uln04", "Uln_04"])
def test_explain(name: str) -> None:
    assert answer("ILR_EXPLAIN", name) == (
        "ULN_04 (error): The ULN is not a number that exists: its last digit does not fit the other nine. "
        "Compare it with the Learning Records Service and retype it."
    )


def test_every_live_rule_is_explained_without_braces() -> None:
    for year in catalogue.years():
        for rule in catalogue.load(year).rules:
            explained = str(answer("ILR_EXPLAIN", rule, year))
            assert explained.startswith(f"{rule} (")
            assert "{" not in explained


@pytest.mark.parametrize("name", ["ULN_99", 5.0, "x" * 100])
def test_explain_of_no_rule(name: object) -> None:
    assert "is no live rule of 2026/27. Check how it is spelt." in str(answer("ILR_EXPLAIN", name))
    assert len(str(answer("ILR_EXPLAIN", name))) < 100


@pytest.mark.parametrize("name", ["R04", "r4", 4.0, "4", "04"])
def test_return_date(name: object) -> None:
    assert answer("ILR_RETURN_DATE", name, 2627.0) == datetime.combine(date(2026, 12, 4), time(18))


@pytest.mark.parametrize("name", ["R15", "R00", 0.0, "R", "RR4", "R4.5", -1.0, "#REF!"])
def test_no_such_return(name: object) -> None:
    assert str(answer("ILR_RETURN_DATE", name)).endswith("Give R01 to R14.")


def test_ranges_are_answered_cell_by_cell() -> None:
    births = [[day(2008, 8, 31)], [None], ["?"]]
    ages = FUNCTIONS["ILR_AGE"].answer(births, day(2026, 8, 31))
    assert ages == [[18], [""], ["? is no date. Give a cell with a date, such as 31/08/2026."]]
    across = FUNCTIONS["ILR_AGE"].answer(births[:1], [[day(2026, 8, 30), day(2026, 8, 31)]])
    assert across == [[17, 18]]
    both = FUNCTIONS["ILR_AGE"].answer([[day(2008, 8, 31)]] * 2, [[day(2026, 8, 30), day(2026, 8, 31)]])
    assert both == [[17, 18]] * 2


def test_ranges_that_do_not_fit_are_refused_once() -> None:
    assert FUNCTIONS["ILR_AGE"].answer([[None]] * 2, [[None]] * 3) == [
        ["The ranges given to ILR_AGE differ in size. Give it ranges of one size."]
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_too_many_arguments(name: str) -> None:
    given = [1.0] * (len(FUNCTIONS[name].arguments) + 1)
    assert "arguments at most" in str(answer(name, *given))


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_function_ever_raises(name: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, len(FUNCTIONS[name].arguments) + 1))
    answers = FUNCTIONS[name].answer(*[data.draw(GIVEN) for _ in range(count)])
    assert answers
    assert len({len(row) for row in answers}) == 1
    for value in (value for row in answers for value in row):
        assert isinstance(value, str | int | float | bool | datetime)
        assert "failed" not in str(value)


def test_a_defect_is_told_without_the_data() -> None:
    broken = FUNCTIONS["ILR_ULN_OK"]
    defect = type(broken)(broken.name, "ILR", "x", broken.arguments, frozenset(), False, lambda uln: 1 / 0)
    told = "This tool failed (ZeroDivisionError) in ILR_ULN_OK. Please report it with the formula."
    assert defect.answer([["A0001"], [None]]) == [[told], [""]]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_described_for_the_function_wizard(name: str) -> None:
    known = FUNCTIONS[name]
    assert known.name == name
    assert name.startswith("ILR_")
    assert known.category == "ILR"
    required = [argument for argument in known.arguments if argument not in known.optional]
    assert list(known.arguments)[: len(required)] == required
    for help_text in (known.about, *(argument.about for argument in known.arguments.values())):
        assert 0 < len(help_text) <= LONGEST_HELP
        assert help_text.isprintable()
    for argument in known.arguments.values():
        assert not argument.headers_of or argument.headers_of in known.arguments


@pytest.mark.parametrize("name", FUNCTIONS)
def test_xlwings_is_told_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the decorators get; off Windows xlwings itself drops it."""
    told: dict[str, Any] = {}
    monkeypatch.setattr(xlwings_functions.xw, "func", lambda **options: lambda f: told.update(options) or f)
    monkeypatch.setattr(xlwings_functions.xw, "arg", lambda arg, **options: lambda f: told.update({arg: options}) or f)
    function = xlwings_functions.for_xlwings(FUNCTIONS[name])
    assert (told["category"], told["volatile"], told["call_in_wizard"]) == ("ILR", False, False)
    for argument, described in FUNCTIONS[name].arguments.items():
        assert told[argument] == {"doc": described.about, "ndim": 2, "err_to_str": True}
    assert function.__name__ == name
    assert getattr(xlwings_functions, name).__doc__ == FUNCTIONS[name].about
    assert function("?", "?") == FUNCTIONS[name].answer("?", "?")


@pytest.mark.parametrize("arguments", [{}, {"b": Argument("x")}, {"b": Argument("x"), "a": Argument("x")}])
def test_arguments_must_be_described(arguments: dict[str, Argument]) -> None:
    def square(a: object, b: object) -> object:
        """Nothing."""

    with pytest.raises(ValueError, match="describe"):
        worksheet_function("ILR", arguments)(square)


@pytest.mark.parametrize("about", ["", "x" * (LONGEST_HELP + 1)])
def test_descriptions_fit_the_wizard(about: str) -> None:
    def cube(a: object) -> object:
        """Nothing."""

    with pytest.raises(ValueError, match="characters"):
        worksheet_function("ILR", {"a": Argument(about)})(cube)


def test_a_name_is_taken_once() -> None:
    known = FUNCTIONS["ILR_ULN_OK"]
    again: Callable[[Callable[..., object]], object] = worksheet_function("ILR", known.arguments)
    with pytest.raises(ValueError, match="two worksheet functions"):
        again(known.function)


def test_a_reader_may_refuse() -> None:
    def refuse(value: object) -> object:
        raise InputError(f"No {text(value)}.")  # type: ignore[arg-type]

    known = FUNCTIONS["ILR_ULN_OK"]
    refusing = type(known)("X", "ILR", "x", {"uln": Argument("x", refuse)}, frozenset(), False, known.function)
    assert refusing.answer([["a", "b"]]) == [["No a.", "No b."]]
