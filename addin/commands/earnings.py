"""What the apprentices of a workbook earn, as an estimate, and the sheet ``Earnings`` filled with it."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from addin.books.book import SUPPLIER, Book, open_book
from addin.commands.check import judged
from addin.earnings.returns import Progress, Rates, ReturnEarnings, earned_by, errors_by_learner
from addin.earnings.sheet_rows import fact_cells, figure_cells, heights, learner_lines, total_cells
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.sheets.result_table import ResultTable, Typed, laid_out, result_table
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from workbook_templates import names
from workbook_templates.earnings_sheet import COLUMNS, NOTES
from workbook_templates.layout import EARNINGS

KEY = "LearnRefNumber"
GONE = "No longer among those who earn. The row stays for what you typed here; delete it if you do not need it."


def book_earnings(
    host: Host,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    rates: Rates | None = None,
    check: bool = False,
    progress: Progress | None = None,
) -> tuple[Book, ReturnEarnings]:
    """The earnings of a workbook, which is only read; with ``check`` the rules are run as well.

    Without ``knowledge`` bands are looked up in all that the user has loaded. Raises InputError or PackageError, one
    sentence, for a workbook that cannot be worked on.
    """
    known = loaded_knowledge() if knowledge is None else knowledge
    host.progress("Reading the workbook")
    book = open_book(host, year)
    learners = book.reading.learners

    def tell(done: int) -> None:
        host.progress("Working out earnings", done, len(learners))
        if progress:
            progress(done)

    earned = earned_by(learners, known, rates, tell)
    errors = errors_by_learner(judged(book, host, now, known)) if check else None
    return book, ReturnEarnings(host.title, book.year, len(learners), earned, errors, known.names)


def fill_earnings(
    host: Host,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    rates: Rates | None = None,
    rates_from: str = "",
    progress: Progress | None = None,
) -> tuple[ReturnEarnings, Path | None]:
    """Works out the earnings of a workbook, runs the rules, and fills the sheet ``Earnings``; no data cell is touched.

    ``rates_from`` says for people where the rates come from. Gives the earnings and where the filled book is, None if
    the program that shows it saves it. Raises InputError for a workbook without the sheet, before
    any work is done.
    """
    table = earnings_table(host)
    totals_row = _totals_row(host, table)
    book, found = book_earnings(
        host, now=now, year=year, knowledge=knowledge, rates=rates, check=True, progress=progress
    )
    host.progress(f"Filling the sheet {EARNINGS}")
    lines = learner_lines(found, book.reading.learners, now.date())
    typed = Typed(table, (KEY,))
    rows = [(line, typed.take(line[KEY])) for line in lines]
    rows += typed.left(NOTES, GONE)
    span = (table.first_row, table.header_row + max(len(rows), 1))
    host.fill_rows(EARNINGS, table.first_row, laid_out(table, rows), heights([line for line, _ in rows]))
    start, day = book.year.start, now.date()
    host.write_names(fact_cells(found, day, f"{SUPPLIER} {version(SUPPLIER)}", rates_from))
    host.write_cells(EARNINGS, total_cells(lines, table.numbers, totals_row, span, start, day))
    host.write_names(figure_cells(lines, table.numbers, totals_row, span))
    return found, host.save()


def earnings_table(host: Host) -> ResultTable:
    """The table of the sheet ``Earnings``."""
    headers = [column.header for column in COLUMNS]
    return result_table(host, EARNINGS, headers, needed=(KEY,), typed=())


def _totals_row(host: Host, table: ResultTable) -> int:
    sheet, row, _ = host.find_names().get(names.EARNINGS_TOTALS, ("", 0, 0))
    if sheet != EARNINGS or row >= table.header_row - 2:
        raise InputError(
            f"{EARNINGS}: the rows of totals above the column names are not there. Export the return and import it "
            "into a new workbook."
        )
    return row
