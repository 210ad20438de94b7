"""Makes the pictures of prior learning anew: the sheet RPL with a what-if, and a page of evidence, by LibreOffice.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from openpyxl import load_workbook
from printing import DAY, Picture, print_pictures

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

PICTURES = {"rpl": Picture("book", "", 1, 0.9, 1568, 24), "rpl-evidence": Picture("evidence", "", 1, 0.935, 760, 24)}
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
        make_evidence(FileHost(book), place / "evidence.xlsx", who="A. Example", now=DAY, knowledge=Knowledge())
        _only_the_sheet(book)
        print_pictures(place, PICTURES)


def _book(path: Path) -> Path:
    """A return of made-up learners with rows of every verdict, and a what-if above them."""
    year = catalogue.load()
    filled_book(path, year, list(made_learners(year, 17, DAY.date())), ukprn=10000001)
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
