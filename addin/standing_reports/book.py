"""Reports as a workbook of their own: a sheet for each, with totals that follow filters, and charts."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue, Formula
from addin.standing_reports.personal import said
from addin.standing_reports.registry import WRAPPED_FROM, Chart, Column, Kind, Line, Table
from addin.standing_reports.text import NUMBERS
from workbook_templates.formats import DATE, HIGHEST, LINE_HEIGHT, TEXT
from workbook_templates.report_sheet import (
    CONTENTS,
    CONTENTS_COLUMNS,
    CONTENTS_HEADER_ROW,
    ReportChart,
    ReportPage,
    build_reports,
)
from workbook_templates.result_sheet import ResultColumn

FORMATS: dict[Kind, tuple[str, str]] = {
    "text": (TEXT, ""), "day": (DATE, "center"), "month": ("mmm yyyy", "left"), "whole": ("#,##0", "right"),
    "tenths": ("#,##0.0", "right"), "pounds": ("#,##0.00", "right"), "percent": ("0.0%", "right"),
}  # fmt: skip
"""Number format and side of the cells of each kind."""
ENDS: dict[Kind, str] = {"pounds": "#,##0", "percent": "0.0%", "tenths": "#,##0.0"}
"""How the numbers at the ends of bars are written, where not as whole numbers."""
_ROOM = 4.0


def fill_book(path: Path, tables: Sequence[Table]) -> None:
    """Writes the workbook to a path where nothing is."""
    pages = [_page(table) for table in tables]
    path.write_bytes(build_reports(pages))
    host = FileHost(path)
    if len(tables) > 1:
        lines = [_contents_line(table) for table in tables]
        host.fill_rows(CONTENTS, CONTENTS_HEADER_ROW + 1, lines, [_height(line, CONTENTS_COLUMNS) for line in lines])
    for table, page in zip(tables, pages, strict=True):
        rows = [list(line) for line in table.lines]
        heights = [_height(row, page.columns) for row in rows]
        host.fill_rows(page.name, page.header_row + 1, rows or [[table.instead]], heights)
        if table.total:
            host.write_cells(page.name, _totals(table, page))
    host.save()


def _page(table: Table) -> ReportPage:
    report = table.report
    kinds = ("text", *(column.kind for column in table.columns))
    columns = tuple(
        _column(one, is_first=at == 0, beside_number=kinds[at] in NUMBERS) for at, one in enumerate(table.columns)
    )
    words = (report.purpose, *table.notes, said([table]))
    charts = tuple(_chart(table, chart) for chart in table.charts)
    name = "".join(part.capitalize() for part in report.name.split("-"))
    return ReportPage(report.title, name, table.about, words, columns, len(table.lines), charts)


def _column(column: Column, *, is_first: bool, beside_number: bool) -> ResultColumn:
    number_format, side = FORMATS[column.kind]
    is_text = column.kind == "text"
    wraps, indent = is_text and column.width >= WRAPPED_FROM, int(is_text and beside_number)
    return ResultColumn(column.header, column.width, number_format, side, wraps, bold=is_first, indent=indent)


def _chart(table: Table, chart: Chart) -> ReportChart:
    first, last = (table.at(chart.columns[end]) + 1 for end in (0, -1))
    labels = table.at(chart.labels) + 1 if chart.labels else 0
    ends = ENDS.get(table.columns[first - 1].kind, "#,##0")
    return ReportChart(chart.title, first, last, labels, ends, chart.is_bad)


def _totals(table: Table, page: ReportPage) -> dict[tuple[int, int], CellValue]:
    """Sums as formulas over the lines that are shown; what is no sum, such as learners counted once, as it is."""
    assert table.total
    first, last = page.header_row + 1, page.header_row + max(page.rows, 1)
    cells: dict[tuple[int, int], CellValue] = {}
    for number, (column, value) in enumerate(zip(table.columns, table.total, strict=True), 1):
        shown: CellValue = value
        if column.summed and isinstance(value, int | Decimal):
            letter = page.letter(number)
            shown = Formula(f"SUBTOTAL(109,{letter}{first}:{letter}{last})", float(value))
        cells[page.total_row, number] = shown
    return cells


def _contents_line(table: Table) -> list[CellValue]:
    title = table.report.title
    return [Formula(f'HYPERLINK("#\'{title}\'!A1","{title}")', title), len(table.lines), table.report.purpose]


def _height(row: Sequence[CellValue] | Line, columns: Sequence[ResultColumn]) -> float:
    """A height at which every text of the row shows whole, as far as a row may be high."""
    lines = [
        len(textwrap.wrap(value, int(column.width * 1.05))) or 1
        for value, column in zip(row, columns, strict=True)
        if column.wrap and isinstance(value, str)
    ]
    return min(max(lines, default=1) * LINE_HEIGHT + _ROOM, HIGHEST)
