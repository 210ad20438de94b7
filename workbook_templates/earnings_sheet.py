"""The sheet of what apprentices are estimated to earn: figures and a chart above, one row for each learner below.

Its command fills cells only; chart, formats and formulas are made here. `totals` says what the formulas are.
"""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.chart import Reference
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ilr_core.catalogue import Catalogue
from workbook_templates import earnings_totals as totals
from workbook_templates import look, names
from workbook_templates.data_sheet import last_covered_row
from workbook_templates.earnings_chart import add_earnings_chart
from workbook_templates.earnings_totals import (
    CORRECTIONS,
    EARLIER,
    LATER,
    LEFT_OUT,
    MONTHS,
    REST,
    TO_DATE,
    WITH_ERRORS,
    YEAR,
)
from workbook_templates.layout import EARNINGS
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import (
    LEFT,
    LINE,
    RIGHT,
    ResultColumn,
    add_banner,
    add_names,
    add_result_page,
    add_result_table,
    add_section,
    put,
)

MONEY = '#,##0;-#,##0;"–"'
POUNDS = '"£"#,##0;-"£"#,##0;"–"'
ERRORS = '"✖ "0;;"–"'
NOTES, NOTES_WIDTH = "Notes", 40.0
COLUMNS = (
    ResultColumn("LearnRefNumber", 14.5),
    ResultColumn("FamilyName", 14.5),
    ResultColumn("GivenNames", 11.5),
    *(ResultColumn(name, 8.6, MONEY, "right") for name in MONTHS),
    *(ResultColumn(name, 5.0, MONEY, "right") for name in CORRECTIONS),
    ResultColumn(YEAR, 11.0, MONEY, "right", bold=True),
    *(ResultColumn(name, 11.0, MONEY, "right") for name in (EARLIER, TO_DATE, REST, LATER)),
    ResultColumn(WITH_ERRORS, 7.5, ERRORS, "center"),
    ResultColumn(LEFT_OUT, 10.5, MONEY, "right"),
    ResultColumn(NOTES, NOTES_WIDTH, wrap=True, indent=1),
)
"""The table ``Earnings``; amounts in pounds. What a learner with errors earns this year is lost if it is left out."""

HEADER_ROW = 23
TOTALS_ROW = HEADER_ROW - 3
_CHART = (3, 2, 17, 17)  # from D3 to the end of Q17, counted from 0
_NUMBERS = {column.header: number for number, column in enumerate(COLUMNS, 1)}
_FIGURES = (
    (5, "Earned to date", names.EARNINGS_TO_DATE),
    (6, "Still to come this year", names.EARNINGS_TO_COME),
    (7, "The whole year", names.EARNINGS_YEAR),
    (10, "Earlier years", names.EARNINGS_EARLIER),
    (11, "Later years", names.EARNINGS_LATER),
)
_FIGURE_CELLS = {name: f"C{row}" for row, _, name in _FIGURES} | {
    names.EARNINGS_WITH_ERRORS: "C14",
    names.EARNINGS_AT_RISK: "C15",
}
_FACTS = (
    (5, "Calculated on", names.EARNINGS_DAY, "not calculated yet"),
    (6, "Rule set", names.EARNINGS_RULES, None),
    (7, "Tool", names.EARNINGS_TOOL, None),
    (8, "Funding bands", names.EARNINGS_BANDS, None),
    (9, "English and maths", names.EARNINGS_RATES, None),
)
_REMARKS = (
    "Whole pounds are shown; the cells hold pence and more, so rounded figures may seem a pound out.",
    "All totals and the chart follow the filter: filter or hide rows, and they count what is left.",
    "R13 and R14 correct the year and have no month of their own.",
    "Not counted: who pays (co-investment), the hiring payment, foundation apprenticeships.",
    "Big money first: sort or filter the column Year. Own remarks may stand in columns right of Notes.",
)


def add_earnings_sheet(book: Workbook, year: Catalogue) -> None:
    """Write the sheet without learners, with the defined names of its figures."""
    page = add_result_page(book, EARNINGS, EARNINGS)
    title = f"Earnings {year.title}: an ESTIMATE"
    subtitle = (
        "What the apprentices of this return can be expected to earn, by the month that earns it. Not what DfE pays: "
        "that comes from DfE's own calculation, after matching with the apprenticeship service."
    )
    add_banner(page, len(COLUMNS), title, subtitle)
    for row in range(3, HEADER_ROW):
        page.row_dimensions[row].height = LINE
    add_result_table(page, EARNINGS, COLUMNS, HEADER_ROW, 32.0)
    _write_figures(page)
    _write_facts(page)
    _write_totals(page, year.start)
    _add_chart(page, year.title)
    _add_looks(page)
    facts = {name: f"U{row}" for row, _, name, _ in _FACTS}
    add_names(book, EARNINGS, _FIGURE_CELLS | facts | {names.EARNINGS_TOTALS: f"A{TOTALS_ROW}"})
    # With a cell of the table chosen, Excel shows its headers in place of the column letters while rows are scrolled.
    page.freeze_panes = "D1"
    page.sheet_view.selection[-1].activeCell = page.sheet_view.selection[-1].sqref = f"D{HEADER_ROW + 1}"
    set_up_page(page, pages_across=1, header_row=HEADER_ROW)


def _write_figures(page: Worksheet) -> None:
    add_section(page, "A4", "This year", 3)
    add_section(page, "A9", "Other years", 3)
    add_section(page, "A13", "Learners with errors", 3)
    lines = [(row, label) for row, label, _ in _FIGURES]
    for row, label in (*lines, (14, "Learners with errors"), (15, "Lost this year if left out")):
        put(page, f"A{row}", label, look.font(colour=look.QUIET), LEFT)
        put(page, f"C{row}", None, look.font(bold=True), RIGHT, "#,##0" if row == 14 else POUNDS)
        for letter in "ABC":
            page[f"{letter}{row}"].border = look.UNDERLINE
    put(page, "A16", "The column Errors counts what the rules find.", look.font(9.5, colour=look.QUIET), LEFT)


def _write_facts(page: Worksheet) -> None:
    add_section(page, "R4", "How it was worked out", len(COLUMNS))
    for row, label, _, value in _FACTS:
        put(page, f"R{row}", label, look.font(colour=look.QUIET), LEFT)
        put(page, f"U{row}", value, look.font(bold=True), LEFT, "dd/mm/yyyy" if row == 5 else "General")
        for number in range(_NUMBERS[YEAR], len(COLUMNS) + 1):
            page.cell(row, number).border = look.UNDERLINE
    for row, text in enumerate(_REMARKS, 11):
        put(page, f"R{row}", text, look.font(colour=look.QUIET), LEFT)


def _write_totals(page: Worksheet, start: date) -> None:
    months = totals.months_from(start)
    bold, label = look.font(10, bold=True), look.font(10.5, bold=True)
    for offset, text in enumerate(("Learners shown", "Earned to date", "Still to come")):
        put(page, f"A{TOTALS_ROW + offset}", text, label, LEFT)
    for number, month in enumerate(months, _NUMBERS[MONTHS[0]]):
        put(
            page,
            f"{get_column_letter(number)}{TOTALS_ROW - 1}",
            f"{month:%b %y}",
            look.font(9.5, colour=look.QUIET),
            RIGHT,
        )
    formulas = totals.formulas(_NUMBERS, TOTALS_ROW, HEADER_ROW + 1, HEADER_ROW + 1, start)
    for (row, column), formula in formulas.items():
        is_count = column == _NUMBERS[WITH_ERRORS]
        alignment = Alignment(horizontal="center" if is_count else "right", vertical="center")
        put(page, f"{get_column_letter(column)}{row}", formula, bold, alignment, ERRORS if is_count else MONEY)
    line = Side(style="medium", color=look.NAVY)
    for number in range(1, len(COLUMNS) + 1):
        page.cell(TOTALS_ROW, number).border = Border(top=line)
        for offset in range(3):
            page.cell(TOTALS_ROW + offset, number).fill = look.solid(look.PALE if not offset else "F5F8FB")
    for name, formula in totals.figures(_NUMBERS, TOTALS_ROW, HEADER_ROW + 1, HEADER_ROW + 1).items():
        page[_FIGURE_CELLS[name]].value = formula


def _add_chart(page: Worksheet, title: str) -> None:
    first, last = _NUMBERS[MONTHS[0]], _NUMBERS[MONTHS[-1]]

    def cells(row: int, begin: int) -> Reference:
        return Reference(page, min_col=begin, max_col=last, min_row=row, max_row=row)

    add_earnings_chart(
        page,
        title=f"Estimated earnings {title} by month",
        months=cells(TOTALS_ROW - 1, first),
        series={f"$A${row}": cells(row, first) for row in (TOTALS_ROW + 1, TOTALS_ROW + 2)},
        area=_CHART,
    )


def _add_looks(page: Worksheet) -> None:
    first, last = HEADER_ROW + 1, last_covered_row(0)
    errors, lost = get_column_letter(_NUMBERS[WITH_ERRORS]), get_column_letter(_NUMBERS[LEFT_OUT])
    rule = Rule("expression", dxf=look.ERROR_LOOK, formula=[f"N(${errors}{first})>0"])
    page.conditional_formatting.add(f"{errors}{first}:{lost}{last}", rule)
    at_risk = Rule("expression", dxf=look.ERROR_LOOK, formula=["N($C$14)>0"])
    page.conditional_formatting.add("C14:C15", at_risk)
    bands = Rule("expression", dxf=look.WARNING_LOOK, formula=['LEFT($U$8,2)="no"'])
    page.conditional_formatting.add(f"U8:{get_column_letter(len(COLUMNS))}8", bands)
