"""``python -m benchmarks.comparison [LEARNERS]``: two returns compared, beside the time it takes to read them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from addin.comparison.book import comparison_book
from addin.comparison.compared import ComparedReturns, compared_returns
from addin.comparison.page import as_page
from addin.comparison.sides import side_at
from benchmarks.measured import timed
from benchmarks.returns import make_return
from benchmarks.steps import NOW, read_records
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.xml import HeaderFacts, ReturnReader, write_return

LEARNERS = 10_000


def main(count: int) -> None:
    """Prints the time of reading both returns, of comparing them from start to finish, and of the reports."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.xml", Path(folder) / "new.xml"
        aims = make_return(old, count, NOW)
        _write_later(old, new)
        print(f"-- {count:,} learners, {aims:,} aims in each return")
        reading, _ = timed("read both", lambda: (read_records(old), read_records(new)))
        comparing, found = timed("read and compare", lambda: _compared(old, new))
        page, _ = timed("web page", lambda: as_page(found))
        book, _ = timed("workbook", lambda: comparison_book(Path(folder) / "out.xlsx", found))
    print(f"{comparing / reading:.2f} x reading; with page and workbook {(comparing + page + book) / reading:.2f} x")
    print(f"{len(found.entries):,} learners with a difference, {found.same:,} without")


def _compared(old: Path, new: Path) -> ComparedReturns:
    sides = side_at(old, NOW), side_at(new, NOW)
    return compared_returns(*sides, knowledge=Knowledge(), progress=lambda *_: None)


def _write_later(old: Path, new: Path) -> None:
    """The same return a month later: of twenty learners one left, one is renumbered, three have other values."""
    with old.open("rb") as stream, new.open("wb") as out:
        header = HeaderFacts(10000001, NOW.date(), NOW, 1, "benchmark", "benchmark", "1")
        learners = ReturnReader(stream, old.name).learners()
        write_return(out, catalogue.load(), header, [], _changed(learners))


def _changed(learners: Iterator[Learner]) -> Iterator[Learner]:
    for number, learner in enumerate(learners):
        kind = number % 20
        if kind == 1:
            learner.PrevLearnRefNumber, learner.LearnRefNumber = learner.LearnRefNumber, f"N{number}"
        if kind in (2, 3):
            learner.AddLine1 = "2 New Road"
        if kind == 4 and learner.LearningDelivery[0].AppFinRecord:
            learner.LearningDelivery[0].AppFinRecord[0].AFinAmount -= 100
        if kind:
            yield learner


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
