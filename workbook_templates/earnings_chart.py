"""The chart of the sheet ``Earnings``: a bar for each month, what is earned in one ink, what is to come hatched."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look
from workbook_templates.chart_look import SMALL, TITLE, Area, hatched, place, plain_axis, small_text, solid
from workbook_templates.chart_look import title as title_of

_GAP = 45


def add_earnings_chart(
    page: Worksheet,
    *,
    title: str,
    months: Reference,
    series: Mapping[str, Reference],
    area: Area,
) -> None:
    """Draw the chart over an area.

    ``series`` are the cells of what is earned and of what is to come, by the cell that holds their name.
    """
    chart = BarChart(gapWidth=_GAP, overlap=100)
    chart.type, chart.grouping = "col", "stacked"
    for (name, cells), inked in zip(series.items(), (True, False), strict=True):
        one = Series(cells)
        one.tx = SeriesLabel(strRef=StrRef(f"'{page.title}'!{name}"))
        one.cat = AxDataSource(strRef=StrRef(str(months)))
        one.graphicalProperties = solid() if inked else hatched()
        one.invertIfNegative = False
        chart.series.append(one)
    chart.title = title_of(title, TITLE, bold=True)
    chart.x_axis.title = title_of("Month that earns it: R01 is August, R12 is July", SMALL)
    chart.y_axis.title = title_of("Pounds", SMALL)
    for axis in (chart.x_axis, chart.y_axis):
        plain_axis(axis)
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=look.MIST)))
    chart.y_axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    assert chart.legend is not None
    chart.legend.position, chart.legend.overlay = "t", False
    chart.legend.txPr = small_text()
    place(page, chart, area)
