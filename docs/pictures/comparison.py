"""Makes the pictures of a comparison anew: the sheet, printed by LibreOffice, and the web page, seen by Chromium.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from printing import DAY, HERE, Picture, print_pictures, see_page

from addin.comparison.book import comparison_book
from addin.comparison.compared import ComparedReturns, compared_returns
from addin.comparison.page import as_page
from addin.comparison.sides import side_at
from addin.demo.job import DEMO_UKPRN
from addin.demo.learners import made_learners
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.xml import HeaderFacts, write_return

APPRENTICESHIP = 36
PICTURES = {"comparison": Picture("comparison", "Comparison", 1.0, 0.83, 1300)}
WINDOW = (1100, 1320)


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = _compared(folder)
        comparison_book(folder / "comparison.xlsx", found)
        print_pictures(folder, PICTURES)
        (folder / "page.html").write_text(as_page(found), "utf-8")
        see_page(folder / "page.html", HERE / "comparison-page.png", WINDOW)


def _compared(folder: Path) -> ComparedReturns:
    old, new = folder / "R03 as sent.xml", folder / "R04 to send.xml"
    sent = DAY - timedelta(days=20)
    year = catalogue.load()
    for path, learners, when in ((old, _learners(), sent), (new, _a_month_later(), DAY)):
        header = HeaderFacts(DEMO_UKPRN, when.date(), when, 1, "made up", "made up", "1")
        with path.open("wb") as stream:
            write_return(stream, year, header, [], iter(learners))
    sides = side_at(old, DAY), side_at(new, DAY)
    return compared_returns(*sides, knowledge=Knowledge(), progress=lambda *_: None)


def _learners() -> list[Learner]:
    return list(made_learners(catalogue.load(), 40, date(2026, 11, 2)))


def _a_month_later() -> list[Learner]:
    """Of the apprentices one is gone, one has another price, one has left in October, one is renumbered."""
    learners = _learners()
    apprentices = [one for one in learners if one.LearningDelivery[0].FundModel == APPRENTICESHIP]
    gone, cheaper, left, renumbered, moved, starter = apprentices[:6]
    learners.remove(gone)
    cheaper.LearningDelivery[0].AppFinRecord[0].AFinAmount -= 900
    left.LearningDelivery[0].LearnActEndDate = date(2026, 10, 9)
    left.LearningDelivery[0].CompStatus, left.LearningDelivery[0].Outcome = 3, 3
    renumbered.PrevLearnRefNumber, renumbered.LearnRefNumber = renumbered.LearnRefNumber, "N0001"
    moved.AddLine1 = "12 New Road"
    starter.LearnRefNumber, starter.PrevLearnRefNumber = "S0001", None
    starter.ULN = 9999999999
    return learners


if __name__ == "__main__":
    main()
