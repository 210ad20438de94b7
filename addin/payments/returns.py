"""What a return says for the reconciliation: learners, earnings, who has errors; from a workbook, XML file or ZIP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin.apprenticeship_service.compared import compare_listed
from addin.apprenticeship_service.data_locks import SEEN
from addin.apprenticeship_service.export_file import Listed, read_listed
from addin.books.book import open_book
from addin.commands.check import judged
from addin.comparison.sides import BookSide, side_at
from addin.earnings.returns import Rates, earned_by, errors_by_learner
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.payments.reconciled import Known
from ilr_core.catalogue import Catalogue
from ilr_core.checking import ReturnReport, check_kept
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner


@dataclass(frozen=True)
class Beside:
    """What is looked up beside the return; ``listed`` is the service's list of apprentices, for data locks."""

    knowledge: Knowledge
    rates: Rates | None = None
    listed: Sequence[Listed] = ()


def beside(knowledge: Knowledge, rates: Rates | None = None, service: Path | None = None) -> Beside:
    """Reads the service's list if there is one. Raises InputError for a file that is no such list."""
    return Beside(knowledge, rates, read_listed(service) if service else ())


def known_file(path: Path, look_up: Beside, *, now: datetime, year: str | None = None) -> Known:
    """Reads, checks and values the return at a path: a workbook, an XML file or a ZIP, which is parsed once.

    Raises InputError for anything else, and for a return that cannot be read to its end.
    """
    if isinstance(side_at(path, now, year), BookSide):
        return known_book(FileHost(path), look_up, now=now, year=year)
    with path.open("rb") as stream:
        report, of_year, learners = check_kept(stream, path.name, now=now, year=year, knowledge=look_up.knowledge)
    return _known(of_year, learners, report, look_up)


def known_book(host: Host, look_up: Beside, *, now: datetime, year: str | None = None) -> Known:
    """The same of the workbook of a host. Raises InputError for a workbook that cannot be worked on."""
    book = open_book(host, year)
    return _known(book.year, book.reading.learners, judged(book, host, now, look_up.knowledge), look_up)


def _known(year: Catalogue, learners: Sequence[Learner], report: ReturnReport, look_up: Beside) -> Known:
    locks: dict[str, tuple[str, ...]] = {}
    found = compare_listed(look_up.listed, learners).findings if look_up.listed else ()
    for one in found:
        if one.rule in SEEN and one.learner:
            locks[one.learner] = tuple(dict.fromkeys((*locks.get(one.learner, ()), one.rule)))
    earned = earned_by(learners, look_up.knowledge, look_up.rates)
    return Known(year, learners, earned, frozenset(errors_by_learner(report)), locks)
