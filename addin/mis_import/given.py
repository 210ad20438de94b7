"""What an export says of a learner: fields and records, with the rows they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from addin.mis_import.targets import Fixed
from ilr_core.model import Reading, Value


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of an export."""

    table: str
    line: int

    def __str__(self) -> str:
        return f"{self.table}, row {self.line}"


@dataclass(slots=True)
class Given:
    """A record as an export gives it: only the fields it has a value for.

    ``cleared`` are fields that are blank and shall be so in the workbook too. ``fixed`` is what the columns' names said
    of it. ``key`` (a learner's) is the LearnRefNumber, or one made of the ULN.
    """

    entity: str
    origin: Origin
    values: dict[str, Reading] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    children: list[Given] = field(default_factory=list)
    fixed: Fixed = ()
    origins: dict[str, Origin] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        """The typed value of a field; None if the export has none."""
        reading = self.values.get(name)
        return reading.value if reading else None

    def of(self, entity: str) -> Iterator[Given]:
        """The records of an entity directly inside it."""
        return (child for child in self.children if child.entity == entity)

    def says_same_as(self, other: Given) -> bool:
        """Whether both say exactly the same."""
        return (
            self.entity == other.entity
            and {name: one.value for name, one in self.values.items()}
            == {name: one.value for name, one in other.values.items()}
            and len(self.children) == len(other.children)
            and all(a.says_same_as(b) for a, b in zip(self.children, other.children, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is not imported, and why. ``is_row``: a whole row; else one cell or record of it.

    ``column`` and ``text`` are set where a text of a code column waits for its code.
    """

    origin: Origin
    sentence: str
    is_row: bool = False
    heading: str = ""
    text: str = ""

    def __str__(self) -> str:
        return f"{self.origin}: {self.sentence}"
