"""Which edition of a register some files are: its version and its day, from what the files and their names say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from addin.loading.csv_files import CsvFile
from ilr_core.registers.recognition import day_of, plain_header

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"(?:^|[_ -])(V\d{1,4})(?=[_ .-]|$)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(20\d\d)([-_]?)(\d\d)\2(\d\d)(?!\d)")
_MONTH = re.compile(rf"(?<![A-Za-z])({'|'.join(MONTHS)})[a-z]*[_ -](20\d\d)(?!\d)", re.IGNORECASE)
# The table of LARS that says when its data were put together, and the one that numbers it.
_GENERATED, _NUMBERS = "datageneratedon", ("majornumber", "minornumber", "maintenancenumber")


@dataclass(frozen=True)
class Edition:
    """``version`` for people, as the source names it; ``dated`` the day of the data."""

    version: str
    dated: date


def edition_of(files: Sequence[CsvFile], beside: Iterable[tuple[CsvFile, Sequence[str]]]) -> Edition:
    """The edition of the files of a register; ``beside`` are all files that came with them, with their headers.

    A table of the download decides, then the name of the download or its files, then when they were changed.
    """
    names = [name for file in files for name in (file.path.name, PurePath(file.member).name)]
    number = next((found[1].upper() for name in names if (found := _NUMBER.search(name))), "")
    numbered, generated = "", None
    for file, header in beside:
        at = {plain_header(name): index for index, name in enumerate(header)}
        if _GENERATED in at:
            generated = max(filter(None, (_day(row, at[_GENERATED]) for row in _rows(file))), default=None)
        if at.keys() >= set(_NUMBERS) and not number:
            wanted = [at[name] for name in _NUMBERS]
            told = [".".join(row[i] for i in wanted) for row in _rows(file) if len(row) > max(wanted)]
            numbered = told[-1] if told else ""
    number = number or numbered
    day = generated or next(filter(None, map(_day_in, names)), None)
    if day or number:
        dated = day or max(file.changed for file in files).date()
        return Edition(f"{number} of {dated:%d %b %Y}" if number else f"{dated:%d %b %Y}", dated)
    for name in names:
        if month := _MONTH.search(name):
            return Edition(f"{month[1].title()} {month[2]}", date(int(month[2]), MONTHS.index(month[1].lower()) + 1, 1))
    changed = max(file.changed for file in files).date()
    return Edition(f"file of {changed:%d %b %Y}", changed)


def _rows(file: CsvFile) -> Iterator[list[str]]:
    with file.rows() as rows:
        next(rows, None)
        yield from rows


def _day(row: Sequence[str], place: int) -> date | None:
    found = day_of(row[place].strip()) if place < len(row) else None
    return date.fromisoformat(found) if found else None


def _day_in(name: str) -> date | None:
    found = _DAY.search(name)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None
