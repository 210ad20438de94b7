"""What every record of a return has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

Value = str | int | Decimal | date | datetime
Place = int | tuple[str, int] | None


class Record:
    """One element of the return with typed values under the official field names.

    A field that is absent, or whose text cannot be read, is None; children are lists under the official entity name.
    ``place`` is where it stands: a line of an XML file, or sheet and row of a workbook. ``position`` counts from 0
    among its siblings. ``texts`` keeps what was typed wherever that differs from the value's plain form; ``faults``
    names the fields that already have a field-definition or schema finding, with the kinds of fault. ``locate``, where
    a reader gives it, tells the place of one field of the record.
    """

    __slots__ = ("faults", "locate", "place", "position", "texts")

    ENTITY: ClassVar[str]
    PARENT: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]
    CHILDREN: ClassVar[tuple[str, ...]]

    place: Place
    locate: Callable[[str], Place] | None
    position: int
    texts: dict[str, str] | None
    faults: dict[str, tuple[str, ...]] | None

    def __init__(self, parent: Record | None = None, position: int = 0, place: Place = None):
        self.place = place
        self.locate = None
        self.position = position
        self.texts = None
        self.faults = None
        self._clear()
        if self.PARENT:
            setattr(self, self.PARENT, parent)

    def _clear(self) -> None:
        """Makes every field absent and every list of children empty."""

    @property
    def parent(self) -> Record | None:
        """The record this one stands in."""
        return getattr(self, self.PARENT) if self.PARENT else None

    def value(self, name: str) -> Value | None:
        """The typed value of a field, by its official name."""
        found: Value | None = getattr(self, name)
        return found

    def text(self, name: str) -> str | None:
        """The field as typed; None if it is absent."""
        if self.texts and name in self.texts:
            return self.texts[name]
        value = self.value(name)
        return None if value is None else plain_text(value)

    def place_of(self, field: str) -> Place:
        """Where a field of this record stands, as exactly as its reader can tell."""
        return self.locate(field) if self.locate else self.place

    def children(self) -> Iterator[Record]:
        """The records directly inside this one, in schema order."""
        for name in self.CHILDREN:
            yield from getattr(self, name)

    def walk(self) -> Iterator[Record]:
        """This record and everything inside it, in file order."""
        return iter(self._gathered([]))

    def _gathered(self, into: list[Record]) -> list[Record]:
        into.append(self)
        for name in self.CHILDREN:
            for child in getattr(self, name):
                child._gathered(into)
        return into

    def keep_text(self, name: str, text: str) -> None:
        """Remembers what was typed in a field."""
        if self.texts is None:
            self.texts = {}
        self.texts[name] = text

    def add_fault(self, name: str, kind: str) -> None:
        """Remembers that a field (or a misplaced element of that name) has a fault of a kind."""
        if self.faults is None:
            self.faults = {}
        self.faults[name] = (*self.faults.get(name, ()), kind)

    def same_as(self, other: Record) -> bool:
        """Whether both hold the same typed values in the same order, whatever their places."""
        return (
            type(self) is type(other)
            and all(getattr(self, name) == getattr(other, name) for name in self.FIELDS)
            and all(
                len(getattr(self, name)) == len(getattr(other, name))
                and all(a.same_as(b) for a, b in zip(getattr(self, name), getattr(other, name), strict=True))
                for name in self.CHILDREN
            )
        )

    def __repr__(self) -> str:
        return f"<{self.ENTITY} at {self.place}>"


def plain_text(value: Value) -> str:
    """The one spelling of a value in XML: ISO dates, plain digits.

    >>> plain_text(Decimal("12.50"))
    '12.50'
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)
