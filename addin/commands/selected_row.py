"""What is wrong with the selected row alone, told and not marked."""

from __future__ import annotations

from datetime import datetime

from addin.commands.book import SHOWN, open_book
from addin.commands.check import judged, one_per_cell
from addin.hosts.port import Host
from addin.sheets.places import split_place
from ilr_core.errors import InputError
from ilr_core.model import Finding


def check_selected_row(host: Host, now: datetime) -> str:
    """Every finding that is to be mended in the selected row, from a check of the whole return, in a few sentences.

    Raises InputError if no row of a data sheet is selected.
    """
    selected = host.selected()
    book = open_book(host)
    if selected is None or selected[1] not in book.reading.rows.get(selected[0], ()):
        names = ", ".join(sheet.name for sheet in book.reading.sheets.values())
        raise InputError(f"Select a filled row of one of the sheets {names}.")
    sheet, row, _ = selected
    report = judged(book, host, now)
    found = [one for one in one_per_cell(report.findings) if _place(one) == (sheet, row)]
    if not found:
        return f"{sheet}, row {row}: nothing is wrong."
    told = [f"{one.rule}: {one.message}" for one in found[:SHOWN]]
    more = [f"There are {len(found) - SHOWN} more. Check the workbook to see them all."] if len(found) > SHOWN else []
    return "\n".join([f"{sheet}, row {row}:", *told, *more])


def _place(finding: Finding) -> tuple[str, int] | None:
    place = split_place(finding.spots[0].place) if finding.spots else None
    return place[:2] if place else None
