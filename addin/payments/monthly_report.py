"""The Apps Monthly Payment Report: a row for each aim and price, a column for each month and kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.apprenticeship_service.export_file import plain_header
from addin.mis_import.export_files import Grid
from addin.payments.codes import DUE, MONTHLY_COLUMNS, MONTHLY_TOTAL, Kind
from addin.payments.paid import PERIODS
from addin.payments.report_lines import Line, pounds, rows_below
from ilr_core.errors import InputError

_MONTH = re.compile(r"(?:[a-z]+\s*\(R(\d\d)\)|R(\d\d))\s+(.+)", re.IGNORECASE | re.ASCII)
"""A month's column: ``August (R01) ...``, but ``R13 ...`` and ``R14 ...`` for the two after the year's end."""
_NAMED = 3
PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """A column of a month: its kind, None for the month's total and for a column that is not known."""

    period: int
    kind: Kind | None
    is_due: bool
    is_total: bool
    heading: str


def month_columns(grid: Grid, header: int) -> dict[int, MonthColumn]:
    """The columns of months by number; none if no column is known, for then it is another kind of file.

    Raises InputError for a column that is there twice.
    """
    found: dict[int, MonthColumn] = {}
    seen: dict[tuple[int, str], None] = {}
    for number, heading in enumerate(grid.rows[header]):
        match = _MONTH.fullmatch(" ".join(str(heading or "").split()))
        period = int(match[1] or match[2]) if match else 0
        if not match or not 1 <= period <= PERIODS:
            continue
        name = plain_header(match[3])
        if (period, name) in seen:
            raise InputError(
                f"{grid.name} has the column '{match[0][:80]}' twice. Download the report again, and join no reports."
            )
        seen[period, name] = None
        found[number] = MonthColumn(period, MONTHLY_COLUMNS.get(name), name == DUE, name == MONTHLY_TOTAL, match[0])
    return found if any(column.kind for column in found.values()) else {}


def monthly_lines(
    grid: Grid, header: int, columns: dict[str, int], months: dict[int, MonthColumn]
) -> tuple[Iterator[Line], list[str]]:
    """The amounts, and a list that grows as they are read by what was not counted.

    A row that is there twice, cell for cell, is counted once: the report has one row for each aim, price episode and
    funding line, so that a second one was joined to it.
    """
    notes: list[str] = []
    return _lines(grid, header, columns, months, notes), notes


def _lines(
    grid: Grid, header: int, columns: dict[str, int], months: dict[int, MonthColumn], notes: list[str]
) -> Iterator[Line]:
    seen: set[tuple[object, ...]] = set()
    repeated, known, total, strange = 0, Decimal(0), Decimal(0), dict.fromkeys(months, Decimal(0))
    for row in rows_below(grid, header):
        if tuple(row.cells) in seen:
            repeated += 1
            continue
        seen.add(tuple(row.cells))
        reference, uln = row.who(columns)
        for number, column in months.items():
            amount = row.amount(number)
            if column.is_total:
                total += amount
            elif column.kind is None:
                strange[number] += amount
            elif amount:
                known += 0 if column.is_due else amount
                yield Line(reference, uln, "", column.period, column.kind, amount, column.is_due)
    not_known = sum(strange.values(), Decimal(0))
    notes += _notes(repeated, [months[number].heading for number, amount in strange.items() if amount], not_known)
    gap = total - known - not_known
    if _has_totals(months.values()) and abs(gap) >= PENNY:
        notes.append(f"The report's own totals differ from its columns by {pounds(gap)}: a column may be missing.")


def _notes(repeated: int, unknown: Sequence[str], amount: Decimal) -> list[str]:
    notes = []
    if repeated:
        notes.append(f"Rows that are in the report twice, cell for cell, counted once: {repeated:,}.")
    if unknown:
        names = ", ".join(f"'{name[:80]}'" for name in unknown[:_NAMED])
        more = f" and {len(unknown) - _NAMED:,} more" if len(unknown) > _NAMED else ""
        notes.append(f"Not counted, in columns that this tool does not know: {pounds(amount)} ({names}{more}).")
    return notes


def _has_totals(columns: Collection[MonthColumn]) -> bool:
    """Whether every month with a column has a total."""
    return {one.period for one in columns if one.is_total} == {one.period for one in columns}
