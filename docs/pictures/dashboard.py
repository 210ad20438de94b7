"""Makes the pictures of the dashboard anew: the sheet by LibreOffice, the page by Chromium, of made-up learners.

Run by hand with the others: ``python docs/pictures/make.py``. The page needs Chromium (``chromium``) as well.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from openpyxl import load_workbook
from printing import DAY, HERE, Picture, print_pictures, see_page

from addin.commands.check import check_book
from addin.commands.dashboard import dashboard_of_book
from addin.commands.new import filled_book
from addin.dashboard.page import as_page
from addin.demo.job import DEMO_UKPRN, OWN
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner
from workbook_templates.layout import DASHBOARD

LEARNERS = 240
PICTURES = {"dashboard": Picture("book", DASHBOARD, 1.0, 0.93, 1100)}
PAGE, WINDOW = "dashboard-page", (1200, 1640)


def main() -> None:
    """Writes the two pictures."""
    year = catalogue.load()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        book = place / "book.xlsx"
        filled_book(book, year, _learners(year), ukprn=DEMO_UKPRN)
        check_book(FileHost(book), now=DAY, knowledge=OWN)
        page = place / "page.html"
        page.write_text(as_page(dashboard_of_book(FileHost(book), now=DAY, knowledge=OWN)), "utf-8")
        see_page(page, HERE / f"{PAGE}.png", WINDOW)
        _without_countdown(book)
        print_pictures(place, PICTURES)


def _learners(year: Catalogue) -> list[Learner]:
    """A usual month: some slips of typing, some ends and breaks that nobody has recorded, hours that fall behind."""
    random = Random(8)  # noqa: S311 - made-up slips
    learners = list(made_learners(year, LEARNERS, DAY.date()))
    for learner in learners:
        _spoil(learner, random)
    return learners


def _spoil(learner: Learner, random: Random) -> None:
    aim = learner.LearningDelivery[0]
    slip = random.random()
    if slip < 0.03:
        learner.ULN = 9999999999
    elif slip < 0.05:
        learner.Sex = "X"
    elif slip < 0.08:
        learner.LearnerEmploymentStatus.clear()
    elif slip < 0.1:
        aim.LearningDeliveryFAM.clear()
    elif slip < 0.12:
        aim.SWSupAimId = "local"
    elif slip < 0.15 and aim.CompStatus == 1:
        for one in learner.LearningDelivery:
            one.CompStatus, one.LearnActEndDate, one.Outcome = 6, DAY.date() - timedelta(days=50), 3
    for hours in aim.HRSRecord[:1]:
        if hours.HRSCode == 1 and random.random() < 0.3:
            hours.HRSAmount = 260


def _without_countdown(book: Path) -> None:
    """The days left as they were on the day of the picture, and this sheet alone."""
    opened = load_workbook(book)
    page = opened[DASHBOARD]
    for row in page.iter_rows(min_row=6, max_row=7):
        for cell in row:
            if "ILR_DaysLeft" in str(cell.value):
                left = (catalogue.load().return_on(DAY).closes.date() - DAY.date()).days
                cell.value = left if "HYPERLINK" in cell.value else f"Days to {catalogue.load().return_on(DAY).name}"
    opened.save(book)
