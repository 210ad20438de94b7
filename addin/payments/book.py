"""A reconciliation as a workbook of its own."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from pathlib import Path

from addin.commands.new import draft_of
from addin.comparison.book import refuse_name
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, Formula
from addin.payments.reconciled import Reconciliation
from addin.payments.report import reasons_of, total
from workbook_templates.formats import LINE_HEIGHT, SENTENCE_WIDTH
from workbook_templates.payments_sheet import HEADER_ROW, MONTHS, PAYMENTS, TOTAL_ROW, build_payments

_LETTERS = int(SENTENCE_WIDTH * 1.1)
_ROOM = 4.0


def payments_book(path: Path, found: Reconciliation) -> None:
    """Makes the workbook (.xlsx). Raises InputError, and makes nothing, for a name that cannot be used."""
    refuse_name(path)
    rows: list[list[CellValue]] = []
    months: list[list[CellValue]] = []
    for one in sorted(found.learners, key=lambda each: -abs(each.difference)):
        sums = (total(one.expected), total(one.paid), total(one.due), one.difference)
        rows.append([one.reference, one.uln, *map(float, sums), reasons_of(one) or None])
    for one in found.learners:
        for number, (paid, due, expected) in enumerate(zip(one.paid, one.due, one.expected, strict=True), 1):
            amounts = (expected, paid, due, paid - expected)
            months.append([one.reference, one.uln, f"R{number:02}", *map(float, amounts)])
    heights = [len(textwrap.wrap(str(row[-1] or ""), _LETTERS) or [""]) * LINE_HEIGHT + _ROOM for row in rows]
    with draft_of(path) as draft:
        draft.write_bytes(build_payments(found.year.title))
        host = FileHost(draft)
        host.fill_rows(PAYMENTS, HEADER_ROW + 1, rows or [[None]], heights)
        host.fill_rows(MONTHS, HEADER_ROW + 1, months or [[None]])
        host.write_cells(PAYMENTS, _totals(found, 3, len(rows)))
        host.write_cells(MONTHS, _totals(found, 4, len(months)))
        host.save()
        refuse_name(path)
        draft.replace(path)


def _totals(found: Reconciliation, first: int, rows: int) -> dict[tuple[int, int], CellValue]:
    """Sums over the rows that are shown, with their values, so that filters count."""
    paid, due, expected = (found.total(name) for name in ("paid", "due", "expected"))
    sums: tuple[Decimal, ...] = (expected, paid, due, paid - expected)
    start, end = HEADER_ROW + 1, HEADER_ROW + max(rows, 1)
    return {
        (TOTAL_ROW, column): Formula(f"SUBTOTAL(109,{chr(64 + column)}{start}:{chr(64 + column)}{end})", float(amount))
        for column, amount in enumerate(sums, first)
    }
