"""Colours, fonts and cell looks of the workbook. Dark means needed, pale means optional; never colour alone."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from workbook_templates.formats import DATE, TENTHS, WHOLE
from workbook_templates.layout import Column, SheetLayout

FONT = "Calibri"
INK, QUIET, WHITE = "1F2D3D", "5F6B7A", "FFFFFF"
NAVY, SLATE, PALE, MINT, MIST, LINE = "1F3A5F", "4A5A6E", "DCE6F1", "DDEBE4", "ECEFF3", "C9D2DC"
TYPED, HATCH = "FFF6C9", "C76A00"
RED, RED_PALE, AMBER, AMBER_PALE, GREEN, BLUE = "9C0006", "FBD9D9", "7A5200", "FFF1CC", "1E6B34", "1F5FA8"

_PEOPLE, _AIMS, _MONEY, _DETAILS = "2F75B5", "3C8D6B", "C9971C", "9AA5B1"
START_TAB, RESULTS_TAB = NAVY, "B23A48"
_TABS = {
    "Learner": _PEOPLE, "PriorAttain": _PEOPLE, "LLDDandHealthProblem": _PEOPLE, "LearnerFAM": _PEOPLE,
    "LearnerEmploymentStatus": _PEOPLE, "EmploymentStatusMonitoring": _PEOPLE,
    "LearningDelivery": _AIMS, "LearningDeliveryFAM": _AIMS, "HRSRecord": _AIMS, "LearningDeliveryWorkPlacement": _AIMS,
    "AppFinRecord": _MONEY,
}  # fmt: skip

_thin = Side(style="thin", color=LINE)
HEADER_HEIGHT, ROW_HEIGHT = 32.0, 18.0
HEADER_ALIGNMENT = Alignment(horizontal="left", vertical="top", wrap_text=True)
HEADER_BORDER = Border(left=_thin, right=_thin, bottom=Side(style="medium", color=NAVY))
UNDERLINE = Border(bottom=_thin)

_red_line, _amber_line = Side(style="thin", color=RED), Side(style="hair", color=AMBER)
ERROR_LOOK = DifferentialStyle(
    font=Font(b=True, color=RED),
    fill=PatternFill(bgColor=RED_PALE, fill_type="solid"),
    border=Border(left=_red_line, right=_red_line, top=_red_line, bottom=_red_line),
)
WARNING_LOOK = DifferentialStyle(
    font=Font(i=True, color=AMBER),
    fill=PatternFill(bgColor=AMBER_PALE, fill_type="solid"),
    border=Border(bottom=_amber_line),
)
CLEAN_LOOK = DifferentialStyle(font=Font(color=GREEN))
SHORT_ROW = DifferentialStyle(font=Font(b=True, color=RED), fill=PatternFill(bgColor=RED_PALE, fill_type="solid"))


def cell_alignment(number_format: str) -> Alignment:
    """Text to the left, amounts to the right, dates and small numbers in the middle, where they touch no neighbour."""
    centred = number_format in (DATE, WHOLE, TENTHS)
    return Alignment(horizontal="center" if centred else None, vertical="center")


def solid(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=colour)


def box(colour: str) -> Border:
    """A thin line all round."""
    side = Side(style="thin", color=colour)
    return Border(left=side, right=side, top=side, bottom=side)


def font(size: float = 11, *, bold: bool = False, italic: bool = False, link: bool = False, colour: str = INK) -> Font:
    """The workbook's one font."""
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour, u="single" if link else None, family=2)


def tab_colour(sheet: SheetLayout) -> str:
    """The tab colour of a data sheet: people, aims, money, or details that few providers need."""
    return _TABS.get(sheet.entity, _DETAILS)


def header_look(column: Column) -> tuple[PatternFill, Font]:
    """Fill and font of a column's header."""
    if column.kind == "status":
        return solid(SLATE), font(bold=True, colour=WHITE)
    if column.kind == "hidden" or column.rare:
        return solid(MIST), font(italic=True, colour=QUIET)
    if column.kind == "slot":
        return solid(MINT), font(bold=True)
    needed = column.kind == "key" or (column.definition is not None and column.definition.required)
    return (solid(NAVY), font(bold=True, colour=WHITE)) if needed else (solid(PALE), font(bold=True))
