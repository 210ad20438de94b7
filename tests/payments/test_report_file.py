"""Payment reports read from files: every pound counted once, in its month and kind, or said not to be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.apprenticeship_service.export_file import money
from addin.payments.codes import FUNDING_SOURCES, KINDS, MONTHLY_COLUMNS, TRANSACTION_TYPES, UNCONFIRMED_TYPES
from addin.payments.paid import PaymentReport
from addin.payments.report_file import read_payments
from ilr_core.errors import InputError
from tests.payments.files import HEAD, LIST, written

LEVY, DUE = "August (R01) levy payments", "August (R01) co-investment (below band upper limit) due from employer"
TOTAL = "August (R01) total payments"


def read(folder: Path, rows: list[list[str]], **how: str) -> PaymentReport:
    return read_payments(written(folder / "r.csv", rows, **how), "2627")


def test_the_monthly_report(tmp_path: Path) -> None:
    head = [*HEAD, LEVY, "August (R01) co-investment payments", DUE, "August (R01) provider additional payments", TOTAL,
            "September (R02) levy payments"]  # fmt: skip
    found = read(
        tmp_path,
        [
            head,
            ["A1", "1", "ZPROG001", "1,000.50", "95", "5", "500", "1595.5", ""],
            ["A1", "1", "X", "", "", "", "", "", "7"],
        ],
    )
    (one,) = found.learners
    assert one.amounts == {
        (1, "on-programme"): Decimal("1095.50"), (1, "additional"): Decimal(500), (2, "on-programme"): Decimal(7)
    }  # fmt: skip
    assert one.due == {(1, "on-programme"): Decimal(5)}
    assert (found.last, found.by_collection, found.notes) == (2, True, ())


@pytest.mark.parametrize(
    ("month", "number"),
    [("August (R01)", 1), ("July (R12)", 12), ("R13", 13), ("R14", 14), ("november (r04)", 4), ("May  (R10)", 10)],
)
@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("on-programme", "levy payments"),
        ("on-programme", "co-investment payments"),
        ("additional", "employer additional payments"),
        ("additional", "provider additional payments"),
        ("additional", "apprentice additional payments"),
        ("english-maths", "English and maths payments"),
        ("support", "payments for learning support, disadvantage and framework uplifts"),
    ],
)
def test_every_column_of_every_month(month: str, number: int, kind: str, column: str, tmp_path: Path) -> None:
    found = read(tmp_path, [[*HEAD, f"{month} {column}"], ["A1", "1", "Z", "-12.34567"]])
    assert found.learners[0].amounts == {(number, kind): Decimal("-12.34567")}
    assert found.last == number


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (
            [[*HEAD, LEVY, "August (R01) hiring payments"], ["A1", "1", "Z", "10", "2000"]],
            "in columns that this tool does not know: £2,000.00 ('August (R01) hiring payments').",
        ),
        ([[*HEAD, LEVY, TOTAL], ["A1", "1", "Z", "10", "60"]], "own totals differ from its columns by £50.00"),
        ([[*HEAD, LEVY], ["A1", "1", "Z", "10"], [""] * 3 + ["10"]], "without a learner (perhaps a line of sums): £10"),
        ([[*HEAD, LEVY], ["A1", "1", "Z", "10"], ["A1", "1", "Z", "10"]], "twice, cell for cell, counted once: 1."),
    ],
)  # fmt: skip
def test_money_that_is_not_counted_is_said(rows: list[list[str]], note: str, tmp_path: Path) -> None:
    found = read(tmp_path, rows)
    assert found.learners[0].amounts == {(1, "on-programme"): Decimal(10)}
    assert [one for one in found.notes if note in one] == list(found.notes)


def test_what_employers_owe_is_in_no_total(tmp_path: Path) -> None:
    assert read(tmp_path, [[*HEAD, LEVY, DUE, TOTAL], ["A1", "1", "Z", "95", "5", "95.004"]]).notes == ()


def test_two_rows_of_one_learner_with_the_same_amount_are_two(tmp_path: Path) -> None:
    found = read(tmp_path, [[*HEAD, LEVY], ["A1", "1", "Z", "10"], ["A1", "1", "Y", "10"]])
    assert found.learners[0].amounts == {(1, "on-programme"): Decimal(20)}


def test_a_list_of_payments(tmp_path: Path) -> None:
    rows = [["A1", "1", "2627", "R03", "1", "2", "95"], ["A1", "1", "2627", "3", "1", "3", "5"],
            ["A1", "1", "2526", "R03", "1", "1", "40"], ["A1", "1", "2627", "4", "15", "4", "150"],
            ["A1", "1", "2627", "4", "2", "5", "7"]]  # fmt: skip
    found = read(tmp_path, [LIST, *rows])
    assert found.learners[0].amounts == {
        (3, "on-programme"): Decimal(95), (4, "support"): Decimal(150), (4, "on-programme"): Decimal(7)
    }  # fmt: skip
    assert found.learners[0].due == {(3, "on-programme"): Decimal(5)}
    assert (found.other_years, found.notes, found.by_collection) == (40, (), False)


@pytest.mark.parametrize("number", sorted(TRANSACTION_TYPES))
def test_types_by_number_and_by_name(number: int, tmp_path: Path) -> None:
    name, kind = TRANSACTION_TYPES[number]
    rows = [["A1", "1", "2627", "1", spelt, "Levy", "3"] for spelt in (str(number), name)]
    assert read(tmp_path, [LIST, *rows]).learners[0].amounts == {(1, kind): Decimal(6)}


@pytest.mark.parametrize("number", sorted(FUNDING_SOURCES))
def test_sources_by_number_and_by_name(number: int, tmp_path: Path) -> None:
    rows = [["A1", "1", "2627", "1", "1", spelt, "3"] for spelt in (str(number), FUNDING_SOURCES[number])]
    (one,) = read(tmp_path, [LIST, *rows]).learners
    assert (one.due if number == 3 else one.amounts) == {(1, "on-programme"): Decimal(6)}
    assert not (one.amounts if number == 3 else one.due)


@pytest.mark.parametrize(("number", "words"), [(17, "type 17 is not known (only DfE's"), (23, "type 23 is not known:")])
def test_a_type_that_is_not_known_is_paid_and_named(number: int, words: str, tmp_path: Path) -> None:
    found = read(tmp_path, [LIST, ["A1", "1", "2627", "1", str(number), "4", "250"]])
    assert found.learners[0].amounts == {(1, "other"): Decimal(250)}
    assert words in found.notes[0]
    assert "£250.00" in found.notes[0]


@pytest.mark.parametrize("year", ["2627", "2026/27", "2026-27", "2026/2027", "26/27", ""])
def test_years_however_they_are_spelt(year: str, tmp_path: Path) -> None:
    found = read(tmp_path, [LIST, ["A1", "1", year, "1", "1", "1", "10"], ["A1", "1", "2025/26", "1", "1", "1", "3"]])
    assert (found.learners[0].amounts, found.other_years) == ({(1, "on-programme"): Decimal(10)}, 3)


def test_lines_of_a_list_that_look_the_same_are_counted_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, [LIST, *[["A1", "1", "2627", "1", "1", "1", "10"]] * 3])
    assert found.learners[0].amounts == {(1, "on-programme"): Decimal(30)}
    assert "cell for cell: 2." in found.notes[0]


GOOD = ["A1", "1", "2627", "R01", "1", "1", "10"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "b"], ["1", "2"]], "is no payment report"),
        ([[*HEAD, "August (R01) hiring payments"], ["A1", "1", "Z", "1"]], "is no payment report"),
        ([["ULN", "Delivery period", "Amount"], ["1", "R01", "2"]], "no column Transaction type and no column Funding"),
        ([[*HEAD, LEVY], ["A1", "1", "Z", "lots"]], r"line 2, column 'August \(R01\) levy payments': no amount"),
        ([[*HEAD, LEVY], ["A1", "1", "Z", "95,00"]], "no amount"),
        ([[*HEAD, LEVY], ["A1", "1", "Z", "1E+900"]], "no amount"),
        ([[*HEAD, LEVY], ["A1", "1", "Z", "two\nlines"]], "no amount"),
        (
            [[*HEAD, LEVY], ["A" * 51, "1", "Z", "1"]],
            "line 2, column 'Learner reference number': too long for a learner's number",
        ),
        ([[*HEAD, LEVY, LEVY], ["A1", "1", "Z", "1", "1"]], r"the column 'August \(R01\) levy payments' twice"),
        *(
            ([LIST, GOOD, [*GOOD[:column], typed, *GOOD[column + 1 :]]], words)
            for column, typed, words in (
                (2, "2026", "line 3, column 'Academic year': no academic year"),
                (2, "2628", "line 3, column 'Academic year': no academic year"),
                (3, "R15", "line 3, column 'Delivery period': no period"),
                (3, "R00", "line 3, column 'Delivery period': no period"),
                (3, "", "line 3, column 'Delivery period': no period"),
                (4, "", "line 3, column 'Transaction type': no transaction type"),
                (4, "0", "line 3, column 'Transaction type': no transaction type"),
                (4, "256", "line 3, column 'Transaction type': no transaction type"),
                (4, "on programme", "line 3, column 'Transaction type': no transaction type"),
                (5, "", "line 3, column 'Funding source': no funding source"),
                (5, "6", "line 3, column 'Funding source': no funding source"),
                (5, "employer", "line 3, column 'Funding source': no funding source"),
                (6, "-", "line 3, column 'Amount': no amount"),
            )
        ),
    ],
)
def test_bad_input_is_refused_with_its_line(rows: list[list[str]], words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words) as refused:
        read(tmp_path, rows)
    assert "\n" not in str(refused.value)
    assert "lots" not in str(refused.value)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-16", "\t"), ("cp1252", ";"), ("utf-16-le", ";"), ("utf-8-sig", "|")],
)
def test_encodings_and_separators(encoding: str, separator: str, tmp_path: Path) -> None:
    found = read(tmp_path, [[*HEAD, LEVY], ["A1", "1", "£Z", "£1,234.50"]], encoding=encoding, separator=separator)
    assert found.learners[0].amounts == {(1, "on-programme"): Decimal("1234.5")}


def test_a_spreadsheet_with_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (LIST, ["A1", 1000000302.0, 2627, 3, 1, 1, 0.00001], ["A1", 1000000302, 2627.0, 3.0, 1.0, 1, -5.5]):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    (one,) = read_payments(tmp_path / "r.xlsx", "2627").learners
    assert (one.uln, one.amounts) == ("1000000302", {(3, "on-programme"): Decimal("-5.49999")})


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"), ("12,000", "12000"), ("1,234,567.89", "1234567.89"), ("£12.50", "12.50"), ("-£12.50", "-12.50"),
        ("£-12.50", "-12.50"), ("(12.50)", "-12.50"), ("−3", "-3"), (".5", "0.5"), (7, "7"), (0.1, "0.1"),
        ("12,00", None), ("1.234,56", None), ("1,23,456", None), ("--5", None), ("1e5", None), ("1_000", None),
        ("٣", None), ("NaN", None), (float("nan"), None), (float("inf"), None), (True, None), ("", None), (None, None),
        ("9" * 5000, None),
    ],
)  # fmt: skip
def test_amounts(text: object, amount: str | None) -> None:
    assert money(text) == (None if amount is None else Decimal(amount))


@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_as_people_write_it_comes_back(amount: Decimal) -> None:
    assert money(f"{amount:,.2f}") == money(f"£{amount}") == money(str(amount)) == amount


def test_every_number_and_column_has_a_kind() -> None:
    assert sorted(TRANSACTION_TYPES) == list(range(1, 17))
    assert sorted(FUNDING_SOURCES) == list(range(1, 6))
    assert {kind for _, kind in TRANSACTION_TYPES.values()} | {"other"} == set(KINDS)
    assert set(MONTHLY_COLUMNS.values()) == set(KINDS) - {"other"}
    assert not UNCONFIRMED_TYPES.keys() & TRANSACTION_TYPES.keys()
