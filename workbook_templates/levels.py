"""The levels of a workbook: which of our sheets each locks, and which columns stay open on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from workbook_templates.layout import SEALS
from workbook_templates.own_sheets import ASIDE, BEGINNINGS, CALCULATIONS, WRITTEN_BY_COMMANDS
from workbook_templates.seals_sheet import COMMENT

LevelName: TypeAlias = Literal["entry", "verify", "return"]


@dataclass(frozen=True)
class Level:
    """One level. ``locked`` are the sheets besides those of data; ``opens_data``: data may be typed.

    ``typed`` are columns that stay open on a locked sheet, by sheet; ``strict`` locks notes and colours as well.
    """

    name: LevelName
    about: str
    locked: tuple[str, ...]
    opens_data: bool = False
    typed: tuple[tuple[str, str], ...] = ((SEALS, COMMENT),)
    strict: bool = False


LEVELS: dict[LevelName, Level] = {
    level.name: level
    for level in (
        Level("entry", "data may be typed; what commands write is locked", WRITTEN_BY_COMMANDS, opens_data=True),
        Level("verify", "data is locked; seals can be made, comments and notes written", (
            *WRITTEN_BY_COMMANDS, *CALCULATIONS, *BEGINNINGS,
        )),
        Level("return", "everything but Start is locked", (
            *WRITTEN_BY_COMMANDS, *CALCULATIONS, *BEGINNINGS, *ASIDE,
        ), typed=(), strict=True),
    )
}  # fmt: skip
"""By name, in the order of the work."""
assert tuple(LEVELS) == get_args(LevelName)
