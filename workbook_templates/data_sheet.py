"""One data sheet: header, column styles, table, dropdowns, marks and print setup."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.formats import number_format, width
from workbook_templates.layout import MARKS, STATUS, Column, SheetLayout, WorkbookLayout
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL, error_formula, warning_formula
from workbook_templates.page import set_up_page
from workbook_templates.validations import add_validations
from workbook_templates.words import header_note

GUIDE = "ILR guide"
"""Author of the notes on headers; notes of a check have another author."""
TABLE_STYLE = "ILR"
COVERED_ROWS, SPARE_ROWS = 20_000, 2_000


def last_covered_row(rows: int) -> int:
    """The last row that dropdowns, marks and formats of a sheet with that many rows of data reach."""
    return max(COVERED_ROWS, rows + SPARE_ROWS)


def add_data_sheet(book: Workbook, sheet: SheetLayout, layout: WorkbookLayout, rows: int, opened: bool) -> None:
    """Write the empty sheet of an entity, its table ready for ``rows`` rows; ``opened`` shows its rare columns."""
    page = book.create_sheet(sheet.name)
    page.sheet_properties.tabColor = look.tab_colour(sheet)
    page.sheet_properties.codeName = f"{sheet.table}Sheet"
    for number, column in enumerate(sheet.columns, 1):
        _write_header(page, number, sheet, column, layout)
        _set_column(page, get_column_letter(number), sheet, column, layout, opened)
    if not opened:
        _collapse_rare_columns(page, sheet)
    page.sheet_properties.outlinePr.summaryRight = False
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.sheet_format.defaultRowHeight = look.ROW_HEIGHT
    page.sheet_format.customHeight = True
    page.freeze_panes = f"{get_column_letter(_frozen_columns(sheet) + 1)}2"
    add_table(page, sheet.table, tuple(sheet.by_header), rows)
    last_row = last_covered_row(rows)
    add_validations(page, sheet, layout, last_row)
    _add_marks(page, sheet, last_row)
    set_up_page(page, get_column_letter(_frozen_columns(sheet)))


def add_table(page: Worksheet, name: str, headers: Sequence[str], rows: int, header_row: int = 1) -> None:
    """Make the row that holds the headers, and the rows below it, a table in the workbook's own quiet style."""
    area = f"A{header_row}:{get_column_letter(len(headers))}{header_row + max(1, rows)}"
    table = Table(displayName=name, ref=area, autoFilter=AutoFilter(ref=area))
    # Left to itself openpyxl would make every cell of the area in order to read the headers.
    table.tableColumns.extend(TableColumn(id=number, name=header) for number, header in enumerate(headers, 1))
    table.tableStyleInfo = TableStyleInfo(name=TABLE_STYLE, showRowStripes=True)
    page.add_table(table)


def write_heading(page: Worksheet, number: int, text: str, column: Column, row: int = 1) -> None:
    """A header cell in the look of its column."""
    cell = page.cell(row, number, text)
    cell.fill, cell.font = look.header_look(column)
    cell.alignment, cell.border = look.HEADER_ALIGNMENT, look.HEADER_BORDER


def _write_header(page: Worksheet, number: int, sheet: SheetLayout, column: Column, layout: WorkbookLayout) -> None:
    write_heading(page, number, column.header, column)
    page.cell(1, number).comment = Comment(header_note(sheet, column, layout), GUIDE)


def _set_column(
    page: Worksheet, letter: str, sheet: SheetLayout, column: Column, layout: WorkbookLayout, opened: bool
) -> None:
    dimension = page.column_dimensions[letter]
    dimension.width = width(sheet, column, layout.year)
    dimension.number_format = number_format(column.definition) if column.definition else "@"
    dimension.font = look.font(colour=look.QUIET if column.kind == "hidden" else look.INK)
    dimension.alignment = look.cell_alignment(dimension.number_format)
    dimension.hidden = column.kind == "hidden" or (column.rare and not opened)
    dimension.outlineLevel = 1 if column.rare else 0


def _collapse_rare_columns(page: Worksheet, sheet: SheetLayout) -> None:
    """The + that opens the group stands over the column before it: the one behind is hidden."""
    first = next((number for number, column in enumerate(sheet.columns, 1) if column.rare), None)
    if first is not None:
        page.column_dimensions[get_column_letter(first - 1)].collapsed = True


def _frozen_columns(sheet: SheetLayout) -> int:
    """Status, keys, and the fields by which a person knows the row."""
    names = {"LearnRefNumber", "FamilyName", "GivenNames", "AimSeqNumber"}
    known = (STATUS, *sheet.keys, *(name for name in sheet.fields if name in names))
    return max(sheet.number(header) for header in known)


def _add_marks(page: Worksheet, sheet: SheetLayout, last_row: int) -> None:
    data = [number for number, column in enumerate(sheet.columns, 1) if column.kind not in ("status", "hidden")]
    first, last = get_column_letter(data[0]), get_column_letter(data[-1])
    marks = get_column_letter(sheet.number(MARKS))
    area = f"{first}2:{last}{last_row}"
    looks = ((error_formula(first, marks), look.ERROR_LOOK), (warning_formula(first, marks), look.WARNING_LOOK))
    for formula, appearance in looks:
        page.conditional_formatting.add(area, Rule("expression", dxf=appearance, formula=[formula], stopIfTrue=True))
    add_status_look(page, get_column_letter(sheet.number(STATUS)), last_row)


def add_status_look(page: Worksheet, letter: str, last_row: int) -> None:
    """Colour a column of results by the symbol each begins with."""
    looks = ((ERROR_SYMBOL, look.ERROR_LOOK), (WARNING_SYMBOL, look.WARNING_LOOK), (CLEAN_SYMBOL, look.CLEAN_LOOK))
    for symbol, appearance in looks:
        rule = Rule("expression", dxf=appearance, formula=[f'LEFT(${letter}2,1)="{symbol}"'])
        page.conditional_formatting.add(f"{letter}2:{letter}{last_row}", rule)
