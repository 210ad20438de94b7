"""Number formats and widths of columns, from what the catalogue says of their fields."""

from __future__ import annotations

from ilr_core.catalogue import Catalogue, CodeList, Field
from workbook_templates.codes import deciding_field, list_for, shown
from workbook_templates.layout import Column, SheetLayout

TEXT, DATE, DATE_TIME, AMOUNT, WHOLE, TENTHS = "@", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "#,##0", "0", "0.0"
_SMALLEST_IDENTIFIER = 10_000_000  # whole numbers from here on are UKPRNs and ULNs: names, not amounts
_SMALLEST_AMOUNT_LIMIT = 100_000  # fields that may hold more than this are pounds, the others hours and the like
_NARROWEST, _WIDEST, _WIDEST_TEXT, _WIDEST_MARKER = 9.0, 30.0, 24.0, 16.0
SENTENCE_WIDTH, LINE_HEIGHT = 82.0, 15.0
"""The column of sentences in ``Problems``: its width in characters and the height of a line in points."""
HIGHEST = 409.0
"""Points: Excel shows no row that is higher."""
_STATUS_WIDTH = 25.0  # a symbol, a count and the longest names of rules, such as FD_FamilyName_AP
_USUAL_SHARE = 0.8  # of a list's items that must be seen whole
_WIDTHS = {
    "FamilyName": 22.0, "GivenNames": 22.0, "AddLine1": 26.0, "Email": 28.0, "TelNo": 16.0, "NINumber": 13.0,
    "ULN": 13.0, "LearnRefNumber": 15.0, "LearnAimRef": 13.0, "SWSupAimId": 38.0,
}  # fmt: skip


def number_format(field: Field) -> str:
    """The cell format of a field: codes and identifiers are text, dates are dates, the rest are numbers."""
    if field.type in ("date", "dateTime"):
        return DATE if field.type == "date" else DATE_TIME
    if field.type == "decimal":
        return TENTHS
    if field.type == "string" or field.list or field.low is None or field.low >= _SMALLEST_IDENTIFIER:
        return TEXT
    return AMOUNT if field.high is not None and field.high >= _SMALLEST_AMOUNT_LIMIT else WHOLE


def code_list(sheet: SheetLayout, column: Column, year: Catalogue) -> CodeList | None:
    """The code list of a column; None if it has none, or if another cell of the row chooses it."""
    if column.definition is None or not column.definition.list:
        return None
    return year.lists.get(list_for(column.definition.list, fixed_values(sheet, column)))


def fixed_values(sheet: SheetLayout, column: Column) -> tuple[tuple[str, str], ...]:
    """The fields that a slot column stands for, with their values; nothing for other columns."""
    slots = (slot for slot in sheet.slots if column.header in dict(slot.columns))
    return next((slot.fixed for slot in slots), ()) if column.kind == "slot" else ()


def width(sheet: SheetLayout, column: Column, year: Catalogue) -> float:
    """A legible width in characters: wide enough for the header's longest word and most values."""
    longest_word = max(len(word) for word in column.header.split())
    return max(_value_width(sheet, column, year), round(longest_word * 1.15 + 2.4, 1))


def _value_width(sheet: SheetLayout, column: Column, year: Catalogue) -> float:
    field = column.definition
    if field is None:
        return _STATUS_WIDTH if column.kind == "status" else 16.0
    if field.name in _WIDTHS:
        return _WIDTHS[field.name]
    codes = code_list(sheet, column, year)
    if codes and codes.codes:
        lengths = sorted(len(shown(codes, code)) for code in codes.codes)
        usual = lengths[min(len(lengths) - 1, int(len(lengths) * _USUAL_SHARE))]
        return min(max(usual * 0.95 + 2, _NARROWEST), _WIDEST_MARKER if len(lengths) == 1 else _WIDEST)
    if deciding_field(field.list):
        return _WIDEST
    if number_format(field) == DATE:
        return 12.0
    if field.type == "string":
        return min(max((field.longest or 0) + 2.5, _NARROWEST), _WIDEST_TEXT)
    return 12.0
