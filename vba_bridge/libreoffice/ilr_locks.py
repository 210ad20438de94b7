"""Sheets of a Calc document that a level has locked: unlocked while a command writes, and locked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from com.sun.star.util import CellProtection
from ilr_cells import used

LEVEL_NAME = "ILR_Level"
_NO_PASSWORD = ""


@contextmanager
def unlocked(document: Any, sheet: Any) -> Iterator[None]:
    """While this lasts such a sheet takes values. One that its user has protected stays as it is."""
    is_ours = sheet.isProtected() and _lifted(document, sheet)
    try:
        yield
    finally:
        if is_ours:
            # What may be done on a protected sheet is kept by Calc while it is not protected.
            sheet.protect(_NO_PASSWORD)


def put_lock(document: Any, sheet: Any, areas: Sequence[Any] | None) -> bool:
    """Locks a sheet but for areas (first and last row and column); None unlocks it. False if it is its user's."""
    if sheet.isProtected() and not _lifted(document, sheet):
        return False
    if areas is None:
        return True
    end, last = used(sheet).RangeAddress, sheet.RangeAddress
    width = max([end.EndColumn + 1, *(min(area[3], last.EndColumn + 1) for area in areas)])
    _set(sheet, (1, 1, last.EndRow + 1, width), is_locked=True)
    for area in areas:
        _set(sheet, area, is_locked=False)
    sheet.protect(_NO_PASSWORD)
    return True


def _set(sheet: Any, area: Sequence[int], *, is_locked: bool) -> None:
    first_row, first_column, last_row, last_column = area
    end = sheet.RangeAddress
    cells = sheet.getCellRangeByPosition(
        first_column - 1, first_row - 1, min(last_column - 1, end.EndColumn), min(last_row - 1, end.EndRow)
    )
    cells.CellProtection = CellProtection(is_locked, False, False, False)


def _lifted(document: Any, sheet: Any) -> bool:
    """Unlocks a sheet if a level has locked it; gives whether it takes values now."""
    if _is_levelled(document):
        with suppress(Exception):  # the password is another one
            sheet.unprotect(_NO_PASSWORD)
    return not sheet.isProtected()


def _is_levelled(document: Any) -> bool:
    ranges = document.NamedRanges
    cells = ranges.getByName(LEVEL_NAME).getReferredCells() if LEVEL_NAME in ranges.ElementNames else None
    return cells is not None and bool(cells.getCellByPosition(0, 0).String)
