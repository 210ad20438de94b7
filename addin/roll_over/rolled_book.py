"""Rolls a return over into a new workbook: the records, what the rules will say of them, and the sheet of decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from addin.books.book import provider_message
from addin.change_log import user_name
from addin.commands.audit import begun_after
from addin.commands.new import book_of_rows, refuse_unusable_name
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.ooxml import CellValue, SheetData, Value
from addin.programmes.sheet import rows_of_programmes
from addin.roll_over.old_return import OldReturn, old_return, old_return_of_book
from addin.roll_over.sheet_lines import cell_of_note, heights, lines, spots_of
from addin.sheets.reading import BookReading, read_records, year_of_book
from addin.sheets.writing import rows_for
from addin.wording import counted
from ilr_core.catalogue import Catalogue, load, next_year
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, NotChecked
from ilr_core.programmes import faults_of, programme_fields
from ilr_core.roll_over import Note, RollOver, roll_over, rules_ahead, year_step
from workbook_templates.layout import layout

Told = Callable[[str, int, int], None]
_EMPTY_RECORD = (
    "The learner has a record without any value, which no row can show. Delete it or fill it in, and roll the return "
    "over again."
)
BEGUN = "rolled over from that workbook, whose audit trail ended so"
Rows = Mapping[str, Sequence[Sequence[CellValue]]]


def _untold(words: str, done: int, total: int) -> None:
    """Where nobody looks on."""


@dataclass(frozen=True)
class RolledReturn:
    """A return that was rolled over: the new workbook, what there is to say, and the cell of each note in it."""

    old: OldReturn
    book: Path
    rolled: RollOver
    cells: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]
    registers: tuple[str, ...] = ()


def roll_over_file(
    path: Path,
    book: Path,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    progress: Told = _untold,
) -> RolledReturn:
    """Makes a workbook of the next year from a return in an XML file or ZIP.

    Raises InputError, and makes nothing, for a return that cannot be read, for a year after which the tool knows none,
    or if something of the new name is there. ``knowledge`` is what the user has loaded, all of it if not given;
    ``progress`` is told what is being done, how far it is and of how much.
    """
    refuse_unusable_name(book)
    old = old_return(path, year, lambda count: progress("Reading learners", count, 0))
    return _rolled(old, book, now, loaded_knowledge() if knowledge is None else knowledge, progress)


def roll_over_book(
    host: Host,
    book: Path,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    progress: Told | None = None,
) -> RolledReturn:
    """Makes a workbook of the next year from the one of a host, in which nothing is changed.

    Raises as above. Without ``progress`` the host is told.
    """
    refuse_unusable_name(book)
    told = progress or host.progress
    known = loaded_knowledge() if knowledge is None else knowledge
    for trouble in known.troubles:
        host.tell(trouble)
    told("Reading the workbook", 0, 0)
    return _rolled(old_return_of_book(host, year), book, now, known, told)


def year_to_make(host: Host) -> Catalogue:
    """The year after that of a host's workbook. Raises InputError if this version knows none."""
    return _year_after(load(year_of_book(host.read_names())), host.title)


def _year_after(year: Catalogue, title: str) -> Catalogue:
    following = next_year(year)
    if following is None:
        raise InputError(
            f"{title} is a return of {year.title}, and this version knows no year after it. "
            "Roll over a return of an earlier year, or install a newer version."
        )
    return following


def _rolled(old: OldReturn, book: Path, now: datetime, known: Knowledge, told: Told) -> RolledReturn:
    new_year = _year_after(old.year, old.title)
    if not old.learners:
        raise InputError(f"{old.title} has no learners, so there is nothing to roll over. Name another return.")
    told("Rolling over learners", 0, len(old.learners))
    rolled = roll_over(old.learners, year_step(old.year, new_year), old.stops)
    rows, reading, lost = written(rolled)
    if lost:
        rolled = roll_over(old.learners, rolled.step, {**old.stops, **dict.fromkeys(lost, _EMPTY_RECORD)})
        rows, reading, _ = written(rolled)
    pairs = [(before, read) for (before, _), read in zip(rolled.pairs, reading.learners, strict=True)]
    provider = provider_message(old.ukprn, new_year)
    for learner in reading.learners:
        learner.message = provider
    found, not_checked = rules_ahead(pairs, rolled.step, now, known, partial(told, "Checking learners"))
    own = [*_about_the_return(old), *_about_programmes(old, new_year), *_about_registers(not_checked, new_year)]
    rolled.add([*found, *own])
    spots = spots_of(rolled.notes, rolled.learners, reading)
    told("Writing the workbook", 0, 0)
    table = lines(rolled.notes, spots, reading)
    log = [begun_after(old.trail, old.title, user_name(), now, BEGUN)] if old.trail and old.trail.entries else []
    programmes = rows_of_programmes(old.programmes, new_year)
    book_of_rows(
        book,
        new_year,
        rows,
        ukprn=old.ukprn,
        roll_over=(table, heights(table)),
        programmes=programmes,
        log=log,
        now=now,
    )
    cells = tuple(cell_of_note(spot, reading) for spot in spots)
    return RolledReturn(old, book, rolled, cells, tuple(not_checked), known.used_in(new_year.year))


def written(rolled: RollOver) -> tuple[Rows, BookReading, list[Learner]]:
    """The rows of the new workbook, how they read, and the old learners whose records would not all come back."""
    rows = rows_for(rolled.learners, layout(rolled.step.new))
    reading = as_read(rows, rolled.step.new)
    read = {_row_id(learner, reading): learner for learner in reading.learners}
    lost = [
        old for number, (old, new) in enumerate(rolled.pairs, 1)
        if (twin := read.get(f"L{number}")) is None or not new.same_as(twin)
    ]  # fmt: skip
    return rows, reading, lost


def _row_id(learner: Learner, reading: BookReading) -> str:
    assert isinstance(learner.place, tuple)
    return reading.row_ids.get(learner.place, "")


def _about_the_return(old: OldReturn) -> list[Note]:
    remarks = [Note("kept", "look", "", -1, None, "", "", "", "", text) for text in old.remarks]
    doubts = [Note("stopped", "decide", "", -1, None, "", "", "", "", text) for text in old.doubts]
    return [*doubts, *remarks]


def _about_programmes(old: OldReturn, year: Catalogue) -> list[Note]:
    """That programmes came along, what of them has no column now, and what must be corrected before they are used."""
    if not old.programmes:
        return []
    programmes = counted(len(old.programmes), "programme")
    told = [f"{programmes} came along. Look through prices, hours and codes before you add learners of {year.title}."]
    for one in old.programmes:
        lost = [header for header in one.texts if header not in programme_fields(year)]
        told += [f"Programme {one.name}: {year.title} has no column {', '.join(lost)}: left out."] if lost else []
        told += [f"Programme {one.name}: {sentence}" for _, sentence in faults_of(one, year)]
    return [Note("kept", "look", "", -1, None, "", "", "", "", text) for text in told]


def _about_registers(not_checked: Sequence[NotChecked], year: Catalogue) -> list[Note]:
    """That some rules said nothing, because what they look up is not loaded."""
    if not not_checked:
        return []
    needs = ", ".join(sorted({need for item in not_checked for need in item.needs}))
    text = (
        f"{len(not_checked)} rules of {year.title} were not judged for want of {needs}. Load what you have "
        "(ilr registers import, ilr lists import) and check this workbook."
    )
    return [Note("rule", "look", "", -1, None, "", "", "", "", text)]


def as_read(rows: Rows, year: Catalogue) -> BookReading:
    """The new workbook's records with their places, from its rows before they are written."""
    plan = layout(year)
    sheets = [
        SheetData(name, "visible", [[*sheet.by_header], *([_read_back(cell) for cell in row] for row in rows[name])])
        for name, sheet in plan.sheets.items()
    ]
    return read_records(sheets, year)


def _read_back(cell: CellValue) -> Value:
    """What a cell will give when it is read: numbers with decimals as Excel holds them."""
    if isinstance(cell, Decimal):
        return float(cell)
    assert cell is None or isinstance(cell, str | int | float | date)
    return cell
