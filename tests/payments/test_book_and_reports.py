"""The reconciliation as text, JSON, CSV and workbook: nothing lost, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from addin.payments.book import payments_book
from addin.payments.paid import Paid, PaymentReport
from addin.payments.reconciled import Reconciliation, reconciled
from addin.payments.report import FORMATS
from ilr_core.errors import InputError
from tests.payments.made import known, learners, paid_in_full
from workbook_templates.payments_sheet import HEADER_ROW, MONTHS, NOTES_ROW, PAYMENTS, TOTAL_ROW

NOTE = "Transaction type 23 is not known."


@pytest.fixture
def found() -> Reconciliation:
    """One with a share of the employer alone, one unpaid, one paid in full, and a stranger."""
    own = known(learners())
    payments = paid_in_full(own)
    payments[0].add(1, "on-programme", Decimal(-500), is_due=False)
    payments[0].add(1, "on-programme", Decimal(500), is_due=True)
    payments[1].amounts.clear()
    stranger = Paid("=1+1", "@2", {(1, "support"): Decimal(3)})
    return reconciled(PaymentReport((*payments, stranger), True, 4, Decimal(40), (NOTE,)), own)


def test_csv_has_every_month_and_no_formula(found: Reconciliation) -> None:
    rows = list(csv.reader(FORMATS["csv"](found).splitlines()))
    assert not any(row[column].startswith(("=", "+", "-", "@")) for row in rows for column in (0, 1, 7))
    assert len(rows) == 1 + 4 * len(found.learners)
    assert sum(Decimal(row[3]) for row in rows[1:]) == pytest.approx(found.total("paid"))


def test_json_loses_nothing(found: Reconciliation) -> None:
    data = json.loads(FORMATS["json"](found))
    assert data["notes"][-1] == NOTE
    assert data["learners"][-1]["learner"] == "=1+1"
    for one, learner in zip(found.learners, data["learners"], strict=True):
        assert sum(Decimal(part["amount"]) for part in learner["parts"]) == Decimal(learner["difference"])
        assert [part["kind"] for part in learner["parts"]] == [part.kind for part in one.parts]


def test_text_says_estimate_notes_and_kinds(found: Reconciliation) -> None:
    text = FORMATS["text"](found)
    for words in ("Expected (ESTIMATE)", NOTE, "of other years: £40.00", "Learning support £3.00: Paid for a learner"):
        assert words in text


def test_the_workbook(found: Reconciliation, tmp_path: Path) -> None:
    payments_book(tmp_path / "p.xlsx", found)
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    page, months = book[PAYMENTS], book[MONTHS]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEADER_ROW + 1, max_col=7)]
    assert page["A1"].value == "Payments and estimate, 2026/27, R01 to R04"
    assert page.cell(NOTES_ROW, 1).value.split("\n") == list(found.notes)
    assert [row[0] for row in rows] == [found.learners[1].reference, "=1+1", found.learners[0].reference,
                                       found.learners[2].reference]  # fmt: skip
    assert all(cell.data_type != "f" for row in page.iter_rows(min_row=HEADER_ROW + 1) for cell in row)
    assert sum(row[3] for row in rows) == pytest.approx(float(found.total("paid")))
    assert page.cell(TOTAL_ROW, 4).value == f"=SUBTOTAL(109,D{HEADER_ROW + 1}:D{HEADER_ROW + len(rows)})"
    by_month = [[cell.value for cell in row] for row in months.iter_rows(min_row=HEADER_ROW + 1, max_col=7)]
    assert all(any(row[3:6]) for row in by_month)
    assert sum(row[4] for row in by_month) == pytest.approx(float(found.total("paid")))
    with pytest.raises(InputError, match="is there already"):
        payments_book(tmp_path / "p.xlsx", found)


def test_a_workbook_of_nobody(tmp_path: Path) -> None:
    payments_book(tmp_path / "p.xlsx", reconciled(PaymentReport((), False, 0, Decimal(0)), known([])))
    assert openpyxl.load_workbook(tmp_path / "p.xlsx")[PAYMENTS].cell(HEADER_ROW + 1, 1).value is None
