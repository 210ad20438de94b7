"""Makes the picture of the sheet Roll-over anew: a return of the year before, rolled over.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from printing import DAY, Picture, print_pictures

from addin.commands.new import filled_book
from addin.demo.job import DEMO_UKPRN
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.roll_over.rolled_book import roll_over_book
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner

APPRENTICESHIP = 36
PICTURES = {"roll-over": Picture("new", "Roll-over", 1.0, 0.602, 1300)}


def main() -> None:
    """Writes the picture."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.xlsx", Path(folder) / "new.xlsx"
        filled_book(old, catalogue.load(catalogue.years()[-2]), _a_year_later(), ukprn=DEMO_UKPRN)
        roll_over_book(FileHost(old), new, now=DAY, knowledge=Knowledge())
        print_pictures(Path(folder), PICTURES)


def _a_year_later() -> list[Learner]:
    """Made-up learners of the year before: one on a break, one awaiting the result, one under old codes, one done."""
    year = catalogue.load(catalogue.years()[-2])
    last = year.end - timedelta(days=40)
    learners = list(made_learners(year, 24, last))
    apprentices = [one for one in learners if one.LearningDelivery[0].FundModel == APPRENTICESHIP][:4]
    for learner, (status, outcome) in zip(apprentices, ((6, 3), (1, 8), (1, None), (2, 1)), strict=True):
        for aim in learner.LearningDelivery[: None if outcome else 0]:
            aim.CompStatus, aim.Outcome, aim.LearnActEndDate = status, outcome, last
            if status == 1 and aim.AimType != 1:
                aim.CompStatus, aim.Outcome = 2, 1
            for entry in aim.LearningDeliveryFAM:
                if entry.LearnDelFAMType == "ACT" and status != 1:
                    entry.LearnDelFAMDateTo = last
    apprentices[2].LearnerEmploymentStatus[0].EmploymentStatusMonitoring[0].ESMCode = 4
    adult = next(one for one in learners if len(one.LearningDelivery) == 1)
    adult.LearningDelivery[0].FundModel = 10
    return [*apprentices, adult]
