"""Makes every picture of this folder anew: ``python docs/pictures/make.py``.

The pictures of sheets are the demo's workbooks, printed by LibreOffice, cut to what matters. Needs LibreOffice
(soffice), pdftoppm and pdftotext (Poppler) and Pillow. The drawing of the ribbon is made by ``ribbon.py``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import ribbon
from PIL import Image, ImageChops

from addin.demo.job import run_demo
from addin.hosts.file_host import FileHost
from ilr_core import catalogue
from workbook_templates.layout import CHANGES, COUNTS, START

HERE = Path(__file__).parent
DAY = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - returns carry local time
DOTS = 200
# What an admin might type: each leaves one answer, which ``ilr fix`` puts in.
MISTYPED = {"Postcode": (2, "ze991aa"), "PostcodePrior": (3, "ZE99-1AA"), "NINumber": (4, "ab 12 34 56 a"),
            "Sex": (5, "Female")}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A sheet of a book; the part of its first page's width and height that is kept; the picture's width in pixels."""

    book: str
    sheet: str
    width: float
    height: float
    pixels: int


PICTURES = {
    "start": Picture("marked", START, 1.0, 0.93, 1000),
    "problems": Picture("marked", "Problems", 1.0, 0.93, 1200),
    "counts": Picture("marked", COUNTS, 0.72, 0.52, 800),
    "marked-workbook": Picture("marked", "Learners", 0.646, 0.4255, 1000),
    "aims": Picture("marked", "Aims", 1.0, 0.44, 1200),
    "changes": Picture("fixed", CHANGES, 0.93, 0.5, 1100),
}


def main() -> None:
    """Writes all pictures."""
    ribbon.main()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _make_books(place)
        for name in {picture.book for picture in PICTURES.values()}:
            profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
            _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", place, place / f"{name}.xlsx")
        for name, picture in PICTURES.items():
            printed = place / f"{picture.book}.pdf"
            page = _page_of(printed, picture.sheet)
            only = ("-f", page, "-l", page, "-singlefile", "-r", DOTS, "-png")
            _run("pdftoppm", *only, printed, place / name)
            _cut(place / f"{name}.png", picture)


def _make_books(place: Path) -> None:
    """The demo's book with its marks; and its mended book with some cells typed badly and fixed again."""
    year = catalogue.load()
    run_demo(place, year, DAY)
    (place / f"ILR demo {year.year}.xlsx").rename(place / "marked.xlsx")
    fixed = (place / f"ILR demo {year.year} mended.xlsx").rename(place / "fixed.xlsx")
    host = FileHost(fixed)
    heads = _sheet_rows(host, "Learners")[0]
    host.write_cells("Learners", {(row, heads.index(name) + 1): text for name, (row, text) in MISTYPED.items()})
    host.save()
    _run(sys.executable, "-m", "addin.cli", "fix", fixed, "--who", "a.admin")
    host = FileHost(fixed)
    log = _sheet_rows(host, CHANGES)
    when = log[0].index("When") + 1
    host.write_cells(CHANGES, {(row, when): DAY for row in range(2, len(log) + 1)})  # the same picture every time
    host.save()


def _sheet_rows(host: FileHost, name: str) -> list[list[object]]:
    return next([list(row) for row in sheet.rows] for sheet in host.read_sheets() if sheet.name == name)


def _page_of(printed: Path, sheet: str) -> int:
    """The first page whose foot names the sheet; the sheet Start has no foot and is the first page."""
    if sheet == START:
        return 1
    pages = _run("pdftotext", "-layout", printed, "-").split("\f")
    return next(number for number, page in enumerate(pages, 1) if page.rstrip().rpartition("\n")[2].startswith(sheet))


def _run(*words: object) -> str:
    done = subprocess.run(  # noqa: S603
        [str(word) for word in words], check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=180
    )
    return done.stdout


def _cut(page: Path, picture: Picture) -> None:
    """Keeps the upper left part of a page, without white borders, in as few colours as it needs."""
    with Image.open(page) as opened:
        whole = opened.convert("RGB")
    part = whole.crop((0, 0, int(whole.width * picture.width), int(whole.height * picture.height)))
    left, top, right, bottom = _inked(part)
    part = part.crop((left, top, right, bottom))
    scaled = part.resize((picture.pixels, round(part.height * picture.pixels / part.width)), Image.Resampling.LANCZOS)
    scaled.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(HERE / page.name, optimize=True)


def _inked(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    assert box is not None, "The page is blank."
    return box


if __name__ == "__main__":
    main()
