"""From text to value: what each type of field accepts, at its edges."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilr_core import catalogue
from ilr_core.catalogue import Field
from ilr_core.model import FieldReader, plain_text, reader, values

ALL_FIELDS = [f for name in catalogue.years() for fs in catalogue.load(name).fields.values() for f in fs.values()]


def made(kind: str, **facets: object) -> Field:
    return Field(entity="Learner", field="X", type=kind, required=False, **facets)


WHOLE = made("int")
LONG = made("long")
HUNDREDS = made("int", low=0, high=999)
TWO_DIGITS = made("int", digits=2)
SHARE = made("decimal", decimals=1, low="0.1", high="300.0")
DAY = made("date")
MOMENT = made("dateTime")
CODE = made("string", charset="restricted", min_length=1, max_length=4)
NAME = made("string", characters=5, pattern=r'[^0-9\r\n\t|"]{1,5}')
ADDRESS = made("string", pattern=".+@.+", max_length=10)
FREE = made("string")
FIXED = made("string", fixed="ILR", charset="restricted")

CASES: list[tuple[Field, str, object, tuple[str, ...]]] = [
    # whole numbers
    (WHOLE, "0", 0, ()),
    (WHOLE, "-0", 0, ()),
    (WHOLE, "+3", 3, ()),
    (WHOLE, "007", 7, ()),
    (WHOLE, " 7\n", 7, ()),
    (WHOLE, "-7", -7, ()),
    (WHOLE, "2147483647", 2**31 - 1, ()),
    (WHOLE, "2147483648", None, ("unreadable",)),
    (WHOLE, "-2147483648", -(2**31), ()),
    (WHOLE, "-2147483649", None, ("unreadable",)),
    (LONG, "9223372036854775807", 2**63 - 1, ()),
    (LONG, "9223372036854775808", None, ("unreadable",)),
    (LONG, "-9223372036854775808", -(2**63), ()),
    *((WHOLE, bad, None, ("unreadable",)) for bad in (
        "", " ", "1.0", "1.", "1e3", "1,000", "1 000", "--1", "+", "1_0", "0x1", "\u0661", "\uff11", "\u00a07", "x",
    )),
    (HUNDREDS, "0", 0, ()),
    (HUNDREDS, "-1", -1, ("AR",)),
    (HUNDREDS, "999", 999, ()),
    (HUNDREDS, "1000", 1000, ("AL", "AR")),
    (HUNDREDS, "0999", 999, ()),
    (TWO_DIGITS, "99", 99, ()),
    (TWO_DIGITS, "100", 100, ("AL",)),
    (TWO_DIGITS, "-99", -99, ()),
    # decimals
    (SHARE, "0.1", Decimal("0.1"), ()),
    (SHARE, "0.0", Decimal("0.0"), ("AR",)),
    (SHARE, "300", Decimal(300), ()),
    (SHARE, "300.0", Decimal("300.0"), ()),
    (SHARE, "300.1", Decimal("300.1"), ("AR",)),
    (SHARE, "12.34", Decimal("12.34"), ("AR",)),
    (SHARE, "12.30", Decimal("12.30"), ()),
    (SHARE, ".5", Decimal("0.5"), ()),
    (SHARE, "5.", Decimal(5), ()),
    (SHARE, "+5", Decimal(5), ()),
    (SHARE, " 5 ", Decimal(5), ()),
    *((SHARE, bad, None, ("unreadable",)) for bad in ("", ".", "1e1", "NaN", "INF", "1,5", "5 %", "\u0661")),
    # dates
    (DAY, "2026-08-01", date(2026, 8, 1), ()),
    (DAY, "2024-02-29", date(2024, 2, 29), ()),
    (DAY, "2000-02-29", date(2000, 2, 29), ()),
    (DAY, "0001-01-01", date.min, ()),
    (DAY, "9999-12-31", date.max, ()),
    (DAY, "2026-08-01Z", date(2026, 8, 1), ()),
    (DAY, "2026-08-01+01:00", date(2026, 8, 1), ()),
    (DAY, "2026-08-01-14:00", date(2026, 8, 1), ()),
    (DAY, " 2026-08-01", date(2026, 8, 1), ("AP",)),
    (DAY, "2026-08-01\n", date(2026, 8, 1), ("AP",)),
    *((DAY, bad, None, ("unreadable",)) for bad in (
        "", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01",
        "10000-01-01", "-0001-01-01", "26-08-01", "2026-8-1", "20260801", "01/08/2026", "31/2/2006", "2026-08-01+14:01",
        "2026-08-01T00:00:00", "2026-W31-6", "\uff12026-08-01",
    )),
    # moments
    (MOMENT, "2026-08-01T10:11:12", datetime.fromisoformat("2026-08-01T10:11:12"), ()),
    (MOMENT, "2026-08-01T10:11:12Z", datetime.fromisoformat("2026-08-01T10:11:12"), ()),
    (MOMENT, "2026-08-01T10:11:12.5+01:00", datetime.fromisoformat("2026-08-01T10:11:12.500"), ()),
    (MOMENT, "2026-08-01T10:11:12.1234567", datetime.fromisoformat("2026-08-01T10:11:12.123456"), ()),
    *((MOMENT, bad, None, ("unreadable",)) for bad in (
        "", "2026-08-01", "2026-08-01 10:11:12", "2026-08-01T10:11", "2026-08-01T25:00:00", "2026-08-01T10:60:00",
        "2026-02-30T10:11:12", "2026-08-01T10:11:12.", "0000-08-01T10:11:12",
    )),
    # texts
    (CODE, "A", "A", ()),
    (CODE, "ABCD", "ABCD", ()),
    (CODE, "ABCDE", "ABCDE", ("AL",)),
    (CODE, "", "", ("AL",)),
    (CODE, " ", " ", ()),
    (CODE, "\u00a3\u20ac", "\u00a3\u20ac", ()),
    (CODE, "Ren\u00e9", "Ren\u00e9", ("AP",)),
    *((CODE, f"A{sign}", f"A{sign}", ("AP",)) for sign in '|"`\t\n\r\u00a0\u2019\U0001f600'),
    *((CODE, f"A{sign}", f"A{sign}", ()) for sign in "~!@#$%&'()*+,-./:;<=>?[\\]_{}^"),
    (CODE, "\u00e9\u00e9\u00e9\u00e9\u00e9", "\u00e9\u00e9\u00e9\u00e9\u00e9", ("AL", "AP")),
    (NAME, "Ren\u00e9e", "Ren\u00e9e", ()),
    (NAME, "Renate", "Renate", ("AL", "AP")),
    (NAME, "", "", ("AP",)),
    *((NAME, f"A{sign}", f"A{sign}", ("AP",)) for sign in '0|"\t\n\r'),
    (ADDRESS, "a@b", "a@b", ()),
    (ADDRESS, "@b", "@b", ("AP",)),
    (ADDRESS, "a@\n", "a@\n", ("AP",)),
    (ADDRESS, "a@bbbbbbbb", "a@bbbbbbbb", ()),
    (ADDRESS, "a@bbbbbbbbb", "a@bbbbbbbbb", ("AL",)),
    (FREE, "", "", ()),
    (FREE, "\U0001f600" * 500, "\U0001f600" * 500, ()),
    (FIXED, "ILR", "ILR", ()),
    (FIXED, "ilr", "ilr", ("fixed",)),
    (FIXED, "ILR ", "ILR ", ("fixed",)),
    (FIXED, "", "", ("fixed",)),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "value", "faults"), CASES, ids=lambda item: repr(item)[:30])
def test_text_of_a_field(field: Field, text: str, value: object, faults: tuple[str, ...]) -> None:
    reading = FieldReader(field)(text)
    assert reading.value == value
    assert type(reading.value) is type(value)
    assert set(reading.faults) == set(faults)
    assert (reading.text or plain_text(reading.value)) == text or (text == "" and reading.text in ("", None))
    assert reading.remarkable == bool(faults or reading.text is not None)


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [(WHOLE, "7", None), (WHOLE, "+7", "+7"), (DAY, "2026-08-01", None), (DAY, "2026-08-01Z", "2026-08-01Z"),
     (SHARE, "12.50", None), (SHARE, ".5", ".5"), (CODE, "A", None), (WHOLE, "x", "x"), (WHOLE, "", "")],
)  # fmt: skip
def test_spelling_is_kept_where_it_differs(field: Field, text: str, kept: str | None) -> None:
    assert FieldReader(field)(text).text == kept


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ALL_FIELDS), st.text(max_size=30) | st.from_regex(r"[-+ ]?[0-9.:TZ-]{0,45}", fullmatch=True))
def test_no_text_raises(field: Field, text: str) -> None:
    reading = reader(field)(text)
    assert set(reading.faults) <= {"AL", "AP", "AR", "unreadable", "fixed"}
    assert (reading.value is None) == (reading.faults == ("unreadable",))
    assert reading.value is None or (reading.text or plain_text(reading.value)) == text


VALUES = {
    "string": st.text(max_size=20),
    "int": st.integers(-(2**31), 2**31 - 1),
    "long": st.integers(-(2**63), 2**63 - 1),
    "decimal": st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12),
    "date": st.dates(),
    "dateTime": st.datetimes(),
}


@pytest.mark.parametrize("kind", VALUES)
def test_plain_text_gives_the_value_again(kind: str) -> None:
    read = FieldReader(made(kind))

    @settings(max_examples=150, deadline=None)
    @given(VALUES[kind])
    def check(value: object) -> None:
        reading = read(plain_text(value))
        assert (reading.value, reading.text, reading.faults) == (value, None, ())

    check()


def test_memory_gives_the_same_object_and_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "MEMORY", 100)
    read = FieldReader(WHOLE)
    first = read("7")
    assert read("7") is first
    largest = 0
    for number in range(1000):
        assert read(str(number)).value == number
        largest = max(largest, len(read.memory))
    assert 50 < largest <= 100
    assert read("7") == first


def test_each_field_has_one_reader() -> None:
    field = catalogue.load("2627").fields["Learner"]["ULN"]
    assert reader(field) is reader(field)
    assert reader(field) is not reader(catalogue.load("2627").fields["Learner"]["Sex"])


def test_personal_number_of_ucas_below_or_above_ten_digits_is_out_of_range() -> None:
    read = reader(catalogue.load("2627").fields["LearnerHE"]["UCASPERID"])
    assert read("0000000000").faults == read("9999999999").faults == ()
    assert read("123456789").faults == ("AP",)
    assert read("-1").faults == ("AP", "AR")
    assert read("10000000000").faults == ("AL", "AP", "AR")
