"""The sheet of the forms made for learners: which form is whose, and what came back."""

from __future__ import annotations

from openpyxl import Workbook

from workbook_templates import look
from workbook_templates.formats import DATE_TIME
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import LEFT, ResultColumn, add_banner, add_result_page, add_result_table, put

FORMS = "Forms"
LEARNER, FORM, MADE, ANSWERED, OUTCOME, KEPT = (
    "LearnRefNumber", "Form", "Made", "Answered", "What became of it", "Kept",
)  # fmt: skip
FORM_COLUMNS = (
    ResultColumn(LEARNER, 18.0, bold=True),
    ResultColumn(FORM, 22.0),
    ResultColumn(MADE, 18.0, DATE_TIME, align="center"),
    ResultColumn(ANSWERED, 18.0, DATE_TIME, align="center"),
    ResultColumn(OUTCOME, 52.0, indent=1),
    ResultColumn(KEPT, 30.0),
)
"""``Form`` is the id that the file carries in its name; ``Kept`` are fingerprints of what the return held then."""
HEADER_ROW = 4


def add_forms_sheet(book: Workbook) -> None:
    """Write the empty table of forms."""
    page = add_result_page(book, FORMS, FORMS)
    add_banner(page, len(FORM_COLUMNS), "Forms", "Which form was made for which learner, and what came back")
    told = "Delete a row to void its form: it will not be taken any more. The name of a form's file has its id."
    put(page, "A3", told, look.font(10, colour=look.QUIET), LEFT)
    page.row_dimensions[3].height = 22.0
    add_result_table(page, FORMS, FORM_COLUMNS, HEADER_ROW, 20.0)
    page.column_dimensions["F"].hidden = True
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    set_up_page(page, pages_across=1, header_row=HEADER_ROW)
