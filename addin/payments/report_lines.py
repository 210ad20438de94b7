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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a report under its header. What cannot be read is refused by line and column, never by what it holds."""

    grid: Grid
    header: Sequence[object]
    line: int
    cells: Sequence[object]

    def text(self, column: int) -> str:
        """A cell on one line; empty where the row is shorter, and for the column -1."""
        return cell_text(self.cells[column]) if 0 <= column < len(self.cells) else ""

    def amount(self, column: int) -> Decimal:
        """Pounds; a blank cell is none. Raises InputError for anything that is no amount."""
        if not self.text(column):
            return Decimal(0)
        found = money(self.cells[column])
        if found is None:
            raise self.refused(column, "no amount. Write pounds as 1,234.50")
        return found

    def who(self, columns: dict[str, int]) -> tuple[str, str]:
        """LearnRefNumber and ULN. Raises InputError for what is too long to be either."""
        numbers = [columns.get(name, -1) for name in ("reference", "uln")]
        for column in numbers:
            if len(self.text(column)) > LONGEST_NUMBER:
                raise self.refused(column, "too long for a learner's number. Download the report again")
        reference, uln = map(self.text, numbers)
        return reference, uln

    def refused(self, column: int, what: str) -> InputError:
        """The sentence about a cell that cannot be used."""
        return InputError(f"{self.grid.name}, line {self.line}, column '{cell_text(self.header[column])}': {what}.")


def rows_below(grid: Grid, header: int) -> Iterator[Row]:
    """The rows under the header that hold anything, with the numbers that people know them by."""
    for line, cells in zip(grid.lines[header + 1 :], grid.rows[header + 1 :], strict=True):
        if any(cell is not None for cell in cells):
            yield Row(grid, grid.rows[header], line, cells)


def pounds(amount: Decimal) -> str:
    """Pounds and pence for people."""
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"
