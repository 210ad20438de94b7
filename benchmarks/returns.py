"""Makes returns of any size for the benchmarks, from the demo's made-up learners."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from addin.demo.learners import made_learners
from benchmarks.made_registers import spread
from ilr_core import catalogue
from ilr_core.xml import HeaderFacts, write_return


def make_return(path: Path, learners: int, now: datetime) -> int:
    """Writes a clean return of the year now running with that many learners; gives its number of aims.

    All that it names is in the made registers.
    """
    year = catalogue.load()
    aims = 0

    def counted():
        nonlocal aims
        for learner in spread(made_learners(year, learners, now.date())):
            aims += len(learner.LearningDelivery)
            yield learner

    header = HeaderFacts(10000001, now.date(), now, 1, "benchmark", "benchmark", "1")
    with path.open("wb") as stream:
        write_return(stream, year, header, [], counted())
    return aims
