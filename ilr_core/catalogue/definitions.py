"""What the catalogue is made of: frozen definitions of entities, fields, codes, rules, returns and parameters."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeVar, cast, dataclass_transform

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

FieldType = Literal["string", "int", "long", "decimal", "date", "dateTime"]
T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def _frozen(kind: type[T]) -> type[T]:
    """Checked when made, frozen, and without fields that it does not know."""
    return cast(type[T], dataclass(frozen=True, config=ConfigDict(extra="forbid"))(kind))


@_frozen
class Field:
    """One leaf of the schema.

    Lengths are in characters; ``digits`` and ``decimals`` count digits of a number; ``low`` and ``high`` are inclusive,
    in a text only for what is a number; ``characters`` is the most characters the official AL rule allows where no
    facet says so. ``list`` names the code list, with ``{OtherField}`` standing for that field's value. Source: the
    official schema of the year.
    """

    entity: str
    field: str
    type: FieldType
    required: bool
    charset: Literal["restricted", ""] = ""
    min_length: int | None = None
    max_length: int | None = None
    characters: int | None = None
    digits: int | None = None
    decimals: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    pattern: str = ""
    fixed: str = ""
    list: str = ""
    after: str = ""
    label: str = ""
    about: str = ""

    @property
    def name(self) -> str:
        """The official field name."""
        return self.field

    @cached_property
    def longest(self) -> int | None:
        """Most characters (text) or digits (number) the field may hold; None where nothing limits it."""
        if self.characters or self.max_length or self.digits:
            return self.characters or self.max_length or self.digits
        return len(str(self.high)) if self.high is not None else None


@_frozen
class Entity:
    """One element that holds others; ``min`` and ``max`` occurrences within its parent (max None: no limit)."""

    entity: str
    min: int
    max: int | None = None
    parent: str = ""
    after: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """The official entity name."""
        return self.entity


@_frozen
class Code:
    """One code of a list, valid from and to the given days inclusive (None: no limit)."""

    list: str
    code: str
    label: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether the code may be used on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@_frozen
class CodeListStatus:
    """Whether a list is complete, so that a code absent from it is wrong."""

    list: str
    complete: bool
    about: str = ""


@_frozen
class OfficialRule:
    """One live rule of the official list: its name, category, the service's severity and whether it runs offline.

    ``error_from`` names the return from which a warning becomes an error, ``online`` what only the service has that the
    rule needs (a key of ``online_reasons.csv``).
    """

    name: str
    category: str
    severity: Literal["error", "warning"]
    offline: bool
    error_from: str = ""
    online: str = ""


@_frozen
class Return:
    """One return of the year (R01 to R14) and the local time in England at which it closes.

    ``about`` is the pattern behind the day, ``covers`` the months it brings in, ``purpose`` what it is for.
    """

    name: str
    closes: datetime
    status: Literal["published", "computed", "inferred"]
    about: str = ""
    covers: str = ""
    purpose: str = ""


@_frozen
class ReturnKind:
    """What a return is in every year: what it brings in, and the pattern by which it closes.

    It closes in ``month`` of the year's first calendar year, or with ``later`` 1 of its second, on the working day of
    that ``number`` or on the first Thursday from that day of the month on.
    """

    name: str
    later: int
    month: int
    counted: Literal["working day", "Thursday from"]
    number: int
    covers: str
    purpose: str


@_frozen
class Parameter:
    """A number or date that applies from ``valid_from`` to ``valid_to`` inclusive, with the paragraph it comes from."""

    name: str
    value: Decimal | date
    valid_from: date | None = None
    valid_to: date | None = None
    unit: str = ""
    source: str = ""
