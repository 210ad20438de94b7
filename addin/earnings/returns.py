"""The earnings of every learner of a return, from an XML file, a ZIP or a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from addin.earnings.lars import bands_in, rates_in_lars
from addin.loading.csv_files import CsvFile
from ilr_core.catalogue import Catalogue
from ilr_core.checking import ReturnReport, check_return
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

    ``learners`` is how many the return has. ``errors`` counts errors by the position of learners that have some, None
    if the return was not checked. ``with_registers`` names what was looked up, for people.
    """

    path: str
    year: Catalogue
    learners: int
    earned: tuple[LearnerEarnings, ...]
    errors: Mapping[int, int] | None = None
    with_registers: tuple[str, ...] = ()

    @property
    def lars(self) -> list[str]:
        """The LARS that bands and rates were looked up in, for people."""
        return [name for name in self.with_registers if name.startswith("LARS")]

    @property
    def faulty(self) -> frozenset[int] | None:
        """The positions of learners with errors, None if the return was not checked."""
        return None if self.errors is None else frozenset(self.errors)


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
    from ilr_core.xml import ReturnReader, opened

    known = knowledge or Knowledge()
    with path.open("rb") as stream, collected_rarely():
        source = opened(stream, path.name)
        reader = ReturnReader(source.stream, source.name, year)
        earned = earned_by(reader.learners(), known, rates, progress)
    errors = None
    if check:
        with path.open("rb") as stream:
            errors = errors_by_learner(check_return(stream, path.name, now=now, year=year, knowledge=known))
    return ReturnEarnings(str(path), reader.year, reader.learner_count, earned, errors, known.names)


def errors_by_learner(report: ReturnReport) -> dict[int, int]:
    """How many errors a check found in each learner that has some, by position; those of one cell count once."""
    kept = {
        (found.rule, found.spots[:1] or number): found.order[0]
        for number, found in enumerate(report.findings)
        if found.severity == "error" and found.order
    }
    counts = Counter(position for position in kept.values() if position >= 0)
    return {position: max(counts[position], 1) for position in sorted(report.faulty_positions)}


def earned_by(
    learners: Iterable[Learner], knowledge: Knowledge, rates: Rates | None = None, progress: Progress | None = None
) -> tuple[LearnerEarnings, ...]:
    """The earnings of those learners that have some, or a note why they have none."""
    work = _calculation(knowledge, rates or {})
    found = []
    for number, learner in enumerate(learners, start=1):
        earned = work(learner)
        if earned.lines or earned.notes:
            found.append(earned)
        if progress and number % STEP == 0:
            progress(number)
    return tuple(found)


def _calculation(knowledge: Knowledge, rates: Rates) -> Callable[[Learner], LearnerEarnings]:
    band_of, in_lars = bands_in(knowledge), rates_in_lars(knowledge)

    def rate_of(aim: LearningDelivery) -> Decimal | None:
        return rates.get((aim.LearnAimRef or "").upper()) or in_lars(aim)

    return lambda learner: earnings_of(learner, band_of=band_of, rate_of=rate_of)
