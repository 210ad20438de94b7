"""DfE's payment reports as files: who was paid what, in which month of the year, for which kind of earnings.

Two shapes are read. The Apps Monthly Payment Report has a column for each month and kind, such as
``August (R01) levy payments`` (names: public code of DC-2021-PeriodEnd-ReportService, AppsMonthlyPaymentMapper); its
months are those of the collection. A list has a line for each payment with period, transaction type and funding source
(names and numbers: public code of das-payments-v2); its months are those of the delivery where it says them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from addin.apprenticeship_service.export_file import money, plain_header
from addin.mis_import.export_files import Grid, grids_in
from ilr_core.errors import InputError

Kind = Literal["on-programme", "additional", "english-maths", "support"]
KINDS: tuple[Kind, ...] = ("on-programme", "additional", "english-maths", "support")
PERIODS = 14
HEADERS = {
    "reference": ("learnerreferencenumber", "learnrefnumber", "learnerref"),
    "uln": ("uniquelearnernumber", "uln", "learneruln"),
    "collection": ("collectionperiod", "collectionreturn", "return"),
    "delivery": ("deliveryperiod", "period"),
    "type": ("transactiontype",),
    "source": ("fundingsource",),
    "amount": ("amount", "paymentamount", "totalpayments"),
    "year": ("academicyear", "collectionyear"),
}
"""What a column may be called, in small letters and digits alone."""
TYPES: dict[int, Kind] = {
    1: "on-programme", 2: "on-programme", 3: "on-programme", 4: "additional", 5: "additional", 6: "additional",
    7: "additional", 8: "support", 9: "support", 10: "support", 11: "support", 12: "support", 13: "english-maths",
    14: "english-maths", 15: "support", 16: "additional",
}  # fmt: skip
FROM_EMPLOYER = 3
"""The funding source of what the employer owes: it is earned, but DfE does not pay it."""
WIDE: tuple[tuple[str, Kind], ...] = (
    ("levypayments", "on-programme"),
    ("coinvestmentpayments", "on-programme"),
    ("coinvestmentbelowbandupperlimitduefromemployer", "on-programme"),
    ("employeradditionalpayments", "additional"),
    ("provideradditionalpayments", "additional"),
    ("apprenticeadditionalpayments", "additional"),
    ("englishandmathspayments", "english-maths"),
    ("paymentsforlearningsupportdisadvantageandframeworkuplifts", "support"),
)
_DUE = "duefromemployer"
_MONTH = re.compile(r"[A-Za-z]*\s*\(R(\d\d)\)\s*(.+)")
_PERIOD = re.compile(r"(?:(\d{4})-?(?=R))?R?(\d{1,2})")
_HEADER_ROWS = 10


@dataclass(slots=True)
class Paid:
    """The payments of one learner: pounds by month (1 to 14) and kind; ``due`` is what employers owe beside them."""

    reference: str
    uln: str
    amounts: dict[tuple[int, Kind], Decimal] = field(default_factory=dict)
    due: dict[tuple[int, Kind], Decimal] = field(default_factory=dict)

    def add(self, period: int, kind: Kind, amount: Decimal, *, is_due: bool) -> None:
        """Counts one payment."""
        kept = self.due if is_due else self.amounts
        kept[period, kind] = kept.get((period, kind), Decimal(0)) + amount


@dataclass(frozen=True)
class PaymentReport:
    """``by_collection``: the months are those of the payment, not of the learning. ``last`` is the last month paid.

    ``other_years`` are pounds of other academic years, which are left out.
    """

    learners: tuple[Paid, ...]
    by_collection: bool
    last: int
    other_years: Decimal


def read_payments(path: Path, year: str) -> PaymentReport:
    """The payments of an academic year (``2627``) in a report (CSV or spreadsheet).

    Raises InputError for a file that is no such report, and for an amount or month that cannot be read, with its line.
    """
    for grid in grids_in(path):
        for number, row in enumerate(grid.rows[:_HEADER_ROWS]):
            columns = _columns(row)
            if "reference" not in columns and "uln" not in columns:
                continue
            months = _months(row)
            if months:
                return _report(_wide(grid, number, columns, months), year, by_collection=True)
            if "amount" in columns and columns.keys() & {"delivery", "collection"}:
                return _report(_long(grid, number, columns), year, by_collection="delivery" not in columns)
    raise InputError(
        f"{path.name} is no payment report: it needs a learner's number, and either columns such as 'August (R01) levy "
        "payments' or columns for period and amount. Download the Apps Monthly Payment Report as CSV."
    )


Line = tuple[str, str, str, int, Kind, Decimal, bool]
"""LearnRefNumber, ULN, academic year (empty: not said), month, kind, pounds, whether the employer owes them."""


def _report(lines: Iterator[Line], year: str, *, by_collection: bool) -> PaymentReport:
    found: dict[tuple[str, str], Paid] = {}
    last, elsewhere = 0, Decimal(0)
    for reference, uln, said, period, kind, amount, is_due in lines:
        if said and said != year:
            elsewhere += amount
            continue
        one = found.setdefault((reference.casefold(), uln), Paid(reference, uln))
        if amount:
            one.add(period, kind, amount, is_due=is_due)
            last = max(last, period)
    return PaymentReport(tuple(found.values()), by_collection, last, elsewhere)


def _columns(row: Sequence[object]) -> dict[str, int]:
    plain = [plain_header(cell) for cell in row]
    return {
        what: next(plain.index(name) for name in names if name in plain)
        for what, names in HEADERS.items()
        if set(names) & set(plain)
    }


def _months(row: Sequence[object]) -> dict[int, tuple[int, Kind, bool]]:
    """Column to month, kind, and whether it is what the employer owes; totals are sums of the others and left out."""
    kinds = dict(WIDE)
    found = {}
    for number, cell in enumerate(row):
        match = _MONTH.fullmatch(str(cell or "").strip())
        name = plain_header(match[2]) if match else ""
        if match and name in kinds and 1 <= int(match[1]) <= PERIODS:
            found[number] = (int(match[1]), kinds[name], name.endswith(_DUE))
    return found


def _wide(
    grid: Grid, header: int, columns: dict[str, int], months: dict[int, tuple[int, Kind, bool]]
) -> Iterator[Line]:
    for line, row in _lines(grid, header):
        reference, uln = _who(row, columns)
        if not reference and not uln:
            continue
        for number, (period, kind, is_due) in months.items():
            amount = _amount(_cell(row, number), grid, line)
            yield reference, uln, "", period, kind, amount, is_due


def _long(grid: Grid, header: int, columns: dict[str, int]) -> Iterator[Line]:
    month = columns.get("delivery", columns.get("collection", 0))
    for line, row in _lines(grid, header):
        reference, uln = _who(row, columns)
        if not reference and not uln:
            continue
        text = _text(_cell(row, month))
        said = _PERIOD.fullmatch(text)
        if said is None or not 1 <= int(said[2]) <= PERIODS:
            raise InputError(f"{grid.name}, line {line}: '{text[:20]}' is no period from R01 to R14.")
        year = said[1] or _text(_cell(row, columns.get("year", -1)))
        kind = TYPES.get(_whole(_cell(row, columns.get("type", -1))), "on-programme")
        is_due = _whole(_cell(row, columns.get("source", -1))) == FROM_EMPLOYER
        yield reference, uln, year, int(said[2]), kind, _amount(_cell(row, columns["amount"]), grid, line), is_due


def _lines(grid: Grid, header: int) -> Iterator[tuple[int, Sequence[object]]]:
    return zip(grid.lines[header + 1 :], grid.rows[header + 1 :], strict=True)


def _who(row: Sequence[object], columns: dict[str, int]) -> tuple[str, str]:
    reference, uln = (_text(_cell(row, columns.get(name, -1))) for name in ("reference", "uln"))
    return reference, uln


def _cell(row: Sequence[object], number: int) -> object:
    return row[number] if 0 <= number < len(row) else None


def _text(value: object) -> str:
    text = str(value if value is not None else "").strip().removeprefix("'")
    return text.removesuffix(".0") if isinstance(value, float) else text


def _whole(value: object) -> int:
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() else 0


def _amount(value: object, grid: Grid, line: int) -> Decimal:
    text = _text(value)
    found = money(text) if text else Decimal(0)
    if found is None:
        raise InputError(f"{grid.name}, line {line}: '{text[:20]}' is no amount. Download the report again.")
    return found
