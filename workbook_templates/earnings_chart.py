"""The chart of the sheet ``Earnings``: a bar for each month, what is earned in one ink, what is to come hatched."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from workbook_templates import look

_SMALL, _TITLE = 900, 1200  # hundredths of a point
_GAP = 45


def add_earnings_chart(
    page: Worksheet,
    *,
    title: str,
    months: Reference,
    series: Mapping[str, Reference],
    area: tuple[int, int, int, int],
) -> None:
    """Draw the chart over an area (first column and row, column and row behind the last, from 0).

    ``series`` are the cells of what is earned and of what is to come, by the cell that holds their name.
    """
    chart = BarChart(gapWidth=_GAP, overlap=100)
    chart.type, chart.grouping = "col", "stacked"
    for (name, cells), inked in zip(series.items(), (True, False), strict=True):
        one = Series(cells)
        one.tx = SeriesLabel(strRef=StrRef(f"'{page.title}'!{name}"))
        one.cat = AxDataSource(strRef=StrRef(str(months)))
        one.graphicalProperties = _solid() if inked else _hatched()
        one.invertIfNegative = False
        chart.series.append(one)
    chart.title = _text(title, _TITLE, bold=True)
    chart.x_axis.title = _text("Month that earns it: R01 is August, R12 is July", _SMALL)
    chart.y_axis.title = _text("Pounds", _SMALL)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = RichText(bodyPr=RichTextProperties(), p=[_paragraph(_SMALL)])
        axis.majorTickMark = "none"
        axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=look.LINE))
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=look.MIST)))
    chart.y_axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    assert chart.legend is not None
    chart.legend.position, chart.legend.overlay = "t", False
    chart.legend.txPr = RichText(bodyPr=RichTextProperties(), p=[_paragraph(_SMALL)])
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    chart.display_blanks = "gap"
    left, top, right, bottom = area
    anchor = TwoCellAnchor(
        editAs="oneCell", _from=AnchorMarker(col=left, row=top), to=AnchorMarker(col=right, row=bottom)
    )
    chart.anchor = anchor  # type: ignore[assignment]  # openpyxl takes a cell's name or an anchor
    page.add_chart(chart)


def _solid() -> GraphicalProperties:
    return GraphicalProperties(solidFill=look.NAVY, ln=LineProperties(solidFill=look.NAVY))


def _hatched() -> GraphicalProperties:
    """Dark lines on white: lighter than solid ink in any print, and told apart without seeing colours."""
    fill = PatternFillProperties(prst="wdUpDiag")
    fill.fgClr, fill.bgClr = _colour(look.HATCH), _colour(look.WHITE)
    return GraphicalProperties(pattFill=fill, ln=LineProperties(solidFill=look.HATCH, w=9525))


def _colour(rgb: str) -> ColorChoice:
    colour = ColorChoice()
    colour.srgbClr = rgb
    return colour


def _paragraph(size: int, *, bold: bool = False) -> Paragraph:
    properties = CharacterProperties(sz=size, b=bold, solidFill=look.INK, latin=Font(typeface=look.FONT))
    return Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)


def _text(words: str, size: int, *, bold: bool = False) -> Title:
    paragraph = _paragraph(size, bold=bold)
    assert paragraph.pPr is not None
    paragraph.r = [RegularTextRun(rPr=paragraph.pPr.defRPr, t=words)]
    return Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])), overlay=False)
