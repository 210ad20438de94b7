"""What the user has loaded besides the tool's own data: registers, and code lists in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ilr_core.catalogue import Catalogue, CodeList
from ilr_core.registers import Registers


@dataclass(frozen=True)
class Knowledge:
    """Registers to look things up in, and code lists by year and name that stand in for the tool's own.

    ``names`` says of each register what was loaded, for people: ``LARS V012``.
    """

    registers: Registers = field(default_factory=Registers)
    lists: Mapping[str, Mapping[str, CodeList]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def of(self, year: Catalogue) -> Catalogue:
        """The catalogue of a year with the loaded lists in it."""
        lists = self.lists.get(year.year)
        return replace(year, lists={**year.lists, **lists}) if lists else year
