"""What one cell says in one field."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from addin.sheets.cells import cell_reader, cell_text, is_blank
from addin.sheets.dates import date_of_serial, typed_date
from ilr_core import catalogue
from ilr_core.catalogue import Field
from ilr_core.model import Value

YEAR = catalogue.load("2627")


def field(name: str) -> Field:
    entity, _, own = name.rpartition(".")
    return YEAR.fields[entity or YEAR.owners[own][0]][own]


def read(
    name: str, cell: object, list_name: str | None = None
) -> tuple[Value | None, str | None, tuple[str, ...]] | None:
    definition = field(name)
    reading = cell_reader(YEAR, definition, definition.list if list_name is None else list_name)(cell)
    return None if reading is None else (reading.value, reading.text, reading.faults)


@pytest.mark.parametrize("cell", [None, "", " ", "\u00a0", "\t \n", "\u200b\ufeff", "\u2060"])
def test_blank(cell: object) -> None:
    assert is_blank(cell)
    assert read("ULN", cell) is None
    assert read("FamilyName", cell) is None
    assert read("DateOfBirth", cell) is None


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("FamilyName", "Ode", "Ode"),
        ("LearnRefNumber", 12345.0, "12345"),
        ("LearnRefNumber", 12345, "12345"),
        ("TelNo", 7700900123.0, "7700900123"),
        ("SWSupAimId", 1.5, "1.5"),
        ("ULN", 1061484016.0, 1061484016),
        ("ULN", 1061484016, 1061484016),
        ("ULN", "1061484016", 1061484016),
        ("AFinAmount", 105.0, 105),
        ("AFinAmount", Decimal("105.0"), 105),
        ("AFinAmount", 0.0, 0),
        ("HRSAmount", -5, -5),
        ("STULOAD", 0.1 + 0.2, Decimal("0.3")),
        ("STULOAD", 50, Decimal(50)),
        ("STULOAD", Decimal("12.50"), Decimal("12.5")),
        ("Ethnicity", "31 · White", 31),
        ("Ethnicity", 31.0, 31),
        ("Ethnicity", "31", 31),
        ("Sex", "F · Female", "F"),
        ("LearnDelFAMType", "SOF · Source of funding", "SOF"),
        ("MathGrade", 9.0, "9"),
        ("DateOfBirth", date(2006, 2, 3), date(2006, 2, 3)),
        ("DateOfBirth", datetime(2006, 2, 3), date(2006, 2, 3)),
        ("LearnStartDate", 46265, date(2026, 8, 31)),
        ("LearnStartDate", 46265.0, date(2026, 8, 31)),
        ("LearnStartDate", "2026-08-31", date(2026, 8, 31)),
    ],
)
def test_plain_values_leave_no_typed_text(name: str, cell: object, value: Value) -> None:
    found = read(name, cell)
    assert found is not None
    assert (found[0], found[1]) == (value, None)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("FamilyName", " Ode\u00a0", "Ode"),
        ("Postcode", "CV1 2WT ", "CV1 2WT"),
        ("LearnRefNumber", "A 1 ", "A 1"),
        ("ULN", "1061484016\u00a0", 1061484016),
        ("AFinAmount", "1,250", 1250),
        ("AFinAmount", "£8,000", 8000),
        ("AFinAmount", "£8,000.00", 8000),
        ("AFinAmount", "£ 8", 8),
        ("AFinAmount", "+3", 3),
        ("AFinAmount", "0105", 105),
        ("STULOAD", "12.50", Decimal("12.5")),
        ("LearnStartDate", "31\u00a0Aug\u00a02026", date(2026, 8, 31)),
        ("LearnStartDate", "31/08/2026", date(2026, 8, 31)),
        ("LearnStartDate", datetime(2026, 8, 31, 10, 15), date(2026, 8, 31)),
    ],
)
def test_what_was_typed_is_kept_where_it_differs(name: str, cell: object, value: Value) -> None:
    typed = cell if isinstance(cell, str) else cell.isoformat()
    assert read(name, cell) == (value, typed, ())


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("FamilyName", True),
        ("ULN", False),
        ("AFinAmount", True),
        ("FamilyName", "#N/A"),
        ("ULN", "#REF!"),
        ("LearnStartDate", "#VALUE!"),
        ("LearnStartDate", "Err:502"),
        ("AFinAmount", "1,25"),
        ("AFinAmount", "eight"),
        ("AFinAmount", 105.5),
        ("AFinAmount", "£8,000.50"),
        ("AFinAmount", "10 000"),
        ("AFinAmount", date(2026, 8, 31)),
        ("AddLine1", date(2026, 2, 1)),
        ("AddLine1", time(9, 30)),
        ("LearnStartDate", "31/2/2006"),
        ("LearnStartDate", "08/31/2026"),
        ("LearnStartDate", "2026-02-30"),
        ("LearnStartDate", "soon"),
        ("LearnStartDate", 2026),
        ("LearnStartDate", 20260831),
        ("LearnStartDate", -1),
        ("LearnStartDate", float("inf")),
        ("LearnStartDate", True),
        ("Ethnicity", "White · 31"),
    ],
)
def test_unreadable(name: str, cell: object) -> None:
    found = read(name, cell)
    assert found is not None
    value, text, faults = found
    assert (value, faults) == (None, ("unreadable",))
    assert text


def test_true_and_one_are_different_cells() -> None:
    assert read("HRSAmount", 1) == (1, None, ())
    assert read("HRSAmount", True) == (None, "TRUE", ("unreadable",))
    assert read("HRSAmount", 1.0) == (1, None, ())
    assert read("FamilyName", "TRUE") == ("TRUE", None, ())
    assert read("FamilyName", True) == (None, "TRUE", ("unreadable",))


@pytest.mark.parametrize(
    ("list_name", "cell", "code"),
    [
        ("LearnDelFAM:LDM", "34", "034"),
        ("LearnDelFAM:LDM", 34.0, "034"),
        ("LearnDelFAM:LDM", "034", "034"),
        ("LearnDelFAM:LDM", "034 · OLASS", "034"),
        ("LearnDelFAM:DAM", 1, "001"),
        ("LearnDelFAM:DAM", "1", "001"),
        ("LearnDelFAM:SOF", 105.0, "105"),
        ("LearnDelFAM:SOF", "5", "5"),
        ("LearnDelFAM:LDM", "9999", "9999"),
        ("LearnDelFAM:LDM", "\u206034\u2060", "34"),
        ("", "34", "34"),
    ],
)
def test_leading_zeros_come_back_where_one_code_fits(list_name: str, cell: object, code: str) -> None:
    found = read("LearnDelFAMCode", cell, list_name)
    assert found is not None
    assert found[0] == code


def test_a_middle_dot_is_a_separator_in_coded_fields_only() -> None:
    assert read("FamilyName", "A · B") == ("A · B", None, ())
    found = cell_text("F · Female", field("Sex"))
    assert found is not None
    assert (found.text, found.shown) == ("F", "F")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("\u2060A 1 \u2060", "A 1 "),
        ("\u2060 \u2060", " "),
        ("\u2060#N/A\u2060", "#N/A"),
        ("\u2060\u2060a\u2060\u2060", "\u2060a\u2060"),
    ],
)
def test_a_text_between_word_joiners_is_taken_as_it_stands(cell: str, value: str) -> None:
    assert not is_blank(cell)
    found = read("FamilyName", cell)
    assert found is not None
    assert found[:2] == (value, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/08/2026", date(2026, 8, 31)),
        ("31-08-2026", date(2026, 8, 31)),
        ("31.8.26", date(2026, 8, 31)),
        ("31 8 2026", date(2026, 8, 31)),
        ("1/9/26", date(2026, 9, 1)),
        ("31 Aug 2026", date(2026, 8, 31)),
        ("31-Aug-26", date(2026, 8, 31)),
        ("31 August 2026", date(2026, 8, 31)),
        ("31st august, 2026", date(2026, 8, 31)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("2026-08-31", date(2026, 8, 31)),
        ("2026/8/31", date(2026, 8, 31)),
        ("31/08/2026 00:00:00", date(2026, 8, 31)),
        ("2026-08-31T00:00:00", date(2026, 8, 31)),
        ("29/2/2024", date(2024, 2, 29)),
        ("1/1/29", date(2029, 1, 1)),
        ("1/1/30", date(1930, 1, 1)),
        ("1000-01-01", date(1000, 1, 1)),
        ("29/2/2026", None),
        ("08/31/2026", None),
        ("31/13/2026", None),
        ("0/1/2026", None),
        ("31/08/2026 10:00", None),
        ("31 Foo 2026", None),
        ("31/08/026", None),
        ("31082026", None),
        ("31 Ma 2026", None),
    ],
)
def test_dates_as_typed(text: str, day: date | None) -> None:
    assert typed_date(text) == day


@pytest.mark.parametrize(("text", "year"), [("1/1/19", 2019), ("1/1/20", 1920), ("1/1/99", 1999), ("1/1/06", 2006)])
def test_two_digit_years_of_birth(text: str, year: int) -> None:
    assert typed_date(text, birth=True) == date(year, 1, 1)
    assert read("DateOfBirth", text) == (date(year, 1, 1), text, ())


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (7305, None),
        (7306, date(1920, 1, 1)),
        (46265.75, date(2026, 8, 31)),
        (73050.5, date(2099, 12, 31)),
        (73051, None),
    ],
)
def test_serial_numbers(serial: float, day: date | None) -> None:
    assert date_of_serial(serial) == day


def test_faults_of_the_field_come_with_the_value() -> None:
    assert read("ULN", 12.0) == (12, None, ("AR",))
    assert read("FamilyName", "X1") == ("X1", None, ("AP",))
