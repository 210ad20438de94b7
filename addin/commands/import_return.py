"""Turns a return into a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from addin.commands.new import filled_book
from ilr_core.checking import provider_number
from ilr_core.errors import InputError
from ilr_core.model import Learner
from ilr_core.xml import ReturnReader, opened


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
        learners: list[Learner] = []
        for learner in reader.learners():
            learners.append(learner)
            if progress and len(learners) % 500 == 0:
                progress(len(learners))
    _refuse_losses(file.name, learners)
    source_files = reader.message.SourceFiles
    filled_book(book, reader.year, learners, ukprn=provider_number(reader.message), source_files=source_files)
    aims = sum(len(learner.LearningDelivery) for learner in learners)
    return Import(reader.year.year, len(learners), aims, reader.schema_valid)


def _refuse_losses(name: str, learners: list[Learner]) -> None:
    for learner in learners:
        for record in learner.walk():
            for field, kinds in (record.faults or {}).items():
                if {"unknown", "repeated"} & set(kinds):
                    raise InputError(
                        f"{name}, line {record.place}: {field} does not belong in {record.ENTITY} of this year, or is "
                        "there twice, and a workbook has no cell for it. Run ilr check on the file and mend it first."
                    )
