"""The sheets ``Programmes`` (templates, a row each) and ``New learners`` (where a list is pasted)."""

from __future__ import annotations

from functools import cache

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ilr_core.catalogue import Catalogue
from ilr_core.programmes import ColumnField, definition, list_fields, programme_fields
from ilr_core.programmes.fields import DAYS, ENGLISH, HOURS, MATHS, MONTHS, NAME, SHORTER_MONTHS
from workbook_templates import look
from workbook_templates.data_sheet import GUIDE, add_status_look, add_table, last_covered_row, write_heading
from workbook_templates.formats import number_format, width
from workbook_templates.layout import NEW_LEARNERS, PROGRAMMES, ROW_ID, STATUS, Column, SheetLayout, layout
from workbook_templates.page import set_up_page
from workbook_templates.validations import add_validations
from workbook_templates.words import header_note

NEEDED = (NAME, "FundModel", "ProgType", "StdCode", MONTHS, DAYS)
"""Columns without which programmes cannot be read."""
LIST_COLUMNS = (
    NAME, "LearnStartDate", "FamilyName", "GivenNames", "ULN", "DateOfBirth", "Sex", "Ethnicity", "LLDDHealthProb",
    "LLDDCat", "NINumber", "PostcodePrior", "Postcode", "AddLine1", "TelNo", "Email", "PriorLevel", "LearnRefNumber",
    "EmpId", "AgreemId", "DateEmpStatApp", "LearnPlanEndDate", "TNP1", "TNP2", HOURS, ENGLISH, MATHS,
)  # fmt: skip
"""Columns of ``New learners`` in a new workbook; any other column of a list may be added beside them."""
_ABOUT_STATUS = "Status\nWhat became of the row: added, under which number, or why not. Adding writes it."
_LONGEST_LIST = 500
_TAB = "7A5C99"
_WIDTHS = {
    NAME: 34.0,
    "Components": 24.0,
    SHORTER_MONTHS: 15.0,
    HOURS: 10.0,
    STATUS: 26.0,
    "EmpId": 12.0,
    "DelLocPostCode": 15.0,
}


@cache
def programmes_layout(year: Catalogue) -> SheetLayout:
    """The sheet of programmes as the commands that find and change cells know it; its rows are no records."""
    columns = tuple(_column(one, year) for one in programme_fields(year).values())
    about = "Templates: one row for each programme that learners are added to."
    return SheetLayout(PROGRAMMES, PROGRAMMES, "", (*columns, Column(ROW_ID, "hidden")), about=about)


@cache
def new_learners_layout(year: Catalogue) -> SheetLayout:
    """The sheet of new learners, with every column that a list may have."""
    known = list_fields(year)
    usual = [known[header] for header in LIST_COLUMNS if header in known]
    others = [one for one in known.values() if one.header not in LIST_COLUMNS]
    columns = (Column(STATUS, "status"), *(_column(one, year) for one in (*usual, *others)), Column(ROW_ID, "hidden"))
    return SheetLayout(NEW_LEARNERS, "NewLearners", "", columns, about="A list of new learners, pasted, a row each.")


def _column(one: ColumnField, year: Catalogue) -> Column:
    return Column(one.header, "field", definition(one, year))


def add_programmes_sheet(book: Workbook, year: Catalogue) -> None:
    """Write the empty table of programmes."""
    _add_sheet(book, programmes_layout(year), year, f"{NAME}")


def add_new_learners_sheet(book: Workbook, year: Catalogue) -> None:
    """Write the empty table into which a list of new learners is pasted; its programmes are offered as a list."""
    whole = new_learners_layout(year)
    shown = (STATUS, ROW_ID, *LIST_COLUMNS)
    columns = tuple(column for column in whole.columns if column.header in shown)
    sheet = SheetLayout(whole.name, whole.table, whole.entity, columns, about=whole.about)
    page = _add_sheet(book, sheet, year, "GivenNames")
    _offer_programmes(page, get_column_letter(sheet.number(NAME)), year)
    add_status_look(page, get_column_letter(sheet.number(STATUS)), last_covered_row(0))


def _add_sheet(book: Workbook, sheet: SheetLayout, year: Catalogue, frozen: str) -> Worksheet:
    page: Worksheet = book.create_sheet(sheet.name)
    page.sheet_properties.tabColor = _TAB
    page.sheet_properties.codeName = f"{sheet.table}Sheet"
    for number, column in enumerate(sheet.columns, 1):
        write_heading(page, number, column.header, _look(column))
        note = _ABOUT_STATUS if column.header == STATUS else header_note(sheet, column, layout(year))
        page.cell(1, number).comment = Comment(note, GUIDE)
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDTHS.get(column.header) or width(sheet, column, year)
        dimension.number_format = number_format(column.definition) if column.definition else "@"
        dimension.font = look.font()
        dimension.alignment = look.cell_alignment(dimension.number_format)
        dimension.hidden = column.kind == "hidden"
    page.row_dimensions[1].height = look.HEADER_HEIGHT
    page.sheet_format.defaultRowHeight = look.ROW_HEIGHT
    page.sheet_format.customHeight = True
    page.freeze_panes = f"{get_column_letter(sheet.number(frozen) + 1)}2"
    add_table(page, sheet.table, tuple(sheet.by_header), 0)
    add_validations(page, sheet, layout(year), last_covered_row(0))
    set_up_page(page, get_column_letter(sheet.number(frozen)))
    return page


def _look(column: Column) -> Column:
    """The column as its header looks: codes of funding and employment are green, as on the sheets of records."""
    is_coded = column.definition is not None and column.definition.field in ("LearnDelFAMCode", "ESMCode")
    return Column(column.header, "slot") if is_coded else column


def _offer_programmes(page: Worksheet, letter: str, year: Catalogue) -> None:
    """The names of the sheet of programmes as a list; another text is let pass, for the command to say it."""
    names = get_column_letter(programmes_layout(year).number(NAME))
    source = f"{PROGRAMMES}!${names}$2:${names}${_LONGEST_LIST}"
    area = f"{letter}2:{letter}{last_covered_row(0)}"
    known = page.data_validations.dataValidation
    page.data_validations.dataValidation = [one for one in known if str(one.sqref) != area]
    offered = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False, showInputMessage=True)
    offered.promptTitle, offered.prompt = NAME, f"Choose one of the programmes on the sheet {PROGRAMMES}."
    offered.add(area)
    page.add_data_validation(offered)
