"""The words of the Start sheet."""

from __future__ import annotations

from datetime import datetime

from ilr_core.catalogue import Catalogue
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

SUBTITLE = "Fill in, check, mend, export, upload. Everything here stays on your own computer."
STEPS = (
    (
        "1  Fill",
        (
            "Take last month's file (Import XML, or run: ilr import FILE.xml --out BOOK) or type: Learners, Aims, "
            "then the other sheets you need. Paste as values: that keeps the formats."
        ),
    ),
    (
        "2  Codes",
        (
            "Pick from the list in the cell, or type the bare code (10). "
            "Where a list depends on the kind beside it, choose the kind first."
        ),
    ),
    (
        "3  Check",
        (
            "In an .xlsm press Check workbook on the tab ILR; else save, close and run: ilr check BOOK. "
            "Bad cells light up, column A sums up each row, Problems lists everything."
        ),
    ),
    (
        "4  Mend",
        (
            "Errors first: a record with an error is refused. Warnings may be right as they are. "
            "Check again until no error is left."
        ),
    ),
    (
        "5  Export",
        "In an .xlsm press Export XML; else run: ilr export BOOK --out DIR. Upload it before 18:00 on the closing day.",
    ),
)
ERROR_SAMPLE, WARNING_SAMPLE = "1000000087", "07700 900123"
SYMBOLS = f"{ERROR_SYMBOL}   {WARNING_SYMBOL}   {CLEAN_SYMBOL}"
SYMBOL_MEANING = "Column A of each sheet: errors, only warnings, nothing found."
SLOT_MEANING = "Green header: one entry of another sheet, shown here to save you a row."
RARE_MEANING = "Above the columns: opens columns that few providers need."
_STATUS_OF_RETURN = {"published": "", "computed": "worked out by us", "inferred": "our estimate: ask DfE"}


def title(year: Catalogue) -> str:
    """The heading of the sheet."""
    return f"ILR return {year.title}"


def calendar_title(year: Catalogue) -> str:
    """The heading of the calendar."""
    return f"Returns of {year.title}"


def calendar_rows(year: Catalogue) -> list[tuple[str, datetime, str]]:
    """Name, closing time and note of each return: what it brings in, and whether its day is worked out."""
    notes = [(item, _STATUS_OF_RETURN[item.status]) for item in year.returns]
    return [(item.name, item.closes, f"{item.covers} ({doubt})" if doubt else item.covers) for item, doubt in notes]
