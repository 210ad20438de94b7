"""The off-the-job hours of every apprentice of a return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from addin.off_the_job.apprentices import Apprentice, apprentices_of
from addin.off_the_job.progress import HoursLine, TypedHours, hours_of
from ilr_core.catalogue import Catalogue
from ilr_core.collector import collected_rarely
from ilr_core.model import Learner

TypedOf = Callable[[Apprentice], TypedHours]
Progress = Callable[[int], None]
STEP = 500


@dataclass(frozen=True, slots=True)
class ReturnHours:
    """The hours of one return, counted up to ``day``, apprentice by apprentice in its order.

    ``standards`` are names of standards by StdCode, as far as LARS is loaded.
    """

    path: str
    year: Catalogue
    day: date
    lines: tuple[HoursLine, ...]
    standards: Mapping[int, str]


def hours_in_return(
    path: Path, *, day: date, year: str | None = None, typed_of: TypedOf | None = None, progress: Progress | None = None
) -> ReturnHours:
    """The hours of an XML file or ZIP. Raises InputError for a file that cannot be read to its end."""
    from ilr_core.xml import ReturnReader, opened

    with path.open("rb") as stream, collected_rarely():
        source = opened(stream, path.name)
        reader = ReturnReader(source.stream, source.name, year)
        lines = hours_by(reader.learners(), day, typed_of, progress)
    return ReturnHours(str(path), reader.year, day, lines, {})


def hours_by(
    learners: Iterable[Learner], day: date, typed_of: TypedOf | None = None, progress: Progress | None = None
) -> tuple[HoursLine, ...]:
    """A line for each apprenticeship; ``typed_of`` says what somebody typed for it."""
    said = typed_of or (lambda _: TypedHours())
    found: list[HoursLine] = []
    for number, learner in enumerate(learners, start=1):
        found += [hours_of(apprentice, said(apprentice), day) for apprentice in apprentices_of(learner)]
        if progress and number % STEP == 0:
            progress(number)
    return tuple(found)
