"""Off-the-job hours of a workbook's apprentices, and the sheet ``Off-the-job`` filled with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from addin.books.book import SUPPLIER, open_book
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.off_the_job.apprentices import Apprentice
from addin.off_the_job.progress import TypedHours
from addin.off_the_job.returns import Progress, ReturnHours, TypedOf, hours_by
from addin.off_the_job.sheet_rows import apprentice_line, figure_cells, heights
from addin.off_the_job.typed import day_typed, typed_hours
from addin.ooxml import CellValue
from addin.sheets.cells import is_blank
from addin.sheets.result_table import Kept, ResultTable, Typed, laid_out, result_table
from ilr_core.catalogue import Catalogue
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from workbook_templates import names
from workbook_templates import off_the_job_sheet as sheet
from workbook_templates.layout import OFF_THE_JOB

KEYS = ("LearnRefNumber", sheet.STANDARD)
GONE = "No longer an apprentice of this return. The row stays for what you typed here; delete it if you do not need it."


def book_hours(
    host: Host,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> ReturnHours:
    """The hours of a workbook, which is only read; what was typed on its sheet ``Off-the-job`` counts, if it has one.

    Raises InputError or PackageError, one sentence, for a workbook that cannot be worked on.
    """
    has_sheet = any(one.name == OFF_THE_JOB for one in host.read_sheets())
    return _worked_out(host, now, year, knowledge, progress, must_have_sheet=has_sheet)[0]


def fill_hours(
    host: Host,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> tuple[ReturnHours, Path | None]:
    """Works out the hours and fills the sheet ``Off-the-job``; what was typed there stays with its apprentice.

    Gives the hours and where the filled book is, None if the program that shows it saves it. Raises InputError for a
    workbook without the sheet.
    """
    found, table, kept, typed = _worked_out(host, now, year, knowledge, progress, must_have_sheet=True)
    assert table is not None
    assert typed is not None
    host.progress(f"Filling the sheet {OFF_THE_JOB}")
    rows = [(apprentice_line(line, found), kept[number]) for number, line in enumerate(found.lines)]
    rows += typed.left(sheet.IN_WORDS, GONE)
    lines = [line for line, _ in rows]
    host.fill_rows(OFF_THE_JOB, table.first_row, laid_out(table, rows), heights(lines))
    facts: dict[str, CellValue] = {names.HOURS_DAY: now.date(), names.HOURS_TOOL: f"{SUPPLIER} {version(SUPPLIER)}"}
    span = (table.first_row, table.header_row + max(len(rows), 1))
    column = table.numbers.get(sheet.ON_TRACK)
    host.write_names(facts | (figure_cells(lines, column, span) if column else {}))
    return found, host.save()


def typed_beside(host: Host, year: Catalogue, today: date) -> tuple[TypedOf | None, date]:
    """What was typed on the sheet ``Off-the-job``, and the day up to which hours were counted.

    None and today for a workbook without the sheet. Raises InputError for a sheet that cannot be used.
    """
    if not any(one.name == OFF_THE_JOB for one in host.read_sheets()):
        return None, today
    typed = Typed(_table(host, year), KEYS)
    return partial(_typed_of, typed, year), _day(host, year, today)


def _typed_of(typed: Typed, year: Catalogue, apprentice: Apprentice) -> TypedHours:
    own = typed.take(apprentice.learner.text("LearnRefNumber"), apprentice.standard)
    cells = {header: typed.value(own, header) for header in sheet.typed_headers(year)}
    return typed_hours(cells, sheet.removed_header(year))


def _worked_out(
    host: Host,
    now: datetime,
    year: str | None,
    knowledge: Knowledge | None,
    progress: Progress | None,
    *,
    must_have_sheet: bool,
) -> tuple[ReturnHours, ResultTable | None, list[Kept], Typed | None]:
    host.progress("Reading the workbook")
    book = open_book(host, year)
    table = _table(host, book.year) if must_have_sheet else None
    typed = Typed(table, KEYS) if table else None
    known = loaded_knowledge() if knowledge is None else knowledge
    kept: list[Kept] = []
    removed = sheet.removed_header(book.year)

    def typed_of(apprentice: Apprentice) -> TypedHours:
        own = typed.take(apprentice.learner.text("LearnRefNumber"), apprentice.standard) if typed else {}
        kept.append(own)
        if typed is None:
            return TypedHours()
        cells = {header: typed.value(own, header) for header in sheet.typed_headers(book.year)}
        return typed_hours(cells, removed)

    learners = book.reading.learners
    day = _day(host, book.year, now.date())
    lines = hours_by(learners, day, typed_of, _telling(host, progress, len(learners)))
    standards = _standard_names({line.apprentice.standard for line in lines}, known)
    found = ReturnHours(host.title, book.year, day, lines, standards)
    return found, table, kept, typed


def _table(host: Host, year: Catalogue) -> ResultTable:
    headers = [column.header for column in sheet.columns(year)]
    return result_table(host, OFF_THE_JOB, headers, needed=KEYS, typed=sheet.typed_headers(year))


def _day(host: Host, year: Catalogue, today: date) -> date:
    """The day up to which hours were counted: typed on the sheet, else today."""
    value = host.read_names().get(names.HOURS_UP_TO)
    if is_blank(value):
        return today
    found = day_typed(value)
    if found is None or not year.start.year - 1 <= found.year or found > today:
        raise InputError(
            f"{OFF_THE_JOB}: 'Hours counted up to' holds no day that has come. "
            "Type it as dd/mm/yyyy, or leave it blank."
        )
    return found


def _standard_names(codes: set[int | None], known: Knowledge) -> dict[int, str]:
    lars = known.registers.LARS
    entries = {code: lars.standard(code) for code in codes if code is not None} if lars else {}
    return {code: entry.StandardName for code, entry in entries.items() if entry and entry.StandardName}


def _telling(host: Host, progress: Progress | None, total: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        host.progress("Working out hours", done, total)
        if progress:
            progress(done)

    return tell
