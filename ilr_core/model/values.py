"""From the text of one field to its typed value and its faults: the one place where a value is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Literal

from ilr_core.catalogue import Field
from ilr_core.model.record import Value, plain_text

FaultKind = Literal[
    "AL", "AP", "AR", "MA", "EO", "unreadable", "fixed", "unknown", "order", "repeated", "text", "structure"
]
RESTRICTED = re.compile(r"[A-Za-z0-9 ~!@#$%&'()*+,\-./:;<=>?\[\\\]_{}^£€]*")
MEMORY = 20_000
_XML_SPACE = " \t\r\n"
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})" + _ZONE)
_DATE_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?" + _ZONE)
_LIMITS = {"int": 2**31, "long": 2**63}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text of one field turned out to be.

    ``value`` is None where the text cannot be read; ``text`` is the text if it differs from the value's plain form;
    ``faults`` are official suffixes (AL, AP, AR) or ``unreadable`` and ``fixed``.
    """

    value: Value | None
    text: str | None = None
    faults: tuple[FaultKind, ...] = ()

    @property
    def remarkable(self) -> bool:
        """Whether there is more to remember than the value."""
        return self.text is not None or bool(self.faults)


class FieldReader:
    """Reads the texts of one field and remembers them, for values repeat much in a return.

    ``memory`` holds the texts it has read, ``plain`` the values of those that are not remarkable; ``is_text``: the
    field's values are texts themselves.
    """

    __slots__ = ("field", "is_text", "memory", "plain")

    def __init__(self, field: Field):
        self.field = field
        self.is_text = field.type == "string"
        self.memory: dict[str, Reading] = {}
        self.plain: dict[str, Value] = {}

    def __call__(self, text: str) -> Reading:
        """What a text is; the same text gives the same object."""
        known = self.memory.get(text)
        if known is None:
            if len(self.memory) >= MEMORY:
                self.memory.clear()
                self.plain.clear()
            known = self.memory[text] = _read(self.field, text)
            if known.value is not None and not known.remarkable:
                self.plain[text] = known.value
        return known


@cache
def reader(field: Field) -> FieldReader:
    """The reader of a field."""
    return FieldReader(field)


def _read(field: Field, text: str) -> Reading:
    value = _typed(field.type, text)
    if value is None:
        return Reading(None, text, ("unreadable",))
    faults = _text_faults(field, value) if isinstance(value, str) else _other_faults(field, value, text)
    return Reading(value, None if plain_text(value) == text else text, faults)


def _typed(kind: str, text: str) -> Value | None:
    if kind == "string":
        return text
    text = text.strip(_XML_SPACE)
    if kind in _LIMITS:
        number = int(text) if len(text) < 40 and _INTEGER.fullmatch(text) else None
        return number if number is not None and -_LIMITS[kind] <= number < _LIMITS[kind] else None
    if kind == "decimal":
        return Decimal(text) if _DECIMAL.fullmatch(text) else None
    return _date(text) if kind == "date" else _date_time(text)


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _date_time(text: str) -> datetime | None:
    found = _DATE_TIME.fullmatch(text)
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{(found[3] or '')[:7]}") if found else None
    except ValueError:
        return None


def _text_faults(field: Field, value: str) -> tuple[FaultKind, ...]:
    if field.fixed:
        return () if value == field.fixed else ("fixed",)
    faults: list[FaultKind] = []
    if (field.longest is not None and len(value) > field.longest) or len(value) < (field.min_length or 0):
        faults.append("AL")
    fits = not field.charset or RESTRICTED.fullmatch(value)
    if not fits or (field.pattern and not _pattern(field.pattern).fullmatch(value)):
        faults.append("AP")
    if _INTEGER.fullmatch(value) and _beyond(field, Decimal(value)):
        faults.append("AR")
    return tuple(faults)


def _other_faults(field: Field, value: Value, text: str) -> tuple[FaultKind, ...]:
    if not isinstance(value, int | Decimal):
        # Around a number white space is no matter, but libxml2 refuses it around a date.
        return ("AP",) if text != text.strip(_XML_SPACE) else ()
    faults: list[FaultKind] = []
    if field.longest is not None and len(plain_text(value).lstrip("-")) > field.longest:
        faults.append("AL")
    if _beyond(field, value) or (isinstance(value, Decimal) and _finer(value, field.decimals)):
        faults.append("AR")
    return tuple(faults)


def _beyond(field: Field, value: int | Decimal) -> bool:
    """Whether a number lies outside the field's range; the one text with a range is a number that may begin with 0."""
    return (field.low is not None and value < field.low) or (field.high is not None and value > field.high)


def _finer(value: Decimal, decimals: int | None) -> bool:
    """Whether a number has more decimal places, zeros at its end apart, than allowed; however many digits it has."""
    _, digits, exponent = value.as_tuple()
    if decimals is None or not isinstance(exponent, int) or -exponent <= decimals:
        return False
    return any(digits[exponent + decimals :])


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """The schema's pattern as Python spells it: a dot is neither of the two line ends."""
    return re.compile(re.sub(r"(?<!\\)\.(?=[+*]|$)", r"[^\\n\\r]", pattern))
