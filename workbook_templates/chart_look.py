"""How every chart of the workbook looks: its texts, fills that are told apart without colour, axes and place."""

from __future__ import annotations

from openpyxl.chart._chart import ChartBase
from openpyxl.chart.axis import _BaseAxis
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

SMALL, TITLE = 900, 1200  # hundredths of a point
Area = tuple[int, int, int, int]
"""First column and row, column and row behind the last, from 0."""


def solid(colour: str = look.NAVY) -> GraphicalProperties:
    """A bar of one ink."""
    return GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))


def hatched(colour: str = look.HATCH) -> GraphicalProperties:
    """Dark lines on white: lighter than solid ink in any print, and told apart without seeing colours."""
    fill = PatternFillProperties(prst="wdUpDiag")
    fill.fgClr, fill.bgClr = _colour(colour), _colour(look.WHITE)
    return GraphicalProperties(pattFill=fill, ln=LineProperties(solidFill=colour, w=9525))


def title(words: str, size: int, *, bold: bool = False) -> Title:
    """A text over a chart or beside an axis."""
    written = paragraph(size, bold=bold)
    assert written.pPr is not None
    written.r = [RegularTextRun(rPr=written.pPr.defRPr, t=words)]
    return Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[written])), overlay=False)


def small_text() -> RichText:
    """The look of labels and legends."""
    return RichText(bodyPr=RichTextProperties(), p=[paragraph(SMALL)])


def paragraph(size: int, *, bold: bool = False) -> Paragraph:
    """The workbook's one font in a chart."""
    properties = CharacterProperties(sz=size, b=bold, solidFill=look.INK, latin=Font(typeface=look.FONT))
    return Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)


def plain_axis(axis: _BaseAxis) -> None:
    """An axis with small labels, a thin line and no ticks."""
    axis.delete = False
    axis.txPr = small_text()
    axis.majorTickMark = "none"
    axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=look.LINE))


def place(page: Worksheet, chart: ChartBase, area: Area) -> None:
    """Put a chart without a frame over an area of the sheet."""
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    chart.display_blanks = "gap"
    left, top, right, bottom = area
    anchor = TwoCellAnchor(
        editAs="oneCell", _from=AnchorMarker(col=left, row=top), to=AnchorMarker(col=right, row=bottom)
    )
    chart.anchor = anchor  # type: ignore[assignment]  # openpyxl takes a cell's name or an anchor
    page.add_chart(chart)


def _colour(rgb: str) -> ColorChoice:
    colour = ColorChoice()
    colour.srgbClr = rgb
    return colour
