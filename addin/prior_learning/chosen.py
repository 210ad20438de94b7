"""Which rows of the sheet ``RPL`` a command is about: those named, those selected, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from addin.books.book import Book, open_book
from addin.hosts.port import Host
from addin.prior_learning.apprentices import Apprentice, Owners, apprentices, owners
from addin.prior_learning.fill import note_on
from addin.prior_learning.sheet import REFERENCE, RplRow, RplSheet, add_to_reading, rpl_sheet
from ilr_core.errors import InputError
from ilr_core.rpl import Entry, Judgement, judged


@dataclass(frozen=True)
class Row:
    """A row with whose it is (None: gone from the return), and its entry and verdict by the dates of the return."""

    row: RplRow
    apprentice: Apprentice | None
    entry: Entry
    judgement: Judgement

    @property
    def is_complete(self) -> bool:
        """Whether a page of evidence can be made of it."""
        return self.apprentice is not None and self.judgement.kind not in ("none", "missing")

    @property
    def name(self) -> str:
        """Whose row it is, for people."""
        return self.apprentice.name if self.apprentice else self.row.text(REFERENCE)


@dataclass(frozen=True)
class Rows:
    """The workbook, its sheet, the chosen rows, and whether somebody chose them."""

    book: Book
    sheet: RplSheet
    rows: tuple[Row, ...]
    are_chosen: bool


def chosen_rows(host: Host, *, learners: Sequence[str] = (), year: str | None = None, selected: bool = True) -> Rows:
    """The rows of these learners; else, with ``selected``, those that the selection on the sheet touches; else all.

    Raises InputError for a learner who has no row.
    """
    host.progress("Reading the workbook")
    book = open_book(host, year)
    sheet = _sheet_of(host, book)
    selection = _selection(host, sheet) if selected and not learners else None
    rows = [row for row in sheet.rows if selection is None or row.number in selection]
    if learners:
        rows = _of_learners(sheet, learners)
    if not sheet.rows:
        raise InputError(
            f"The sheet {sheet.name} has no rows. It shows apprentices of the workbook: add one, then fill it again."
        )
    return Rows(book, sheet, _made(rows, sheet, book), bool(learners) or selection is not None)


def all_rows(host: Host, book: Book) -> tuple[Row, ...]:
    """Every row of the sheet of a workbook that has been read; none if the sheet is empty.

    Raises InputError for a sheet that is not there or damaged.
    """
    sheet = _sheet_of(host, book)
    return _made(sheet.rows, sheet, book)


def _sheet_of(host: Host, book: Book) -> RplSheet:
    sheet = rpl_sheet(host.read_sheets(), book.year, host.title)
    add_to_reading(book.reading, sheet)
    return sheet


def _made(rows: Sequence[RplRow], sheet: RplSheet, book: Book) -> tuple[Row, ...]:
    found = owners(sheet.rows, apprentices(book.reading))
    return tuple(_row(row, found) for row in rows)


def _selection(host: Host, sheet: RplSheet) -> set[int] | None:
    """The selected rows that are rows of somebody; None if there is none."""
    selected = host.selected_rows()
    if selected is None or selected[0] != sheet.name:
        return None
    return set(selected[1]) & {row.number for row in sheet.rows} or None


def _of_learners(sheet: RplSheet, learners: Sequence[str]) -> list[RplRow]:
    wanted = {name.strip().casefold(): name for name in learners}
    rows = [row for row in sheet.rows if row.text(REFERENCE).casefold() in wanted]
    missing = wanted.keys() - {row.text(REFERENCE).casefold() for row in rows}
    if missing:
        names = ", ".join(wanted[name] for name in wanted if name in missing)
        raise InputError(f"The sheet {sheet.name} has no row of {names}. Fill it first, or check the LearnRefNumber.")
    return rows


def _row(row: RplRow, found: Owners) -> Row:
    apprentice = found.of_row.get(row.number)
    aim = apprentice.aim if apprentice else None
    entry = Entry(
        **row.inputs(),
        start=aim.LearnStartDate if aim else None,
        planned_end=aim.LearnPlanEndDate if aim else None,
        is_restart=apprentice.is_restart if apprentice else False,
        note=note_on(apprentice, is_twice=row.number in found.twice),
    )
    return Row(row, apprentice, entry, judged(entry))
