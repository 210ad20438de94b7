"""The workbook of the add-in: one sheet that nobody sees."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from workbook_templates.finish import finished


def addin_book() -> bytes:
    """A plain .xlsx file; every call gives the same bytes."""
    book = Workbook()
    book.code_name = "ThisWorkbook"
    book.properties.title = "ILR"
    book.properties.creator = "ILR in Excel"
    sheet = book.worksheets[0]
    sheet.title = "ILR"
    sheet.sheet_properties.codeName = "IlrSheet"
    sheet["A1"] = "This add-in brings the ILR functions and the tab ILR add-in to every workbook."
    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())
