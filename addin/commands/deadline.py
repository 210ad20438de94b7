"""Which return is due next."""

from __future__ import annotations

from datetime import datetime

from addin.hosts.port import Host
from addin.reports.return_calendar import closing_words, in_days
from addin.sheets.reading import year_of_book
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue


def deadline_of(host: Host, now: datetime) -> str:
    """The next return of the workbook's year, the time left, and what it is for."""
    year = catalogue.load(year_of_book(host.read_names()))
    coming = year.return_on(now)
    return f"{closing_of(year, now)} {coming.purpose if now <= coming.closes else ''}".strip()


def closing_of(year: Catalogue, now: datetime) -> str:
    """The return of a year that a file made now belongs to, and the time left, in a sentence."""
    coming = year.return_on(now)
    if now > coming.closes:
        return f"All returns of {year.title} are closed."
    left = in_days((coming.closes.date() - now.date()).days)
    doubt = "" if coming.status == "published" else " This date is worked out; ask DfE for the official one."
    return f"{coming.name} of {year.title} closes {left}: {closing_words(coming.closes)}.{doubt}"
