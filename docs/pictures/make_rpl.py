"""Makes the pictures of prior learning anew: the sheet RPL with a what-if, and a page of evidence, by LibreOffice.

Run by hand: ``python docs/pictures/make_rpl.py``. Needs LibreOffice (soffice), pdftoppm (Poppler) and Pillow.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image, ImageChops, ImageOps

from addin.commands.new import filled_book
from addin.demo.learners import made_learners
from addin.hosts.file_host import FileHost
from addin.ooxml import CellValue
from addin.prior_learning.evidence import make_evidence
from addin.prior_learning.fill import fill_sheet
from addin.prior_learning.sheet import rpl_sheet
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from workbook_templates.rpl_columns import BY_PERCENT_ROW, INPUTS, RPL, SET_ROW

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - returns carry local time
DOTS = 200
HEADERS = tuple(INPUTS.values())
# Band, hours before and removed, price before, assessment price, reduction, published minimum; one for each verdict.
TYPED: tuple[tuple[int | str | None, ...], ...] = (
    (9000, 480, 72, 7800, 1200, 675, 390),
    (9000, 480, 96, 8500, 500, 900, 390),
    (15000, 510, 330, 13500, 1500, 4900, None),
    (15000, 400, 48, 13500, 500, 3, None),
    (12000, 510, 37, 9000, 900, 100, None),
    (None, 420, 40, 6300, 700, 200, None),
    (9000, 390, 40, 4500, 500, None, None),
    (12000, "480 h", 40, 8000, 1200, 500, None),
    (7000, 420, 100, 6000, 1000, 834, None),
    (15000, 400, 60, 14500, 1500, 1500, None),
)


def main() -> None:
    """Writes the two pictures."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        book = _book(place / "book.xlsx")
        make_evidence(FileHost(book), place / "evidence.xlsx", who="A. Example", now=NOW, knowledge=Knowledge())
        _only_the_sheet(book)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", place, book, place / "evidence.xlsx")
        for name, pdf, pixels in (("rpl", "book.pdf", 1568), ("rpl-evidence", "evidence.pdf", 760)):
            _run("pdftoppm", "-f", 1, "-l", 1, "-singlefile", "-r", DOTS, "-png", place / pdf, place / name)
            _cut(place / f"{name}.png", pixels, footer=name == "rpl")


def _book(path: Path) -> Path:
    """A return of made-up learners with rows of every verdict, and a what-if above them."""
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 17, NOW.date())), ukprn=10000001)
    fill_sheet(FileHost(path), knowledge=Knowledge())
    host = FileHost(path)
    sheet = rpl_sheet(host.read_sheets(), year, host.title)
    numbers = sheet.found.numbers
    cells: dict[tuple[int, int], CellValue] = {}
    for row, typed in zip(sheet.rows, TYPED, strict=False):
        cells |= {(row.number, numbers[header]): value for header, value in zip(HEADERS, typed, strict=True)}
    cells[BY_PERCENT_ROW, numbers["Hours removed"]] = 0.1
    cells[SET_ROW, numbers["Reduction given"]] = "least"
    host.write_cells(RPL, cells)
    host.save()
    fill_sheet(FileHost(path), knowledge=Knowledge())
    return path


def _only_the_sheet(path: Path) -> None:
    opened = load_workbook(path)
    for page in opened.worksheets:
        if page.title != RPL:
            page.sheet_state = "hidden"
    opened.active = opened.sheetnames.index(RPL)
    opened.save(path)


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=180)  # noqa: S603


def _cut(page: Path, pixels: int, *, footer: bool) -> None:
    """Keeps what is printed, without white borders and footer, in as few colours as it needs."""
    with Image.open(page) as opened:
        whole = opened.convert("RGB")
    part = whole.crop((0, 0, whole.width, int(whole.height * (0.9 if footer else 0.935))))
    box = ImageChops.difference(part, Image.new("RGB", part.size, "white")).getbbox()
    assert box is not None, "The page is blank."
    part = ImageOps.expand(part.crop(box), border=24, fill="white")
    scaled = part.resize((pixels, round(part.height * pixels / part.width)), Image.Resampling.LANCZOS)
    scaled.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(HERE / page.name, optimize=True)


if __name__ == "__main__":
    main()
