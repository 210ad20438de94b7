"""The earnings of every learner of a return, from an XML file, a ZIP or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from addin.earnings.bands import bands_in
from addin.loading.csv_files import CsvFile
from ilr_core.catalogue import Catalogue
from ilr_core.collector import collected_rarely
from ilr_core.errors import InputError
from ilr_core.funding import LearnerEarnings, earnings_of
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDelivery

Progress = Callable[[int], None]
Rates = Mapping[str, Decimal]
"""What English and maths aims are worth, pounds, by LearnAimRef."""

SHOWN = 40
STEP = 500
REFERENCE, RATE = "learnaimref", "rate"


@dataclass(frozen=True, slots=True)
class ReturnEarnings:
    """The earnings of one return; learners without any, and without a note, are left out.

    ``learners`` is how many the return has. ``faulty`` are the positions of learners with errors, None if the return
    was not checked. ``with_registers`` names what was looked up, for people.
    """

    path: str
    year: Catalogue
    learners: int
    earned: tuple[LearnerEarnings, ...]
    faulty: frozenset[int] | None = None
    with_registers: tuple[str, ...] = ()


def rates_in(path: Path) -> dict[str, Decimal]:
    """The rates of English and maths aims in a CSV file with the columns LearnAimRef and rate (pounds).

    Raises InputError for a file without these columns and for a rate that is no number.
    """
    file = CsvFile(path)
    with file.rows() as rows:
        header = [text.strip().casefold() for text in next(rows, [])]
        if REFERENCE not in header or RATE not in header:
            raise InputError(f"{file.name} needs the columns LearnAimRef and rate.")
        reference, rate = header.index(REFERENCE), header.index(RATE)
        found = {}
        for line, row in enumerate(rows, start=2):
            if len(row) <= max(reference, rate) or not row[reference].strip():
                continue
            text = row[rate].replace(",", "").replace("£", "").strip()
            if not (text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < SHOWN):
                raise InputError(f"{file.name}, line {line}: '{row[rate][:SHOWN]}' is no rate; write 724 or 724.00.")
            found[row[reference].strip().upper()] = Decimal(text)
    return found


def earnings_in_return(
    path: Path,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    rates: Rates | None = None,
    check: bool = False,
    progress: Progress | None = None,
) -> ReturnEarnings:
    """The earnings of an XML file or ZIP; with ``check`` the rules are run as well.

    ``progress`` is told the number of learners read now and then. Raises InputError for a file that cannot be read to
    its end.
    """
    from ilr_core.checking import check_return
    from ilr_core.xml import ReturnReader, opened

    known = knowledge or Knowledge()
    with path.open("rb") as stream, collected_rarely():
        source = opened(stream, path.name)
        reader = ReturnReader(source.stream, source.name, year)
        earned = _earned(reader.learners(), _calculation(known, rates or {}), progress)
    faulty = None
    if check:
        with path.open("rb") as stream:
            faulty = check_return(stream, path.name, now=now, year=year, knowledge=known).faulty_positions
    return ReturnEarnings(str(path), reader.year, reader.learner_count, earned, faulty, known.names)


def earnings_in_book(
    path: Path,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    rates: Rates | None = None,
    check: bool = False,
    progress: Progress | None = None,
) -> ReturnEarnings:
    """The earnings of a workbook, as ``earnings_in_return``. Raises InputError or PackageError, one sentence."""
    from addin.commands.book import open_book
    from addin.commands.check import judged
    from addin.hosts.file_host import FileHost

    known = knowledge or Knowledge()
    host = FileHost(path)
    book = open_book(host, year)
    earned = _earned(book.reading.learners, _calculation(known, rates or {}), progress)
    faulty = judged(book, host, now, known).faulty_positions if check else None
    return ReturnEarnings(str(path), book.year, len(book.reading.learners), earned, faulty, known.names)


def _earned(
    learners: Iterable[Learner], work: Callable[[Learner], LearnerEarnings], progress: Progress | None
) -> tuple[LearnerEarnings, ...]:
    found = []
    for number, learner in enumerate(learners, start=1):
        earned = work(learner)
        if earned.lines or earned.notes:
            found.append(earned)
        if progress and number % STEP == 0:
            progress(number)
    return tuple(found)


def _calculation(knowledge: Knowledge, rates: Rates) -> Callable[[Learner], LearnerEarnings]:
    def rate_of(aim: LearningDelivery) -> Decimal | None:
        return rates.get((aim.LearnAimRef or "").upper())

    return lambda learner: earnings_of(learner, band_of=bands_in(knowledge), rate_of=rate_of)
