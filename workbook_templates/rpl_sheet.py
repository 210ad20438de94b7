"""The sheet ``RPL``: a what-if panel, and below it a table with one row for each apprentice."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
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
    COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    IF,
    RPL,
    SYMBOLS,
    TABLE,
    TICK,
    VERDICT,
    RplColumn,
)
from workbook_templates.rpl_panel import INPUT_FILL, write_panel

RESULT_FILL = "F3F6FA"
_FROZEN = 4
_HEADER_HEIGHT = 48.0
_HEADER_LOOKS = {
    "verdict": (look.SLATE, look.WHITE), "known": (look.NAVY, look.WHITE), "input": ("E3B341", look.INK),
    "result": (look.PALE, look.INK), "now": (look.MIST, look.QUIET), "tick": ("E3B341", look.INK),
    "if": (look.MINT, look.INK), "hidden": (look.MIST, look.QUIET),
}  # fmt: skip
_INPUT_LOOK = DifferentialStyle(fill=PatternFill(bgColor=INPUT_FILL, fill_type="solid"))
_RESULT_LOOK = DifferentialStyle(fill=PatternFill(bgColor=RESULT_FILL, fill_type="solid"))
_ROW_LOOKS = {"input": _INPUT_LOOK, "tick": _INPUT_LOOK, "result": _RESULT_LOOK}
_QUIET_LOOK = DifferentialStyle(font=Font(i=True, color=look.QUIET))


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
    page.row_dimensions[HEADER_ROW].height = _HEADER_HEIGHT
    write_panel(page, letters)
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
    if page.sheet_properties.outlinePr is not None:
        page.sheet_properties.outlinePr.summaryRight = False


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
            _look(page, letters[header], last_row, f'LEFT({cell},1)="{SYMBOLS[kind]}"', appearance)
        _look(page, letters[header], last_row, f'LEFT({cell},1)="{SYMBOLS["notice"]}"', look.WARNING_LOOK)
    ceiling, total = f"${letters['Highest price']}{FIRST_ROW}", f"${letters['Total price']}{FIRST_ROW}"
    too_high = f"AND(ISNUMBER({ceiling}),ISNUMBER({total}),N({total})>N({ceiling}))"
    _look(page, letters["Total price"], last_row, too_high, look.ERROR_LOOK)
    left, least = f"${letters['Hours left']}{FIRST_ROW}", f"${letters['Least hours']}{FIRST_ROW}"
    too_few = f"AND(ISNUMBER({left}),ISNUMBER({least}),N({left})<N({least}))"
    _look(page, letters["Hours left"], last_row, too_few, look.ERROR_LOOK)
    is_row = f'${letters["LearnRefNumber"]}{FIRST_ROW}<>""'
    for column in COLUMNS:
        if column.part in _ROW_LOOKS:
            _look(page, letters[column.header], last_row, is_row, _ROW_LOOKS[column.part])


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
