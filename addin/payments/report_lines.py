"""What both shapes of payment report share: columns of learners, cells, and the sums of their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.apprenticeship_service.export_file import cell_text, money, plain_header
from addin.mis_import.export_files import Grid
from addin.payments.codes import Kind
from addin.payments.paid import Paid, PaymentReport
from ilr_core.errors import InputError

HEADERS = {
    "reference": ("learnerreferencenumber", "learnrefnumber", "learnerref"),
    "uln": ("uniquelearnernumber", "uln", "learneruln"),
    "collection": ("collectionperiod", "collectionreturn", "return"),
    "delivery": ("deliveryperiod", "period"),
    "type": ("transactiontype",),
    "source": ("fundingsource", "fundingsourcetype"),
    "amount": ("amount", "paymentamount", "totalpayments"),
    "year": ("academicyear", "collectionyear"),
}
"""What a column may be called, in small letters and digits alone."""
LONGEST_NUMBER = 50
"""DfE's payment data gives a LearnRefNumber as many letters (``Payments2.Payment``); the ILR twelve."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of a report, pounds; ``year`` is empty if the report does not say it."""

    reference: str
    uln: str
    year: str
    period: int
    kind: Kind
    amount: Decimal
    is_due: bool = False


def report_of(lines: Iterable[Line], year: str, *, by_collection: bool, notes: list[str]) -> PaymentReport:
    """The sums of a report's lines; ``notes`` may grow while they are read."""
    found: dict[tuple[str, str], Paid] = {}
    last, elsewhere, nobody = 0, Decimal(0), Decimal(0)
    for line in lines:
        if line.year and line.year != year:
            elsewhere += line.amount
        elif not line.reference and not line.uln:
            nobody += line.amount
        else:
            one = found.setdefault((line.reference.casefold(), line.uln), Paid(line.reference, line.uln))
            if line.amount:
                one.add(line.period, line.kind, line.amount, is_due=line.is_due)
                last = max(last, line.period)
    if nobody:
        notes.append(f"Not counted, in lines without a learner (perhaps a line of sums): {pounds(nobody)}.")
    return PaymentReport(tuple(found.values()), by_collection, last, elsewhere, tuple(notes))


def columns_of(row: Sequence[object]) -> dict[str, int]:
    """Which column is what; the first spelling that is there."""
    plain = [plain_header(cell) for cell in row]
    return {
        what: next(plain.index(name) for name in names if name in plain)
        for what, names in HEADERS.items()
        if set(names) & set(plain)
    }


def lines_below(grid: Grid, header: int) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows under the header that hold anything, with the numbers that people know them by."""
    for line, row in zip(grid.lines[header + 1 :], grid.rows[header + 1 :], strict=True):
        if any(cell is not None for cell in row):
            yield line, row


def who(row: Sequence[object], columns: dict[str, int], grid: Grid, line: int) -> tuple[str, str]:
    """LearnRefNumber and ULN. Raises InputError for what is too long to be either."""
    reference, uln = (cell_text(cell(row, columns.get(name, -1))) for name in ("reference", "uln"))
    if max(len(reference), len(uln)) > LONGEST_NUMBER:
        raise InputError(f"{grid.name}, line {line}: the learner's number is too long. Download the report again.")
    return reference, uln


def cell(row: Sequence[object], number: int) -> object:
    """A cell of a row; None where the row is shorter, and for the column -1."""
    return row[number] if 0 <= number < len(row) else None


def amount_in(value: object, grid: Grid, line: int) -> Decimal:
    """Pounds; a blank cell is none. Raises InputError for anything that is no amount."""
    found = money(value) if cell_text(value) else Decimal(0)
    if found is None:
        raise InputError(f"{grid.name}, line {line}: '{shown(value)}' is no amount. Download the report again.")
    return found


def shown(value: object) -> str:
    """The beginning of a cell for a sentence, on one line."""
    return cell_text(value)[:SHOWN]


def pounds(amount: Decimal) -> str:
    """Pounds and pence for people."""
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"
