"""Turns a return into a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from addin.commands.new import filled_book
from ilr_core import catalogue
from ilr_core.checking import provider_number
from ilr_core.errors import InputError
from ilr_core.model import Learner, Record
from ilr_core.xml import ReturnReader, opened

LOST = {"unknown", "repeated", "text"}
WRITTEN_ANEW = ("Header", "CollectionDetails", "Source")


@dataclass(frozen=True)
class Import:
    """What came in: the year, how many learners and aims, and whether the file followed the schema."""

    year: str
    learners: int
    aims: int
    schema_valid: bool


def import_return(
    file: Path, book: Path, year: str | None = None, progress: Callable[[int], None] | None = None
) -> Import:
    """Makes a workbook of an XML or ZIP return.

    A file that breaks the schema comes in with what was typed wherever a column can hold it. Raises InputError, and
    makes nothing, for a file that cannot be read, or whose unknown or misplaced parts would be lost.
    """
    with file.open("rb") as stream:
        source = opened(stream, file.name)
        reader = ReturnReader(source.stream, source.name, year)
        refuse_another_year(file.name, reader)
        learners: list[Learner] = []
        for learner in reader.learners():
            learners.append(learner)
            if progress and len(learners) % 500 == 0:
                progress(len(learners))
        if progress:
            progress(len(learners))
    kept = [record for record in reader.header_records if record.ENTITY not in WRITTEN_ANEW]
    _refuse_losses(file.name, [*kept, *(record for learner in learners for record in learner.walk())])
    source_files = reader.message.SourceFiles
    filled_book(book, reader.year, learners, ukprn=provider_number(reader.message), source_files=source_files)
    aims = sum(len(learner.LearningDelivery) for learner in learners)
    return Import(reader.year.year, len(learners), aims, reader.schema_valid)


def refuse_another_year(name: str, reader: ReturnReader) -> None:
    """Raises InputError for a return of another year than the one asked for."""
    for year in map(catalogue.load, catalogue.years()):
        if year.namespace == reader.namespace and year is not reader.year:
            raise InputError(
                f"{name} is a return of {year.year}, but {reader.year.year} was asked for. Leave --year out."
            )


def _refuse_losses(name: str, records: Iterable[Record]) -> None:
    for record in records:
        for field, kinds in (record.faults or {}).items():
            if LOST & set(kinds):
                raise InputError(
                    f"{name}, line {record.place}: {field} does not belong in {record.ENTITY} of this year, or is "
                    "there twice, and a workbook has no cell for it. Run ilr check on the file and mend it first."
                )
