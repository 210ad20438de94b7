"""What of a copy is not merged: the user's own columns and sheets, and what is typed into result sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.merging.book_rows import BookRows
from addin.merging.row_matching import paired
from addin.ooxml import SheetData, Value
from addin.sheets.cells import is_blank
from addin.sheets.columns import FoundSheet
from addin.wording import counted, some_of
from workbook_templates.layout import (
    CHANGES,
    COUNTS,
    DASHBOARD,
    DASHBOARD_LISTS,
    LISTS,
    MARKS,
    PROBLEMS,
    SOURCE_FILES,
    START,
)

SHOWN = 5
WORKED_OUT = {CHANGES, COUNTS, DASHBOARD, DASHBOARD_LISTS, LISTS, PROBLEMS, SOURCE_FILES, START}
"""Sheets that a merge has no need to take over: a check fills them, or they are compared by themselves."""


def left_behind(base: BookRows, b: BookRows, sheets: Sequence[SheetData], before: Sequence[SheetData]) -> list[str]:
    """Sentences about cells that B changed and that stay behind; ``sheets`` and ``before`` are B's and the base's."""
    return [*_own_cells(base, b), *_other_sheets(b, sheets, before)]


def _own_cells(base: BookRows, b: BookRows) -> Iterator[str]:
    for name, found in b.book.reading.sheets.items():
        before = base.book.reading.sheets.get(name)
        own = _own_columns(found)
        pairs = paired(base.by_sheet.get(name, []), b.by_sheet.get(name, []), found.layout)
        old_row = {row.place[1]: place[1] for place, row in pairs.found.items()}
        old_columns = {text: number for number, text in _own_columns(before).items()} if before is not None else {}
        cells: list[str] = []
        for row in b.by_sheet.get(name, []):
            number = row.place[1]
            for column, heading in own.items():
                value = _cell(found, number, column)
                was = _cell(before, old_row.get(number), old_columns.get(heading))
                if value != was and not (is_blank(value) and is_blank(was)):
                    cells.append(f"{row.learner} {heading}".strip())
        if cells:
            yield (
                f"{name}: {counted(len(cells), 'cell')} of B in columns of your own not taken over: "
                f"{some_of(cells, SHOWN)}."
            )


def _own_columns(found: FoundSheet) -> dict[int, str]:
    return {number: text.strip() for number, text in found.own_columns.items() if text.strip() != MARKS}


def _cell(found: FoundSheet | None, row: int | None, column: int | None) -> Value:
    if found is None or row is None or column is None or row > len(found.data.rows):
        return None
    cells = found.data.rows[row - 1]
    return cells[column - 1] if column <= len(cells) else None


def _other_sheets(b: BookRows, sheets: Sequence[SheetData], before: Sequence[SheetData]) -> Iterator[str]:
    ours = WORKED_OUT | {found.name for found in b.book.reading.sheets.values()}
    old = {sheet.name: _values(sheet) for sheet in before}
    differing = [sheet.name for sheet in sheets if sheet.name not in ours and _values(sheet) != old.get(sheet.name)]
    if differing:
        yield f"Sheets of B that differ and are not taken over: {', '.join(differing)}. Those of A stay."


def _values(sheet: SheetData) -> list[list[Value]]:
    """What a sheet holds, without blank cells and rows at its ends."""
    rows = [_trimmed(row) for row in sheet.rows]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(row: Sequence[Value]) -> list[Value]:
    cells = list(row)
    while cells and is_blank(cells[-1]):
        cells.pop()
    return cells
