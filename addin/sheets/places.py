"""Where the fields of a record stand that is shown in its parent's row.

Several of them may stand in one row, so a field's place names the column too: ``("Aims:SOF", 5)``. No sheet's name can
hold a colon.
"""

from __future__ import annotations

from addin.ooxml import column_letters
from ilr_core.model import Place

_MARK = ":"


class SlotPlaces:
    """Tells the places of the fields of one slot record, as ``Record.locate`` asks for them."""

    __slots__ = ("_first", "_headers", "_row", "_sheet")

    def __init__(self, sheet: str, row: int, headers: dict[str, str]):
        self._sheet = sheet
        self._row = row
        self._headers = headers
        self._first = next(iter(headers.values()))

    def __call__(self, field: str) -> Place:
        """The place of a field; one that has no column of its own stands where the record's first column is."""
        return f"{self._sheet}{_MARK}{self._headers.get(field, self._first)}", self._row


def cell_place(sheet: str, column: int) -> str:
    """The sheet part of the place of a single cell on a sheet without columns of ours, such as ``Start:C``."""
    return f"{sheet}{_MARK}{column_letters(column)}"


def split_place(place: Place) -> tuple[str, int, str] | None:
    """Sheet, row and header (empty unless the place names one); None for a place that is not in a sheet.

    >>> split_place(("Aims:SOF", 5))
    ('Aims', 5, 'SOF')
    """
    if not isinstance(place, tuple):
        return None
    sheet, _, header = place[0].partition(_MARK)
    return sheet, place[1], header
