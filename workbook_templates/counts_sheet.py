"""The sheet that counts what ``Problems`` lists: one table by rule, beside it one by learner."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.data_sheet import COVERED_ROWS, write_heading
from workbook_templates.formats import TEXT, WHOLE
from workbook_templates.layout import COUNTS, Column
from workbook_templates.page import set_up_page

RULE_COLUMNS = (("Rule", 24.0), ("Severity", 12.0), ("Findings", 11.0), ("Learners", 11.0))
LEARNER_COLUMNS = (("Learner", 18.0), ("Errors", 10.0), ("Warnings", 11.0))
"""Headers of the two tables with their widths; a narrow blank column stands between them."""

GAP = 3.0
_LINKS, _NUMBERS = ("Findings", "Errors", "Warnings"), ("Findings", "Learners", "Errors", "Warnings")


def add_counts_sheet(book: Workbook) -> None:
    """Write the empty tables. Counts look like the links they are: each leads to the list in ``Problems``."""
    page = book.create_sheet(COUNTS)
    page.sheet_properties.tabColor = look.RESULTS_TAB
    page.sheet_properties.codeName = f"{COUNTS}Sheet"
    page.sheet_view.showGridLines = False
    for number, (header, width) in enumerate((*RULE_COLUMNS, ("", GAP), *LEARNER_COLUMNS), 1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = width
        if not header:
            continue
        write_heading(page, number, header, Column(header, "status"))
        dimension.number_format = WHOLE if header in _NUMBERS else TEXT
        dimension.font = look.font(colour=look.BLUE, link=True) if header in _LINKS else look.font()
        dimension.alignment = Alignment(horizontal="right" if header in _NUMBERS else None)
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.freeze_panes = "A2"
    _add_lines(page)
    set_up_page(page, pages_across=1)


def _add_lines(page: Worksheet) -> None:
    """A thin line under every filled row, for each table by itself, and red and amber for the severities."""
    for severity, appearance in (("error", look.ERROR_LOOK), ("warning", look.WARNING_LOOK)):
        rule = Rule("expression", dxf=appearance, formula=[f'$B2="{severity}"'])
        page.conditional_formatting.add(f"B2:B{COVERED_ROWS}", rule)
    line = DifferentialStyle(border=look.UNDERLINE)
    for first, columns in ((1, RULE_COLUMNS), (len(RULE_COLUMNS) + 2, LEARNER_COLUMNS)):
        left, right = get_column_letter(first), get_column_letter(first + len(columns) - 1)
        rule = Rule("expression", dxf=line, formula=[f'${left}2<>""'])
        page.conditional_formatting.add(f"{left}2:{right}{COVERED_ROWS}", rule)
