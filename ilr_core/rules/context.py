"""What a rule may know besides the record: one immutable value, passed to every rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from ilr_core.catalogue import Catalogue
from ilr_core.model import Message
from ilr_core.registers import Registers


@dataclass(frozen=True, slots=True)
class Needs:
    """A verdict that could not be reached: the data it needs. Counts as "not broken" in ``and`` and ``or``."""

    names: tuple[str, ...]

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class ReturnFile:
    """The return as one file, for the file-level rules.

    ``name`` is the XML file's name without folders (None for a workbook), ``zip_name`` that of the ZIP it came in,
    ``message`` holds the header but no learners, ``learners`` is how many there are.
    """

    message: Message
    namespace: str
    learners: int
    name: str | None = None
    zip_name: str | None = None


@dataclass(frozen=True)
class Context:
    """The circumstances of a check.

    ``file_prepared`` is the header's FilePreparationDate, ``now`` the local time of the check.
    """

    catalogue: Catalogue
    file_prepared: date
    now: datetime
    registers: Registers = field(default_factory=Registers)

    @property
    def return_name(self) -> str:
        """The return the file belongs to (R01 to R14), from its preparation date."""
        return self.catalogue.return_on(self.file_prepared).name

    def number(self, name: str, on: date) -> Decimal | None:
        """A dated number of the catalogue; None where none applies on that day."""
        return _number(self.catalogue, name, on)

    def unlisted(self, list_name: str, code: object, on: date | None = None) -> bool | Needs:
        """Whether a code is absent from its list (or, with a day, not valid on it).

        A code unknown to an incomplete list gives ``Needs``; no code at all is not unlisted.
        """
        if code is None:
            return False
        codes = self.catalogue.lists.get(list_name)
        if codes is None:
            return True
        found = codes.codes.get(str(code))
        if found is None:
            return True if codes.complete else Needs((f"LIST:{list_name}",))
        return on is not None and not found.valid_on(on)


@lru_cache(maxsize=4096)
def _number(catalogue: Catalogue, name: str, on: date) -> Decimal | None:
    value = catalogue.parameter(name, on)
    return value if isinstance(value, Decimal) else None
