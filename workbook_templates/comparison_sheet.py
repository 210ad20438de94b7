"""The workbook of a comparison of two returns: what is different on one sheet, what it earns on another."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import Reference
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.data_sheet import last_covered_row
from workbook_templates.earnings_chart import add_earnings_chart
from workbook_templates.finish import finished
from workbook_templates.formats import DATE, SENTENCE_WIDTH, TEXT, WHOLE
from workbook_templates.marks import ERROR_SYMBOL, WARNING_SYMBOL
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import (
    LEFT,
    LINE,
    RIGHT,
    ResultColumn,
    add_banner,
    add_link_look,
    add_result_page,
    add_result_table,
    add_section,
    put,
)

_BESIDE = Alignment(horizontal="left", vertical="center", indent=1)
COMPARISON, EFFECT = "Comparison", "Earnings effect"
MONTHS = tuple(f"R{number:02}" for number in range(1, 13))
POUNDS = '+#,##0;-#,##0;"–"'
COLUMNS = (
    ResultColumn("What", 14.0, bold=True),
    ResultColumn("Learner", 15.0),
    ResultColumn("Was", 14.0),
    ResultColumn("Aim", 6.0, WHOLE, "center"),
    ResultColumn("LearnAimRef", 13.0),
    ResultColumn("Field", 21.0),
    ResultColumn("Record", 28.0, wrap=True),
    ResultColumn("Earlier", 34.0, wrap=True),
    ResultColumn("Later", 34.0, wrap=True),
    ResultColumn("Counts from", 12.0, DATE, "center"),
    ResultColumn("Closed month", 14.0, TEXT, "center"),
    ResultColumn("What it means", SENTENCE_WIDTH, wrap=True),
)
"""The table ``Comparison``: a line for each learner who came or went, and for each thing that is different."""

EFFECT_COLUMNS = (
    ResultColumn("Learner", 15.0),
    ResultColumn("What", 11.0),
    *(ResultColumn(name, 9.0, POUNDS, "right") for name in MONTHS),
    ResultColumn("Year", 11.0, POUNDS, "right", bold=True),
    ResultColumn("Closed months", 11.0, POUNDS, "right"),
    ResultColumn("Other years", 11.0, POUNDS, "right"),
)
"""The table ``EarningsEffect``: pounds that a learner earns more or less in the later return."""

COUNTS = ("danger", "left", "started", "closed", "other")
"""The counts on the sheet, each of lines that stand together in the table, in this order."""
COUNT_WORDS = {
    "danger": "go on, but are missing in the later return",
    "left": "other learners who left",
    "started": "learners who started",
    "closed": "changes that reach into closed months",
    "other": "other changes",
}
COUNT_CELLS = {name: (row, 1) for row, name in enumerate(COUNTS, 5)}
FACT_CELLS = {"earlier": (5, 8), "later": (6, 8), "same": (7, 8), "closed": (8, 8), "remarks": (9, 8)}
HEADER_ROW = 12
EFFECT_HEADER_ROW, CLOSED_ROW = 24, 20
"""The rows of totals: closed months, and those still open below them."""


def build_comparison(year_title: str) -> bytes:
    """The empty workbook (.xlsx) of a comparison whose later return is of that year; a command fills its cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = "Comparison of two returns"
    book.properties.creator = "ILR in Excel"
    _add_comparison(book)
    _add_effect(book, year_title)
    book.active = 0
    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())


def _add_comparison(book: Workbook) -> None:
    page = add_result_page(book, COMPARISON, COMPARISON)
    subtitle = "What is different between two returns, learner by learner. Click a number to go to its lines."
    add_banner(page, len(COLUMNS), "Comparison of two returns", subtitle)
    for row in range(3, HEADER_ROW):
        page.row_dimensions[row].height = LINE
    add_section(page, "A4", "What is different", 6)
    for name, (row, column) in COUNT_CELLS.items():
        cell = f"{get_column_letter(column)}{row}"
        put(page, cell, 0, look.font(12, colour=look.QUIET), RIGHT, "#,##0")
        add_link_look(page, f"{cell}:{cell}")
        put(page, f"{get_column_letter(column + 1)}{row}", COUNT_WORDS[name], look.font(), _BESIDE)
    add_section(page, "G4", "What was compared", len(COLUMNS))
    labels = {"earlier": "Earlier", "later": "Later", "same": "The same", "closed": "Closed", "remarks": "Look at"}
    for name, (row, column) in FACT_CELLS.items():
        put(page, f"{get_column_letter(column - 1)}{row}", labels[name], look.font(colour=look.QUIET), LEFT)
        put(page, f"{get_column_letter(column)}{row}", None, look.font(), LEFT, TEXT)
    add_result_table(page, COMPARISON, COLUMNS, HEADER_ROW, 32.0)
    _add_looks(page)
    page.freeze_panes = "C1"
    set_up_page(page, pages_across=1, header_row=HEADER_ROW)


def _add_looks(page: Worksheet) -> None:
    first, last = HEADER_ROW + 1, last_covered_row(0)
    for symbol, appearance in ((ERROR_SYMBOL, look.ERROR_LOOK), (WARNING_SYMBOL, look.WARNING_LOOK)):
        rule = Rule("expression", dxf=appearance, formula=[f'LEFT($A{first},1)="{symbol}"'])
        page.conditional_formatting.add(f"A{first}:A{last}", rule)


def _add_effect(book: Workbook, year_title: str) -> None:
    page = add_result_page(book, EFFECT, "EarningsEffect")
    title = f"What the later return earns more or less in {year_title}: an ESTIMATE"
    subtitle = "Later less earlier, by the month that earns it. Only learners in whom something is different count."
    add_banner(page, len(EFFECT_COLUMNS), title, subtitle)
    for row in range(3, EFFECT_HEADER_ROW):
        page.row_dimensions[row].height = LINE
    for row, words in ((CLOSED_ROW - 1, "Month"), (CLOSED_ROW, "In closed months"), (CLOSED_ROW + 1, "In open months")):
        put(page, f"A{row}", words, look.font(bold=True), LEFT)
    for number, name in enumerate(MONTHS, 3):
        put(page, f"{get_column_letter(number)}{CLOSED_ROW - 1}", name, look.font(bold=True), RIGHT)
        for row in (CLOSED_ROW, CLOSED_ROW + 1):
            put(page, f"{get_column_letter(number)}{row}", None, look.font(10.5), RIGHT, POUNDS)
    for number in (15, 16, 17):
        for row in (CLOSED_ROW, CLOSED_ROW + 1):
            put(page, f"{get_column_letter(number)}{row}", None, look.font(10.5, bold=True), RIGHT, POUNDS)
    put(page, f"O{CLOSED_ROW - 1}", "Year", look.font(bold=True), RIGHT)
    months = Reference(page, min_col=3, max_col=14, min_row=CLOSED_ROW - 1)
    series = {f"$A${row}": Reference(page, min_col=3, max_col=14, min_row=row) for row in (CLOSED_ROW, CLOSED_ROW + 1)}
    chart_title = f"More or less earned, by month of {year_title}"
    add_earnings_chart(page, title=chart_title, months=months, series=series, area=(0, 3, 14, 17))
    add_result_table(page, "EarningsEffect", EFFECT_COLUMNS, EFFECT_HEADER_ROW, 32.0)
    page.freeze_panes = "C1"
    set_up_page(page, pages_across=1, header_row=EFFECT_HEADER_ROW)
