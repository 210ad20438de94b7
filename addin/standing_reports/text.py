"""A report as text: a table for a terminal, or CSV for a program; and a cell in words, for all that show it."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from addin.standing_reports.registry import Cell, Column, Kind, Line, Table
from addin.wording import plain_cell

NUMBERS = ("whole", "tenths", "pounds", "percent")


def in_words(value: Cell, kind: Kind) -> str:
    """A cell as people read it; blank is empty."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%b %Y}" if kind == "month" else f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return value
    if kind == "percent":
        return f"{value * 100:.1f} %"
    if kind == "pounds":
        return f"{value:,.2f}"
    return f"{value:,.1f}" if kind == "tenths" else f"{value:,}"


def total_in_words(table: Table) -> list[str]:
    """The total row as people read it; its first cell is what it is called. Empty for a report without one."""
    if table.total is None:
        return []
    label, *values = table.total
    kinds = (column.kind for column in table.columns[1:])
    return [str(label), *(in_words(value, kind) for value, kind in zip(values, kinds, strict=True))]


def as_text(table: Table) -> str:
    """Title, lines in columns, total and notes."""
    columns = table.columns
    rows = [[column.header for column in columns], *(_words(line, columns) for line in table.lines)]
    if table.total:
        rows.append(total_in_words(table))
    widths = [max(len(row[at]) for row in rows) for at in range(len(columns))]
    body = (
        "  ".join(
            cell.rjust(width) if column.kind in NUMBERS else cell.ljust(width)
            for cell, width, column in zip(row, widths, columns, strict=True)
        ).rstrip()
        for row in rows
    )
    nothing = () if table.lines else (table.instead,)
    return "\n".join([table.report.title, table.about, "", *body, *nothing, *table.notes])


def as_csv(table: Table) -> str:
    """Column names and lines, every cell in quotes, dates as ISO dates, no text a formula.

    It has no total row, which a program would count twice.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.header for column in table.columns])
    writer.writerows([_plain(cell) for cell in line] for line in table.lines)
    return out.getvalue()


def _words(line: Line, columns: tuple[Column, ...]) -> list[str]:
    return [" ".join(in_words(value, column.kind).split()) for value, column in zip(line, columns, strict=True)]


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return plain_cell(cell) if isinstance(cell, str) else str(cell)
