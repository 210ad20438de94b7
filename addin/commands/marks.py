"""What can be done with the marks of a check: go to the next one, take them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from addin.dashboard.sheet import empty_dashboard, has_dashboard
from addin.hosts.port import Host
from addin.ooxml import CellValue, Value
from addin.sheets.columns import FoundSheet, find_sheets
from addin.sheets.count_rows import is_counts_sheet
from addin.sheets.reading import year_of_book
from ilr_core import catalogue
from workbook_templates.layout import MARKS, PROBLEMS, STATUS, layout
from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

_NAMES = re.compile(r"[|~]")
_OURS = (ERROR_SYMBOL, WARNING_SYMBOL, CLEAN_SYMBOL)


def next_mark(host: Host) -> bool:
    """Selects the first marked cell behind the selected one, sheet after sheet and round again; False if none is."""
    sheets = _data_sheets(host)
    names = [sheet.name for sheet in sheets]
    selected = host.selected()
    here = (names.index(selected[0]), *selected[1:]) if selected and selected[0] in names else (-1, 0, 0)
    marked = [(number, *cell) for number, sheet in enumerate(sheets) for cell in _marked(sheet)]
    target = next((cell for cell in marked if cell > here), marked[0] if marked else None)
    if target is None:
        return False
    host.select(names[target[0]], target[1], target[2])
    return True


def clear_marks(host: Host) -> None:
    """Blanks marks and statuses, takes notes of checks away, empties the lists and the figures on ``Start``."""
    for sheet in _data_sheets(host):
        cells: dict[tuple[int, int], CellValue] = {}
        for number, row in _rows(sheet):
            for header in (MARKS, STATUS):
                column = sheet.numbers.get(header)
                value = str(row[column - 1] or "") if column and column <= len(row) else ""
                if column and (value.startswith(_OURS) if header == STATUS else value):
                    cells[number, column] = None
        host.write_cells(sheet.name, cells)
        host.set_notes(sheet.name, ())
    for listing in host.read_sheets():
        if listing.name == PROBLEMS or is_counts_sheet(listing):
            host.fill_rows(listing.name, 2, ())
    if has_dashboard(host.read_sheets()):
        empty_dashboard(host)
    host.write_names(dict.fromkeys(("ILR_LastCheck", "ILR_Errors", "ILR_Warnings", "ILR_LearnersClean")))
    host.save()


def _data_sheets(host: Host) -> list[FoundSheet]:
    plan = layout(catalogue.load(year_of_book(host.read_names())))
    return list(find_sheets(host.read_sheets(), plan).by_name.values())


def _rows(sheet: FoundSheet) -> Iterator[tuple[int, list[Value]]]:
    yield from enumerate(sheet.data.rows[sheet.header_row :], sheet.header_row + 1)


def _marked(sheet: FoundSheet) -> Iterator[tuple[int, int]]:
    """Row and column of each marked cell in reading order."""
    column = sheet.numbers.get(MARKS)
    for number, row in _rows(sheet):
        text = str(row[column - 1] or "") if column and column <= len(row) else ""
        names = set(_NAMES.split(text)) - {""}
        yield from ((number, place) for place, heading in enumerate(sheet.headings, 1) if heading in names)
