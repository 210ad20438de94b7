"""The sheet of everything that commands changed: one row for each cell, from which changes can be undone."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from workbook_templates import look
from workbook_templates.data_sheet import add_table, write_heading
from workbook_templates.formats import DATE_TIME, TEXT, WHOLE
from workbook_templates.layout import CHANGES, Column
from workbook_templates.page import set_up_page

CHANGE_COLUMNS = (
    ("Change", 9.0, WHOLE), ("When", 18.0, DATE_TIME), ("Who", 16.0, TEXT), ("Command", 18.0, TEXT),
    ("Learner", 15.0, TEXT), ("Aim", 6.0, WHOLE), ("Sheet", 16.0, TEXT), ("Row", 11.0, TEXT), ("Field", 20.0, TEXT),
    ("Old", 26.0, TEXT), ("New", 26.0, TEXT), ("Reason", 40.0, TEXT), ("Undoes", 9.0, WHOLE),
)  # fmt: skip
"""Headers of the table ``Changes`` with width and cell format; ``Row`` is the RowId of the row that was changed."""

ENTRY, HASH, SIGNED, TRAIL = "Entry", "Hash", "Signed", "Trail"
PROOF_COLUMNS = ((ENTRY, 9.0, WHOLE), (HASH, 20.0, TEXT), (SIGNED, 20.0, TEXT), (TRAIL, 20.0, TEXT))
"""Hidden columns behind them, which prove the log: number and hash of each entry, signatures, the id of the trail."""


def add_changes_sheet(book: Workbook) -> None:
    """Write the empty table of changes."""
    page = book.create_sheet(CHANGES)
    page.sheet_properties.tabColor = look.RESULTS_TAB
    page.sheet_properties.codeName = f"{CHANGES}Sheet"
    for number, (header, width, number_format) in enumerate((*CHANGE_COLUMNS, *PROOF_COLUMNS), 1):
        write_heading(page, number, header, Column(header, "status"))
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = width
        dimension.number_format = number_format
        dimension.font = look.font()
        dimension.hidden = number > len(CHANGE_COLUMNS)
        dimension.alignment = Alignment(vertical="top", wrap_text=header == "Reason")
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.freeze_panes = "C2"
    add_table(page, CHANGES, tuple(header for header, _, _ in (*CHANGE_COLUMNS, *PROOF_COLUMNS)), 0)
    set_up_page(page, pages_across=1)
