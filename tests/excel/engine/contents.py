"""What a cell of openpyxl holds, as Excel shows it to those who ask, and takes it from those who write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from addin.ooxml.escapes import escape_text

MIDNIGHT = datetime.combine(date(1899, 12, 30), time())
_LINK = re.compile(r'=HYPERLINK\(.*,(?:"((?:[^"]|"")*)"|(\d+))\)\Z', re.DOTALL)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")


def shown(cell: Any, stored: Callable[[], Any]) -> Any:
    """The value of a cell; ``stored`` gives what the file holds as the value of its formula."""
    value = cell.value
    if cell.data_type == "f" or isinstance(value, ArrayFormula | DataTableFormula):
        link = _LINK.match(value) if isinstance(value, str) else None
        value = _named(link) if link else stored()
    if isinstance(value, time):
        return datetime.combine(MIDNIGHT.date(), value)
    if isinstance(value, timedelta):
        return MIDNIGHT + value
    # openpyxl takes this mark of escaped text away on reading, but does not set it on writing.
    return value.replace("x005F_", "") if isinstance(value, str) else value


def _named(link: re.Match[str]) -> Any:
    """What a link shows."""
    return float(link[2]) if link[2] else link[1].replace('""', '"')


def put(cell: Any, value: Any) -> None:
    """Writes a value as Excel does: a text that looks like something else becomes that, unless it is said to be one."""
    is_text = isinstance(value, str) and (value.startswith("'") or cell.number_format == "@")
    if isinstance(value, str):
        value = value.removeprefix("'") if is_text else _understood(value)
    cell.value = escape_text(value) if isinstance(value, str) and not value.startswith("=") else value
    if is_text:
        cell.data_type = "s"


def _understood(text: str) -> Any:
    """What Excel makes of a text that somebody types."""
    found = _DAY.match(text.strip())
    if found:
        day, month, year = map(int, found.groups())
        try:
            return datetime.combine(date(year, month, day), time())
        except ValueError:
            return text
    if text.strip().casefold() in ("true", "false"):
        return text.strip().casefold() == "true"
    try:
        return float(text)
    except ValueError:
        return text or None
