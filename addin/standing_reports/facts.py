"""A return as the reports see it: its learners, and what earnings, hours and prior learning say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from addin.books.book import Book, open_book
from addin.commands.off_the_job import typed_beside
from addin.earnings.returns import Rates, earned_by
from addin.file_kinds import is_workbook
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.off_the_job.progress import HoursLine
from addin.off_the_job.returns import TypedOf, hours_by
from addin.prior_learning.chosen import Row, all_rows
from addin.prior_learning.sheet import has_rpl_sheet
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.checking import provider_number
from ilr_core.collector import collected_rarely
from ilr_core.funding import LearnerEarnings
from ilr_core.funding.programmes import PROGRAMME
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner, LearningDelivery
from ilr_core.programme_names import programme_names

ALONE, CORE = 4, 5
MAIN = (PROGRAMME, ALONE, CORE)
"""AimType of a programme, of an aim outside a programme, of the core aim of 16 to 19 funding."""
RplRows = Mapping[tuple[int, int | None], Row]
NOT_VALID = "The file does not follow the schema. What no field can hold is not in the report: check the file first."
UNREADABLE = "{learners} cannot be read in full, so dates or figures may be missing here: check the workbook first."


@dataclass(frozen=True)
class ReturnFacts:
    """A return that has been read. ``notes`` say what a reader of any report must know of it.

    ``hours_typed`` gives what somebody typed beside the return for an apprentice, counted up to ``hours_day``;
    ``rpl_of`` reads the rows of the sheet RPL.
    """

    title: str
    year: Catalogue
    ukprn: int | None
    learners: Sequence[Learner]
    now: datetime
    knowledge: Knowledge = field(default_factory=Knowledge)
    rates: Rates | None = None
    hours_typed: TypedOf | None = None
    hours_day: date | None = None
    rpl_of: Callable[[], RplRows] = dict
    notes: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The day on which the reports are made."""
        return self.now.date()

    @property
    def about(self) -> str:
        """Of which return a report is, and when it was made."""
        provider = f"provider {self.ukprn}" if self.ukprn else "no provider number"
        return f"{self.title} · {self.year.title} · {provider} · made {self.now:%d/%m/%Y %H:%M}"

    @cached_property
    def programme_of(self) -> Callable[[LearningDelivery], str]:
        """What an aim's programme is called."""
        return programme_names(self.year, self.knowledge)

    @cached_property
    def earned(self) -> tuple[LearnerEarnings, ...]:
        """The earnings of learners that have some."""
        return earned_by(self.learners, self.knowledge, self.rates)

    @cached_property
    def hours(self) -> tuple[HoursLine, ...]:
        """The off-the-job hours of each apprenticeship."""
        return hours_by(self.learners, self.hours_day or self.today, self.hours_typed)

    @cached_property
    def rpl(self) -> RplRows:
        """The rows of the sheet RPL, none without one. Raises InputError for a sheet that is damaged."""
        return self.rpl_of()


def main_aims(learner: Learner) -> list[LearningDelivery]:
    """The programmes and single aims of a learner; all aims where none is of these types."""
    aims = list(learner.LearningDelivery)
    return [aim for aim in aims if aim.AimType in MAIN] or aims


def name_of(learner: Learner) -> str:
    """Given and family names as typed."""
    return " ".join(text for field in ("GivenNames", "FamilyName") if (text := learner.text(field)))


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
    typed, day = typed_beside(host, book.year, now.date())
    blocked = len(book.reading.blocked)
    notes = (UNREADABLE.format(learners=counted(blocked, "learner")),) if blocked else ()
    return ReturnFacts(
        host.title,
        book.year,
        book.ukprn,
        book.reading.learners,
        now,
        knowledge,
        rates,
        typed,
        day,
        lambda: _rpl_rows(host, book),
        notes,
    )


def _rpl_rows(host: Host, book: Book) -> RplRows:
    """By position of the learner and number of the aim."""
    if not has_rpl_sheet(host.read_sheets()):
        return {}
    return {
        (row.apprentice.learner.position, row.apprentice.aim.AimSeqNumber): row
        for row in all_rows(host, book)
        if row.apprentice and row.judgement.kind != "none"
    }
