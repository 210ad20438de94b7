"""The list of apprentices that a provider downloads from the service, as a file: one line for each apprenticeship.

Column names: das-providercommitments, ``ApprenticeshipDetailsCsvModel`` and its tests (public code, read in 2026).
Dates are months (``Sep 2026``), birthdays ``4 Sep 2008``, prices ``12,000``, and the course is a name. Other spellings
are guesses for older and other lists. Email, delivery model and confirmation, which are there too, are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from addin.mis_import.export_files import grids_in
from ilr_core.errors import InputError

HEADERS = {
    "uln": ("uln", "uniquelearnernumber", "uniquelearnernumberuln", "learneruln"),
    "name": ("apprenticename", "name", "apprentice", "fullname", "learnername"),
    "employer": ("employer", "employername"),
    "course": ("apprenticeshiptrainingcourse", "trainingcourse", "course", "coursename", "apprenticeship", "standard"),
    "code": ("stdcode", "standardcode", "coursecode", "larscode", "larsstandardcode"),
    "start": ("plannedstartdate", "startdate", "trainingstartdate", "actualstartdate", "start"),
    "end": ("plannedenddate", "enddate", "trainingenddate", "expectedenddate", "end"),
    "price": ("totalagreedapprenticeshipprice", "totalagreedprice", "totalprice", "agreedprice", "price", "cost"),
    "born": ("dateofbirth", "dob"),
    "reference": ("yourreference", "providerref", "providerreference", "learnrefnumber"),
    "status": ("status", "apprenticeshipstatus"),
}
"""What a column may be called, in small letters alone; the first is the service's own."""
NEEDED = ("uln",)
UPLOAD = {"cohortref", "agreementid", "recognisepriorlearning"}
"""Columns that only the file for the upload has."""
HEADER_ROWS = 10
LONGEST = 250
"""What is read of a cell: more than any name of a course, and less than a cell of a workbook holds."""
_FORMS = ("%b %Y", "%B %Y", "%Y-%m", "%m/%Y")
_AMOUNT = r"(?P<pounds>(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{0,20})?|\.\d{1,20})"
_POUNDS = re.compile(f"(?:-?£?|£-){_AMOUNT}", re.ASCII)
_OWED = re.compile(rf"\(£?{_AMOUNT}\)", re.ASCII)
_DAY_FORMS = ("%d %b %Y", "%d %B %Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a month where the list gives no more (``has_day`` False; ``day`` is then the first of it)."""

    day: date
    has_day: bool

    def fits(self, other: date) -> bool:
        """Whether a day is this one, or lies in this month."""
        return self.day == other if self.has_day else (self.day.year, self.day.month) == (other.year, other.month)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}" if self.has_day else f"{self.day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; texts are empty, and the rest None, where it says nothing that can be read."""

    line: int
    uln: str
    name: str
    employer: str
    course: str
    code: int | None
    start: When | None
    end: When | None
    price: Decimal | None
    born: When | None
    reference: str
    status: str


def read_listed(path: Path) -> list[Listed]:
    """The apprentices of a list (CSV or spreadsheet). Raises InputError for a file that is no such list."""
    for grid in grids_in(path):
        columns: dict[str, int] = {}
        found = []
        for line, row in zip(grid.lines, grid.rows, strict=True):
            if columns:
                one = _listed(line, row, columns)
                found += [one] if one.uln or one.name else []
            elif line <= HEADER_ROWS:
                if UPLOAD <= {plain_header(cell) for cell in row}:
                    raise InputError(
                        f"{path.name} is a file for uploading new apprentices. Choose the list of those who are there: "
                        "download it from Manage your apprentices."
                    )
                columns = _columns(row)
        if columns:
            return found
    raise InputError(
        f"{path.name} is no list of apprentices from the apprenticeship service: it needs the column ULN, and start, "
        "price or status. Download it from Manage your apprentices."
    )


def when(value: object) -> When | None:
    """A day or month as such lists spell it; None for anything else."""
    if isinstance(value, datetime):
        return When(value.date(), True)
    if isinstance(value, date):
        return When(value, True)
    return _in_words(" ".join(str(value or "").replace("Sept ", "Sep ").split()).removesuffix(" 00:00:00"))


@lru_cache(maxsize=1024)  # a list says the same few months and days again and again
def _in_words(text: str) -> When | None:
    for forms, has_day in ((_DAY_FORMS, True), (_FORMS, False)):
        for form in forms:
            try:
                return When(datetime.strptime(text, form).date(), has_day)  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    return None


def money(value: object) -> Decimal | None:
    """An amount such as ``12,000``, ``-£5.50`` or ``(5.50)``; None for anything else.

    A comma parts thousands and nothing else: ``95,00`` is None, not 9,500.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    text = cell_text(value).replace("\N{MINUS SIGN}", "-")
    said = _POUNDS.fullmatch(text) or _OWED.fullmatch(text)
    if said is None:
        return None
    found = Decimal(said["pounds"].replace(",", ""))
    return -found if text.startswith(("-", "£-", "(")) else found


def cell_text(value: object) -> str:
    """A cell as text on one line, without the apostrophe that marks text."""
    text = " ".join(str(value if value is not None else "").split()).removeprefix("'")
    return text.removesuffix(".0") if isinstance(value, float) else text


def plain_header(text: object) -> str:
    """A heading without case, spaces and signs."""
    return re.sub("[^a-z0-9]", "", str(text or "").casefold())


def _columns(row: Sequence[object]) -> dict[str, int]:
    plain = [plain_header(cell) for cell in row]
    found = {
        what: next(plain.index(name) for name in names if name in plain)
        for what, names in HEADERS.items()
        if set(names) & set(plain)
    }
    says = {"start", "price", "status"} & found.keys()
    return found if says and all(what in found for what in NEEDED) else {}


def _listed(line: int, row: Sequence[object], columns: dict[str, int]) -> Listed:
    cells = {what: row[number] if number < len(row) else None for what, number in columns.items()}
    texts = {what: cell_text(cells.get(what))[:LONGEST] for what in HEADERS}
    return Listed(
        line=line,
        uln=texts["uln"],
        name=texts["name"],
        employer=texts["employer"],
        course=texts["course"],
        code=int(texts["code"]) if texts["code"].isascii() and texts["code"].isdigit() else None,
        start=when(cells.get("start")),
        end=when(cells.get("end")),
        price=money(cells.get("price")),
        born=when(cells.get("born")),
        reference=texts["reference"],
        status=texts["status"],
    )
