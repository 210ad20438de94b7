"""Makes the pictures of this folder anew: workbooks of the tool, printed by LibreOffice, cut to what matters.

Run by hand: ``python docs/pictures/make.py``. Needs LibreOffice (soffice), pdftoppm (Poppler) and Pillow.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageChops

from addin.commands.new import filled_book
from addin.demo.job import DEMO_UKPRN, run_demo
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.roll_over.rolled_book import roll_over_book
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from ilr_core.model import Learner

HERE = Path(__file__).parent
DAY = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - returns carry local time
DOTS = 200
APPRENTICESHIP = 36
# Page of the printed book, the part of its width and height that is kept, and the width of the picture in pixels.
PICTURES = {
    "start": (1, 1.0, 0.93, 1000),
    "problems": (2, 1.0, 0.93, 1200),
    "marked-workbook": (3, 0.646, 0.4255, 1000),
}
ROLL_OVER = {"roll-over": (3, 1.0, 0.602, 1300)}
Pictures = Mapping[str, tuple[int, float, float, int]]


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        year = catalogue.load()
        run_demo(place, year, DAY)
        _picture(place / f"ILR demo {year.year}.xlsx", PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.xlsx", Path(folder) / "new.xlsx"
        filled_book(old, catalogue.load(catalogue.years()[-2]), _a_year_later(), ukprn=DEMO_UKPRN)
        roll_over_book(FileHost(old), new, now=DAY, knowledge=Knowledge())
        _picture(new, ROLL_OVER)


def _picture(book: Path, pictures: Pictures) -> None:
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", book.parent, book)
    for name, (page, width, height, pixels) in pictures.items():
        only = ("-f", page, "-l", page, "-singlefile", "-r", DOTS, "-png")
        _run("pdftoppm", *only, book.with_suffix(".pdf"), book.parent / name)
        _cut(book.parent / f"{name}.png", width, height, pixels)


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


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=180)  # noqa: S603


def _cut(page: Path, width: float, height: float, pixels: int) -> None:
    """Keeps the upper left part of a page, without white borders, in as few colours as it needs."""
    with Image.open(page) as opened:
        whole = opened.convert("RGB")
    part = whole.crop((0, 0, int(whole.width * width), int(whole.height * height)))
    left, top, right, bottom = _inked(part)
    part = part.crop((left, top, right, bottom))
    scaled = part.resize((pixels, round(part.height * pixels / part.width)), Image.Resampling.LANCZOS)
    scaled.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(HERE / page.name, optimize=True)


def _inked(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    assert box is not None, "The page is blank."
    return box


if __name__ == "__main__":
    main()
