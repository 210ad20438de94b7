"""The two returns of a comparison: learners that stream from a file or stand in a workbook, and facts about each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import cached_property
from pathlib import Path

from addin.books.book import Book, open_book
from addin.file_kinds import is_workbook
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.wording import counted
from ilr_core.catalogue import Catalogue
from ilr_core.checking import provider_number
from ilr_core.model import Learner, Message

Progress = Callable[[int], None]
STEP = 500


class Side(ABC):
    """One of two returns. What is known of the whole is there once its learners have been read to the end.

    ``prepared`` is when the return was made: the FilePreparationDate of a file; a workbook is a return of now.
    """

    year: Catalogue

    def __init__(self, title: str, now: datetime):
        self.title = title
        self.prepared = now
        self.ukprn: int | None = None
        self.learners = 0
        self.aims = 0
        self.remarks: list[str] = []

    @abstractmethod
    def read(self, progress: Progress) -> Iterator[Learner]:
        """The learners in their order. Raises InputError for a return that cannot be read to its end."""

    def _counted(self, learner: Learner) -> Learner:
        self.learners += 1
        self.aims += len(learner.LearningDelivery)
        return learner


class FileSide(Side):
    """A return in an XML file or ZIP, a few learners at a time."""

    def __init__(self, path: Path, now: datetime, year: str | None = None):
        super().__init__(path.name, now)
        self._path, self._year = path, year

    def read(self, progress: Progress) -> Iterator[Learner]:
        """The learners in file order."""
        from ilr_core.xml import ReturnReader, opened

        with self._path.open("rb") as stream:
            source = opened(stream, self._path.name)
            reader = ReturnReader(source.stream, source.name, self._year)
            for batch in reader.batches(STEP):
                yield from map(self._counted, batch)
                progress(self.learners)
            self.year = reader.year
            self.ukprn = provider_number(reader.message)
            self.prepared = _prepared(reader.message) or self.prepared
            if not reader.schema_valid:
                self.remarks.append(
                    f"{self.title} does not follow the schema. What no field of the year can hold is not compared."
                )


class BookSide(Side):
    """The return in a workbook."""

    def __init__(self, host: Host, now: datetime, year: str | None = None):
        super().__init__(host.title, now)
        self._host, self._year = host, year

    @cached_property
    def book(self) -> Book:
        """The workbook's return. Raises InputError for a workbook that cannot be worked on."""
        return open_book(self._host, self._year)

    def read(self, progress: Progress) -> Iterator[Learner]:
        """The learners in row order."""
        book = self.book
        self.year, self.ukprn = book.year, book.ukprn
        reading = book.reading
        if reading.blocked:
            self.remarks.append(
                f"{self.title}: {counted(len(reading.blocked), 'learner')} cannot be read in full. What was typed is "
                "compared as it stands; check the workbook to see the cells."
            )
        for learner in reading.learners:
            yield self._counted(learner)
            if self.learners % STEP == 0:
                progress(self.learners)


def side_at(path: Path, now: datetime, year: str | None = None) -> Side:
    """The return at a path: an XML file, a ZIP or a workbook. Raises InputError for anything else."""
    return BookSide(FileHost(path), now, year) if is_workbook(path) else FileSide(path, now, year)


def _prepared(message: Message) -> datetime | None:
    """Midnight before the day on which the file says that it was made; None if it does not say."""
    days = [
        details.FilePreparationDate
        for header in message.Header for details in header.CollectionDetails
        if details.FilePreparationDate is not None
    ]  # fmt: skip
    return datetime.combine(days[0], time()) if days else None
