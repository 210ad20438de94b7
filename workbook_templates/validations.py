"""Dropdowns and input messages. They inform and never block: what is wrong is for the check to say."""

from __future__ import annotations

from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates.codes import deciding_field, list_name
from workbook_templates.formats import DATE, TEXT, code_list, number_format
from workbook_templates.layout import Column, SheetLayout, WorkbookLayout
from workbook_templates.words import input_message

_FIRST_EXCEL_DAY = 1


def add_validations(page: Worksheet, sheet: SheetLayout, layout: WorkbookLayout, last_row: int) -> None:
    """Give every field column its message, and those with codes their list, from row 2 to the last row."""
    for number, column in enumerate(sheet.columns, 1):
        if column.definition is None:
            continue
        validation = _validation(sheet, column, layout)
        heading, message = input_message(sheet, column, layout)
        validation.promptTitle, validation.prompt, validation.showInputMessage = heading, message, True
        letter = get_column_letter(number)
        validation.add(f"{letter}2:{letter}{last_row}")
        page.add_data_validation(validation)


def dependent_list(prefix: str, letter: str) -> str:
    """The formula for the list whose name ends in the code in that column of the same row."""
    cell = f"${letter}2"
    return f'INDIRECT("{prefix}"&TRIM(LEFT({cell},FIND(" ·",{cell}&" ·")-1)))'


def _validation(sheet: SheetLayout, column: Column, layout: WorkbookLayout) -> DataValidation:
    field = column.definition
    assert field is not None
    deciding = deciding_field(field.list)
    if deciding and column.kind != "slot":
        # A list named "LearnDelFAM:{LearnDelFAMType}" has the name of the other cell's code at its end.
        prefix = list_name(field.list.partition("{")[0])
        return _list(dependent_list(prefix, get_column_letter(sheet.number(deciding))))
    codes = code_list(sheet, column, layout.year)
    if codes and codes.codes:
        return _list(list_name(codes.name))
    kind = number_format(field)
    if kind == DATE:
        return _told("date", f"{_FIRST_EXCEL_DAY}", None, "This is not a date Excel knows. Type it as dd/mm/yyyy.")
    if kind != TEXT and field.low is not None and field.high is not None:
        text = f"{column.header} is usually a number from {field.low:,} to {field.high:,}."
        return _told("decimal" if field.type == "decimal" else "whole", f"{field.low}", f"{field.high}", text)
    return DataValidation(type=None, allow_blank=True)


def _list(source: str) -> DataValidation:
    """A dropdown that lets everything else pass in silence, so that a bare code can be typed."""
    return DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)


def _told(kind: Literal["date", "whole", "decimal"], low: str, high: str | None, text: str) -> DataValidation:
    return DataValidation(
        type=kind, operator="between" if high else "greaterThanOrEqual", formula1=low, formula2=high, allow_blank=True,
        showErrorMessage=True, errorStyle="information", errorTitle="Please look again", error=text,
    )  # fmt: skip
