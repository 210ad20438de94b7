"""Bars that lie, with their numbers at their ends: the charts of the sheet ``Dashboard`` and of reports."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates.chart_look import TITLE, Area, place, plain_axis, small_text, title

_GAP = 40


def add_bars(
    page: Worksheet,
    *,
    heading: str,
    names: Reference,
    numbers: Reference,
    fills: Sequence[GraphicalProperties],
    area: Area,
    number_format: str = "#,##0",
) -> None:
    """Draw one bar for each cell of ``numbers``, the first on top; blank cells have none.

    ``fills`` are those of the bars in order, one alone that of all; ``number_format`` is that of the ends.
    """
    chart = BarChart(gapWidth=_GAP)
    chart.type = "bar"
    one = Series(numbers)
    one.cat = AxDataSource(strRef=StrRef(str(names)))
    one.graphicalProperties = fills[0]
    one.invertIfNegative = False
    one.dPt = [DataPoint(idx=number, spPr=fill, invertIfNegative=False) for number, fill in enumerate(fills[1:], 1)]
    one.dLbls = DataLabelList(
        showVal=True, showCatName=False, showSerName=False, showLegendKey=False, showPercent=False, dLblPos="outEnd",
        numFmt=number_format, txPr=small_text(),
    )  # fmt: skip
    chart.series.append(one)
    chart.title = title(heading, TITLE, bold=True)
    chart.legend = None
    plain_axis(chart.x_axis)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    place(page, chart, area)
