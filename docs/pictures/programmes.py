"""Makes the pictures of the sheets Programmes and New learners anew.

Run by hand with the others: ``python docs/pictures/make.py``.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from printing import DAY, Picture, print_pictures

from addin.commands.new import filled_book
from addin.demo.job import DEMO_UKPRN
from addin.demo.programmes import demo_programmes
from addin.hosts.file_host import FileHost
from addin.programmes.add import add_list, opened
from addin.programmes.list_rows import list_on_sheet
from addin.programmes.sheet import rows_of_programmes
from ilr_core import catalogue
from ilr_core.knowledge import Knowledge
from workbook_templates.layout import NEW_LEARNERS, PROGRAMMES

PICTURES = {
    "programmes": Picture("book", PROGRAMMES, 1.0, 0.2, 1200),
    "new-learners": Picture("book", NEW_LEARNERS, 1.0, 0.2, 1200),
}
LIST = (
    ("Sampleton", "Nia", 1000000027, date(2001, 3, 9), "F", 31),
    ("Mockford", "Hamza", 1000000043, date(1998, 11, 21), "M", 39),
    ("Trialby", "Grace", None, date(2003, 6, 2), "F", 31),
)
HEADERS = ("FamilyName", "GivenNames", "ULN", "DateOfBirth", "Sex", "Ethnicity")


def main() -> None:
    """Writes the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        year = catalogue.load()
        filled_book(book, year, [], ukprn=DEMO_UKPRN, programmes=rows_of_programmes(demo_programmes(year), year))
        _paste_list(book, demo_programmes(year)[0].name)
        host = FileHost(book, answer=lambda *_: True)
        opened_book = opened(host)
        learners = list_on_sheet(host.read_sheets(), year, host.title)
        add_list(host, opened_book, learners, who="a.admin", now=DAY, knowledge=Knowledge())
        print_pictures(Path(folder), PICTURES)


def _paste_list(book: Path, programme: str) -> None:
    host = FileHost(book)
    heads = next(sheet.rows[0] for sheet in host.read_sheets() if sheet.name == NEW_LEARNERS)
    at = {str(head): number for number, head in enumerate(heads, 1)}
    for row, person in enumerate(LIST, 2):
        cells = dict(zip(HEADERS, person, strict=True))
        cells |= {"Programme": programme, "LearnStartDate": date(2026, 11, 2), "LLDDHealthProb": 2}
        host.write_cells(NEW_LEARNERS, {(row, at[head]): value for head, value in cells.items()})
    host.save()


if __name__ == "__main__":
    main()
