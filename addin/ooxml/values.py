"""Python values as the XML of one cell."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from addin.ooxml.errors import PackageError
from addin.ooxml.escapes import needs_preserve, xml_text

# Excel's limit, counted in UTF-16 units.
MAX_TEXT = 32_767
# Short enough in any case: a character takes two units at most.
_SURELY_SHORT = MAX_TEXT // 2
_CACHED_TEXTS = 200_000
_FIRST_SAFE_1900 = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, with or without its leading `=`, and the value shown until it is calculated (None: no value)."""

    text: str
    cached: str | bool | int | float | None = None


Scalar: TypeAlias = str | bool | int | float | Decimal | date | datetime | Formula | None


@dataclass(frozen=True, slots=True)
class Styled:
    """A value that gets this style index, whatever style its cell had."""

    value: Scalar
    style: int


CellValue: TypeAlias = Scalar | Styled


def check_length(text: str) -> None:
    """PackageError for a text that no cell can hold."""
    if len(text) > _SURELY_SHORT and len(text.encode("utf-16-le", "surrogatepass")) > MAX_TEXT * 2:
        raise PackageError(f"A text of {len(text):,} characters is too long: a cell holds {MAX_TEXT:,} at most.")


class CellWriter:
    """Turns values into cell XML for one book; `date_1904` is the book's date system."""

    def __init__(self, date_1904: bool = False) -> None:
        self._date_1904 = date_1904
        self._texts: dict[str, str] = {}
        self._writers: dict[type, Callable[[object], str]] = {
            str: self._text,
            bool: lambda value: f' t="b"><v>{value:d}</v></c>',
            int: lambda value: f"><v>{value}</v></c>",
            float: self._float,
            Decimal: self._decimal,
            date: self._date,
            datetime: self._date,
            Formula: self._formula,
        }

    def tail(self, value: Scalar) -> str:
        """What follows `<c r=".." s=".."` for this value, up to the end of the cell.

        TypeError for other types, PackageError for text longer than a cell holds.
        """
        if value is None:
            return "/>"
        writer = self._writers.get(type(value)) or self._inherited(value)
        return writer(value)

    def _inherited(self, value: object) -> Callable[[object], str]:
        for kind in (str, bool, int, float, Decimal, datetime, date):
            if isinstance(value, kind):
                writer = self._writers[kind]
                self._writers[type(value)] = writer
                return writer
        raise TypeError(f"A cell cannot hold a {type(value).__name__}.")

    def _text(self, value: object) -> str:
        text = str.__str__(value)
        if text.isalnum() and len(text) <= _SURELY_SHORT:
            return f' t="inlineStr"><is><t>{text}</t></is></c>'
        known = self._texts.get(text)
        if known is not None:
            return known
        check_length(text)
        space = ' xml:space="preserve"' if needs_preserve(text) else ""
        written = f' t="inlineStr"><is><t{space}>{xml_text(text)}</t></is></c>'
        if len(self._texts) >= _CACHED_TEXTS:
            self._texts.clear()
        self._texts[text] = written
        return written

    def _float(self, value: object) -> str:
        assert isinstance(value, float)
        return f"><v>{value!r}</v></c>" if math.isfinite(value) else self._text(str(value))

    def _decimal(self, value: object) -> str:
        assert isinstance(value, Decimal)
        fits = value.is_finite() and math.isfinite(float(value))
        return f"><v>{value}</v></c>" if fits else self._text(str(value))

    def _date(self, value: object) -> str:
        assert isinstance(value, date)
        serial = date_serial(value, self._date_1904)
        return self._text(value.isoformat()) if serial is None else f"><v>{serial!r}</v></c>"

    def _formula(self, value: object) -> str:
        assert isinstance(value, Formula)
        text = f"<f>{xml_text(value.text.removeprefix('='))}</f>"
        cached = value.cached
        if cached is None:
            return f">{text}</c>"
        if isinstance(cached, bool):
            return f' t="b">{text}<v>{cached:d}</v></c>'
        if isinstance(cached, str):
            return f' t="str">{text}<v>{xml_text(cached)}</v></c>'
        return f">{text}<v>{cached!r}</v></c>"


def date_serial(value: date, date_1904: bool) -> int | float | None:
    """The serial number of a date or date and time; None where Excel has none that is safe.

    In the 1900 system Excel counts a 29 February 1900 that never was: earlier dates are left to text. A time zone too.
    """
    day = value.date() if isinstance(value, datetime) else value
    if day < (date(1904, 1, 1) if date_1904 else _FIRST_SAFE_1900):
        return None
    days = (day - (date(1904, 1, 1) if date_1904 else date(1899, 12, 30))).days
    if not isinstance(value, datetime):
        return days
    if value.tzinfo is not None:
        return None
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1_000_000
    return days + seconds / 86_400 if seconds else days
