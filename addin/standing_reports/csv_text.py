"""A report as CSV: column names and lines, without the total row, which a program would count twice."""

from __future__ import annotations

import csv
import io
from datetime import date

from addin.reports import plain_cell
from addin.standing_reports.registry import Cell, Table


def as_csv(table: Table) -> str:
    """Every cell in quotes, dates as ISO dates, no text a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.header for column in table.columns])
    writer.writerows([_text(cell) for cell in line] for line in table.lines)
    return out.getvalue()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return plain_cell(cell) if isinstance(cell, str) else str(cell)
