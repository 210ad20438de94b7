"""Returns read for the reports: an XML file, a ZIP or a workbook, with what a reader must know of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from addin.books.book import Book, open_book
from addin.commands.off_the_job import typed_beside
from addin.earnings.returns import Rates
from addin.file_kinds import is_workbook
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.prior_learning.chosen import all_rows
from addin.prior_learning.sheet import has_rpl_sheet
from addin.sheets.addresses import address
from addin.sheets.places import split_place
from addin.sheets.reading import BookReading
from addin.standing_reports.facts import ReturnFacts
from addin.wording import counted
from ilr_core.checking import provider_number
from ilr_core.collector import collected_rarely
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding
from workbook_templates.names import YEAR

NOT_VALID = "The file does not follow the schema. What no field can hold is not in the report: check the file first."
UNREADABLE = "{learners} cannot be read in full, so dates or figures may be missing here: check the workbook first."
MISPLACED = "The sheets have {problems}, the first at {where}, so something may be missing here: check them first."


def facts_at(
    path: Path, *, now: datetime, year: str | None = None, knowledge: Knowledge, rates: Rates | None = None
) -> ReturnFacts:
    """The return in an XML file, a ZIP or a workbook. Raises InputError for anything else, or a return with a break."""
    from ilr_core.xml import ReturnReader, opened

    if is_workbook(path):
        return facts_of_book(FileHost(path), now=now, year=year, knowledge=knowledge, rates=rates)
    with path.open("rb") as stream, collected_rarely():
        source = opened(stream, path.name)
        reader = ReturnReader(source.stream, source.name, year)
        learners = list(reader.learners())
    notes = () if reader.schema_valid else (NOT_VALID,)
    ukprn = provider_number(reader.message)
    return ReturnFacts(path.name, reader.year, ukprn, learners, now, knowledge, rates, notes=notes)


def facts_of_book(
    host: Host, *, now: datetime, year: str | None = None, knowledge: Knowledge, rates: Rates | None = None
) -> ReturnFacts:
    """The return in a workbook, which is only read. Raises InputError for a workbook that cannot be worked on."""
    book = open_book(host, year)
    problems = [found for found in book.reading.problems if found.severity == "error"]
    if problems and not book.reading.learners:
        raise InputError(problems[0].message)
    return ReturnFacts(
        host.title,
        book.year,
        book.ukprn,
        book.reading.learners,
        now,
        knowledge,
        rates,
        lambda: typed_beside(host, book.year, now.date()),
        lambda: all_rows(host, book) if has_rpl_sheet(host.read_sheets()) else (),
        tuple(_notes(book, problems)),
    )


def _notes(book: Book, problems: Sequence[Finding]) -> Iterator[str]:
    """What a reader must know of a workbook: another year, learners that cannot be read, problems with its sheets."""
    yield from (found.message for found in book.findings if found.fields[0][0] == YEAR)
    if book.reading.blocked:
        yield UNREADABLE.format(learners=counted(len(book.reading.blocked), "learner"))
    if problems:
        place = _place(problems[0], book.reading)
        found = MISPLACED.format(problems=counted(len(problems), "problem"), where=place)
        yield found if place else problems[0].message


def _place(problem: Finding, reading: BookReading) -> str:
    """The cell of a problem with a row, whose sentence may name its learner; empty for one with a whole sheet."""
    headings = {sheet.name: sheet.header_row for sheet in reading.sheets.values()}
    spot = problem.spots[0] if problem.spots else None
    place = split_place(spot.place) if spot else None
    return address(spot, reading) or "" if spot and place and place[1] != headings.get(place[0]) else ""
