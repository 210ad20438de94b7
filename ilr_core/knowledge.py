"""What the user has loaded besides the tool's own data: registers, and code lists in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ilr_core.catalogue import Catalogue
from ilr_core.registers import Registers


@dataclass(frozen=True)
class Knowledge:
    """Registers to look things up in, and catalogues by year in which lists that the user loaded stand.

    For people: ``names`` says of each register what was loaded (``LARS V012``), ``lists`` which code lists by year, and
    ``troubles`` are sentences about what is loaded but cannot be used.
    """

    registers: Registers = field(default_factory=Registers)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()

    def of(self, year: Catalogue) -> Catalogue:
        """The catalogue of a year with the loaded lists in it."""
        return self.catalogues.get(year.year, year)

    def used_in(self, year: str) -> tuple[str, ...]:
        """What a check of that year looks things up in, besides the tool's own data."""
        return (*self.names, *(f"list {name}" for name in self.lists.get(year, ())))
