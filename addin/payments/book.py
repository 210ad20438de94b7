"""A reconciliation as a workbook of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from addin.commands.new import draft_of
from addin.comparison.book import refuse_name
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, Formula
from addin.payments.reconciled import Reconciled, Reconciliation
from addin.payments.report import in_words, total
from workbook_templates.formats import LINE_HEIGHT, SENTENCE_WIDTH
from workbook_templates.payments_sheet import HEADER_ROW, MONTHS, PAYMENTS, TOTAL_ROW, build_payments

_LETTERS = int(SENTENCE_WIDTH * 1.1)
_ROOM = 4.0


def payments_book(path: Path, found: Reconciliation) -> None:
    """Makes the workbook (.xlsx). Raises InputError, and makes nothing, for a name that cannot be used."""
    refuse_name(path)
    rows = [_row(one) for one in sorted(found.learners, key=_urgency)]
    months = [row for one in found.learners for row in _months(one)]
    with draft_of(path) as draft:
        title = f"Payments and estimate, {found.year.title}, R01 to R{found.last:02}"
        draft.write_bytes(build_payments(title, found.notes))
        host = FileHost(draft)
        host.fill_rows(PAYMENTS, HEADER_ROW + 1, rows or [[None]], [_height(row) for row in rows])
        host.fill_rows(MONTHS, HEADER_ROW + 1, months or [[None]])
        host.write_cells(PAYMENTS, _totals(found, 3, len(rows)))
        host.write_cells(MONTHS, _totals(found, 4, len(months)))
        host.save()
        refuse_name(path)
        draft.replace(path)


def _urgency(one: Reconciled) -> tuple[Decimal, Decimal]:
    """First what is more than the share of the employer, the largest first."""
    return -abs(one.difference + total(one.due)), -abs(one.difference)


def _row(one: Reconciled) -> list[CellValue]:
    sums = (total(one.expected), total(one.paid), total(one.due), one.difference)
    return [one.reference, one.uln, *map(float, sums), "\n".join(map(in_words, one.parts)) or None]


def _months(one: Reconciled) -> Iterator[list[CellValue]]:
    """A row for each month in which anything was expected, paid or owed."""
    for number, (paid, due, expected) in enumerate(zip(one.paid, one.due, one.expected, strict=True), 1):
        if paid or due or expected:
            amounts = (expected, paid, due, paid - expected)
            yield [one.reference, one.uln, f"R{number:02}", *map(float, amounts)]


def _height(row: Sequence[CellValue]) -> float:
    lines = sum(len(textwrap.wrap(reason, _LETTERS)) for reason in str(row[-1] or "").split("\n"))
    return max(lines, 1) * LINE_HEIGHT + _ROOM


def _totals(found: Reconciliation, first: int, rows: int) -> dict[tuple[int, int], CellValue]:
    """Sums over the rows that are shown, with their values, so that filters count."""
    paid, due, expected = (found.total(name) for name in ("paid", "due", "expected"))
    sums: tuple[Decimal, ...] = (expected, paid, due, paid - expected)
    start, end = HEADER_ROW + 1, HEADER_ROW + max(rows, 1)
    return {
        (TOTAL_ROW, column): Formula(f"SUBTOTAL(109,{chr(64 + column)}{start}:{chr(64 + column)}{end})", float(amount))
        for column, amount in enumerate(sums, first)
    }
