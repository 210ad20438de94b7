"""The first sheet: whose return this is, when it is due, what the last check said, what to do next."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ilr_core.catalogue import Catalogue
from ilr_core.programmes.fields import NAME as PROGRAMME
from workbook_templates import look, names
from workbook_templates import start_texts as texts
from workbook_templates.forms_sheet import FORMS
from workbook_templates.layout import (
    CHANGES,
    COUNTS,
    DASHBOARD,
    DASHBOARD_LISTS,
    EARNINGS,
    NEW_LEARNERS,
    OFF_THE_JOB,
    PROBLEMS,
    PROGRAMMES,
    SEALS,
    START,
    WorkbookLayout,
)
from workbook_templates.rpl_columns import RPL, TABLE

_WIDTHS = {"A": 2.5, "B": 25.0, "C": 42.0, "D": 9.0, "E": 3.5, "F": 17.0, "G": 26.0, "H": 48.0, "I": 2.5}
_CLOSING = "ddd d mmm yyyy, hh:mm"
_MIDDLE = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_LEFT = Alignment(horizontal="left", vertical="center", indent=1)
_TOP, _STEP_HEIGHT, _LINE_HEIGHT = 4, 34.0, 19.0
_CHECK_ROW, _LISTS_ROW = 11, 20
KEY = "LearnRefNumber"
_UKPRN, _YEAR, _NEXT, _CLOSES, _DAYS = "C5", "C6", "C7", "C8", "C9"


def add_start_sheet(book: Workbook, layout: WorkbookLayout, ukprn: int | None) -> None:
    """Write the sheet ``Start`` with its formulas and the defined names of `workbook_templates.names`."""
    page = book.create_sheet(START, 0)
    year = layout.year
    page.sheet_properties.tabColor = look.START_TAB
    page.sheet_properties.codeName = f"{START}Sheet"
    page.sheet_view.showGridLines = False
    page.sheet_view.selection[0].activeCell = page.sheet_view.selection[0].sqref = _UKPRN
    for letter, width in _WIDTHS.items():
        page.column_dimensions[letter].width = width
        page.column_dimensions[letter].font = look.font()
    _write_title(page, year)
    calendar = _LISTS_ROW + 1, _LISTS_ROW + len(year.returns)
    _write_return(page, year, ukprn, *calendar)
    _write_steps(page)
    _write_last_check(page)
    _write_legend(page)
    _write_sheets(page, layout)
    _write_calendar(page, year, *calendar)
    cells = {
        names.UKPRN: _UKPRN, names.YEAR: _YEAR, names.LAST_CHECK: f"C{_CHECK_ROW + 1}",
        names.ERRORS: f"C{_CHECK_ROW + 2}", names.WARNINGS: f"C{_CHECK_ROW + 3}",
        names.LEARNERS_CLEAN: f"C{_CHECK_ROW + 4}", names.NEXT_RETURN: _NEXT, names.DAYS_LEFT: _DAYS,
    }  # fmt: skip
    for name, cell in cells.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"{START}!${cell[0]}${cell[1:]}")
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True


def _write_title(page: Worksheet, year: Catalogue) -> None:
    for row, height in ((1, 38.0), (2, 22.0)):
        page.row_dimensions[row].height = height
        for letter in _WIDTHS:
            page[f"{letter}{row}"].fill = look.solid(look.NAVY)
    _put(
        page,
        "B1",
        texts.title(year),
        look.font(22, bold=True, colour=look.WHITE),
        Alignment(vertical="bottom"),
    )
    _put(page, "B2", texts.SUBTITLE, look.font(colour=look.PALE), Alignment(vertical="top"))
    page.row_dimensions[3].height = 10


def _write_return(page: Worksheet, year: Catalogue, ukprn: int | None, first: int, last: int) -> None:
    _heading(page, "B", _TOP, "Your return", "D")
    closes, closed = f"$G${first}:$G${last}", f"SUMPRODUCT(--($G${first}:$G${last}<NOW()))"
    is_over = f"{closed}>={len(year.returns)}"
    rows: tuple[tuple[str, str, object, str], ...] = (
        (_UKPRN, "Provider number (UKPRN)", ukprn, "0"),
        (_YEAR, "Collection year", year.year, "@"),
        (_NEXT, "Next return", f'=IF({is_over},"all closed",INDEX($F${first}:$F${last},{closed}+1))', "@"),
        (_CLOSES, "It closes", f'=IF({is_over},"",INDEX({closes},{closed}+1))', _CLOSING),
        (_DAYS, "Days left", f'=IF({is_over},"",INT({_CLOSES})-TODAY())', '[=1]0" day";0" days"'),
    )
    for cell, label, value, number_format in rows:
        row = int(cell[1:])
        page.row_dimensions[row].height = _STEP_HEIGHT
        _put(page, f"B{row}", label, look.font(colour=look.QUIET), _LEFT)
        _put(page, cell, value, look.font(12, bold=True), _LEFT)
        # General, not text: a formula in a text cell would show itself as soon as somebody edits it.
        page[cell].number_format = "General" if cell == _NEXT else number_format
        _underline(page, row, "BCD")
    page[_UKPRN].fill, page[_UKPRN].border = look.solid("FFFBE6"), look.box(look.NAVY)
    hint = DataValidation(
        type="whole", operator="between", formula1="10000000", formula2="99999999", allow_blank=True,
        showInputMessage=True, promptTitle="UKPRN", prompt="The provider's own number: 8 digits, beginning with 1.",
        showErrorMessage=True, errorStyle="information", errorTitle="Please look again", error="A UKPRN has 8 digits.",
    )  # fmt: skip
    hint.add(_UKPRN)
    page.add_data_validation(hint)
    soon = DifferentialStyle(font=Font(b=True, color=look.RED))
    page.conditional_formatting.add(_DAYS, Rule("expression", dxf=soon, formula=[f"AND(ISNUMBER({_DAYS}),{_DAYS}<=5)"]))


def _write_steps(page: Worksheet) -> None:
    _heading(page, "F", _TOP, "How it works", "H")
    for row, (step, text) in enumerate(texts.STEPS, _TOP + 1):
        _put(page, f"F{row}", step, look.font(12, bold=True, colour=look.NAVY), _LEFT)
        _put(page, f"G{row}", text, look.font(), _MIDDLE)
        page.merge_cells(f"G{row}:H{row}")
        _underline(page, row, "FGH")


def _write_last_check(page: Worksheet) -> None:
    row = _CHECK_ROW
    _heading(page, "B", row, "Last check", "D")
    lines = (
        ("Checked", "not checked yet", "dd/mm/yyyy hh:mm"),
        ("Errors", None, "#,##0"),
        ("Warnings", None, "#,##0"),
        ("Learners without errors", None, "#,##0"),
    )
    for number, (label, value, number_format) in enumerate(lines, row + 1):
        _line(page, number)
        _put(page, f"B{number}", label, look.font(colour=look.QUIET), _LEFT)
        _put(page, f"C{number}", value, look.font(bold=True), _LEFT)
        page[f"C{number}"].number_format = number_format
        _underline(page, number, "BCD")
    for number, condition, appearance in (
        (row + 2, ">0", look.ERROR_LOOK), (row + 2, "=0", look.CLEAN_LOOK), (row + 3, ">0", look.WARNING_LOOK),
    ):  # fmt: skip
        cell = f"$C${number}"
        rule = Rule("expression", dxf=appearance, formula=[f"AND(ISNUMBER({cell}),{cell}{condition})"])
        page.conditional_formatting.add(f"C{number}", rule)


def _write_legend(page: Worksheet) -> None:
    row = _CHECK_ROW
    _heading(page, "F", row, "What the marks and colours mean", "H")
    red, amber = look.font(bold=True, colour=look.RED), look.font(italic=True, colour=look.AMBER)
    white, dark = look.font(bold=True, colour=look.WHITE), look.font(bold=True)
    samples: tuple[tuple[str, Font, PatternFill | None, Border | None, str], ...] = (
        (
            texts.ERROR_SAMPLE,
            red,
            look.solid(look.RED_PALE),
            look.box(look.RED),
            "Bold in a red box: an error. Mend it.",
        ),
        (texts.WARNING_SAMPLE, amber, look.solid(look.AMBER_PALE), None, "Slanted on amber: a warning. Look at it."),
        (texts.SYMBOLS, dark, None, None, texts.SYMBOL_MEANING),
        ("Required", white, look.solid(look.NAVY), look.box(look.NAVY), "Dark header: fill this in every row."),
        ("Optional", dark, look.solid(look.PALE), look.box(look.LINE), "Pale header: only where it applies."),
        ("SOF", dark, look.solid(look.MINT), look.box(look.LINE), texts.SLOT_MEANING),
        ("+", dark, look.solid(look.MIST), look.box(look.LINE), texts.RARE_MEANING),
    )
    for number, (sample, style, fill, border, meaning) in enumerate(samples, row + 1):
        _line(page, number)
        _put(page, f"F{number}", sample, style, _LEFT)
        cell = page[f"F{number}"]
        cell.fill = fill or PatternFill()
        cell.border = border or look.UNDERLINE
        _put(page, f"G{number}", meaning, look.font(), _LEFT)
        _underline(page, number, "GH")


def _write_sheets(page: Worksheet, layout: WorkbookLayout) -> None:
    row = _LISTS_ROW
    _heading(page, "B", row, "Sheets of this book", "D")
    _put(page, f"D{row}", "Rows", look.font(colour=look.QUIET), Alignment(horizontal="right", vertical="bottom"))
    counted = [(sheet.name, sheet.about, f"{sheet.table}[{KEY}]") for sheet in layout.sheets.values()]
    problems = (PROBLEMS, "Everything the last check found.", f"{PROBLEMS}[Rule]")
    counts = (COUNTS, "The same, counted by rule and by learner.", f"{COUNTS}!$A$2:$A$5000")
    board = (DASHBOARD, "What needs somebody, with charts.", "")
    lists = (DASHBOARD_LISTS, "The learners behind each number of it.", "DashboardLists[List]")
    templates = (PROGRAMMES, "Templates that learners are added from.", f"{PROGRAMMES}[{PROGRAMME}]")
    added = (NEW_LEARNERS, "A list of new learners to add.", f"NewLearners[{PROGRAMME}]")
    changes = (CHANGES, "What commands changed, cell by cell.", f"{CHANGES}[Change]")
    prior = (RPL, "Prior learning: price, hours, verdict, what-if.", f"{TABLE}[LearnRefNumber]")
    earnings = (EARNINGS, "Estimated earnings of apprentices by month.", f"{EARNINGS}[{KEY}]")
    hours = (OFF_THE_JOB, "Off-the-job hours of apprentices against the plan.", f"OffTheJob[{KEY}]")
    seals = (SEALS, "Who verified which learner; what changed since.", f"{SEALS}[{KEY}]")
    forms = (FORMS, "Forms made for learners, and what came back.", f"{FORMS}[{KEY}]")
    results = (problems, counts, board, lists)
    listed = [*counted[:2], *results, templates, added, *counted[2:], prior, earnings, hours, seals, forms, changes]
    for number, (name, about, column) in enumerate(listed, row + 1):
        _line(page, number)
        _put(page, f"B{number}", name, look.font(colour=look.BLUE, link=True), _LEFT)
        page[f"B{number}"].hyperlink = Hyperlink(ref=f"B{number}", location=f"'{name}'!A1")
        _put(page, f"C{number}", about, look.font(colour=look.QUIET), _LEFT)
        rows = f"=COUNTA({column})" if column else None
        _put(page, f"D{number}", rows, look.font(bold=number <= row + 2), Alignment(vertical="center"))
        page[f"D{number}"].number_format = "#,##0"
        _underline(page, number, "BCD")


def _write_calendar(page: Worksheet, year: Catalogue, first: int, last: int) -> None:
    _heading(page, "F", first - 1, texts.calendar_title(year), "H")
    for number, (name, closes, note) in enumerate(texts.calendar_rows(year), first):
        _line(page, number)
        _put(page, f"F{number}", name, look.font(bold=True), _LEFT)
        _put(page, f"G{number}", closes, look.font(), _LEFT)
        page[f"G{number}"].number_format = _CLOSING
        _put(page, f"H{number}", note, look.font(colour=look.QUIET), _LEFT)
        _underline(page, number, "FGH")
    area = f"F{first}:H{last}"
    thick = Border(top=look.box(look.NAVY).top, bottom=look.box(look.NAVY).bottom)
    fill = PatternFill(bgColor=look.PALE, fill_type="solid")
    coming = DifferentialStyle(font=Font(b=True, color=look.NAVY), fill=fill, border=thick)
    over = DifferentialStyle(font=Font(color="8A94A0", i=True))
    page.conditional_formatting.add(area, Rule("expression", dxf=coming, formula=[f"$F{first}=$C$7"], stopIfTrue=True))
    page.conditional_formatting.add(area, Rule("expression", dxf=over, formula=[f"$G{first}<NOW()"]))


def _heading(page: Worksheet, letter: str, row: int, text: str, last: str) -> None:
    page.row_dimensions[row].height = 26
    _put(page, f"{letter}{row}", text, look.font(13, bold=True, colour=look.NAVY), Alignment(vertical="bottom"))
    for column in range(ord(letter), ord(last) + 1):
        page[f"{chr(column)}{row}"].border = Border(bottom=Side(style="medium", color=look.NAVY))


def _line(page: Worksheet, row: int) -> None:
    page.row_dimensions[row].height = page.row_dimensions[row].height or _LINE_HEIGHT


def _underline(page: Worksheet, row: int, letters: str) -> None:
    for letter in letters:
        page[f"{letter}{row}"].border = look.UNDERLINE


def _put(page: Worksheet, cell: str, value: object, style: Font, alignment: Alignment) -> None:
    page[cell].value = value
    page[cell].font, page[cell].alignment = style, alignment
