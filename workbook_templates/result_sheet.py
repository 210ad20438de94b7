"""What the sheets that a command fills have in common: banner, figures with their names, a table below a heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.data_sheet import add_table, write_heading
from workbook_templates.layout import Column

LEFT = Alignment(horizontal="left", vertical="center")
RIGHT = Alignment(horizontal="right", vertical="center")
LINE = 17.0


@dataclass(frozen=True)
class ResultColumn:
    """One column of a filled table. ``typed``: the user fills it, and commands keep what is there.

    ``indent`` keeps a text away from the number before it.
    """

    header: str
    width: float
    number_format: str = "@"
    align: str = ""
    wrap: bool = False
    typed: bool = False
    bold: bool = False
    indent: int = 0


def add_result_page(book: Workbook, name: str, table: str) -> Worksheet:
    """An empty page for results, before the sheets that follow it."""
    page: Worksheet = book.create_sheet(name)
    page.sheet_properties.tabColor = look.RESULTS_TAB
    page.sheet_properties.codeName = f"{table}Sheet"
    page.sheet_view.showGridLines = False
    return page


def add_banner(page: Worksheet, columns: int, title: str, subtitle: str) -> None:
    """Rows 1 and 2: what the sheet is, in white on navy."""
    for row, height in ((1, 34.0), (2, 20.0)):
        page.row_dimensions[row].height = height
        for number in range(1, columns + 1):
            page.cell(row, number).fill = look.solid(look.NAVY)
    put(page, "A1", title, look.font(20, bold=True, colour=look.WHITE), Alignment(vertical="center"))
    put(page, "A2", subtitle, look.font(colour=look.PALE), Alignment(vertical="top"))


def add_result_table(
    page: Worksheet, table: str, columns: Sequence[ResultColumn], header_row: int, heights: float
) -> None:
    """Headers, column formats and an empty table below the heading; yellow headers say what the user fills."""
    for number, column in enumerate(columns, 1):
        write_heading(page, number, column.header, Column(column.header, "status"), header_row)
        heading = page.cell(header_row, number)
        if column.typed:
            heading.fill, heading.font = look.solid(look.TYPED), look.font(bold=True)
        left = column.align or "left"
        heading.alignment = Alignment(horizontal=left, vertical="top", wrap_text=True, indent=column.indent)
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.number_format = column.number_format
        dimension.font = look.font(10.5, bold=column.bold)
        dimension.alignment = Alignment(
            horizontal="left" if column.indent else column.align or None,
            vertical="center",
            wrap_text=column.wrap,
            indent=column.indent,
        )
    page.row_dimensions[header_row].height = heights
    add_table(page, table, [column.header for column in columns], 0, header_row)


def add_names(book: Workbook, sheet: str, cells: Mapping[str, str]) -> None:
    """Defined names of single cells."""
    for name, cell in cells.items():
        letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet}'!${letters}${digits}")


def add_section(page: Worksheet, cell: str, text: str, last_column: int) -> None:
    """A heading with a line below it, up to a column."""
    put(page, cell, text, look.font(12, bold=True, colour=look.NAVY), LEFT)
    row, first = page[cell].row, page[cell].column
    for number in range(first, last_column + 1):
        page.cell(row, number).border = Border(bottom=Side(style="medium", color=look.NAVY))


def put(page: Worksheet, cell: str, value: object, style: Font, alignment: Alignment, number_format: str = "") -> None:
    """A value with its look."""
    page[cell].value = value
    page[cell].font, page[cell].alignment = style, alignment
    if number_format:
        page[cell].number_format = number_format


def add_link_look(page: Worksheet, area: str, *others: Rule) -> None:
    """A number that counts something looks like the link it is; 0 leads nowhere, and does not look as if it did.

    LibreOffice takes only the first rule that holds, so the line below the row stands in each.
    """
    first = area.partition(":")[0]
    font = Font(b=True, u="single", color=look.BLUE)
    link = DifferentialStyle(font=font, border=look.UNDERLINE if others else None)
    page.conditional_formatting.add(area, Rule("expression", dxf=link, formula=[f"N({first})>0"]))
    for other in others:
        page.conditional_formatting.add(area, other)
