"""The hidden sheet of dropdown items: one column and one defined name per code list."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from ilr_core.catalogue import Catalogue
from workbook_templates import look
from workbook_templates.codes import items, list_name
from workbook_templates.formats import TEXT
from workbook_templates.layout import LISTS


def add_lists_sheet(book: Workbook, year: Catalogue) -> None:
    """Write every list that has codes, its name in row 1, its items below, and define ``List_...`` names for them."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    sheet.freeze_panes = "A2"
    with_codes = (codes for codes in year.lists.values() if codes.codes)
    for number, codes in enumerate(with_codes, 1):
        column = get_column_letter(number)
        sheet.column_dimensions[column].width = 28
        heading = sheet.cell(1, number, codes.name)
        heading.font = look.font(bold=True)
        texts = items(codes, year)
        for row, text in enumerate(texts, 2):
            sheet.cell(row, number, text).number_format = TEXT
        name = list_name(codes.name)
        book.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!${column}$2:${column}${len(texts) + 1}")
