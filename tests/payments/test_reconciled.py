"""Payments beside the estimate: parts add up to the whole, and the reason that is told is the right one."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.earnings.returns import earned_by
from addin.payments.book import payments_book
from addin.payments.codes import KINDS
from addin.payments.paid import Paid, PaymentReport
from addin.payments.reconciled import Known, Reconciliation, reconciled
from addin.payments.report import FORMATS
from addin.payments.report_file import read_payments
from ilr_core import catalogue
from ilr_core.errors import InputError
from ilr_core.funding.programmes import programmes_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from tests.commands.made import learners_of

YEAR = catalogue.load("2627")


def learners() -> list[Learner]:
    found = [one for one in learners_of("2627", 12) if programmes_of(one)][:3]
    for place, one in enumerate(found):
        one.position = place
    return found


def known(ones: list[Learner], faulty: frozenset[int] = frozenset(), **locks: tuple[str, ...]) -> Known:
    return Known(YEAR, ones, earned_by(ones, Knowledge()), faulty, locks)


def paid_in_full(own: Known) -> list[Paid]:
    """Every earning paid when it is earned."""
    report = reconciled(PaymentReport((), by_collection=False, last=4, other_years=Decimal(0)), own)
    found = []
    for one in report.learners:
        paid = Paid(one.reference, one.uln)
        for month, amount in enumerate(one.expected, 1):
            paid.add(month, "on-programme", amount, is_due=False)
        found.append(paid)
    return found


def result(payments: list[Paid], own: Known, last: int = 4) -> Reconciliation:
    return reconciled(PaymentReport(tuple(payments), by_collection=False, last=last, other_years=Decimal(0)), own)


def codes(found: Reconciliation) -> set[str]:
    return {part.code for one in found.learners for part in one.parts}


def test_paid_in_full() -> None:
    own = known(learners())
    found = result(paid_in_full(own), own)
    assert found.total("paid") == found.total("expected") > 0
    assert codes(found) == set()


@pytest.mark.parametrize("case", ["nothing-paid", "errors", "data-lock", "temporary-uln", "band-unknown"])
def test_why_less_was_paid(case: str) -> None:
    ones = learners()
    first = ones[0].LearnRefNumber
    own = known(ones)
    payments = paid_in_full(own)
    if case == "band-unknown":
        payments[0].amounts = {key: amount / 2 for key, amount in payments[0].amounts.items()}
    else:
        payments = payments[1:]
    if case == "temporary-uln":
        ones[0].ULN = 9999999999
    if case == "errors":
        own = known(ones, frozenset({0}))
    if case == "data-lock":
        own = known(ones, **{first: ("DLOCK_07",)})
    assert codes(result(payments, own)) == {case}


def test_the_share_of_the_employer_is_no_shortfall() -> None:
    own = known(learners())
    payments = paid_in_full(own)
    for (month, kind), amount in list(payments[0].amounts.items()):
        share = (amount / 20).quantize(Decimal("0.00001"))
        payments[0].amounts[month, kind] = amount - share
        payments[0].add(month, kind, share, is_due=True)
    found = result(payments, own)
    assert codes(found) == {"employer-share"}
    assert sum(part.amount for one in found.learners for part in one.parts) == -found.total("due")


def test_somebody_who_is_not_in_the_return_and_one_who_left_early() -> None:
    ones = learners()
    stranger = Paid("GONE", "1000000302", {(1, "on-programme"): Decimal(100)})
    assert codes(result([*paid_in_full(known(ones)), stranger], known(ones))) == {"not-in-return"}
    aim = programmes_of(ones[0])[0].last
    before = paid_in_full(known(ones))
    aim.CompStatus, aim.LearnActEndDate, aim.Outcome = 3, aim.LearnStartDate, 3
    assert "left-early" in codes(result(before, known(ones)))


amounts = st.dictionaries(
    st.tuples(st.integers(1, 14), st.sampled_from(KINDS)), st.decimals(-5000, 5000, places=5), max_size=8
)


@given(st.lists(st.tuples(st.integers(0, 4), amounts, amounts), max_size=6), st.integers(1, 14))
def test_parts_add_up_to_the_whole(lines: list[tuple[int, dict, dict]], last: int) -> None:
    ones = learners()
    names = [(one.LearnRefNumber, str(one.ULN)) for one in ones] + [("GONE", "1"), ("GONE2", "2")]
    payments = [Paid(*names[who], paid, due) for who, paid, due in lines]
    found = reconciled(
        PaymentReport(tuple(payments), by_collection=True, last=14, other_years=Decimal(0)), known(ones), last
    )
    for one in found.learners:
        assert sum((part.amount for part in one.parts), Decimal(0)) == one.difference
    counted = sum((v for _, paid, _ in lines for (month, _), v in paid.items() if month <= last), Decimal(0))
    assert found.total("paid") == counted
    whole = sum((amount for _, amount in found.reasons.values()), Decimal(0))
    assert whole == found.total("paid") - found.total("expected")


WIDE = [
    "Learner reference number", "Unique learner number", "Learning aim reference",
    "August (R01) levy payments", "August (R01) co-investment payments",
    "August (R01) co-investment (below band upper limit) due from employer",
    "August (R01) provider additional payments", "August (R01) total payments", "September (R02) levy payments",
]  # fmt: skip


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_monthly_report(tmp_path: Path) -> None:
    path = written(
        tmp_path / "r.csv",
        [
            WIDE,
            ["A1", "1", "ZPROG001", "1,000.50", "95", "5", "500", "1600.5", ""],
            ["A1", "1", "X", "", "", "", "", "", "7"],
        ],
    )
    found = read_payments(path, "2627")
    (one,) = found.learners
    assert one.amounts == {
        (1, "on-programme"): Decimal("1095.50"), (1, "additional"): Decimal(500), (2, "on-programme"): Decimal(7)
    }  # fmt: skip
    assert one.due == {(1, "on-programme"): Decimal(5)}
    assert (found.last, found.by_collection) == (2, True)


def test_a_list_of_payments(tmp_path: Path) -> None:
    head = ["LearnRefNumber", "ULN", "Academic year", "Delivery period", "Transaction type", "Funding source", "Amount"]
    rows = [["A1", "1", "2627", "R03", "1", "2", "95"], ["A1", "1", "2627", "3", "1", "3", "5"],
            ["A1", "1", "2526", "R03", "1", "1", "40"], ["A1", "1", "2627", "4", "15", "4", "150"]]  # fmt: skip
    found = read_payments(written(tmp_path / "r.csv", [head, *rows]), "2627")
    assert found.learners[0].amounts == {(3, "on-programme"): Decimal(95), (4, "support"): Decimal(150)}
    assert found.learners[0].due == {(3, "on-programme"): Decimal(5)}
    assert found.other_years == 40


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "b"], ["1", "2"]], "is no payment report"),
        ([WIDE, ["A1", "1", "Z", "lots", "", "", "", "", ""]], "line 2: 'lots' is no amount"),
        ([["ULN", "Delivery period", "Amount"], ["1", "R15", "2"]], "line 2: 'R15' is no period"),
    ],
)
def test_bad_input(rows: list[list[str]], words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        read_payments(written(tmp_path / "r.csv", rows), "2627")


def test_reports_and_workbook_hold_no_formula_of_others(tmp_path: Path) -> None:
    own = known(learners())
    found = result([*paid_in_full(own), Paid("=1+1", "@2", {(1, "support"): Decimal(3)})], own)
    rows = list(csv.reader(FORMATS["csv"](found).splitlines()))
    assert not any(row[column].startswith(("=", "+", "-", "@")) for row in rows for column in (0, 1, 7))
    payments_book(tmp_path / "p.xlsx", found)
    page = openpyxl.load_workbook(tmp_path / "p.xlsx")["Payments"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"] or all(cell.data_type != "f" for cell in cells)
    assert "=1+1" in FORMATS["json"](found)
    with pytest.raises(InputError, match="is there already"):
        payments_book(tmp_path / "p.xlsx", found)
