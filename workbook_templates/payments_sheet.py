"""The workbook of a reconciliation: learners with their reasons on one sheet, every month on another."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.data_sheet import last_covered_row
from workbook_templates.finish import finished
from workbook_templates.formats import LINE_HEIGHT, SENTENCE_WIDTH
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
    *(ResultColumn(name, 15.0, POUNDS, "right") for name in _AMOUNTS),
    ResultColumn("Why", SENTENCE_WIDTH, wrap=True, indent=1),
)
MONTH_COLUMNS = (
    ResultColumn("Learner", 15.0),
    ResultColumn("ULN", 13.0),
    ResultColumn("Return", 9.0, align="center"),
    *(ResultColumn(name, 15.0, POUNDS, "right") for name in _AMOUNTS),
)
NOTES_ROW, TOTAL_ROW, HEADER_ROW = 3, 4, 6
_LETTERS = 1.1
"""How many letters of a text one unit of column width shows."""
_SUBTITLE = "Pounds. Difference: paid by DfE less expected. What is expected is an ESTIMATE, not what DfE owes."


def build_payments(title: str, notes: Sequence[str] = ()) -> bytes:
    """The workbook (.xlsx) of a reconciliation with its notes and no learners; a command fills its cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = "Payments and estimate", "ILR in Excel"
    for name, table, columns in ((PAYMENTS, "Payments", COLUMNS), (MONTHS, "PaymentsByMonth", MONTH_COLUMNS)):
        page = add_result_page(book, name, table)
        add_banner(page, len(columns), title, _SUBTITLE)
        _add_notes(page, columns, notes)
        page.row_dimensions[TOTAL_ROW].height = LINE
        put(page, f"A{TOTAL_ROW}", "All learners", look.font(bold=True), LEFT)
        names = [column.header for column in columns]
        first, last = names.index(_AMOUNTS[0]) + 1, names.index(_AMOUNTS[-1]) + 1
        for number in range(first, last + 1):
            put(page, page.cell(TOTAL_ROW, number).coordinate, None, look.font(bold=True), RIGHT, POUNDS)
        add_result_table(page, table, columns, HEADER_ROW, 32.0)
        _mark_differences(page, get_column_letter(last - 1), get_column_letter(last))
        page.freeze_panes = f"A{HEADER_ROW + 1}"
        set_up_page(page, pages_across=1, header_row=HEADER_ROW)
    book.active = 0
    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())


def _add_notes(page: Worksheet, columns: Sequence[ResultColumn], notes: Sequence[str]) -> None:
    """What a reader must know first, over the whole width, as high as it needs."""
    page.merge_cells(start_row=NOTES_ROW, end_row=NOTES_ROW, start_column=1, end_column=len(columns))
    put(page, f"A{NOTES_ROW}", "\n".join(notes) or None, look.font(), Alignment(vertical="center", wrap_text=True))
    letters = int(sum(column.width for column in columns) * _LETTERS)
    lines = sum(len(textwrap.wrap(note, letters)) for note in notes)
    page.row_dimensions[NOTES_ROW].height = max(lines, 1) * LINE_HEIGHT + 4


def _mark_differences(page: Worksheet, due: str, gap: str) -> None:
    """Marks what is more than the share of the employer, from a pound on."""
    top = HEADER_ROW + 1
    rule = Rule("expression", dxf=look.WARNING_LOOK, formula=[f"ABS(N(${gap}{top})+N(${due}{top}))>=1"])
    page.conditional_formatting.add(f"{gap}{top}:{gap}{last_covered_row(0)}", rule)
