"""From the spot of a finding to the cell of the workbook that shows it."""

from __future__ import annotations

import re

from addin.ooxml import cell_name, column_number
from addin.sheets.columns import FoundSheet
from addin.sheets.places import split_place
from addin.sheets.reading import BookReading
from ilr_core.model import Spot
from workbook_templates.layout import STATUS

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[Rr]|[Cc]")


def address(spot: Spot, reading: BookReading) -> str | None:
    """The cell of a spot as Excel writes it, ``Learners!C5`` or ``'Aim FAMs'!D3``; None if it is in no sheet.

    A spot without a field, or whose column is not there, is the row's status cell.
    """
    place = split_place(spot.place)
    if place is None:
        return None
    sheet, row, _ = place
    column, _ = cell_of(spot, reading)
    return f"{quoted(sheet)}!{cell_name(row, column)}"


def cell_of(spot: Spot, reading: BookReading) -> tuple[int, str]:
    """The column (from 1) of a spot and the layout's header of it; the header is empty for the status cell."""
    place = split_place(spot.place)
    found = sheet_of(place[0], reading) if place else None
    if place is None:
        return 1, ""
    if found is None:
        return (column_number(place[2]) if place[2] else 1), ""
    header = place[2] or spot.field
    if header in found.numbers:
        return found.numbers[header], header if place[1] > found.header_row else ""
    if header and header in found.headings:
        return found.headings.index(header) + 1, ""
    return found.numbers.get(STATUS, 1), ""


def sheet_of(name: str, reading: BookReading) -> FoundSheet | None:
    """The data sheet of that name in the workbook's own spelling."""
    return next((sheet for sheet in reading.sheets.values() if sheet.name == name), None)


def quoted(sheet: str) -> str:
    """A sheet's name as a formula spells it.

    >>> quoted("Aim FAMs")
    "'Aim FAMs'"
    """
    if _PLAIN_NAME.fullmatch(sheet) and not _LOOKS_LIKE_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"
