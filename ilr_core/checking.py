"""Checks a whole return: reads it as a stream, runs the year's rules and says what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from ilr_core.catalogue import Catalogue
from ilr_core.collector import collected_rarely
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.model import Finding, Learner, Message, NotChecked
from ilr_core.rules import BATCH, Check, Context, ReturnFile, in_file_order
from ilr_core.xml import ReturnReader, opened

Progress = Callable[[int], None]


@dataclass(frozen=True)
class ReturnReport:
    """What a check says of one return: counts, the schema's verdict, findings in file order, rules not judged.

    ``blocked`` are the positions of learners of whom something could not be read or placed, whatever the findings say.
    ``prepared`` is the FilePreparationDate of a file, or the day of the check where there is none.
    """

    year: str
    ukprn: int | None
    learners: int
    aims: int
    schema_valid: bool
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...] = ()
    blocked: frozenset[int] = frozenset()
    prepared: date | None = None

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(found.severity == "error" for found in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors

    @property
    def faulty_positions(self) -> frozenset[int]:
        """The positions, counted from 0, of the learners with an error in them."""
        of_learners = (found.order[0] for found in self.findings if found.severity == "error" and found.order)
        return self.blocked | frozenset(position for position in of_learners if position >= 0)

    @property
    def clean_learners(self) -> int:
        """How many learners have no error."""
        return self.learners - len(self.faulty_positions)


@dataclass
class Tally:
    """Counts learners and aims while a check goes on."""

    learners: int = 0
    aims: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, batch: Sequence[Learner], findings: list[Finding]) -> None:
        """Takes in some learners and what was found in them."""
        self.learners += len(batch)
        self.aims += sum(len(learner.LearningDelivery) for learner in batch)
        self.findings += findings


def check_return(
    stream: BinaryIO,
    name: str,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    official_schema: bytes | None = None,
    progress: Progress | None = None,
) -> ReturnReport:
    """Checks a return given as XML or ZIP bytes.

    ``name`` is the file's name without folders, ``now`` the local time of the check, ``knowledge`` what the user has
    loaded; ``progress`` is told the number of learners read so far now and then. Raises InputError, with the official
    file rule if one names the fault, for a file that cannot be read to its end.
    """
    source = opened(stream, name)
    reader = ReturnReader(source.stream, source.name, year, official_schema)
    check, tally = run(reader, now, knowledge, progress)
    file = ReturnFile(reader.message, reader.namespace, tally.learners, source.name, source.zip_name)
    return report_of(reader, check, tally, file)


def check_kept(
    stream: BinaryIO,
    name: str,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> tuple[ReturnReport, Catalogue, list[Learner]]:
    """As ``check_return``, and gives the year and every learner as well, which then all stay in memory."""
    source = opened(stream, name)
    reader = ReturnReader(source.stream, source.name, year)
    kept: list[Learner] = []
    check, tally = run(reader, now, knowledge, progress, kept)
    file = ReturnFile(reader.message, reader.namespace, tally.learners, source.name, source.zip_name)
    return report_of(reader, check, tally, file), reader.year, kept


def run(
    reader: ReturnReader,
    now: datetime,
    knowledge: Knowledge | None,
    progress: Progress | None,
    kept: list[Learner] | None = None,
) -> tuple[Check, Tally]:
    """Gives every learner of a reader to a check, which is left open, and puts them into ``kept`` if there is one."""
    batches = reader.batches(BATCH)
    batch = next(batches, None)
    check = Check(context_for(reader.year, reader.message, now, knowledge))
    tally = Tally()
    with collected_rarely():
        while batch is not None:
            tally.add(batch, check.learners(batch))
            if kept is not None:
                kept += batch
            if progress and tally.learners % 500 == 0:
                progress(tally.learners)
            batch = next(batches, None)
    return check, tally


def report_of(reader: ReturnReader, check: Check, tally: Tally, file: ReturnFile) -> ReturnReport:
    """Closes a check and says what was found."""
    findings = in_file_order(check.close(file) + tally.findings)
    return ReturnReport(
        year=reader.year.year,
        ukprn=provider_number(reader.message),
        learners=tally.learners,
        aims=tally.aims,
        schema_valid=reader.schema_valid,
        findings=tuple(findings),
        not_checked=tuple(check.not_checked()),
        prepared=check.context.file_prepared,
    )


def context_for(year: Catalogue, message: Message, now: datetime, knowledge: Knowledge | None = None) -> Context:
    """The circumstances of a check; a return without a readable preparation date counts as prepared now."""
    known = knowledge or Knowledge()
    details = [inner for header in message.Header for inner in header.CollectionDetails]
    prepared = next((inner.FilePreparationDate for inner in details if inner.FilePreparationDate), now.date())
    return Context(known.of(year), prepared, now, known.registers)


def provider_number(message: Message) -> int | None:
    """The provider's UKPRN, from the LearningProvider record or else the header."""
    numbers = [provider.UKPRN for provider in message.LearningProvider]
    numbers += [source.UKPRN for header in message.Header for source in header.Source]
    return next((number for number in numbers if number), None)


def refused(error: InputError) -> tuple[Finding, ...]:
    """The finding of the official file rule that names why a file could not be read, if one does."""
    if not error.rule:
        return ()
    return (Finding(error.rule, "error", None, None, "File", (), str(error), (), (-1,)),)
