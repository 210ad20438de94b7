"""Makes the pictures of this folder anew: the demo's checked workbook, printed by LibreOffice, cut to what matters.

Run by hand: ``python docs/pictures/make.py``. Needs LibreOffice (soffice), pdftoppm (Poppler) and Pillow.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageChops

from addin.demo.job import run_demo
from ilr_core import catalogue

HERE = Path(__file__).parent
DAY = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - returns carry local time
DOTS = 200
# Page of the printed book, the part of its width and height that is kept, and the width of the picture in pixels.
PICTURES = {
    "start": (1, 1.0, 0.93, 1000),
    "problems": (2, 1.0, 0.93, 1200),
    "marked-workbook": (3, 0.646, 0.4255, 1000),
}


def main() -> None:
    """Writes the three pictures."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        year = catalogue.load()
        run_demo(place, year, DAY)
        book = place / "book.xlsx"
        (place / f"ILR demo {year.year}.xlsx").rename(book)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        run_program("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", place, book)
        for name, (page, width, height, pixels) in PICTURES.items():
            only = ("-f", page, "-l", page, "-singlefile", "-r", DOTS, "-png")
            run_program("pdftoppm", *only, book.with_suffix(".pdf"), place / name)
            cut(place / f"{name}.png", width, height, pixels)


def run_program(*words: object) -> None:
    """Runs a program; raises CalledProcessError if it fails."""
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=180)  # noqa: S603


def cut(page: Path, width: float, height: float, pixels: int) -> None:
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
