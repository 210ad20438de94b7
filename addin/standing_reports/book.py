"""A report as a workbook: an Excel table with formats, a total row below it, print set-up and a native chart."""

from __future__ import annotations

import re
from io import BytesIO

from addin.standing_reports.registry import Cell, Table

HEADER_ROW = 4
_FORMATS = {
    "text": "@", "day": "dd/mm/yyyy", "month": "mmm yyyy", "whole": "#,##0", "hours": "#,##0.0", "pounds": "#,##0.00",
    "percent": "0.0%",
}  # fmt: skip
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_book(table: Table) -> bytes:
    """The bytes of an .xlsx file; no text in it is a formula."""
    # openpyxl takes a tenth of a second to import, and only this format needs it.
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.table import Table as SheetTable
    from openpyxl.worksheet.table import TableStyleInfo

    book = Workbook()
    page = book.worksheets[0]
    page.title = table.report.title[:31]
    for row, text in enumerate((table.report.title, table.about, table.report.purpose), 1):
        _put(page.cell(row, 1), text, "text")
    page["A1"].font = Font(bold=True, size=16)
    lines = [tuple(column.header for column in table.columns), *(table.lines or [(None,) * len(table.columns)])]
    for row, line in enumerate(lines, HEADER_ROW):
        for at, (column, value) in enumerate(zip(table.columns, line, strict=True), 1):
            _put(page.cell(row, at), value, "text" if row == HEADER_ROW else column.kind)
    last, width = HEADER_ROW + len(lines) - 1, len(table.columns)
    shown = SheetTable(displayName="Report", ref=f"A{HEADER_ROW}:{get_column_letter(width)}{last}")
    shown.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    page.add_table(shown)
    for at, column in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.width
        if table.total:
            _put(page.cell(last + 1, at), table.total[at - 1], "text" if at == 1 else column.kind)
            page.cell(last + 1, at).font = Font(bold=True)
    page.freeze_panes = f"B{HEADER_ROW + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="Page &P of &N"))
    chart = table.report.chart
    if chart and table.lines:
        drawn = BarChart()
        drawn.title, drawn.legend, drawn.width, drawn.height = chart.title, None, 24, 9
        first, end = table.at(chart.columns[0]) + 1, table.at(chart.columns[-1]) + 1
        if chart.labels:
            drawn.add_data(Reference(page, min_col=first, min_row=HEADER_ROW + 1, max_row=last))
            label = table.at(chart.labels) + 1
            drawn.set_categories(Reference(page, min_col=label, min_row=HEADER_ROW + 1, max_row=last))
        else:
            drawn.add_data(Reference(page, min_col=first, max_col=end, min_row=last + 1), from_rows=True)
            drawn.set_categories(Reference(page, min_col=first, max_col=end, min_row=HEADER_ROW))
        drawn.x_axis.delete = drawn.y_axis.delete = False
        page.add_chart(drawn, f"A{last + 4}")
    with BytesIO() as file:
        book.save(file)
        return file.getvalue()


def _put(cell: object, value: Cell, kind: str) -> None:
    cell.value = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value  # type: ignore[attr-defined]
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", True  # type: ignore[attr-defined]
    cell.number_format = _FORMATS[kind]  # type: ignore[attr-defined]
