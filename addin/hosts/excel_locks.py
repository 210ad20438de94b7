"""Sheets that a level has locked, in Excel: unlocked while a command writes, locked again with the same options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import xlwings as xw

from addin.hosts.excel_areas import is_protected
from addin.hosts.sheet_lock import LEVEL_NAME, SheetLock
from addin.ooxml import Area
from ilr_core.errors import InputError

P = ParamSpec("P")
R = TypeVar("R")
_NO_PASSWORD = ""
# The last eleven arguments of Worksheet.Protect in their order: by place, for COM knows names only in some setups.
_OPTIONS = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip
_ALLOWED = ("AllowFormattingColumns", "AllowFormattingRows", "AllowSorting", "AllowFiltering", "AllowUsingPivotTables")


def lifts_lock(method: Callable[Concatenate[Any, str, P], R]) -> Callable[Concatenate[Any, str, P], R]:
    """Makes a method of a host, which writes to the sheet that is named first, work where a level has locked it."""

    @wraps(method)
    def writing(host: Any, sheet: str, /, *arguments: P.args, **named: P.kwargs) -> R:
        with unlocked(host._book.sheets[sheet]):
            return method(host, sheet, *arguments, **named)

    return writing


@contextmanager
def unlocked(page: xw.Sheet) -> Iterator[None]:
    """While this lasts a sheet that a level has locked takes values. One that its user has protected stays as it is."""
    arguments = _arguments(page) if is_protected(page) and is_levelled(page.book) else None
    if arguments is not None:
        _unprotect(page)
    was_ours = arguments is not None and not is_protected(page)
    try:
        yield
    finally:
        if was_ours and arguments is not None:
            page.api.Protect(*arguments)


def put_lock(page: xw.Sheet, wanted: SheetLock | None) -> bool:
    """Locks a sheet, or with None unlocks it. False, and nothing done, if it is its user's protection."""
    if is_protected(page):
        if is_levelled(page.book):
            _unprotect(page)
        if is_protected(page):
            return False
    if wanted is None:
        return True
    _open_cells(page, wanted)
    allowed = (*_ALLOWED, *(() if wanted.strict else ("AllowFormattingCells",)))
    options = [name in allowed for name in _OPTIONS]
    page.api.Protect(_NO_PASSWORD, wanted.strict, True, wanted.strict, False, *options)
    return True


def _open_cells(page: xw.Sheet, wanted: SheetLock) -> None:
    try:
        page.cells.api.Locked = True
        for area in wanted.open:
            _cells(page, area).api.Locked = False
    except Exception as error:
        # Excel refuses it for a part of merged cells, and says it in many ways.
        raise InputError(
            f"The cells of the sheet {page.name} could not be opened and locked: cells are merged across columns. "
            "Unmerge them, then set the level again."
        ) from error


def is_levelled(book: xw.Book) -> bool:
    """Whether the workbook says that a level has locked its sheets."""
    with suppress(Exception):
        return bool(book.names[LEVEL_NAME].refers_to_range.value)
    return False


def _unprotect(page: xw.Sheet) -> None:
    # With a wrong password Excel raises; without one it would ask its user.
    with suppress(Exception):
        page.api.Unprotect(_NO_PASSWORD)


def _arguments(page: xw.Sheet) -> list[object]:
    options = page.api.Protection
    drawings, scenarios = bool(page.api.ProtectDrawingObjects), bool(page.api.ProtectScenarios)
    return [_NO_PASSWORD, drawings, True, scenarios, False, *(bool(getattr(options, name)) for name in _OPTIONS)]


def _cells(page: xw.Sheet, area: Area) -> xw.Range:
    return page.range((area.first_row, area.first_column), (area.last_row, area.last_column))
