"""A return that goes into a batch, from a file or a workbook: all of it, or a sentence that says why not."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from addin.books.book import SUPPLIER, Book, open_book
from addin.commands.import_return import refuse_another_year
from addin.failures import file_sentence
from addin.file_kinds import is_workbook
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.inputs import expanded, identity
from addin.ooxml import PackageError
from addin.sheets.addresses import address
from ilr_core.catalogue import Catalogue
from ilr_core.checking import provider_number
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import Learner, SourceFile, SourceFiles, Spot
from ilr_core.returns.file_name import parse
from ilr_core.xml import ReturnReader, SchemaProblem, opened, schema_problems

STEP = 500
SHOWN = 3
Progress = Callable[[int], None]


class BatchInput(ABC):
    """One return. ``year``, ``ukprn`` and ``source_files`` are known once ``learners`` has been read to its end.

    ``learners`` may be read again. It raises InputError for a return that cannot be read whole, and ExportBlocked,
    with the place, for one that the schema refuses.
    """

    year: Catalogue
    ukprn: int | None
    source_files: list[SourceFiles]

    def __init__(self, title: str, path: Path | None = None):
        self.title, self.path = title, path

    def learners(self) -> Iterator[Learner]:
        """The learners in their order."""
        try:
            yield from self._read()
        except OSError as error:
            raise InputError(file_sentence(error)) from error
        except (InputError, PackageError) as error:
            if self.path is None or self.title == self.path.name or self.title in str(error):
                raise
            # The sentence names the file alone, and so does another file.
            raise InputError(f"{self.title}: {error}") from error

    @abstractmethod
    def _read(self) -> Iterator[Learner]:
        """The learners in their order, as they are read."""

    @abstractmethod
    def own_facts(self, now: datetime) -> SourceFile:
        """What the list of source files says about this input."""


class ReturnInput(BatchInput):
    """An XML file or ZIP, read a few learners at a time."""

    def __init__(self, path: Path, year: str | None = None):
        super().__init__(path.name, path)
        self._path, self._year = path, year

    def _read(self) -> Iterator[Learner]:
        with self._path.open("rb") as stream:
            source = opened(stream, self._path.name)
            self._name = source.name
            reader = ReturnReader(source.stream, source.name, self._year)
            refuse_another_year(self.title, reader)
            for batch in reader.batches(STEP):
                if not reader.schema_valid:
                    break
                yield from batch
            if not reader.schema_valid:
                raise ExportBlocked(self._refusal(reader.year))
        self.year, self.ukprn = reader.year, provider_number(reader.message)
        self.source_files = reader.message.SourceFiles
        self._sources = [one for header in reader.message.Header for one in header.Source]
        self._prepared = [
            details.FilePreparationDate
            for header in reader.message.Header for details in header.CollectionDetails
        ]  # fmt: skip

    def own_facts(self, now: datetime) -> SourceFile:  # noqa: ARG002 - the file says it itself
        """The file's name, and what its header says of day and software."""
        one = SourceFile()
        source = self._sources[0]
        one.SourceFileName = self._name
        one.FilePreparationDate = self._prepared[0]
        one.SoftwareSupplier, one.SoftwarePackage, one.Release = (
            source.SoftwareSupplier, source.SoftwarePackage, source.Release,
        )  # fmt: skip
        named = parse(self._name)
        one.SerialNo = named.serial if named else (source.text("SerialNo") or "01")
        one.DateTime = source.DateTime
        return one

    def _refusal(self, year: Catalogue) -> str:
        with self._path.open("rb") as stream:
            source = opened(stream, self._path.name)
            found = _first_problem(source.stream, source.name, year)
        first = f" {found[0].sentence()}" if found else ""
        return (
            f"{self.title} does not follow the schema, so nothing was written.{first} Run ilr check on it and mend it."
        )


class BookInput(BatchInput):
    """The return in a workbook."""

    def __init__(self, host: Host, year: str | None = None, path: Path | None = None):
        super().__init__(host.title, path)
        self.host, self._stated = host, year

    @cached_property
    def book(self) -> Book:
        """What the workbook holds."""
        return open_book(self.host, self._stated)

    def open(self) -> None:
        """Reads the workbook now. Raises InputError for one that cannot be worked on."""
        _ = self.book

    def _read(self) -> Iterator[Learner]:
        book = self.book
        self.year, self.ukprn, self.source_files = book.year, book.ukprn, book.source_files
        other_year = [found for found in book.findings if found.entity == "Source" and book.ukprn is not None]
        if other_year:
            raise InputError(f"{self.title}: {other_year[0].message}")
        if not book.reading.may_export:
            raise ExportBlocked(self._refusal())
        yield from book.reading.learners

    def own_facts(self, now: datetime) -> SourceFile:
        """The workbook's name; what was typed in it is as of now."""
        one = SourceFile()
        one.SourceFileName = self.host.title
        one.FilePreparationDate = now.date()
        one.SoftwareSupplier = SUPPLIER
        one.SerialNo = "01"
        one.DateTime = now.replace(microsecond=0, tzinfo=None)
        return one

    def _refusal(self) -> str:
        reading = self.book.reading
        named = [found.message for found in reading.problems if found.severity == "error"]
        for learner in reading.learners:
            for record in learner.walk() if learner in reading.blocked else ():
                for name, kinds in (record.faults or {}).items():
                    if "unreadable" in kinds:
                        cell = address(Spot(record.place_of(name), record.ENTITY, name), reading) or record.ENTITY
                        named.append(f"{cell}: {name} {record.text(name)} cannot be read.")
        more = f" There are {len(named) - SHOWN} more." if len(named) > SHOWN else ""
        return (
            f"{self.title} cannot be read whole, so nothing was written. {' '.join(named[:SHOWN])}{more} "
            "Check the workbook and mend these cells."
        )


def _first_problem(stream: BinaryIO, name: str, year: Catalogue) -> list[SchemaProblem]:
    if stream.seekable():
        return schema_problems(stream, name, year, None, most=1)
    with TemporaryFile() as unpacked:  # the inside of a ZIP cannot be gone back in
        shutil.copyfileobj(stream, unpacked)
        unpacked.seek(0)
        return schema_problems(unpacked, name, year, None, most=1)


def inputs_at(paths: Iterable[Path], year: str | None = None) -> list[BatchInput]:
    """The returns at several paths, those of a folder by name.

    Raises InputError for what is none, and for a file that is named twice or led to by a link as well.
    """
    files = [Path(entry.path) for path in paths for entry in expanded(str(path)) if not _refuse(entry.error)]
    first: dict[object, Path] = {}
    for path in files:
        known = first.setdefault(identity(path), path)
        if known is not path:
            names = f"{path} is" if known == path else f"{known} and {path} are the same file,"
            raise InputError(f"{names} named twice. Name each return once, or take one of them out of the folder.")
    return [input_at(path, year) for path in files]


def tell_apart(inputs: Sequence[BatchInput]) -> None:
    """Gives inputs of the same name titles that differ: their whole paths, where they lie in files."""
    names = Counter(one.title for one in inputs)
    for one in inputs:
        if names[one.title] > 1 and one.path is not None:
            one.title = str(one.path)


def _refuse(sentence: str) -> bool:
    if sentence:
        raise InputError(sentence)
    return False


def input_at(path: Path, year: str | None = None) -> BatchInput:
    """The return at a path: an XML file, a ZIP or a workbook. Raises InputError for anything else."""
    if not path.exists():
        raise InputError(f"{path} is not there. Check the name and the folder.")
    if not is_workbook(path):
        return ReturnInput(path, year)
    return BookInput(FileHost(path), year, path)
