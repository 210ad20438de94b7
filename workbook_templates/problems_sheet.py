"""The sheet of every finding, ready to be filled, and the hidden sheet that keeps an imported file's sources."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from ilr_core.catalogue import Catalogue
from workbook_templates import look
from workbook_templates.data_sheet import add_status_look, add_table, last_covered_row, write_heading
from workbook_templates.formats import SENTENCE_WIDTH, TEXT, WHOLE, number_format
from workbook_templates.layout import PROBLEMS, SOURCE_FILES, Column
from workbook_templates.page import set_up_page

problems_columns = (
    "Symbol", "Rule", "Severity", "Learner", "Aim", "Sheet", "Cell", "Field", "Value",
    "What is wrong and what to do",
)  # fmt: skip
"""Headers of the table ``Problems``, in order."""

SOURCE_FILES_TABLE = "SourceFiles"
_WIDTHS = (9.0, 21.0, 10.0, 15.0, 6.0, 16.0, 8.0, 20.0, 22.0, SENTENCE_WIDTH)


def add_problems_sheet(book: Workbook, rows: int) -> None:
    """Write the empty table of findings. Only the last column wraps; the column Cell looks like a link.

    Its cells are not of the text format, in which Excel would show the formula of the link and not the link.
    """
    page = book.create_sheet(PROBLEMS)
    page.sheet_properties.tabColor = look.RESULTS_TAB
    page.sheet_properties.codeName = f"{PROBLEMS}Sheet"
    for number, (header, width) in enumerate(zip(problems_columns, _WIDTHS, strict=True), 1):
        write_heading(page, number, header, Column(header, "status"))
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = width
        # A formula typed into a text cell would show itself, and Excel types what a command writes.
        dimension.number_format = {"Aim": WHOLE, "Cell": "General"}.get(header, TEXT)
        dimension.font = look.font(colour=look.BLUE, link=True) if header == "Cell" else look.font()
        centred = "center" if header in ("Symbol", "Aim") else None
        dimension.alignment = Alignment(horizontal=centred, vertical="top", wrap_text=header == problems_columns[-1])
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.freeze_panes = "C2"
    add_table(page, PROBLEMS, problems_columns, rows)
    add_status_look(page, "A", last_covered_row(rows))
    set_up_page(page, pages_across=1)


def add_source_files_sheet(book: Workbook, year: Catalogue, rows: int) -> None:
    """Write the empty table of the files an imported return was put together from, one column per field."""
    page = book.create_sheet(SOURCE_FILES)
    page.sheet_state = "hidden"
    page.sheet_properties.codeName = f"{SOURCE_FILES_TABLE}Sheet"
    fields = year.fields["SourceFile"]
    for number, field in enumerate(fields.values(), 1):
        write_heading(page, number, field.name, Column(field.name, "field", field))
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = 24
        dimension.number_format = number_format(field)
        dimension.font = look.font()
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.freeze_panes = "A2"
    add_table(page, SOURCE_FILES_TABLE, tuple(fields), rows)
    set_up_page(page)
