"""Makes the pictures of the sheets Earnings and Off-the-job anew: made-up apprentices, printed by LibreOffice.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

from printing import DAY, Picture, print_pictures

from addin.commands.earnings import fill_earnings
from addin.commands.new import filled_book
from addin.commands.off_the_job import KEYS, fill_hours
from addin.demo.job import DEMO_UKPRN, OWN
from addin.demo.learners import made_learners
from addin.demo.provision import APPRENTICESHIP
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue
from addin.sheets.result_table import result_table
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.model import Learner
from workbook_templates import off_the_job_sheet as hours
from workbook_templates.layout import EARNINGS, OFF_THE_JOB, layout

LEARNERS = 30
PICTURES = {
    "earnings": Picture("book", EARNINGS, 0.925, 0.93, 1800),
    "earnings-chart": Picture("book", EARNINGS, 0.6, 0.345, 1100),
    "off-the-job": Picture("book", OFF_THE_JOB, 0.97, 0.66, 1800),
}


def main() -> None:
    """Writes the pictures."""
    year = catalogue.load()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        book = place / "book.xlsx"
        filled_book(book, year, list(_apprentices(year)), ukprn=DEMO_UKPRN)
        _slip(book, year)
        fill_hours(FileHost(book), now=DAY, knowledge=OWN)
        _type_hours(book, year)
        fill_hours(FileHost(book), now=DAY, knowledge=OWN)
        fill_earnings(FileHost(book), now=DAY, knowledge=OWN)
        print_pictures(place, PICTURES)


def _apprentices(year: Catalogue) -> list[Learner]:
    """Some have completed, some are young enough for incentives, some began under earlier rules."""
    learners = list(made_learners(year, LEARNERS, DAY.date(), mix=((APPRENTICESHIP, 1),)))
    for number, learner in enumerate(learners):
        aim = learner.LearningDelivery[0]
        if number % 7 == 3 and aim.CompStatus == 1:
            aim.CompStatus, aim.LearnActEndDate = 2, DAY.date() - timedelta(days=30)
            aim.AchDate = DAY.date() - timedelta(days=5)
        if number % 9 == 1:
            learner.DateOfBirth = date(year.start.year - 17, 3, 3)
        if number % 6 == 5:
            aim.LearnStartDate = date(year.start.year - 1, 7, 31)
    return learners


def _slip(book: Path, year: Catalogue) -> None:
    host = FileHost(book)
    learners = layout(year).sheets["Learners"]
    host.write_cells("Learners", {(6, learners.number("ULN")): "1000000087"})
    host.save()


def _type_hours(book: Path, year: Catalogue) -> None:
    """What an admin types: hours near the line for most, and what the rules of the start ask for."""
    random = Random(4)  # noqa: S311 - made-up hours
    host = FileHost(book)
    headers = [column.header for column in hours.columns(year)]
    table = result_table(host, OFF_THE_JOB, headers, KEYS, hours.typed_headers(year))
    cells: dict[tuple[int, int], CellValue] = {}
    for number, row in enumerate(table.rows, table.first_row):
        start, expected = table.value(row, "Start"), table.value(row, hours.EXPECTED)
        is_new = isinstance(start, date) and start >= date(year.start.year - 1, 8, 1)
        header = hours.PUBLISHED if is_new else hours.WEEKLY
        cells[number, table.numbers[header]] = random.choice((187, 278, 350, 390)) if is_new else 37.5
        if isinstance(expected, int | float) and random.random() < 0.9:
            cells[number, table.numbers[hours.SO_FAR]] = round(expected * random.choice((0.55, 0.95, 1, 1.04, 1.1)))
    host.write_cells(OFF_THE_JOB, cells)
    host.save()
