"""The sheet of off-the-job hours: one row for each apprentice, required, planned and delivered against each other."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ilr_core.catalogue import Catalogue
from workbook_templates import look, names
from workbook_templates.data_sheet import last_covered_row
from workbook_templates.layout import OFF_THE_JOB
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

TABLE = "OffTheJob"
HOURS, PART_HOURS, DATE = "#,##0;-#,##0", "#,##0.0;-#,##0.0", "dd/mm/yyyy"
SHORT_HOURS = '#,##0.0;-#,##0.0;"–"'
STANDARD, RULES, WEEKLY, PUBLISHED = "Standard", "Rules of the start", "Weekly hours", "Published minimum"
REQUIRED, PLAN_ENOUGH, EXPECTED = "Required", "Plan enough?", "Expected"
SO_FAR, ON_TRACK, SHORT, IN_WORDS = "Hours so far", "On track?", "Short by planned end", "In words"
REMOVED = "Removed for RPL"
WORDS_WIDTH, RULES_WIDTH, STANDARD_WIDTH = 54.0, 26.0, 14.0
HEADER_ROW = 9
FALLS_SHORT, BEHIND, KEEPS_PACE = (
    f"{ERROR_SYMBOL} Falls short", f"{WARNING_SYMBOL} Behind plan", f"{CLEAN_SYMBOL} On track",
)  # fmt: skip
"""How the column On track? begins for those that can be judged."""


def removed_header(year: Catalogue) -> str:
    """The column of hours removed for prior learning: a code of the return, or typed where the year has none."""
    return "Removed (HRS4)" if has_hours_records(year) else REMOVED


def planned_header(year: Catalogue) -> str:
    """The column of planned hours."""
    return "Planned (HRS1)" if has_hours_records(year) else "Planned (PHours)"


def actual_header(year: Catalogue) -> str:
    """The column of hours delivered as the return has them."""
    return "In return (HRS3)" if has_hours_records(year) else "In return (OTJActHours)"


def has_hours_records(year: Catalogue) -> bool:
    """Whether the year keeps hours in records of their own."""
    return "HRSRecord" in year.entities


def columns(year: Catalogue) -> tuple[ResultColumn, ...]:
    """The table ``OffTheJob`` of a year; hours everywhere, the typed ones are the user's."""
    return (
        ResultColumn("LearnRefNumber", 14.5),
        ResultColumn("FamilyName", 14.5),
        ResultColumn("GivenNames", 11.5),
        ResultColumn(STANDARD, STANDARD_WIDTH, wrap=True),
        ResultColumn("Start", 11.0, DATE, "center"),
        ResultColumn("Planned end", 11.0, DATE, "center"),
        ResultColumn(RULES, RULES_WIDTH, wrap=True, indent=1),
        ResultColumn(WEEKLY, 8.5, "General", "right", typed=True),
        ResultColumn(PUBLISHED, 10.5, "General", "right", typed=True),
        ResultColumn(removed_header(year), 10.5, "General", "right", typed=not has_hours_records(year)),
        ResultColumn(REQUIRED, 9.0, PART_HOURS, "right"),
        ResultColumn(planned_header(year), 9.5, HOURS, "right", bold=True),
        ResultColumn(PLAN_ENOUGH, 14.5, indent=1),
        ResultColumn(actual_header(year), 14.0 if not has_hours_records(year) else 9.5, HOURS, "right"),
        ResultColumn(SO_FAR, 8.5, "General", "right", typed=True),
        ResultColumn(EXPECTED, 9.5, PART_HOURS, "right"),
        ResultColumn(ON_TRACK, 16.0, bold=True, indent=1),
        ResultColumn(SHORT, 10.5, SHORT_HOURS, "right"),
        ResultColumn(IN_WORDS, WORDS_WIDTH, wrap=True, indent=1),
    )


def typed_headers(year: Catalogue) -> tuple[str, ...]:
    """The columns that the user fills and that stay as they are."""
    return tuple(column.header for column in columns(year) if column.typed)


_FIGURES = (
    (3, FALLS_SHORT, "likely to end below the hours that the rules require", names.HOURS_SHORT),
    (4, BEHIND, "likely to end below their own plan", names.HOURS_BEHIND),
    (5, KEEPS_PACE, "keep pace with the plan, or are done", names.HOURS_ON_TRACK),
    (6, "– Others", "cannot be judged, have not begun, left, or are on a break", names.HOURS_OTHERS),
)


def add_off_the_job_sheet(book: Workbook, year: Catalogue) -> None:
    """Write the sheet without apprentices, with the defined names of its figures."""
    page = add_result_page(book, OFF_THE_JOB, TABLE)
    planned = columns(year)
    numbers = {column.header: number for number, column in enumerate(planned, 1)}
    title = f"Off-the-job hours {year.title}"
    add_banner(
        page,
        len(planned),
        title,
        "What the rules require, what is planned, what is delivered. A forecast, not a verdict.",
    )
    for row in range(3, HEADER_ROW):
        page.row_dimensions[row].height = LINE
    page.row_dimensions[HEADER_ROW - 1].height = 8
    add_result_table(page, TABLE, planned, HEADER_ROW, 46.0)
    area = (
        f"{get_column_letter(numbers[ON_TRACK])}{HEADER_ROW + 1}:{get_column_letter(numbers[ON_TRACK])}{HEADER_ROW + 1}"
    )
    for (row, label, meaning, _), formula in zip(_FIGURES, count_formulas(area), strict=True):
        put(page, f"A{row}", label, look.font(bold=True), LEFT)
        put(page, f"B{row}", formula, look.font(bold=True), LEFT, "0")
        put(page, f"C{row}", meaning, look.font(colour=look.QUIET), LEFT)
    _write_facts(page)
    _add_looks(page, numbers)
    cells = {name: f"B{row}" for row, _, _, name in _FIGURES}
    cells |= {names.HOURS_DAY: "H3", names.HOURS_UP_TO: "H4", names.HOURS_TOOL: "H5"}
    add_names(book, OFF_THE_JOB, cells)
    page.freeze_panes = f"D{HEADER_ROW + 1}"
    set_up_page(page, pages_across=1, header_row=HEADER_ROW)


def count_formulas(area: str) -> tuple[str, str, str, str]:
    """How many of the column On track? fall short, are behind, keep pace; and the others."""
    symbols = (ERROR_SYMBOL, WARNING_SYMBOL, CLEAN_SYMBOL)
    short, behind, on_track = (f'COUNTIF({area},"{symbol}*")' for symbol in symbols)
    return f"={short}", f"={behind}", f"={on_track}", f"=COUNTA({area})-{short}-{behind}-{on_track}"


def _write_facts(page: Worksheet) -> None:
    lines = (
        (3, "Calculated on", "not calculated yet", "The straight line is drawn to this day."),
        (4, "Hours counted up to", None, "If Hours so far were counted on another day, type it here."),
        (5, "Tool", None, ""),
    )
    for row, label, value, remark in lines:
        put(page, f"G{row}", label, look.font(colour=look.QUIET), LEFT)
        put(page, f"H{row}", value, look.font(bold=True), LEFT, DATE if row < 5 else "General")
        put(page, f"K{row}", remark, look.font(colour=look.QUIET), LEFT)
        page.merge_cells(f"H{row}:I{row}")
    for cell in ("H4", "I4"):
        page[cell].fill, page[cell].border = look.solid(look.TYPED), look.box(look.LINE)
    text = (
        "Yellow columns are yours: type or paste them, they stay when the sheet is filled again, also after sorting. "
        "Expected: an even pace over the days of learning, breaks left out."
    )
    put(page, "G6", text, look.font(colour=look.QUIET), LEFT)


def _add_looks(page: Worksheet, numbers: dict[str, int]) -> None:
    first, last = HEADER_ROW + 1, last_covered_row(0)
    looks = ((ERROR_SYMBOL, look.ERROR_LOOK), (WARNING_SYMBOL, look.WARNING_LOOK), (CLEAN_SYMBOL, look.CLEAN_LOOK))
    for header in (PLAN_ENOUGH, ON_TRACK):
        letter = get_column_letter(numbers[header])
        for symbol, appearance in looks:
            rule = Rule("expression", dxf=appearance, formula=[f'LEFT(${letter}{first},1)="{symbol}"'])
            page.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
    on_track, ref = get_column_letter(numbers[ON_TRACK]), "A"
    whole = Rule("expression", dxf=look.SHORT_ROW, formula=[f'LEFT(${on_track}{first},1)="{ERROR_SYMBOL}"'])
    page.conditional_formatting.add(f"{ref}{first}:C{last}", whole)
    for row, symbol in ((3, ERROR_SYMBOL), (4, WARNING_SYMBOL), (5, CLEAN_SYMBOL)):
        appearance = dict(looks)[symbol]
        page.conditional_formatting.add(f"A{row}", Rule("expression", dxf=appearance, formula=[f"N($B${row})>0"]))
