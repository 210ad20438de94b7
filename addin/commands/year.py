"""The collection year of a workbook: which it is, and changing it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from addin.audit.recording import record, settle
from addin.change_log import LogEntry, next_change
from addin.changes.commit import Change
from addin.changes.future import CellEdit
from addin.hosts.port import Host
from addin.ooxml import CellValue, cell_name
from addin.sheets.addresses import quoted
from addin.sheets.cells import is_blank
from addin.sheets.columns import FoundSheet, find_sheets
from addin.sheets.reading import year_of_book
from addin.sheets.start import cells_of_year
from addin.wording import some_of
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from workbook_templates.layout import CHANGES, START, layout
from workbook_templates.names import YEAR

COMMAND = "year"
SHOWN = 5


def ask_year(host: Host, question: str, years: list[Catalogue]) -> Catalogue | None:
    """The first of some years to which the user says yes; ``question`` has a place for its title."""
    return next((year for year in years if host.ask_yes(question.format(year.title))), None)


def change_year_of_book(host: Host, *, who: str, now: datetime) -> str:
    """Says for which year a workbook is, asks for each other year whether it shall be that, and changes it.

    Raises InputError, with the cells, if something is typed that the other year has no column for.
    """
    own = year_of_book(host.read_names())
    said = f"This workbook is for {catalogue.load(own).title}." if own else "This workbook does not say its year."
    others = [catalogue.load(name) for name in reversed(catalogue.years()) if name != own]
    target = ask_year(host, f"{said} Shall it be for {{}}?", others)
    if target is None:
        return f"{said} Nothing was changed."
    has_calendar = bool(_calendar_cells(host, own, target))
    done = put_year(host, target, who=who, now=now)
    told = [f"The workbook is for {target.title} now (change {done.number} of the sheet {CHANGES})."]
    if not has_calendar:
        told.append("The calendar on Start was not found and shows the returns of before: make a new workbook for it.")
    return " ".join([*told, _what_lacks(host, target)])


def put_year(host: Host, target: Catalogue, *, who: str, now: datetime, undoes: int | None = None) -> Change:
    """Makes it a workbook of that year, calendar included, and logs that. Raises InputError if it cannot be."""
    refusal = host.refusal() or _lost(host, target)
    if refusal:
        raise InputError(refusal)
    names = host.read_names()
    place = host.find_names().get(YEAR)
    if place is None:
        raise InputError(
            f"{host.title} has no cell with the name {YEAR}. Give that name to the cell with the year on Start."
        )
    calendar = _calendar_cells(host, year_of_book(names), target)
    old, number = str(names.get(YEAR) or ""), next_change(host)
    reason = f"the year of the workbook is {target.title}"
    entry = LogEntry(
        number, now.replace(microsecond=0), who, COMMAND, "", None, START, "", YEAR, old, target.year, reason, undoes
    )
    recorded = record(host, [entry], now)
    host.write_names({YEAR: target.year})
    if calendar:
        host.write_cells(START, calendar)
    edit = CellEdit(place[0], place[1], "", YEAR, old, target.year, "", None)
    saved = host.save()
    settle(recorded, saved, now)
    return Change(number, (edit,), saved)


def _calendar_cells(host: Host, own: str | None, target: Catalogue) -> dict[tuple[int, int], CellValue]:
    start = next((sheet for sheet in host.read_sheets() if sheet.name == START), None)
    return cells_of_year(start, catalogue.load(own), target) if start is not None and own else {}


def _lost(host: Host, target: Catalogue) -> str:
    """That cells hold what the other year has no column for; empty if none does."""
    cells = list(dict.fromkeys(_cells_of_other_years(host, target)))
    if not cells:
        return ""
    return (
        f"{target.title} has no column for what these cells hold: {some_of(cells, SHOWN)}. "
        "Nothing was changed. Move or delete what they hold, then try again."
    )


def _cells_of_other_years(host: Host, target: Catalogue) -> Iterator[str]:
    sheets = host.read_sheets()
    for year in (catalogue.load(name) for name in catalogue.years() if name != target.year):
        for found in find_sheets(sheets, layout(year)).by_name.values():
            there = layout(target).sheet_of.get(found.layout.entity)
            for header, number in found.numbers.items():
                if found.layout.by_header[header].definition and (there is None or header not in there.by_header):
                    yield from _filled(found, header, number)


def _filled(found: FoundSheet, header: str, number: int) -> Iterator[str]:
    for row, values in enumerate(found.data.rows[found.header_row :], found.header_row + 1):
        if number <= len(values) and not is_blank(values[number - 1]):
            yield f"{quoted(found.name)}!{cell_name(row, number)} ({header})"


def _what_lacks(host: Host, year: Catalogue) -> str:
    """Which columns of the year the workbook does not have, and what stays as it is."""
    sheets = find_sheets(host.read_sheets(), layout(year)).by_name
    lacking = []
    for name, plan in layout(year).sheets.items():
        if name not in sheets:
            lacking.append(f"the sheet {name}")
            continue
        headers = [column.header for column in plan.columns if column.definition is not None]
        lacking += [f"{name}: {header}" for header in headers if header not in sheets[name].numbers]
    stays = "The dropdowns still offer the codes of before; the check judges by the new year."
    if not lacking:
        return f"It has every column of that year. {stays}"
    return f"It lacks columns of that year: {', '.join(lacking)}. Type such a name into row 1 to have one. {stays}"
