"""Hours as people type or paste them, and the rows of the sheet in which they did."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from addin.loading.csv_files import CsvFile
from addin.off_the_job.apprentices import Apprentice
from addin.off_the_job.progress import TypedHours
from addin.ooxml import Value
from addin.sheets.cells import is_blank
from addin.sheets.columns import plain_header
from addin.sheets.dates import typed_date
from addin.sheets.result_table import key_text
from ilr_core.errors import InputError
from ilr_core.exact import as_day, exact
from workbook_templates.off_the_job_sheet import PUBLISHED, REMOVED, SO_FAR, STANDARD, WEEKLY

MOST_WEEKLY, MOST_HOURS = 168, 99_999
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_CLOCK = re.compile(r"([0-9]+):([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?")
_UNIT = re.compile(r"\s*(hours?|hrs?|h)\.?$", re.IGNORECASE)


def hours_typed(value: Value) -> Fraction | None:
    """Hours out of a cell: a number, a text of one (``1,200``, ``37.5 hrs``), or hours and minutes (``37:30``).

    None for anything else, a date among them.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = exact(value)
        return number if number is not None and number >= 0 else None
    if not isinstance(value, str):
        return None
    text = _UNIT.sub("", value.strip())
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) + Fraction(int(clock[2]), 60)
    found = _NUMBER.fullmatch(text)
    return Fraction(Decimal(found[1].replace(",", "") + (found[2] or ""))) if found and len(text) < 20 else None


def typed_hours(cells: Mapping[str, Value], removed_header: str) -> TypedHours:
    """What was typed in one row, by header; a cell that cannot be read is named and counts as blank."""
    unread: list[str] = []

    def hours(header: str, most: int) -> Fraction | None:
        value = cells.get(header)
        if is_blank(value):
            return None
        found = hours_typed(value)
        if found is None or found > most:
            shown = value.isoformat() if isinstance(value, date | datetime | time) else str(value)[:20]
            unread.append(f"{header} '{shown}' is no number of hours: type it as 30 or 37.5.")
            return None
        return found

    return TypedHours(
        weekly=hours(WEEKLY, MOST_WEEKLY),
        published=hours(PUBLISHED, MOST_HOURS),
        removed=hours(removed_header, MOST_HOURS),
        so_far=hours(SO_FAR, MOST_HOURS),
        unread=tuple(unread),
    )


def typed_in(path: Path) -> Callable[[Apprentice], TypedHours]:
    """What a CSV file says of apprentices: LearnRefNumber, perhaps Standard, and columns named as on the sheet.

    A learner with several rows and no Standard takes the first. Raises InputError for a file without LearnRefNumber or
    without any column of hours.
    """
    file = CsvFile(path)
    known = {plain_header(name): name for name in ("LearnRefNumber", STANDARD, WEEKLY, PUBLISHED, REMOVED, SO_FAR)}
    by_key: dict[tuple[str, str], TypedHours] = {}
    with file.rows() as rows:
        header = [known.get(plain_header(text), "") for text in next(rows, [])]
        if "LearnRefNumber" not in header or not {WEEKLY, PUBLISHED, REMOVED, SO_FAR} & set(header):
            raise InputError(
                f"{file.name} needs the column LearnRefNumber and one of {WEEKLY}, {PUBLISHED}, {REMOVED}, {SO_FAR}."
            )
        for row in rows:
            cells: dict[str, Value] = {name: text for name, text in zip(header, row, strict=False) if name}
            key = key_text(cells.get("LearnRefNumber")), key_text(cells.get(STANDARD))
            if key[0]:
                by_key.setdefault(key, typed_hours(cells, REMOVED))

    def typed_of(apprentice: Apprentice) -> TypedHours:
        reference = key_text(apprentice.learner.text("LearnRefNumber"))
        own = by_key.get((reference, key_text(apprentice.standard)))
        return own or by_key.get((reference, "")) or TypedHours()

    return typed_of


def day_typed(value: Value) -> date | None:
    """A day out of a cell; None for anything else."""
    return typed_date(value.strip()) if isinstance(value, str) else as_day(value)
