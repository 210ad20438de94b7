"""Ids of rows, by which links and the change log find them after sorting."""

from __future__ import annotations

from addin.hosts.port import Host
from addin.ooxml import CellValue
from addin.sheets.addresses import sheet_of
from addin.sheets.reading import BookReading
from workbook_templates.layout import ROW_ID


def give_row_ids(host: Host, reading: BookReading) -> None:
    """Gives typed and copied rows an id of their own in the hidden column."""
    cells: dict[str, dict[tuple[int, int], CellValue]] = {}
    for (name, row), row_id in reading.new_ids.items():
        sheet = sheet_of(name, reading)
        if sheet and ROW_ID in sheet.numbers:
            cells.setdefault(name, {})[row, sheet.numbers[ROW_ID]] = row_id
            reading.row_ids[name, row] = row_id
    for name, values in cells.items():
        host.write_cells(name, values)
