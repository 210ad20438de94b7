"""The official name of a return's XML file: ``ILR-UKPRN-YYYY-yyyymmdd-hhmmss-NN.XML``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_PARTS = re.compile(r"ILR-([0-9]{8})-([0-9]{4})-([0-9]{8})-([0-9]{6})-([^-.]*)\.xml", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file name says: provider, collection year (``2627``), local time to the second, serial (two digits)."""

    ukprn: int
    year: str
    made: datetime
    serial: str = "01"

    @property
    def text(self) -> str:
        """The name in the official form."""
        moment = f"{self.made.year:04}{self.made:%m%d-%H%M%S}"
        return f"ILR-{self.ukprn:08}-{self.year}-{moment}-{self.serial}.XML"


def parse(name: str) -> FileName | None:
    """What a file name without folders says; None if it is not in the official form or its time does not exist.

    The extension may be in either case. Source: rules Filename_1 and Filename_5 of both years.

    >>> parse("ILR-10000001-2627-20261006-101500-01.XML").serial
    '01'
    """
    found = _found(name)
    if not found or not _SERIAL.fullmatch(found[5]):
        return None
    try:
        made = datetime.strptime(found[3] + found[4], "%Y%m%d%H%M%S")  # noqa: DTZ007 - file names tell local time
    except ValueError:
        return None
    return FileName(int(found[1]), found[2], made, found[5])


def serial_part(name: str) -> str | None:
    """The text in the place of the serial number of a name whose other parts have the official form, else None."""
    found = _found(name)
    return found[5] if found else None


def _found(name: str) -> re.Match[str] | None:
    return _PARTS.fullmatch(name) if name.startswith("ILR-") else None
