"""``python -m benchmarks.roll_over [LEARNERS]``: a return of the older year rolled over, step by step."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.roll_over.rolled_book import roll_over_book
from benchmarks.steps import NOW
from ilr_core import catalogue
from ilr_core.catalogue import next_year
from ilr_core.knowledge import Knowledge
from ilr_core.roll_over import roll_over, rules_ahead, year_step

LEARNERS = 10_000
T = TypeVar("T")


def main(count: int) -> None:
    """Prints the time of the roll-over alone, of the rules, and of the whole command on a workbook."""
    old = next(year for year in map(catalogue.load, catalogue.years()) if next_year(year))
    new = next_year(old)
    assert new is not None
    now = NOW.replace(year=new.start.year, month=8, day=20)
    learners = list(made_learners(old, count, now.date()))
    aims = sum(len(one.LearningDelivery) for one in learners)
    print(f"-- {count:,} learners, {aims:,} aims, {old.title} to {new.title}")
    rolled = timed("records and decisions", lambda: roll_over(learners, year_step(old, new)))
    timed("rules of both years", lambda: rules_ahead(rolled.pairs, rolled.step, now))
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "old.xlsx"
        filled_book(book, old, learners, ukprn=10000001)
        done = timed(
            "workbook to workbook",
            lambda: roll_over_book(FileHost(book), Path(folder) / "new.xlsx", now=now, knowledge=Knowledge()),
        )
    print(f"{len(done.rolled.pairs):,} carried, {done.rolled.left_out:,} left out, {len(done.rolled.notes):,} lines")


def timed(words: str, work: Callable[[], T]) -> T:
    """Does some work, prints how long it took, and gives its result."""
    begun, worked = time.perf_counter(), time.process_time()
    result = work()
    seconds, used = time.perf_counter() - begun, time.process_time() - worked
    print(f"{words:24}{seconds:8.2f} s{used:8.2f} s of processor", flush=True)
    return result


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else LEARNERS)
