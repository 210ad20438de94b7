"""From the value of one cell to the text of a field as the ILR spells it, and to its typed value.

What counts as blank, as a date, as a code is decided here and nowhere else. The typed value always comes from
``ilr_core.model.reader``.

A text between two word joiners (U+2060, invisible) is taken as it stands: nothing is trimmed, no code is looked for.
Import writes it where the plain text would be read as something else (``A 1 `` with its last space, a family name
``#N/A``), so that every imported value comes back exactly.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from addin.sheets.dates import date_of_serial, typed_date
from ilr_core.catalogue import Catalogue, CodeList, Field
from ilr_core.model import Reading, plain_text, reader
from workbook_templates.codes import SEPARATOR, code_of

CellInput: TypeAlias = str | int | float | bool | Decimal | date | datetime | time | None

VERBATIM = "\u2060"
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u180e\u200b\u200c\u200d\u2060\ufeff"
_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!|PYTHON!"
    r"|GETTING_DATA)|Err:[0-9]{3}"
)
_NUMBER = re.compile(r"£? ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_MEMORY = 50_000


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell: ``text`` as the ILR spells it, ``shown`` as typed (a dropdown item's label left out).

    ``readable`` is False for what can be no value of any field: an error, TRUE or FALSE, a time, a date among texts.
    """

    text: str
    shown: str
    readable: bool = True


def cell_text(value: CellInput, field: Field, codes: CodeList | None = None) -> CellText | None:
    """The text of a cell's value in a field; None if the cell is blank.

    ``codes`` is the field's list, to give back the leading zeros of a code typed as a number (``34`` for ``034``).
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _from_text(value, field, codes)
    if isinstance(value, bool):
        return _unreadable(str(value).upper())
    if isinstance(value, int | float | Decimal):
        return _from_number(value, field, codes)
    if isinstance(value, date):
        return _from_date(value, field)
    return _unreadable(value.isoformat())


class CellReader:
    """Reads the cells of one field of one year; remembers the values met, for they repeat much in a return."""

    __slots__ = ("_codes", "_field", "_memory", "_read")

    def __init__(self, field: Field, codes: CodeList | None):
        self._field = field
        self._codes = codes
        self._read = reader(field)
        self._memory: dict[object, Reading | None] = {}

    def __call__(self, value: CellInput) -> Reading | None:
        """The typed value of a cell with its faults; None if the cell is blank."""
        # True would be found under the key 1.
        key = (value,) if value is True or value is False else value
        if key in self._memory:
            return self._memory[key]
        if len(self._memory) >= _MEMORY:
            self._memory.clear()
        found = self._memory[key] = self._reading(value)
        return found

    def _reading(self, value: CellInput) -> Reading | None:
        found = cell_text(value, self._field, self._codes)
        if found is None:
            return None
        if not found.readable:
            return unreadable(found.shown)
        reading = self._read(found.text)
        if reading.value is None:
            return unreadable(found.shown)
        kept = None if found.shown == plain_text(reading.value) else found.shown
        return reading if kept == reading.text else Reading(reading.value, kept, reading.faults)


@cache
def cell_reader(year: Catalogue, field: Field, list_name: str) -> CellReader:
    """The reader of a field's cells; ``list_name`` is its code list, empty for none."""
    return CellReader(field, year.lists.get(list_name))


def unreadable(shown: str) -> Reading:
    """The reading of a cell that has no value for its field."""
    return Reading(None, shown, ("unreadable",))


def is_blank(value: CellInput) -> bool:
    """Whether a cell holds nothing: no value, or only spaces of any kind."""
    return value is None or (isinstance(value, str) and not value.strip(BLANKS) and not _is_verbatim(value))


def typed_number(text: str) -> Decimal | None:
    """The number that a text is, as people type it; None if it is none.

    >>> typed_number("£9,000"), typed_number(" 7.5"), typed_number("1,00")
    (Decimal('9000'), Decimal('7.5'), None)
    """
    found = _NUMBER.fullmatch(text.strip(BLANKS))
    return Decimal(found[1].replace(",", "") + (found[2] or "")) if found else None


def _is_verbatim(text: str) -> bool:
    return len(text) > 2 and text[0] == VERBATIM == text[-1]


def _unreadable(shown: str) -> CellText:
    return CellText(shown, shown, readable=False)


def _from_text(typed: str, field: Field, codes: CodeList | None) -> CellText | None:
    if _is_verbatim(typed):
        return CellText(typed[1:-1], typed[1:-1])
    text = typed.strip(BLANKS)
    if not text:
        return None
    if _ERROR.fullmatch(text):
        return _unreadable(typed)
    if field.list or field.type != "string":
        text = text.replace("\u00a0", " ")
    if field.list:
        code = code_of(text) if SEPARATOR in text else text
        shown = code if SEPARATOR in text else typed
        return CellText(_with_zeros(code, codes) if field.type == "string" else code, shown)
    if field.type == "date":
        day = typed_date(text, field.name == "DateOfBirth")
        return CellText(day.isoformat() if day else text, typed)
    number = _NUMBER.fullmatch(text) if field.type in ("int", "long", "decimal") else None
    if number:
        fraction = (number[2] or "").rstrip("0").rstrip(".")
        return CellText(number[1].replace(",", "") + fraction, typed)
    return CellText(text, typed)


def _from_number(value: float | Decimal, field: Field, codes: CodeList | None) -> CellText:
    if field.type == "date":
        day = date_of_serial(float(value))
        return CellText(day.isoformat(), day.isoformat()) if day else _unreadable(digits(value))
    text = digits(value)
    return CellText(_with_zeros(text, codes) if field.type == "string" else text, text)


def digits(value: float | Decimal) -> str:
    """A number as Excel shows it: 15 digits at most, no exponent, no decimals that are all zero.

    >>> digits(1061484016.0), digits(0.1 + 0.2)
    ('1061484016', '0.3')
    """
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value))
    return format(value if isinstance(value, Decimal) else Decimal(format(value, ".15g")), "f").rstrip("0").rstrip(".")


def _with_zeros(text: str, codes: CodeList | None) -> str:
    if codes is None or text in codes.codes or not (text.isascii() and text.isdigit()):
        return text
    longer = [code for code in codes.codes if len(code) > len(text) and code.isdigit() and int(code) == int(text)]
    return longer[0] if len(longer) == 1 else text


def _from_date(value: date, field: Field) -> CellText:
    shown = value.isoformat()
    if isinstance(value, datetime) and value.time() == time():
        shown = value.date().isoformat() if field.type == "date" else shown
    if field.type == "date":
        return CellText(value.isoformat()[:10], shown)
    return CellText(shown, shown, readable=field.type == "dateTime" and isinstance(value, datetime))
