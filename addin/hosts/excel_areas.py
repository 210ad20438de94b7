"""Areas of a sheet in Excel: merged, protected, or part of an array formula, found by asking for large ones first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress

import xlwings as xw

from addin.ooxml import Area

Cell = tuple[int, int]


def barred(page: xw.Sheet, cells: Collection[Cell]) -> set[Cell]:
    """Those cells (row, column) that take no value: merged away, in an array formula, or locked on this sheet."""
    if not cells:
        return set()
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    around = page.range((min(rows), min(columns)), (max(rows), max(columns)))
    found = {cell for cell in _among(cells, around, _is_merged) if _is_merged_away(page.range(cell))}
    found |= {cell for cell in _among(cells, around, _is_array) if _is_shared(page.range(cell))}
    if is_protected(page):
        found |= _among(cells, around, _is_locked)
    return found


def is_protected(page: xw.Sheet) -> bool:
    """Whether the locked cells of a sheet are protected."""
    return bool(getattr(page.api, "ProtectContents", False))


def in_use(page: xw.Sheet) -> xw.Range:
    """From A1 to the last cell in use."""
    last = page.used_range.last_cell
    return page.range((1, 1), (last.row, last.column))


def merged_on(page: xw.Sheet) -> list[Area]:
    """The merged areas of a sheet."""
    return list(merged_areas(in_use(page)))


def merged_areas(area: xw.Range) -> Iterator[Area]:
    """The merged areas that begin in a range."""
    # Excel answers None where only some cells are.
    if area.merge_cells is False:
        return
    if area.shape == (1, 1):
        whole = area.merge_area
        if (whole.row, whole.column) == (area.row, area.column):
            yield Area(whole.row, whole.column, whole.last_cell.row, whole.last_cell.column)
        return
    for half in _halves(area):
        yield from merged_areas(half)


def _among(cells: Collection[Cell], area: xw.Range, ask: Callable[[xw.Range], bool | None]) -> set[Cell]:
    """Those cells in a range for which the answer is yes; None is the answer where it is so for some only."""
    answer = ask(area)
    if answer is False:
        return set()
    last = area.last_cell
    inside = {
        (row, column) for row, column in cells if area.row <= row <= last.row and area.column <= column <= last.column
    }
    if answer or not inside or area.shape == (1, 1):
        return inside
    return set().union(*(_among(inside, half, ask) for half in _halves(area)))


def _is_merged(area: xw.Range) -> bool | None:
    merged = area.merge_cells
    return None if merged is None else bool(merged)


def _is_merged_away(cell: xw.Range) -> bool:
    """Whether a merged cell is another than the first of its area, which alone holds a value."""
    whole = cell.merge_area
    return (whole.row, whole.column) != (cell.row, cell.column)


def _is_array(area: xw.Range) -> bool | None:
    has_array = area.has_array
    # Formulas that spill are known to newer versions of Excel alone.
    spills = getattr(area.api, "HasSpill", False)
    return has_array if has_array is not False else spills if spills is None else bool(spills)


def _is_shared(cell: xw.Range) -> bool:
    """Whether the array formula of a cell covers others as well."""
    with suppress(Exception):
        return bool(cell.api.CurrentArray.Count > 1)
    return True


def _is_locked(area: xw.Range) -> bool | None:
    locked = area.api.Locked
    return None if locked is None else bool(locked)


def _halves(area: xw.Range) -> tuple[xw.Range, xw.Range]:
    height, width = area.shape
    if height > 1:
        return area[: height // 2, :], area[height // 2 :, :]
    return area[:, : width // 2], area[:, width // 2 :]
