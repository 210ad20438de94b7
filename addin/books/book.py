"""A workbook's return as every command sees it: its year, its records and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from io import BytesIO

from addin.hosts.port import Host
from addin.sheets.addresses import address
from addin.sheets.places import cell_place
from addin.sheets.reading import BookReading, read_records, year_of_book
from addin.sheets.source_files import read_source_files
from addin.wording import some_of
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import Finding, Learner, Message, SourceFiles, Spot, built
from ilr_core.xml import HeaderFacts, schema_problems, write_return
from workbook_templates import names as book_names
from workbook_templates.layout import START

SHOWN = 5
SUPPLIER = "ilr-excel"
SHEET = "Sheet"


@dataclass(frozen=True)
class Book:
    """The return in a workbook. ``ukprn`` is None if the Start sheet gives no provider number that can be read."""

    year: Catalogue
    ukprn: int | None
    reading: BookReading
    source_files: list[SourceFiles]
    findings: tuple[Finding, ...]

    def header(self, today: date) -> Message:
        """The header the return would have if it were exported today."""
        provider = {"UKPRN": self.ukprn} if self.ukprn else {}
        details = {"Collection": "ILR", "Year": self.year.year, "FilePreparationDate": today}
        message = built(
            "Message",
            {
                "Header": [{"CollectionDetails": [details], "Source": [provider]}],
                "LearningProvider": [provider],
            },
            self.year,
        )
        assert isinstance(message, Message)
        return message


def open_book(host: Host, year: str | None = None) -> Book:
    """Reads the return out of a workbook.

    The year is ``year``, else the book's ``ILR_Year``, else the year now running; a book that says another year than
    asked for gets a finding. Raises InputError for a year nobody knows, and for a workbook without any of our sheets.
    """
    host.progress("Reading the workbook")
    names = host.read_names()
    said = names.get(book_names.YEAR)
    own = year_of_book(names) or ("" if said is None else str(said).strip())
    stated = year or own
    if stated and stated not in catalogue.years():
        known = ", ".join(catalogue.years())
        where = "" if year else " on the sheet Start"
        raise InputError(f"{host.title}: there is no collection year {stated}. Use one of {known}{where}.")
    specification = catalogue.load(stated or None)
    findings = []
    if year and own and year != own:
        text = (
            f"The workbook is for {own}, but {year} was asked for. Use the workbook of that year, or leave --year out."
        )
        findings.append(_start_finding(host, book_names.YEAR, own, text))
    ukprn = _ukprn(names.get(book_names.UKPRN))
    if ukprn is None:
        text = "The provider number on the Start sheet is missing or does not have 8 digits. Type your UKPRN there."
        findings.append(_start_finding(host, book_names.UKPRN, str(names.get(book_names.UKPRN) or ""), text))
    sheets = host.read_sheets()
    reading = read_records(sheets, specification)
    if not reading.sheets and not any(found.spots for found in reading.problems):
        raise InputError(
            f"{host.title} is no ILR workbook: it has none of the sheets {', '.join(reading.layout.sheets)}. "
            "Make one with: ilr new, or ilr import."
        )
    # Rules look the provider up from any learner.
    provider = provider_message(ukprn, specification)
    for learner in reading.learners:
        learner.message = provider
    return Book(specification, ukprn, reading, read_source_files(sheets, specification), tuple(findings))


def provider_message(ukprn: int | None, year: Catalogue) -> Message:
    """The part of a return that says whose it is, around its learners."""
    message = built("Message", {"LearningProvider": [{"UKPRN": ukprn} if ukprn else {}]}, year)
    assert isinstance(message, Message)
    return message


def numbering_notice(reading: BookReading) -> str:
    """What an export will number by itself, for the user to see before; empty if there is nothing."""
    if not reading.numbered:
        return ""
    places = [
        f"{address(Spot(place, 'LearningDelivery', 'AimSeqNumber'), reading)} as {n}" for place, n in reading.numbered
    ]
    return f"Aims without an AimSeqNumber are numbered in the export: {some_of(places, SHOWN)}."


def header_facts(book: Book, now: datetime, serial: int = 1) -> HeaderFacts:
    """The header for an export made now. Raises ExportBlocked without a provider number."""
    if book.ukprn is None:
        raise ExportBlocked("The return has no provider number. Type your 8-digit UKPRN on the Start sheet.")
    return header_of(book.ukprn, now, serial)


def header_of(ukprn: int, now: datetime, serial: int = 1) -> HeaderFacts:
    """The header of a provider's return that is made now."""
    return HeaderFacts(ukprn, now.date(), now, serial, SUPPLIER, "ILR in Excel", version("ilr-excel"))


def schema_refuses(
    book: Book, now: datetime, official: bytes | None = None, learners: Sequence[Learner] | None = None
) -> str:
    """What the schema says first against all that is typed in the workbook, unreadable values included; empty if valid.

    ``learners`` keeps to some of them. A return without a provider number is never valid.
    """
    if book.ukprn is None:
        return "The return has no provider number."
    out = BytesIO()
    typed = iter(book.reading.learners if learners is None else learners)
    write_return(out, book.year, header_facts(book, now), book.source_files, typed, strict=False)
    out.seek(0)
    found = schema_problems(out, "the return", book.year, official, most=1)
    return found[0].sentence() if found else ""


def _ukprn(value: object) -> int | None:
    text = str(value).strip().removesuffix(".0") if value is not None else ""
    return int(text) if len(text) == 8 and text.isascii() and text.isdigit() and text >= "10000000" else None


def _start_finding(host: Host, name: str, value: str, sentence: str) -> Finding:
    sheet, row, column = host.find_names().get(name, (START, 1, 1))
    spot = Spot((cell_place(sheet, column), row), "Source")
    return Finding(SHEET, "error", None, None, "Source", ((name, value),), sentence, (spot,), (-1,))
