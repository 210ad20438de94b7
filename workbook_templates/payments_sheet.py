"""The workbook of a reconciliation: learners with their reasons on one sheet, every month on another."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from workbook_templates import look
from workbook_templates.data_sheet import last_covered_row
from workbook_templates.finish import finished
from workbook_templates.formats import SENTENCE_WIDTH
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import (
    LEFT,
    LINE,
    RIGHT,
    ResultColumn,
    add_banner,
    add_result_page,
    add_result_table,
    put,
)  # fmt: skip

PAYMENTS, MONTHS = "Payments", "By month"
POUNDS = '#,##0.00;-#,##0.00;"–"'
_AMOUNTS = ("Expected", "Paid", "Owed by employer", "Difference")
COLUMNS = (
    ResultColumn("Learner", 15.0),
    ResultColumn("ULN", 13.0),
    *(ResultColumn(name, 13.0, POUNDS, "right") for name in _AMOUNTS),
    ResultColumn("Why", SENTENCE_WIDTH, wrap=True, indent=1),
)
MONTH_COLUMNS = (
    ResultColumn("Learner", 15.0),
    ResultColumn("ULN", 13.0),
    ResultColumn("Return", 9.0, align="center"),
    *(ResultColumn(name, 13.0, POUNDS, "right") for name in _AMOUNTS),
)
TOTAL_ROW, HEADER_ROW = 4, 6


def build_payments(year_title: str) -> bytes:
    """The empty workbook (.xlsx) of a reconciliation; a command fills its cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = "Payments and estimate", "ILR in Excel"
    subtitle = "Difference: paid by DfE less expected. What is expected is an ESTIMATE, not what DfE owes."
    for name, table, columns in ((PAYMENTS, "Payments", COLUMNS), (MONTHS, "PaymentsByMonth", MONTH_COLUMNS)):
        page = add_result_page(book, name, table)
        add_banner(page, len(columns), f"Payments and estimate, {year_title}", subtitle)
        page.row_dimensions[TOTAL_ROW].height = LINE
        put(page, f"A{TOTAL_ROW}", "All learners", look.font(bold=True), LEFT)
        first = len(columns) - len(_AMOUNTS) + (0 if columns is MONTH_COLUMNS else -1)
        for number in range(first, first + len(_AMOUNTS)):
            put(page, page.cell(TOTAL_ROW, number + 1).coordinate, None, look.font(bold=True), RIGHT, POUNDS)
        add_result_table(page, table, columns, HEADER_ROW, 32.0)
        gap, top = get_column_letter(first + len(_AMOUNTS)), HEADER_ROW + 1
        rule = Rule("expression", dxf=look.WARNING_LOOK, formula=[f"ABS(N(${gap}{top}))>=1"])
        page.conditional_formatting.add(f"{gap}{top}:{gap}{last_covered_row(0)}", rule)
        page.freeze_panes = f"A{top}"
        set_up_page(page, pages_across=1, header_row=HEADER_ROW)
    book.active = 0
    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())
