"""The lines above the table of ``RPL``: a what-if over many rows, and the totals now and then."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.formats import DATE
from workbook_templates.rpl_columns import (
    BY_AMOUNT_ROW,
    BY_PERCENT_ROW,
    CHANGEABLE,
    COLUMNS,
    HEADER_ROW,
    INPUTS,
    MONEY,
    NOW_ROW,
    SET_ROW,
    THEN_ROW,
    TICK,
    VERDICT,
)
from workbook_templates.rpl_formulas import LEAST, panel_formulas

TITLE = "Recognition of prior learning"
HOW_TO = (
    "Type into the yellow columns; the rest is worked out. Nothing reaches the return until you apply it. "
    "What-if: type above a column and look at the line Then."
)
INPUT_FILL = "FFF8DC"
_TITLE_HEIGHT, _LINE_HEIGHT = 28.0, 17.0
_PANEL_LABELS = {
    BY_PERCENT_ROW: "What if … by percent (10%)",
    BY_AMOUNT_ROW: "What if … by so much (days, hours, £)",
    SET_ROW: "What if … exactly",
}
_FORMATS = {BY_PERCENT_ROW: "+0.0%;-0.0%;0.0%", BY_AMOUNT_ROW: "+#,##0;-#,##0;0", SET_ROW: MONEY}
_QUIET = look.font(10, colour=look.QUIET)


def write_panel(page: Worksheet, letters: Mapping[str, str]) -> None:
    """Write the lines; ``letters`` are those of each header's column."""
    last = next(number for number, column in enumerate(COLUMNS, 1) if column.part == "tick")
    for row in range(1, HEADER_ROW):
        page.row_dimensions[row].height = _TITLE_HEIGHT if row == 1 else _LINE_HEIGHT
    _write_title(page, letters, last)
    _write_lines(page, last)
    _write_inputs(page, letters)
    _write_totals(page, letters)


def _write_title(page: Worksheet, letters: Mapping[str, str], last: int) -> None:
    for number in range(1, last + 1):
        page.cell(1, number).fill = look.solid(look.NAVY)
    title, how = page["A1"], page[f"{letters['LearnStartDate']}1"]
    title.value, title.font = TITLE, look.font(15, bold=True, colour=look.WHITE)
    how.value, how.font = HOW_TO, look.font(10, colour=look.PALE)
    title.alignment = how.alignment = Alignment(vertical="center")


def _write_lines(page: Worksheet, last: int) -> None:
    """Lines that lead the eye from the words at the left to the cells far to the right."""
    thin, strong = Side(style="hair", color=look.LINE), Side(style="thin", color=look.SLATE)
    for row in range(BY_PERCENT_ROW, HEADER_ROW):
        for number in range(1, last + 1):
            page[f"{get_column_letter(number)}{row}"].border = Border(bottom=strong if row == SET_ROW else thin)
    for row, text in _PANEL_LABELS.items():
        page[f"A{row}"].value, page[f"A{row}"].font = text, _QUIET


def _write_inputs(page: Worksheet, letters: Mapping[str, str]) -> None:
    for name, header in CHANGEABLE.items():
        for row in _PANEL_LABELS:
            if name == "planned_end" and row == BY_PERCENT_ROW:
                continue
            cell = page[f"{letters[header]}{row}"]
            cell.fill, cell.border = look.solid(INPUT_FILL), look.box(look.LINE)
            cell.font, cell.alignment = look.font(), Alignment(horizontal="right")
            cell.number_format = DATE if name == "planned_end" and row == SET_ROW else _FORMATS[row]
    least = DataValidation(type=None, allow_blank=True, showInputMessage=True)
    least.promptTitle = "What-if"
    least.prompt = f"An amount for every row that is tried, or the word {LEAST}: as much as the rule asks for."
    least.add(f"{letters[INPUTS['reduction_given']]}{SET_ROW}")
    page.add_data_validation(least)


def _write_totals(page: Worksheet, letters: Mapping[str, str]) -> None:
    for (row, header), text in panel_formulas(letters).items():
        cell = page[f"{letters[header]}{row}"]
        cell.value, cell.number_format = f"={text}", MONEY if header != VERDICT else "General"
        cell.font = look.font(10 if header == VERDICT else 11, bold=True, colour=look.NAVY)
    for row, text in ((NOW_ROW, "Total now"), (THEN_ROW, "Total then")):
        cell = page[f"{letters['StdCode']}{row}"]
        cell.value, cell.font, cell.alignment = text, _QUIET, Alignment(horizontal="left")
    ticked = page[f"{letters[TICK]}{NOW_ROW}"]
    ticked.number_format, ticked.font = '0" ticked"', _QUIET
