"""The sheet ``RPL``: a what-if panel, and below it a table with one row for each apprentice."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.data_sheet import TABLE_STYLE, last_covered_row
from workbook_templates.formats import DATE, WHOLE
from workbook_templates.page import set_up_page
from workbook_templates.rpl_columns import (
    BY_AMOUNT_ROW, BY_PERCENT_ROW, CHANGEABLE, COLUMNS, FIRST_ROW, HEADER_ROW, IF, INPUTS, MONEY, NOW_ROW, RPL,
    SET_ROW, SYMBOLS, TABLE, THEN_ROW, TICK, VERDICT, RplColumn,
)  # fmt: skip
from workbook_templates.rpl_formulas import LEAST, panel_formulas

TITLE = "Recognition of prior learning"
HOW_TO = (
    "Type into the yellow columns; the rest is worked out. Nothing reaches the return until you apply it. "
    "What-if: type above a column and look at the line Then."
)
INPUT_FILL, RESULT_FILL = "FFF8DC", "F3F6FA"
_FROZEN = 4
_HEADER_HEIGHT, _TITLE_HEIGHT, _PANEL_HEIGHT = 48.0, 28.0, 17.0
_PANEL_LABELS = {
    BY_PERCENT_ROW: "What if … by percent (10%)",
    BY_AMOUNT_ROW: "What if … by so much (days, hours, £)",
    SET_ROW: "What if … exactly",
}
_HEADER_LOOKS = {
    "verdict": (look.SLATE, look.WHITE), "known": (look.NAVY, look.WHITE), "input": ("E3B341", look.INK),
    "result": (look.PALE, look.INK), "now": (look.MIST, look.QUIET), "tick": ("E3B341", look.INK),
    "if": (look.MINT, look.INK), "hidden": (look.MIST, look.QUIET),
}  # fmt: skip
_INPUT_LOOK = DifferentialStyle(fill=PatternFill(bgColor=INPUT_FILL, fill_type="solid"))
_RESULT_LOOK = DifferentialStyle(fill=PatternFill(bgColor=RESULT_FILL, fill_type="solid"))
_QUIET_LOOK = DifferentialStyle(font=look.Font(i=True, color=look.QUIET))


def add_rpl_sheet(book: Workbook) -> None:
    """Write the empty sheet; its formulas come with the rows that are filled in."""
    page = book.create_sheet(RPL)
    page.sheet_properties.tabColor = "C9971C"
    page.sheet_properties.codeName = f"{TABLE}Sheet"
    page.sheet_view.showGridLines = False
    letters = {column.header: get_column_letter(number) for number, column in enumerate(COLUMNS, 1)}
    for column in COLUMNS:
        _set_column(page, letters[column.header], column)
    _fold_what_if(page, letters)
    _write_panel(page, letters)
    _add_table(page)
    last_row = last_covered_row(0)
    _add_looks(page, letters, last_row)
    _add_messages(page, letters, last_row)
    page.sheet_format.defaultRowHeight = look.ROW_HEIGHT
    page.sheet_format.customHeight = True
    page.freeze_panes = f"{get_column_letter(_FROZEN + 1)}{FIRST_ROW}"
    set_up_page(page, pages_across=1)
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_margins.left = page.page_margins.right = 0.25


def _set_column(page: Worksheet, letter: str, column: RplColumn) -> None:
    heading = page[f"{letter}{HEADER_ROW}"]
    fill, ink = _HEADER_LOOKS[column.part]
    heading.value = column.header
    heading.fill, heading.font = look.solid(fill), look.font(9.5, bold=True, colour=ink)
    heading.alignment = Alignment(horizontal="left", vertical="bottom", wrap_text=True)
    heading.border = look.HEADER_BORDER
    dimension = page.column_dimensions[letter]
    dimension.width = column.width
    dimension.number_format = column.format
    is_quiet = column.part in ("now", "hidden")
    dimension.font = look.font(colour=look.QUIET if is_quiet else look.INK)
    centred = column.format in (DATE, WHOLE) or column.part == "tick" or column.header == "StdCode"
    dimension.alignment = Alignment(horizontal="center" if centred else None, vertical="center")
    dimension.hidden = column.part == "hidden"


def _fold_what_if(page: Worksheet, letters: dict[str, str]) -> None:
    """The columns of the what-if lie folded beside the tick; the + above them opens them."""
    for column in COLUMNS:
        if column.part == "if":
            dimension = page.column_dimensions[letters[column.header]]
            dimension.outlineLevel, dimension.hidden = 1, True
    page.column_dimensions[letters[TICK]].collapsed = True
    page.sheet_properties.outlinePr.summaryRight = False


def _write_panel(page: Worksheet, letters: dict[str, str]) -> None:
    for row in range(1, HEADER_ROW):
        page.row_dimensions[row].height = _TITLE_HEIGHT if row == 1 else _PANEL_HEIGHT
    page.row_dimensions[HEADER_ROW].height = _HEADER_HEIGHT
    last = max(number for number, column in enumerate(COLUMNS, 1) if column.part == "tick")
    for number in range(1, last + 1):
        page.cell(1, number).fill = look.solid(look.NAVY)
    title, how = page["A1"], page.cell(1, _FROZEN + 1)
    title.value, title.font = TITLE, look.font(15, bold=True, colour=look.WHITE)
    how.value, how.font = HOW_TO, look.font(10, colour=look.PALE)
    title.alignment = how.alignment = Alignment(vertical="center")
    for row, text in _PANEL_LABELS.items():
        page[f"A{row}"].value, page[f"A{row}"].font = text, look.font(10, colour=look.QUIET)
    for name, header in CHANGEABLE.items():
        for row in _PANEL_LABELS:
            if name != "planned_end" or row != BY_PERCENT_ROW:
                _panel_input(page, f"{letters[header]}{row}", name, row)
    formulas = panel_formulas(letters)
    for (row, header), text in formulas.items():
        cell = page[f"{letters[header]}{row}"]
        cell.value, cell.number_format = f"={text}", MONEY if header != VERDICT else "General"
        cell.font = look.font(10 if header == VERDICT else 11, bold=True, colour=look.NAVY)
    thin, strong = Side(style="hair", color=look.LINE), Side(style="thin", color=look.SLATE)
    for row in range(BY_PERCENT_ROW, HEADER_ROW):
        for number in range(1, last + 1):
            if page.cell(row, number).fill.fill_type is None:
                page.cell(row, number).border = Border(bottom=strong if row == SET_ROW else thin)
    for row, text in ((NOW_ROW, "Total now"), (THEN_ROW, "Total then")):
        cell = page[f"{letters['StdCode']}{row}"]
        cell.value, cell.font = text, look.font(10, colour=look.QUIET)
        cell.alignment = Alignment(horizontal="left")
    ticked = page[f"{letters[TICK]}{NOW_ROW}"]
    ticked.number_format = '0" ticked"'
    ticked.font = look.font(10, colour=look.QUIET)


def _panel_input(page: Worksheet, name: str, what: str, row: int) -> None:
    cell = page[name]
    cell.fill, cell.border = look.solid(INPUT_FILL), look.box(look.LINE)
    cell.font, cell.alignment = look.font(), Alignment(horizontal="right")
    if row == BY_PERCENT_ROW:
        cell.number_format = "+0.##%;-0.##%;0%"
    elif row == BY_AMOUNT_ROW:
        cell.number_format = "+#,##0;-#,##0;0"
    else:
        cell.number_format = DATE if what == "planned_end" else MONEY


def _add_table(page: Worksheet) -> None:
    area = f"A{HEADER_ROW}:{get_column_letter(len(COLUMNS))}{FIRST_ROW}"
    table = Table(displayName=TABLE, ref=area, autoFilter=AutoFilter(ref=area))
    table.tableColumns.extend(TableColumn(id=number, name=column.header) for number, column in enumerate(COLUMNS, 1))
    table.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=False)
    page.add_table(table)


def _add_looks(page: Worksheet, letters: dict[str, str], last_row: int) -> None:
    looks = (("refused", look.ERROR_LOOK), ("ok", look.CLEAN_LOOK), ("none", _QUIET_LOOK))
    for header in (VERDICT, IF + VERDICT):
        cell = f"${letters[header]}{FIRST_ROW}"
        for kind, appearance in looks:
            _look(page, letters[header], last_row, f'LEFT({cell},1)="{SYMBOLS[kind]}"', appearance)  # type: ignore[index]
        _look(page, letters[header], last_row, f'LEFT({cell},1)="{SYMBOLS["notice"]}"', look.WARNING_LOOK)
    ceiling, total = f"${letters['Highest price']}{FIRST_ROW}", f"${letters['Total price']}{FIRST_ROW}"
    too_high = f"AND(ISNUMBER({ceiling}),ISNUMBER({total}),N({total})>N({ceiling}))"
    _look(page, letters["Total price"], last_row, too_high, look.ERROR_LOOK)
    left, least = f"${letters['Hours left']}{FIRST_ROW}", f"${letters['Least hours']}{FIRST_ROW}"
    too_few = f"AND(ISNUMBER({left}),ISNUMBER({least}),N({left})<N({least}))"
    _look(page, letters["Hours left"], last_row, too_few, look.ERROR_LOOK)
    for header, row in ((header, FIRST_ROW) for header in (*INPUTS.values(), TICK)):
        is_row = f'${letters["LearnRefNumber"]}{row}<>""'
        _look(page, letters[header], last_row, is_row, _INPUT_LOOK)
    for column in COLUMNS:
        if column.part == "result":
            is_row = f'${letters["LearnRefNumber"]}{FIRST_ROW}<>""'
            _look(page, letters[column.header], last_row, is_row, _RESULT_LOOK)


def _look(page: Worksheet, letter: str, last_row: int, formula: str, appearance: DifferentialStyle) -> None:
    rule = Rule("expression", dxf=appearance, formula=[formula])
    page.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{last_row}", rule)


def _add_messages(page: Worksheet, letters: dict[str, str], last_row: int) -> None:
    """What a column is, beside a chosen cell; what a what-if cell takes. Nothing is blocked."""
    for column in COLUMNS:
        if column.part in ("hidden", "if"):
            continue
        message = DataValidation(type=None, allow_blank=True, showInputMessage=True)
        if column.part == "input":
            message = DataValidation(
                type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True, showErrorMessage=True,
                errorStyle="information", errorTitle="Please look again", error="A whole number is needed here.",
                showInputMessage=True,
            )  # fmt: skip
        message.promptTitle, message.prompt = column.header, column.about
        message.add(f"{letters[column.header]}{FIRST_ROW}:{letters[column.header]}{last_row}")
        page.add_data_validation(message)
    least = DataValidation(type=None, allow_blank=True, showInputMessage=True)
    least.promptTitle = "What-if"
    least.prompt = f"An amount for every row that is tried, or the word {LEAST}: as much as the rule asks for."
    least.add(f"{letters[INPUTS['reduction_given']]}{SET_ROW}")
    page.add_data_validation(least)
