"""Makes the pictures of reports anew: a sheet and the trend by LibreOffice, a page by Chromium, of made-up learners.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from printing import DAY, HERE, Picture, print_pictures, see_page

from addin.cli.file_check import checked
from addin.demo.job import DEMO_UKPRN
from addin.demo.learners import made_learners
from addin.inputs import Input
from addin.reports import FileReport
from addin.standing_reports import ORDER, REPORTS
from addin.standing_reports.quality import quality_of
from addin.standing_reports.returns import facts_at
from addin.standing_reports.saving import save_reports
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner
from ilr_core.xml import HeaderFacts, write_return

PICTURES = {
    "report-occupancy": Picture("occupancy", "Occupancy", 1.0, 0.88, 1000),
    "report-quality": Picture("quality", "Data quality", 1.0, 0.62, 1200),
}
WINDOW = (1100, 900)
SLIPS = (14, 9, 6, 2)
"""Wrong ULNs in the files of R01 to R04 of 60 learners."""


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = list(_returns(folder))
        facts = facts_at(files[-1], now=DAY, knowledge=Knowledge())
        save_reports(folder / "occupancy.xlsx", [REPORTS["occupancy"].of(facts)])
        save_reports(folder / "all.html", [REPORTS[name].of(facts) for name in ORDER if name != "learner-list"])
        save_reports(folder / "quality.xlsx", [quality_of(map(_checked, files), now=DAY)])
        print_pictures(folder, PICTURES)
        see_page(folder / "all.html", HERE / "reports-page.png", WINDOW)


def _returns(folder: Path) -> Iterator[Path]:
    """A file a month, each with fewer slips than the one before."""
    year = catalogue.load()
    days = [min(one.closes - timedelta(days=2), DAY) for one in year.returns[: len(SLIPS)]]
    for day, slips in zip(days, SLIPS, strict=True):
        path = folder / f"ILR-{DEMO_UKPRN}-{year.year}-{day:%Y%m%d}-090000-01.XML"
        header = HeaderFacts(DEMO_UKPRN, day.date(), day, 1, "made up", "made up", "1")
        with path.open("wb") as stream:
            write_return(stream, year, header, [], _learners(slips))
        yield path


def _learners(slips: int) -> Iterator[Learner]:
    """Learners of whom the first have wrong ULNs."""
    for number, learner in enumerate(made_learners(catalogue.load(), 60, DAY.date())):
        if number < slips:
            learner.ULN = 1000000001 + number
        yield learner


def _checked(path: Path) -> FileReport:
    return checked(Input(str(path), named=True), now=DAY, year=None, mark=False, schema=None, use_loaded=False)


if __name__ == "__main__":
    main()
