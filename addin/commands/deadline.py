"""Which return is due next."""

from __future__ import annotations

from datetime import datetime

from addin.hosts.port import Host
from addin.sheets.reading import year_of_book
from ilr_core import catalogue
from ilr_core.catalogue import Catalogue


def deadline_of(host: Host, now: datetime) -> str:
    """The next return of the workbook's year and the time left, in a sentence."""
    return closing_of(catalogue.load(year_of_book(host.read_names())), now)


def closing_of(year: Catalogue, now: datetime) -> str:
    """The return of a year that a file made now belongs to, and the time left, in a sentence."""
    coming = year.return_on(now)
    if now > coming.closes:
        return f"All returns of {year.title} are closed."
    days = (coming.closes.date() - now.date()).days
    left = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    closes = f"{coming.closes:%A} {coming.closes.day} {coming.closes:%B %Y, %H:%M}"
    doubt = "" if coming.status == "published" else " This date is worked out; ask DfE for the official one."
    return f"{coming.name} of {year.title} closes {left}: {closes}.{doubt}"
