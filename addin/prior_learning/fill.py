"""Fills the sheet ``RPL`` from the return: apprentices that are missing, what is known of each, and the formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction

from addin.books.book import open_book
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.ooxml import CellValue, Formula, cell_name
from addin.prior_learning.apprentices import RESIDUAL, RESTARTED, Apprentice, Band, Owners, apprentices, band_in, owners
from addin.prior_learning.sheet import AIM, REFERENCE, RplRow, RplSheet, rpl_sheet
from addin.prior_learning.what_if import WhatIf, is_tried, totals, tried, what_if_on
from addin.sheets.cells import is_blank
from addin.sheets.row_ids import give_row_ids
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.rpl import Entry, Judgement, judged
from workbook_templates.layout import ROW_ID
from workbook_templates.rpl_columns import (
    CHANGEABLE,
    IF,
    INPUTS,
    NOTE,
    NOW_ROW,
    RESTART,
    RESULTS,
    SYMBOLS,
    THEN_ROW,
    TICK,
    VERDICT,
)
from workbook_templates.rpl_formulas import panel_formulas, row_formulas

TWICE = "There twice: delete one of the rows"
GONE = "Not in the return any more"
STEP = 500


@dataclass(frozen=True)
class FilledRow:
    """A row after filling: its number, LearnRefNumber, whose it is (None: gone from the return), and the verdict."""

    number: int
    reference: str
    apprentice: Apprentice | None
    judgement: Judgement


@dataclass(frozen=True)
class Filled:
    """What filling did: every row with its verdict, and how many rows are new."""

    rows: tuple[FilledRow, ...]
    added: int

    @property
    def gone(self) -> int:
        """How many rows belong to nobody in the return any more."""
        return sum(row.apprentice is None for row in self.rows)


def fill_sheet(host: Host, *, year: str | None = None, knowledge: Knowledge | None = None) -> Filled:
    """Adds the apprentices that have no row, renews what comes from the return, and fills in blank inputs.

    Nothing typed is changed or taken away; the row of an apprentice who is gone stays. Bands come from LARS if it is
    loaded. Raises InputError, and writes nothing, if the workbook cannot be changed or has no whole sheet.
    """
    refusal = host.refusal()
    if refusal:
        raise InputError(refusal)
    host.progress("Reading the workbook")
    book = open_book(host, year)
    sheet = rpl_sheet(host.read_sheets(), book.year, host.title)
    give_row_ids(host, book.reading)
    band = band_in(loaded_knowledge() if knowledge is None else knowledge)
    found = owners(sheet.rows, apprentices(book.reading))
    return _filled(host, _Filling(sheet, book.year, band), found)


def renew_sheet(host: Host, *, year: str | None = None) -> Filled:
    """Renews what is known of the rows that are there, and their results, after a change; fills in nothing else."""
    book = open_book(host, year)
    sheet = rpl_sheet(host.read_sheets(), book.year, host.title)
    found = owners(sheet.rows, apprentices(book.reading))
    return _filled(host, _Filling(sheet, book.year, None), replace(found, without_row=()))


def _filled(host: Host, filling: _Filling, found: Owners) -> Filled:
    filled = filling.rows(found, host)
    sheet = filling.sheet
    refused = host.write_cells(sheet.name, filling.written())
    if refused:
        place = f"{sheet.name}!{cell_name(*refused[0])}"
        host.tell(
            f"{place} is inside merged cells or an array formula and was not filled. Unmerge it, then fill again."
        )
    if filled:
        host.reach(sheet.name, max(row.number for row in filled))
    host.save()
    return Filled(tuple(filled), len(found.without_row))


def note_on(apprentice: Apprentice | None, *, is_twice: bool) -> str:
    """What stands before all calculation; empty if nothing does."""
    if apprentice is None:
        return GONE
    return TWICE if is_twice else RESIDUAL if apprentice.has_residual_price else ""


def shown(judgement: Judgement) -> str:
    """A verdict as the sheet shows it."""
    return f"{SYMBOLS[judgement.kind]} {judgement.words}"


class _Filling:
    """Collects the cells to write, row by row."""

    def __init__(self, sheet: RplSheet, year: Catalogue, band: Band | None):
        self.sheet, self._year, self._band = sheet, year, band
        self._cells: dict[tuple[int, int], CellValue] = {}
        self._what_if: WhatIf = what_if_on(sheet)
        self._letters = sheet.letters
        self._now: list[tuple[Entry, Judgement]] = []
        self._then: list[tuple[Entry, Judgement]] = []
        self._has_ticks = any(row.is_ticked for row in sheet.rows)

    def rows(self, found: Owners, host: Host) -> list[FilledRow]:
        """Plans every row, those that are there and those that are new."""
        new = [RplRow(number, {}) for number, _ in enumerate(found.without_row, self.sheet.next_row)]
        whose = {**found.of_row, **{row.number: one for row, one in zip(new, found.without_row, strict=True)}}
        filled = []
        for done, row in enumerate((*self.sheet.rows, *new)):
            if done % STEP == 0:
                host.progress("Filling the sheet RPL", done, len(self.sheet.rows) + len(new))
            filled.append(self._row(row, whose.get(row.number), is_twice=row.number in found.twice))
        return filled

    def written(self) -> dict[tuple[int, int], CellValue]:
        """All cells to write, the totals above the table among them."""
        lines = self.sheet.lines_above
        values = {**_totals(NOW_ROW, "Now", self._now), **_totals(THEN_ROW, "Then", self._then)}
        values[NOW_ROW, TICK] = sum(row.is_ticked for row in self.sheet.rows)
        for (row, header), text in panel_formulas(self._letters, lines).items():
            self._put(row, header, Formula(text, values[row - lines, header]))
        return self._cells

    def _row(self, row: RplRow, apprentice: Apprentice | None, *, is_twice: bool) -> FilledRow:
        note = note_on(apprentice, is_twice=is_twice)
        cells: dict[str, CellValue] = {**row.cells, NOTE: note or None}
        if apprentice:
            cells |= _known(apprentice)
            known = _prefilled(apprentice, self._year, self._band) if self._band else {}
            blank = {name: header for name, header in INPUTS.items() if is_blank(row.cells.get(header))}
            cells |= {header: known[name] for name, header in blank.items() if name in known}
        for header, value in cells.items():
            if value != row.cells.get(header):
                self._put(row.number, header, value)
        whole = RplRow(row.number, cells)  # type: ignore[arg-type] # what is written here is what will be read
        judgement = self._formulas(whole)
        return FilledRow(row.number, whole.text(REFERENCE), apprentice, judgement)

    def _formulas(self, row: RplRow) -> Judgement:
        """Puts the formulas of a row with their values, so that programs which do not calculate show them too."""
        entry = row_entry(row)
        now = judged(entry)
        changed = tried(entry, self._what_if) if is_tried(row, entry, has_ticks=self._has_ticks) else entry
        then = judged(changed) if changed != entry else now
        self._now.append((entry, now))
        self._then.append((changed, then))
        values = {**_cached(now, ""), **_cached(then, IF)}
        values |= {f"{IF}{header}": getattr(changed, name) for name, header in CHANGEABLE.items()}
        for header, text in row_formulas(row.number, self._letters, self.sheet.lines_above).items():
            self._put(row.number, header, Formula(text, _as_cached(values[header])))
        return now

    def _put(self, row: int, header: str, value: CellValue) -> None:
        if header in self.sheet.found.numbers:
            self._cells[row, self.sheet.found.numbers[header]] = value


def row_entry(row: RplRow) -> Entry:
    """The row as its formulas see it."""
    return Entry(
        **row.inputs(),
        start=row.cells.get("LearnStartDate"),
        planned_end=row.cells.get(CHANGEABLE["planned_end"]),
        is_restart=not is_blank(row.cells.get(RESTART)),
        note=row.text(NOTE),
    )


def _known(apprentice: Apprentice) -> dict[str, CellValue]:
    learner, aim = apprentice.learner, apprentice.aim
    return {
        REFERENCE: learner.text("LearnRefNumber"),
        "FamilyName": learner.text("FamilyName"),
        "GivenNames": learner.text("GivenNames"),
        AIM: aim.AimSeqNumber,
        "StdCode": aim.text("StdCode"),
        "LearnStartDate": aim.LearnStartDate,
        "LearnPlanEndDate": aim.LearnPlanEndDate,
        "TNP1 now": apprentice.training_price,
        "Hours now": apprentice.planned_hours,
        RESTART: RESTARTED if apprentice.is_restart else None,
        ROW_ID: apprentice.row_id or None,
    }


def _prefilled(apprentice: Apprentice, year: Catalogue, band: Band) -> Mapping[str, int]:
    """What blank inputs can be filled with, because the return says it for certain.

    A year without records of what was removed does not tell a price before recognition from one after it; and a return
    with only one of HRS 4 and RIP 1 contradicts itself.
    """
    aim = apprentice.aim
    known: dict[str, int | None] = {"assessment_price": apprentice.assessment_price}
    if aim.StdCode is not None and aim.LearnStartDate is not None:
        known["band"] = band(aim.StdCode, aim.LearnStartDate)
    removed, reduction = apprentice.removed_hours, apprentice.reduction
    price, hours = apprentice.training_price, apprentice.planned_hours
    if "HRSRecord" in year.entities and (removed is None) == (reduction is None):
        known["price_before"] = None if price is None else price + (reduction or 0)
        known["hours_before"] = None if hours is None else hours + (removed or 0)
        known |= {"hours_removed": removed, "reduction_given": reduction}
    return {name: value for name, value in known.items() if value is not None}


def _cached(judgement: Judgement, prefix: str) -> dict[str, object]:
    values = {f"{prefix}{header}": getattr(judgement, name) for name, header in RESULTS.items()}
    return values | {f"{prefix}{VERDICT}": shown(judgement)}


def _totals(row: int, when: str, rows: list[tuple[Entry, Judgement]]) -> dict[tuple[int, str], str | int]:
    """What the lines above the table show of these rows."""
    found = totals(rows)
    headers = {**INPUTS, **RESULTS}
    values: dict[tuple[int, str], str | int] = {
        (row, headers[field.name]): getattr(found, field.name) for field in fields(found) if field.name in headers
    }
    words = f"{when}: {found.ok} OK, {found.to_look_at} to look at, {found.refused} refused"
    return values | {(row, VERDICT): words}


def _as_cached(value: object) -> str | int | float:
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days if type(value) is date else str(value)
    if isinstance(value, Fraction):
        return float(value)
    return value if isinstance(value, str | int | float) else ""
