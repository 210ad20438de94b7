"""The sheet of seals: whose learners are verified, by whom, what changed since; and the level of the workbook."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look, names
from workbook_templates.data_sheet import last_covered_row
from workbook_templates.formats import TEXT
from workbook_templates.layout import SEALS
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import (
    LEFT,
    LINE,
    ResultColumn,
    add_banner,
    add_names,
    add_result_page,
    add_result_table,
    put,
)

STATE, KEY, SEALED_BY, WHEN, KEY_WORDS = "State", "LearnRefNumber", "Sealed by", "When", "Key"
SINCE, COMMENT, SEAL, SIGNATURE = "What changed since, and what to know", "Comment", "Seal", "Signature"
SINCE_WIDTH = 74.0
VERIFIED, NOT_VERIFIED = f"{CLEAN_SYMBOL} verified", "· not verified"
CHANGED, UNKNOWN_KEY = f"{WARNING_SYMBOL} changed since", f"{WARNING_SYMBOL} unknown key"
BROKEN, FOREIGN = f"{ERROR_SYMBOL} seal broken", f"{ERROR_SYMBOL} seal of another"
NEWER = f"{WARNING_SYMBOL} newer tool"
"""What the column State may say."""
TABLE = SEALS
HEADER_ROW = 8
COLUMNS = (
    ResultColumn(STATE, 18.0, bold=True),
    ResultColumn(KEY, 16.0),
    ResultColumn("FamilyName", 16.0),
    ResultColumn("GivenNames", 14.0),
    ResultColumn(SEALED_BY, 24.0, wrap=True),
    ResultColumn(WHEN, 16.5, "dd/mm/yyyy hh:mm", "center"),
    ResultColumn(KEY_WORDS, 36.0, indent=1),
    ResultColumn(SINCE, SINCE_WIDTH, wrap=True),
    ResultColumn(COMMENT, 36.0, wrap=True, typed=True),
    ResultColumn(SEAL, 14.0),
    ResultColumn(SIGNATURE, 14.0),
)
"""The table ``Seals``: a row for each learner; the last two hold what was sealed, for the tool alone."""
TYPED = tuple(column.header for column in COLUMNS if column.typed)
_FIGURES = (
    (4, VERIFIED, "sealed by a trusted key, and the same since", names.SEALS_VERIFIED),
    (5, CHANGED, "sealed, and something that moves money is another now", names.SEALS_CHANGED),
    (6, "Others", "not verified, or with a seal that is not good", names.SEALS_OTHERS),
)


def add_seals_sheet(book: Workbook) -> None:
    """Write the sheet without seals, with the defined names of its level and figures."""
    page = add_result_page(book, SEALS, TABLE)
    add_banner(
        page,
        len(COLUMNS) - 2,
        "Seals",
        "Who has verified which learner. A seal covers the fields that move money or decide who may be funded.",
    )
    for row in range(3, HEADER_ROW):
        page.row_dimensions[row].height = LINE
    page.row_dimensions[HEADER_ROW - 1].height = 8
    put(page, "A3", "Level", look.font(bold=True), LEFT)
    put(page, "B3", None, look.font(bold=True), LEFT, TEXT)
    put(page, "C3", "entry, verify or return; blank: no sheet is locked by a level", look.font(colour=look.QUIET), LEFT)
    for row, label, meaning, _ in _FIGURES:
        put(page, f"A{row}", label, look.font(bold=True), LEFT)
        put(page, f"B{row}", None, look.font(bold=True), LEFT, "0")
        put(page, f"C{row}", meaning, look.font(colour=look.QUIET), LEFT)
    add_result_table(page, TABLE, COLUMNS, HEADER_ROW, 30.0)
    for number, column in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(number)].hidden = column.header in (SEAL, SIGNATURE)
    _add_looks(page)
    cells = {name: f"B{row}" for row, _, _, name in _FIGURES}
    add_names(book, SEALS, cells | {names.LEVEL: "B3"})
    page.freeze_panes = f"C{HEADER_ROW + 1}"
    set_up_page(page, pages_across=1, header_row=HEADER_ROW)


def _add_looks(page: Worksheet) -> None:
    first, last = HEADER_ROW + 1, last_covered_row(0)
    looks = ((ERROR_SYMBOL, look.ERROR_LOOK), (WARNING_SYMBOL, look.WARNING_LOOK), (CLEAN_SYMBOL, look.CLEAN_LOOK))
    for symbol, appearance in looks:
        rule = Rule("expression", dxf=appearance, formula=[f'LEFT($A{first},1)="{symbol}"'])
        page.conditional_formatting.add(f"A{first}:A{last}", rule)
    for row, symbol in ((4, CLEAN_SYMBOL), (5, WARNING_SYMBOL)):
        appearance = dict(looks)[symbol]
        page.conditional_formatting.add(f"A{row}", Rule("expression", dxf=appearance, formula=[f"N($B${row})>0"]))
