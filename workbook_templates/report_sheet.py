"""The workbook of reports: a sheet for each with purpose, charts and an empty table; several have a contents."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import Reference
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.bar_charts import add_bars
from workbook_templates.chart_look import Area, hatched, solid
from workbook_templates.finish import finished
from workbook_templates.formats import HIGHEST, LINE_HEIGHT, SENTENCE_WIDTH, TEXT
from workbook_templates.page import set_up_page
from workbook_templates.result_sheet import (
    LEFT,
    RIGHT,
    ResultColumn,
    add_banner,
    add_result_page,
    add_result_table,
    put,
)

CONTENTS = "Reports"
CONTENTS_COLUMNS = (
    ResultColumn("Report", 32.0, "General", bold=True),
    ResultColumn("Lines", 9.0, "#,##0", "right"),
    ResultColumn("What it says", SENTENCE_WIDTH, wrap=True, indent=1),
)
CONTENTS_HEADER_ROW = 4
_WORDS_ROW, _CHART_ROW = 4, 6
_BAR_HEIGHT, _CHART_ROOM = 16.0, 60.0  # points: a bar with its gap, and heading with margins
_CHART_WIDTH = 90.0  # characters
_GAP = 2  # rows between a chart and the total row


@dataclass(frozen=True)
class ReportChart:
    """Bars of the column ``numbers`` over all lines, labelled by the column ``labels``; or of cells of the total row.

    Columns count from 1. With ``labels`` 0, the bars are those of the columns from ``numbers`` to ``last``. A chart
    that ``is_bad`` is hatched.
    """

    title: str
    numbers: int
    last: int
    labels: int
    number_format: str
    is_bad: bool


@dataclass(frozen=True)
class ReportPage:
    """One sheet. ``words`` stand over the table, a paragraph each; ``rows`` is how many lines will be filled in."""

    name: str
    table: str
    about: str
    words: tuple[str, ...]
    columns: tuple[ResultColumn, ...]
    rows: int
    charts: tuple[ReportChart, ...]

    @property
    def total_row(self) -> int:
        """The row of the total, above the names of the columns, so that filters leave it."""
        return _CHART_ROW + (self._chart_rows + _GAP if self.charts else 0)

    @property
    def header_row(self) -> int:
        """The row of the names of the columns; lines begin below it."""
        return self.total_row + 2

    @property
    def bars(self) -> int:
        """How many bars the longest chart has."""
        return max(self.rows if chart.labels else chart.last - chart.numbers + 1 for chart in self.charts)

    @staticmethod
    def letter(number: int) -> str:
        """The letters of a column, counted from 1."""
        return get_column_letter(number)

    @property
    def _chart_rows(self) -> int:
        return round((self.bars * _BAR_HEIGHT + _CHART_ROOM) / LINE_HEIGHT)


def build_reports(pages: Sequence[ReportPage]) -> bytes:
    """The workbook (.xlsx) without its lines; totals and lines are filled in by a command."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = CONTENTS, "ILR in Excel"
    if len(pages) > 1:
        _add_contents(book, pages[0].about)
    for page in pages:
        _add_page(book, page)
    book.active = 0
    with BytesIO() as file:
        book.save(file)
        return finished(file.getvalue())


def _add_contents(book: Workbook, about: str) -> None:
    sheet = add_result_page(book, CONTENTS, CONTENTS)
    add_banner(sheet, len(CONTENTS_COLUMNS), CONTENTS, about)
    add_result_table(sheet, CONTENTS, CONTENTS_COLUMNS, CONTENTS_HEADER_ROW, 20.0)
    sheet.column_dimensions["A"].font = look.font(10.5, bold=True, colour=look.BLUE, link=True)
    set_up_page(sheet, pages_across=1, header_row=CONTENTS_HEADER_ROW)


def _add_page(book: Workbook, page: ReportPage) -> None:
    sheet = add_result_page(book, page.name, page.table)
    add_banner(sheet, len(page.columns), page.name, page.about)
    widths = [column.width for column in page.columns]
    across = _columns_within(widths, _CHART_WIDTH * 1.5)
    put(sheet, f"A{_WORDS_ROW}", "\n".join(page.words), look.font(), Alignment(vertical="top", wrap_text=True))
    sheet.merge_cells(start_row=_WORDS_ROW, end_row=_WORDS_ROW, start_column=1, end_column=across)
    lines = sum(len(textwrap.wrap(part, int(sum(widths[:across]) * 1.05))) or 1 for part in page.words)
    sheet.row_dimensions[_WORDS_ROW].height = min(lines * LINE_HEIGHT + 3, HIGHEST)
    for number, column in enumerate(page.columns, 1):
        side, kind = (LEFT, TEXT) if number == 1 else (RIGHT, column.number_format)
        put(sheet, f"{page.letter(number)}{page.total_row}", None, look.font(bold=True), side, kind)
    longest = max(len(textwrap.wrap(column.header, max(6, int(column.width - 1)))) for column in page.columns)
    add_result_table(sheet, page.table, page.columns, page.header_row, longest * LINE_HEIGHT + 5)
    for chart, area in zip(page.charts, _areas(page, widths), strict=True):
        _add_chart(sheet, page, chart, area)
    if not page.charts:
        sheet.freeze_panes = f"A{page.header_row + 1}"
    set_up_page(sheet, pages_across=1, header_row=page.header_row)


def _columns_within(widths: Sequence[float], room: float) -> int:
    """How many columns, at least one, lie within that many characters."""
    return max(1, sum(sum(widths[: number + 1]) <= room for number in range(len(widths))))


def _areas(page: ReportPage, widths: Sequence[float]) -> list[Area]:
    """Charts beside each other from the first column on, each as wide as it needs to be where there is room."""
    areas, first = [], 0
    for _ in page.charts:
        last = first + 1
        while last < len(widths) and sum(widths[first:last]) < _CHART_WIDTH:
            last += 1
        areas.append((first, _CHART_ROW - 1, last, page.total_row - _GAP))
        first = last
    return areas


def _add_chart(sheet: Worksheet, page: ReportPage, chart: ReportChart, area: Area) -> None:
    first, end = page.header_row + 1, page.header_row + page.rows
    if chart.labels:
        names = Reference(sheet, min_col=chart.labels, min_row=first, max_row=end)
        numbers = Reference(sheet, min_col=chart.numbers, min_row=first, max_row=end)
    else:
        names = Reference(sheet, min_col=chart.numbers, max_col=chart.last, min_row=page.header_row)
        numbers = Reference(sheet, min_col=chart.numbers, max_col=chart.last, min_row=page.total_row)
    fills = [hatched() if chart.is_bad else solid()]
    add_bars(
        sheet,
        heading=chart.title,
        names=names,
        numbers=numbers,
        fills=fills,
        area=area,
        number_format=chart.number_format,
    )
