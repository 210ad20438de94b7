"""The sheet that a return rolled over from the year before brings along: what was done, what is to decide."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from workbook_templates import look
from workbook_templates.data_sheet import add_status_look, add_table, last_covered_row, write_heading
from workbook_templates.formats import SENTENCE_WIDTH, TEXT, WHOLE
from workbook_templates.layout import STATUS, Column
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL
from workbook_templates.page import set_up_page

ROLL_OVER = "Roll-over"
TO_DECIDE, TO_LOOK_AT, DONE, KNOWN = (
    f"{ERROR_SYMBOL} to decide", f"{WARNING_SYMBOL} to look at", f"{CLEAN_SYMBOL} done", "· to know",
)  # fmt: skip
"""What the status column may say; the user ticks a line off by choosing the third."""
ROLL_OVER_COLUMNS = (
    (STATUS, 14.0), ("Kind", 11.0), ("Learner", 15.0), ("Aim", 6.0), ("Sheet", 14.0), ("Cell", 8.0), ("Field", 20.0),
    ("Old value", 20.0), ("New value", 20.0), ("Rule", 22.0), ("What was done, what to do and why", SENTENCE_WIDTH),
)  # fmt: skip
"""Headers and widths of the table ``RollOver``, in order."""


def add_roll_over_sheet(book: Workbook, rows: int) -> None:
    """Write the empty table. Only the last column wraps; the column Cell looks like a link."""
    page = book.create_sheet(ROLL_OVER)
    page.sheet_properties.tabColor = look.RESULTS_TAB
    page.sheet_properties.codeName = "RollOverSheet"
    headers = tuple(header for header, _ in ROLL_OVER_COLUMNS)
    for number, (header, width) in enumerate(ROLL_OVER_COLUMNS, 1):
        write_heading(page, number, header, Column(header, "status"))
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = width
        dimension.number_format = WHOLE if header == "Aim" else TEXT
        dimension.font = look.font(colour=look.BLUE, link=True) if header == "Cell" else look.font()
        centred = "center" if header == "Aim" else None
        dimension.alignment = Alignment(horizontal=centred, vertical="top", wrap_text=header == headers[-1])
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.freeze_panes = "D2"
    add_table(page, "RollOver", headers, rows)
    last_row = last_covered_row(rows)
    add_status_look(page, "A", last_row)
    choices = DataValidation("list", formula1=f'"{",".join((TO_DECIDE, TO_LOOK_AT, DONE, KNOWN))}"', allow_blank=True)
    choices.promptTitle, choices.prompt = "Tick off", f"Choose {DONE} when you have dealt with the line."
    choices.showInputMessage = True
    choices.add(f"A2:A{last_row}")
    page.add_data_validation(choices)
    set_up_page(page, pages_across=1)
