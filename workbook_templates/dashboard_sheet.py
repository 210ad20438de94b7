"""The sheet ``Dashboard``: tiles, what needs somebody, where the errors are; and the sheet of the lists behind them.

A check fills the cells; names say where its blocks begin, wherever they have been moved to. Charts are made here.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.chart import Reference
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look, names
from workbook_templates.bar_charts import add_bars
from workbook_templates.chart_look import hatched, solid
from workbook_templates.layout import DASHBOARD, DASHBOARD_LISTS, START
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import (
    LEFT,
    ResultColumn,
    add_banner,
    add_link_look,
    add_names,
    add_result_page,
    add_result_table,
    add_section,
    put,
)

NOT_YET = "Not checked yet. Press Check workbook or Dashboard on the tab ILR, or run: ilr check BOOK"
TILES, WORK_ROWS, GROUP_ROWS = 5, 9, 10
"""Room of the blocks: tiles that a check fills, figures of work, and groups of errors of each kind."""
LIST_COLUMNS = (
    ResultColumn("List", 38.0, bold=True),
    ResultColumn("Learner", 16.0),
    ResultColumn("Aim", 7.0, "0", "center"),
    ResultColumn("Why it is here", 66.0, wrap=True),
    ResultColumn("Amount", 12.0, "#,##0", "right"),
    # A formula typed into a text cell would show itself, and Excel types what a command writes.
    ResultColumn("Where", 20.0, "General", indent=1),
)
"""The table of the sheet of lists; Amount is pounds or errors, blank where a line only counts."""

_WIDTH, _COLUMNS = 13.0, 12
_FIRST, _LAST = 2, 13  # B to M; A and N are margins
_STATUS_ROW, _TILE_ROW, _WORK_ROW, _CHART_ROW = 4, 6, 12, 24
_CHART_LINES, _CHART_LINE = 15, 17.0
_TABLE_ROW = _CHART_ROW + _CHART_LINES + 1
_TALL = 46.0
_WRAP = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_NEXT = Alignment(horizontal="left", vertical="center", indent=1)
_CENTRE = Alignment(horizontal="center", vertical="center")
_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
BLOCKS = {
    names.DASHBOARD: f"B{_STATUS_ROW}",
    names.DASHBOARD_TILES: f"B{_TILE_ROW}",
    names.DASHBOARD_WORK: f"B{_WORK_ROW}",
    names.DASHBOARD_STATES: f"B{_TABLE_ROW + 1}",
    names.DASHBOARD_FAMILIES: f"F{_TABLE_ROW + 1}",
    names.DASHBOARD_PROGRAMMES: f"J{_TABLE_ROW + 1}",
}
"""Where each block begins, by its name."""
TILE_STEP = 2
WORK_COLUMNS = {"Figure": 0, "Count": 3, "Counts": 4, "Next": 8}
GROUP_COLUMNS = {"Name": 0, "Errors": 2, "Learners": 3}
"""Columns of a block, counted from its first."""


def add_dashboard_sheet(book: Workbook) -> None:
    """Write the sheet without figures."""
    page = add_result_page(book, DASHBOARD, DASHBOARD)
    for number in range(1, _LAST + 2):
        page.column_dimensions[get_column_letter(number)].width = _WIDTH if _FIRST <= number <= _LAST else 2.0
    add_banner(page, _LAST + 1, "", "")
    put(page, "B1", "Dashboard", look.font(20, bold=True, colour=look.WHITE), Alignment(vertical="center"))
    subtitle = "Who needs somebody, and what it is about. Every blue number leads to the learners behind it."
    put(page, "B2", subtitle, look.font(colour=look.PALE), Alignment(vertical="top"))
    page.row_dimensions[3].height = 8
    put(page, f"B{_STATUS_ROW}", NOT_YET, look.font(colour=look.QUIET), LEFT)
    _write_tiles(page)
    _write_work(page)
    _write_groups(page)
    add_names(book, DASHBOARD, BLOCKS)
    _set_up(page)


def _write_tiles(page: Worksheet) -> None:
    """Label, number and a note for each tile, framed."""
    page.row_dimensions[_STATUS_ROW + 1].height = 8
    looks = (
        (look.font(10, bold=True, colour=look.QUIET), 18.0),
        (look.font(22, bold=True, colour=look.BLUE), 38.0),
        (look.font(9, colour=look.QUIET), 18.0),
    )
    for offset, (style, height) in enumerate(looks):
        row = _TILE_ROW + offset
        page.row_dimensions[row].height = height
        for tile in range(TILES + 1):
            first = _FIRST + tile * TILE_STEP
            page.merge_cells(start_row=row, end_row=row, start_column=first, end_column=first + 1)
            cell = page.cell(row, first)
            cell.font, cell.alignment, cell.number_format = style, _CENTRE, "#,##0"
    for tile in range(TILES + 1):
        _frame(page, _FIRST + tile * TILE_STEP)
    money = page.cell(_TILE_ROW + 1, _FIRST + 4 * TILE_STEP)
    money.number_format = '"£"#,##0'
    _write_deadline(page, _FIRST + TILES * TILE_STEP)
    _grey_zeros(page)


def _grey_zeros(page: Worksheet) -> None:
    """0 leads nowhere, and does not look as if it did."""
    row = _TILE_ROW + 1
    area = f"{get_column_letter(_FIRST)}{row}:{get_column_letter(_FIRST + TILES * TILE_STEP - 1)}{row}"
    grey = DifferentialStyle(font=Font(b=False, color=look.QUIET))
    first = area.partition(":")[0]
    page.conditional_formatting.add(
        area, Rule("expression", dxf=grey, formula=[f"AND(ISNUMBER({first}),N({first})=0)"])
    )


def _write_deadline(page: Worksheet, column: int) -> None:
    """The last tile: the days left by the cells of Start, so that it counts down between checks."""
    is_over = f'{names.DAYS_LEFT}=""'
    texts = (
        f'=IF({is_over},"Returns closed","Days to "&{names.NEXT_RETURN})',
        f'=HYPERLINK("#{START}!A1",IF({is_over},"–",{names.DAYS_LEFT}))',
        "closing days are on Start",
    )
    for offset, text in enumerate(texts):
        cell = page.cell(_TILE_ROW + offset, column, text)
        cell.number_format = "General"


def _frame(page: Worksheet, first: int) -> None:
    line = Side(style="thin", color=look.LINE)
    for row in range(_TILE_ROW, _TILE_ROW + 3):
        for column in (first, first + 1):
            page.cell(row, column).fill = look.solid("F7F9FB")
            page.cell(row, column).border = Border(
                left=line if column == first else None,
                right=line if column > first else None,
                top=Side(style="medium", color=look.NAVY) if row == _TILE_ROW else None,
                bottom=line if row == _TILE_ROW + 2 else None,
            )


def _write_work(page: Worksheet) -> None:
    page.row_dimensions[_WORK_ROW - 3].height = 10
    add_section(page, f"B{_WORK_ROW - 2}", "What needs somebody", _LAST)
    _headings(page, _WORK_ROW - 1, _FIRST, {"Figure": 0, "Count": 3, "What it counts": 4, "What to do next": 8})
    spans = ((0, 2, look.font(bold=True), LEFT), (3, 3, look.font(12, colour=look.QUIET), _RIGHT),
             (4, 7, look.font(10), _WRAP), (8, 11, look.font(10), _WRAP))  # fmt: skip
    for row in range(_WORK_ROW, _WORK_ROW + WORK_ROWS):
        page.row_dimensions[row].height = _TALL
        for first, last, style, alignment in spans:
            cell = page.cell(row, _FIRST + first)
            cell.font, cell.alignment, cell.number_format = style, alignment, "#,##0" if first == 3 else "General"
            if last > first:
                page.merge_cells(start_row=row, end_row=row, start_column=_FIRST + first, end_column=_FIRST + last)
    last = _WORK_ROW + WORK_ROWS - 1
    line = Rule("expression", dxf=DifferentialStyle(border=look.UNDERLINE), formula=[f'$B{_WORK_ROW}<>""'])
    add_link_look(page, f"E{_WORK_ROW}:E{last}", line)
    for area in (f"B{_WORK_ROW}:D{last}", f"F{_WORK_ROW}:M{last}"):
        page.conditional_formatting.add(area, line)


def _write_groups(page: Worksheet) -> None:
    """Three charts, and under each the table it is drawn from."""
    add_section(page, f"B{_CHART_ROW - 2}", "Where the errors are", _LAST)
    for row in range(_CHART_ROW, _CHART_ROW + _CHART_LINES):
        page.row_dimensions[row].height = _CHART_LINE
    blocks = (
        (_FIRST, "Learners", {"Learners": 0, "How many": 3}, 3, (solid(look.GREEN), hatched(), solid(look.RED))),
        (_FIRST + 4, "Errors by family of rules", {"Family": 0, "Errors": 2, "Learners": 3}, GROUP_ROWS, (solid(),)),
        (_FIRST + 8, "Errors by programme", {"Programme": 0, "Errors": 2, "Learners": 3}, GROUP_ROWS, (solid(),)),
    )
    first_row = _TABLE_ROW + 1
    add_link_look(page, f"E{first_row}:E{first_row + 2}")
    for first, heading, headings, rows, fills in blocks:
        _headings(page, _TABLE_ROW, first, headings, 3)
        drawn = first + (3 if rows == 3 else 2)
        for row in range(first_row, first_row + GROUP_ROWS):
            page.row_dimensions[row].height = 30.0
            _group_row(page, row, first, is_state=rows == 3)
        add_bars(
            page,
            heading=heading,
            names=Reference(page, min_col=first, min_row=first_row, max_row=first_row + rows - 1),
            numbers=Reference(page, min_col=drawn, min_row=first_row, max_row=first_row + rows - 1),
            fills=fills,
            area=(first - 1, _CHART_ROW - 1, first + 3, _CHART_ROW + _CHART_LINES - 1),
        )


def _group_row(page: Worksheet, row: int, first: int, *, is_state: bool) -> None:
    page.merge_cells(start_row=row, end_row=row, start_column=first, end_column=first + (2 if is_state else 1))
    name = page.cell(row, first)
    name.font, name.alignment = look.font(10), _WRAP if first > _FIRST else LEFT
    link = look.font(10, bold=True, colour=look.BLUE, link=True)
    counts = [(first + 2, link), (first + 3, link)]
    for column, style in [(first + 3, look.font(10, colour=look.QUIET))] if is_state else counts:
        cell = page.cell(row, column)
        cell.font, cell.alignment, cell.number_format = style, _RIGHT, "#,##0"


def _headings(page: Worksheet, row: int, first: int, headings: dict[str, int], last: int = 11) -> None:
    page.row_dimensions[row].height = 20.0
    for offset in range(last + 1):
        cell = page.cell(row, first + offset)
        cell.fill, cell.border = look.solid(look.MIST), Border(bottom=Side(style="thin", color=look.NAVY))
    for text, offset in headings.items():
        cell = page.cell(row, first + offset, text)
        cell.font = look.font(10, bold=True)
        is_number = text in ("Count", "Errors", "How many") or (text, offset) == ("Learners", 3)
        cell.alignment = _RIGHT if is_number else _NEXT if offset or first > _FIRST else LEFT


def _set_up(page: Worksheet) -> None:
    set_up_page(page, pages_across=1)
    page.print_title_rows = None
    page.page_setup.orientation = "portrait"
    page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.print_area = f"A1:N{_TABLE_ROW + GROUP_ROWS}"


def add_dashboard_lists(book: Workbook) -> None:
    """Write the sheet of the lists, empty."""
    page = add_result_page(book, DASHBOARD_LISTS, "DashboardLists")
    add_result_table(page, "DashboardLists", LIST_COLUMNS, 1, look.HEADER_HEIGHT)
    where = page.column_dimensions[get_column_letter(len(LIST_COLUMNS))]
    where.font = look.font(10.5, colour=look.BLUE, link=True)
    page.freeze_panes = "A2"
    set_up_page(page, pages_across=1)
