"""Sheets and pages as pictures: printed by LibreOffice or seen by Chromium, cut, in as few colours as they need.

Needs LibreOffice (soffice), pdftoppm and pdftotext (Poppler), Chromium and Pillow.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

from workbook_templates.layout import START

HERE = Path(__file__).parent
DAY = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - returns carry local time
DOTS = 200
BROWSERS = ("chromium", "google-chrome", "chrome")


@dataclass(frozen=True)
class Picture:
    """A sheet of a book; the part of its first page's width and height that is kept; the picture's width in pixels.

    ``margin`` is white around it, in dots of the page. Without ``sheet`` it is the book's first page.
    """

    book: str
    sheet: str
    width: float
    height: float
    pixels: int
    margin: int = 0


def print_pictures(folder: Path, pictures: Mapping[str, Picture]) -> None:
    """Writes pictures of the workbooks of a folder into this one, by name."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for book in sorted({picture.book for picture in pictures.values()}):
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / f"{book}.xlsx")
    for name, picture in pictures.items():
        printed = folder / f"{picture.book}.pdf"
        page = _page_of(printed, picture.sheet)
        run("pdftoppm", "-f", page, "-l", page, "-singlefile", "-r", DOTS, "-png", printed, folder / name)
        _cut(folder / f"{name}.png", picture)


def see_page(page: Path, picture: Path, size: tuple[int, int]) -> None:
    """Writes a picture of what a browser's window of that width and height shows of a page."""
    browser = next(found for name in BROWSERS if (found := shutil.which(name)))
    window = f"--window-size={size[0]},{size[1]}"
    run(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", window, f"--screenshot={picture}",
        page.as_uri())  # fmt: skip
    with Image.open(picture) as seen:
        few = seen.convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def run(*words: object) -> str:
    """What a program prints; raises CalledProcessError if it fails."""
    done = subprocess.run(  # noqa: S603
        [str(word) for word in words], check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=180
    )
    return done.stdout


def _page_of(printed: Path, sheet: str) -> int:
    """The first page whose foot names the sheet; the sheet Start has no foot and is the first page."""
    if sheet in ("", START):
        return 1
    pages = run("pdftotext", "-layout", printed, "-").split("\f")
    return next(number for number, page in enumerate(pages, 1) if page.rstrip().rpartition("\n")[2].startswith(sheet))


def _cut(page: Path, picture: Picture) -> None:
    """Keeps the upper left part of a page without white borders."""
    with Image.open(page) as opened:
        whole = opened.convert("RGB")
    part = whole.crop((0, 0, int(whole.width * picture.width), int(whole.height * picture.height)))
    box = ImageChops.difference(part, Image.new("RGB", part.size, "white")).getbbox()
    assert box is not None, "The page is blank."
    _save(ImageOps.expand(part.crop(box), border=picture.margin, fill="white"), HERE / page.name, picture.pixels)


def _save(whole: Image.Image, target: Path, pixels: int) -> None:
    scaled = whole.resize((pixels, round(whole.height * pixels / whole.width)), Image.Resampling.LANCZOS)
    scaled.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
