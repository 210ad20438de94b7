"""Dates of an export. Whether day or month comes first is decided for a whole column, never for a single date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from addin.mis_import.tables import ExportColumn, ExportTable
from addin.sheets.cells import BLANKS
from addin.sheets.dates import date_of_serial, typed_date

Order = Literal["day first", "month first", ""]
DAY_FIRST: Order = "day first"
MONTH_FIRST: Order = "month first"

_PARTS = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})")
_TIME = re.compile(
    r"[T ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?:19|20)[0-9]{6}")
_SERIAL = re.compile(r"[0-9]{5}(?:\.0+)?")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +", re.IGNORECASE)
_MONTH_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
NO_DATES = frozenset({"01/01/1900", "1900-01-01", "31/12/9999", "9999-12-31", "00/00/0000", "0000-00-00"})
"""What systems write where there is no date."""


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How a column's dates are read; ``why`` in words, ``is_sure`` False if somebody has to say."""

    order: Order
    why: str
    is_sure: bool = True


def order_of(table: ExportTable, column: ExportColumn) -> DateOrder | None:
    """How the numbers of a column's dates are ordered, from its own cells; None if no cell tells.

    A number above 12 tells. Where some cells tell one thing and some the other, nothing is sure.
    """
    tells: dict[Order, int] = {}
    for value, line in zip(table.values(column), table.lines, strict=True):
        parts = _numbers(value)
        if parts is not None and (parts[0] > 12) != (parts[1] > 12):
            tells.setdefault(DAY_FIRST if parts[0] > 12 else MONTH_FIRST, line)
    if len(tells) == 2:
        why = f"row {tells[DAY_FIRST]} has the day first and row {tells[MONTH_FIRST]} the month"
        return DateOrder(DAY_FIRST, why, is_sure=False)
    return next((DateOrder(order, f"row {line} can be nothing else") for order, line in tells.items()), None)


def has_doubtful_dates(values: Iterable[object]) -> bool:
    """Whether a column holds dates written in numbers, such as ``03/04/2026``."""
    return any(_numbers(value) is not None for value in values)


def _numbers(value: object) -> tuple[int, int] | None:
    if not isinstance(value, str):
        return None
    found = _PARTS.fullmatch(_TIME.sub("", value.strip(BLANKS)))
    return (int(found[1]), int(found[2])) if found else None


def export_date(value: object, order: Order, birth: bool = False) -> date | None:
    """The day that a cell holds; None if it is none. A time of day beside it is left out.

    >>> export_date("9/14/2026 12:00:00 AM", "month first"), export_date("20260914", "day first")
    (datetime.date(2026, 9, 14), datetime.date(2026, 9, 14))
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        text = str(int(value)) if float(value).is_integer() else ""
        return typed_date(_with_dashes(text), birth) if _RUN.fullmatch(text) else date_of_serial(float(value))
    if not isinstance(value, str):
        return None
    text = _WEEKDAY.sub("", _TIME.sub("", value.strip(BLANKS)))
    if _RUN.fullmatch(text):
        return typed_date(_with_dashes(text), birth)
    if _SERIAL.fullmatch(text):
        return date_of_serial(float(text))
    named = _MONTH_NAMED_FIRST.fullmatch(text)
    if named:
        return typed_date(f"{named[2]} {named[1]} {named[3]}", birth)
    parts = _PARTS.fullmatch(text)
    if parts and order == MONTH_FIRST:
        return typed_date(f"{parts[2]}/{parts[1]}/{parts[3]}", birth)
    return typed_date(text, birth)


def _with_dashes(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"
