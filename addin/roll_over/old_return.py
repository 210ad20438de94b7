"""The return to roll over: its learners, and of whom something could not be read, from a workbook, an XML or a ZIP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from addin.audit.trail import Trail, trail_of
from addin.books.book import numbering_notice, open_book
from addin.commands.import_return import refuse_another_year
from addin.hosts.port import Host
from addin.programmes.sheet import read_programmes
from addin.sheets.addresses import address
from addin.sheets.reading import BookReading
from addin.wording import some_of
from ilr_core.catalogue import Catalogue
from ilr_core.checking import provider_number
from ilr_core.errors import InputError
from ilr_core.model import Finding, Learner, Spot
from ilr_core.programmes import Programme
from ilr_core.xml import ReturnReader, opened
from workbook_templates import names as book_names
from workbook_templates.own_sheets import OWN_SHEETS

Progress = Callable[[int], None]
STEP = 500
SHOWN = 3


@dataclass(frozen=True)
class OldReturn:
    """A return of one year.

    ``stops`` says of learners what could not be read; ``remarks`` are sentences about the return as a whole, ``doubts``
    about rows that belong to no learner. ``programmes`` are those of a workbook, usable or not; ``trail`` is its audit
    trail, if it has one.
    """

    title: str
    year: Catalogue
    ukprn: int | None
    learners: list[Learner]
    stops: dict[Learner, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    programmes: tuple[Programme, ...] = ()
    trail: Trail | None = None


def old_return(path: Path, year: str | None = None, progress: Progress | None = None) -> OldReturn:
    """A return in an XML file or ZIP. Raises InputError for one that cannot be read to its end."""
    with path.open("rb") as stream:
        source = opened(stream, path.name)
        reader = ReturnReader(source.stream, source.name, year)
        refuse_another_year(path.name, reader)
        learners: list[Learner] = []
        for batch in reader.batches(STEP):
            learners += batch
            if progress:
                progress(len(learners))
    remarks = (_FILES_STAY,) if reader.message.SourceFiles else ()
    return OldReturn(path.name, reader.year, provider_number(reader.message), learners, remarks=remarks)


def old_return_of_book(host: Host, year: str | None = None) -> OldReturn:
    """The return in a workbook. Raises InputError for a workbook whose sheets cannot be relied on."""
    book = open_book(host, year)
    reading = book.reading
    errors = [found for found in reading.problems if found.severity == "error"]
    if reading.learners and len(reading.blocked) == len(reading.learners) and errors:
        raise InputError(f"{host.title}: nothing can be rolled over. {errors[0].message}")
    other_year = [found for found in book.findings if dict(found.fields).keys() == {book_names.YEAR}]
    if other_year:
        raise InputError(f"{host.title}: {other_year[0].message}")
    stops = {learner: _why(learner, reading, errors) for learner in reading.blocked}
    references = {learner.LearnRefNumber for learner in reading.blocked}
    doubts = tuple(found.message for found in errors if found.learner is None or found.learner not in references)
    numbered = numbering_notice(reading).replace("in the export", "in the new workbook")
    files = _FILES_STAY if book.source_files else ""
    remarks = [text for text in (numbered, files, _what_is_yours(host, reading)) if text]
    return OldReturn(
        host.title, book.year, book.ukprn, reading.learners, stops, tuple(remarks), doubts,
        _programmes(host, book.year), trail_of(host),
    )  # fmt: skip


def _programmes(host: Host, year: Catalogue) -> tuple[Programme, ...]:
    """The programmes of a workbook; none of one whose sheet is not there or not whole."""
    with suppress(InputError):
        return tuple(row.programme for row in read_programmes(host.read_sheets(), year, host.title).rows)
    return ()


_FILES_STAY = "The list of source files of the old return is not carried: the new return is a file of its own."


def _what_is_yours(host: Host, reading: BookReading) -> str:
    """That columns and sheets which are not part of a return stay behind, with their names; empty if there are none."""
    ours = OWN_SHEETS | {one.name for one in reading.sheets.values()}
    named = [f"sheet {one.name}" for one in host.read_sheets() if one.name not in ours]
    for sheet in reading.sheets.values():
        named += [f"{sheet.name}: {heading}" for heading in sheet.own_columns.values()]
    return f"Columns and sheets of your own are not carried: {some_of(named, SHOWN)}." if named else ""


def _why(learner: Learner, reading: BookReading, errors: list[Finding]) -> str:
    """Which cells of a learner could not be read, or which rows not be placed."""
    cells = list(_unreadable_cells(learner, reading))
    if cells:
        return f"{some_of(cells, SHOWN)} cannot be read. Correct it and roll the return over again."
    reference = learner.LearnRefNumber
    named = next((found.message for found in errors if found.learner == reference), "")
    return named or "A row of the learner could not be placed. Check the old workbook and roll it over again."


def _unreadable_cells(learner: Learner, reading: BookReading) -> Iterator[str]:
    for record in learner.walk():
        for name, kinds in (record.faults or {}).items():
            if "unreadable" in kinds:
                cell = address(Spot(record.place_of(name), record.ENTITY, name), reading)
                yield f"{cell} ({name})" if cell else name
