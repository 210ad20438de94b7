"""How a command locks a sheet for its users, in every host: without a password, so that the next command gets in."""

from __future__ import annotations

from dataclasses import dataclass

from addin.ooxml import Area

LEVEL_NAME = "ILR_Level"
"""The name whose cell says that the sheets are locked by a level: such locks, and no others, commands lift."""


@dataclass(frozen=True, slots=True)
class SheetLock:
    """Every cell is locked but those of the areas in ``open``; ``strict`` locks notes, drawings and colours as well."""

    open: tuple[Area, ...] = ()
    strict: bool = False
